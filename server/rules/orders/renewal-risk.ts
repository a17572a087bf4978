import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { Causes, sortedWithoutDuplicates } from '../time/causes';
import { compile } from '../evaluation/compile';
import { levelTimelines, type LevelTimelines } from '../time/level-timeline';
import { addDays, type Day } from '../vocabulary/day';
import { displayedInTerm, levelsOf } from '../membership/displayed-competencies';
import { highestOf, levelsOpenedBy } from '../evaluation/eligible-levels';
import type { Facts, Membership, Override } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { actingOverrides } from '../evaluation/overrides';
import { waysToProve, type PlanWay } from '../planning/plan';
import { mayBeRenewed } from './quote';
import { levelsAtRisk, type RenewalFlags } from '../membership/renewal-flags';
import { firstTermOfChain, lastTermOfChain, runningTerm } from '../vocabulary/terms';
import { valueOn, type Timeline } from '../time/timeline';
import { versionOn } from '../evaluation/versions';
import { runSync, mapStepwise, type Work } from '../vocabulary/work';

/** What endangers a renewal, why, and what would mend it. */
export interface RenewalRisk extends RenewalFlags {
  /** The end of the running term or of the last that follows it without a gap; null: no membership runs. */
  readonly renewalDay: Day | null;
  /** The level to renew: that of the last term. */
  readonly level: Level | null;
  readonly competencies: readonly CompetencyAtRisk[];
  /** Where the level will not be eligible: what takes the eligibility away, if it was ever there in the chain of terms. */
  readonly causes: readonly Cause[];
  /** Where the level will not be eligible: what would make it so. */
  readonly repairs: readonly Repair[];
}

export interface CompetencyAtRisk {
  readonly competency: string;
  readonly displayed: Level;
  /** On the renewal day; null: not attained at all. */
  readonly expected: Level | null;
  /** Everything since the last day at the displayed level that lowers it. */
  readonly causes: readonly Cause[];
  /** None for what is retired by then. */
  readonly repairs: readonly Repair[];
}

/** Ranked by cost: what only needs a decision first, then as plans are ranked. */
export type Repair =
  /** A renewal would be sold: the level is still eligible, and a renewal is judged on the day of purchase. */
  | { readonly kind: 'renew-now'; readonly level: Level }
  /** The proof is there; these overrides must end. */
  | { readonly kind: 'end-overrides'; readonly competency: string; readonly overrides: readonly string[] }
  /** What must be proven by the renewal day, and the overrides that must end as well. */
  | { readonly kind: 'prove'; readonly way: PlanWay; readonly overrides: readonly string[] };

/** The flags of the renewal with everything that led to them, by what is known. */
export const renewalRisk = runSync(renewalRiskStepwise);
export function* renewalRiskStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalRisk> {
  const running = runningTerm(facts.memberships, day);
  if (running === null) return NO_MEMBERSHIP;
  const last = lastTermOfChain(facts.memberships, running);
  const term = yield* termAtRisk(versions, facts, running, last, running.startsOn);
  const competencies = yield* term.competenciesAtRisk(day);
  const { isEligible } = term;
  return {
    renewalAtRisk: competencies.length > 0,
    willBeEligible: isEligible,
    renewalDay: last.endsOn,
    level: last.level,
    competencies,
    causes: isEligible ? [] : yield* causesOfIneligibility(versions, facts, running, last),
    repairs: isEligible
      ? []
      : [
          ...(yield* renewingNow(versions, facts, last, day)),
          ...(yield* term.repairsFor(last.level, null, day)),
        ],
  };
}

const NO_MEMBERSHIP: RenewalRisk = {
  renewalAtRisk: false,
  willBeEligible: null,
  renewalDay: null,
  level: null,
  competencies: [],
  causes: [],
  repairs: [],
};

/** A term that was paid ahead may run without its proof: that was lost in a term before it. */
function* causesOfIneligibility(
  versions: readonly Catalogue[],
  facts: Facts,
  running: Membership,
  last: Membership,
): Work<readonly Cause[]> {
  const since = firstTermOfChain(facts.memberships, running).startsOn;
  const term = yield* termAtRisk(versions, facts, running, last, since);
  return yield* term.causesOfIneligibility();
}

/** While the renewal would be sold, the eligibility of today is enough. */
function* renewingNow(
  versions: readonly Catalogue[],
  facts: Facts,
  { level }: Membership,
  day: Day,
): Work<readonly Repair[]> {
  return (yield* mayBeRenewed(versions, facts, level, day)) ? [{ kind: 'renew-now', level }] : [];
}

function* termAtRisk(
  versions: readonly Catalogue[],
  facts: Facts,
  running: Membership,
  last: Membership,
  since: Day,
): Work<TermAtRisk> {
  const course = yield* levelTimelines(versions, facts, since, last.endsOn);
  return new TermAtRisk(versions, facts, running, last, course);
}

/** The running term as it stands from a day on, which is its first or an earlier one, to the renewal day. */
class TermAtRisk {
  readonly isEligible: boolean;
  readonly #versions: readonly Catalogue[];
  readonly #facts: Facts;
  readonly #running: Membership;
  readonly #last: Membership;
  readonly #course: LevelTimelines;
  readonly #causes: Causes;
  readonly #attained: ReadonlyMap<string, Timeline<Level | null>>;
  readonly #expected = new Map<string, Level>();
  readonly #eligible = new Map<Day, boolean>();

  constructor(
    versions: readonly Catalogue[],
    facts: Facts,
    running: Membership,
    last: Membership,
    course: LevelTimelines,
  ) {
    this.#versions = versions;
    this.#facts = facts;
    this.#running = running;
    this.#last = last;
    this.#course = course;
    this.#causes = new Causes(versions, facts, course);
    this.#attained = attainedIn(course);
    for (const [competency, track] of this.#attained) {
      const level = valueOn(track, last.endsOn) ?? null;
      if (level !== null) this.#expected.set(competency, level);
    }
    this.isEligible = levelsOpenedBy(this.#expected).includes(last.level);
  }

  *competenciesAtRisk(day: Day): Work<readonly CompetencyAtRisk[]> {
    const displayed = levelsOf(displayedInTerm(this.#course, this.#running, day));
    const atRisk: CompetencyAtRisk[] = [];
    for (const [competency, level] of levelsAtRisk(displayed, this.#expected)) {
      atRisk.push({
        competency,
        displayed: level,
        expected: this.#expected.get(competency) ?? null,
        causes: yield* this.#causesOfFall(competency, level),
        repairs: yield* this.repairsFor(level, competency, day),
      });
    }
    return atRisk;
  }

  /** What lowers the competencies that carried the eligibility, after the last day on which there was one. */
  *causesOfIneligibility(): Work<readonly Cause[]> {
    const { level } = this.#last;
    const lost = [...this.#attained].flatMap(([competency, track]) =>
      track.flatMap(({ from }, i) => {
        const previous = track[i - 1]?.value ?? null;
        const isFall = previous !== null && isAtLeast(previous, level) && !this.#isEligibleOn(from);
        return isFall ? [{ competency, day: from }] : [];
      }),
    );
    const lastLoss = lost.reduce<Day | null>(
      (latest, { day }) => (latest === null || day > latest ? day : latest),
      null,
    );
    const causes = yield* mapStepwise(
      lost.filter(({ day }) => day === lastLoss),
      ({ competency, day }) => this.#causesOn(competency, day),
    );
    return sortedWithoutDuplicates(causes.flat());
  }

  /** What, from the day on, would prove the level on the renewal day: in this competency, or in any. */
  *repairsFor(level: Level, competency: string | null, day: Day): Work<readonly Repair[]> {
    const { endsOn } = this.#last;
    const rules = compile(versionOn(this.#versions, endsOn));
    const asked = rules.competencies.filter(
      ({ competency: { key } }) => competency === null || key === competency,
    );
    const ways = yield* waysToProve(this.#versions, this.#facts, level, asked, day, endsOn);
    const repairs = ways.map((way): Repair => {
      const overrides = this.#withholding(way.competency).map(({ id }) => id);
      const isProven = way.credentials === 0 && way.missingSales.length === 0;
      return isProven
        ? { kind: 'end-overrides', competency: way.competency, overrides }
        : { kind: 'prove', way, overrides };
    });
    return [
      ...onePerCompetency(repairs.filter(({ kind }) => kind === 'end-overrides')),
      ...repairs.filter(({ kind }) => kind === 'prove'),
    ];
  }

  #withholding(competency: string): readonly Override[] {
    const acting = actingOverrides(this.#facts.overrides, competency, this.#last.endsOn);
    return acting.filter(({ effect }) => effect === 'WITHHOLD');
  }

  *#causesOfFall(competency: string, displayed: Level): Work<readonly Cause[]> {
    const track = this.#attained.get(competency) ?? [];
    const reached = track.findLastIndex(({ value }) => value !== null && isAtLeast(value, displayed));
    const falls = track.slice(reached + 1).filter(({ value }, i) => {
      const previous = track[reached + i]?.value ?? null;
      return previous !== null && (value === null || !isAtLeast(value, previous));
    });
    const causes = yield* mapStepwise(falls, ({ from }) => this.#causesOn(competency, from));
    return causes.flat();
  }

  #causesOn(competency: string, day: Day): readonly Cause[] {
    const track = this.#attained.get(competency) ?? [];
    const before = valueOn(track, addDays(day, -1)) ?? null;
    return this.#causes.ofAttained({ competency, day, before, after: valueOn(track, day) ?? null });
  }

  /** Asked for each competency that is lost on a day, and the same for all of them. */
  #isEligibleOn(day: Day): boolean {
    let isEligible = this.#eligible.get(day);
    if (isEligible === undefined) {
      const highest = highestOf([...this.#attained.values()].map((track) => valueOn(track, day) ?? null));
      isEligible = highest !== null && isAtLeast(highest, this.#last.level);
      this.#eligible.set(day, isEligible);
    }
    return isEligible;
  }
}

function attainedIn(course: LevelTimelines): ReadonlyMap<string, Timeline<Level | null>> {
  return new Map(
    [...course.steps].map(([key, steps]) => [
      key,
      steps.map(({ from, attained }) => ({ from, value: attained })),
    ]),
  );
}

/** Several paths may be proven; what must end is the same. */
function onePerCompetency(repairs: readonly Repair[]): readonly Repair[] {
  return [...new Map(repairs.map((repair) => [JSON.stringify(repair), repair])).values()];
}
