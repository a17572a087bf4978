import type { Catalogue } from '../vocabulary/catalogue';
import type { Cause } from '../vocabulary/cause';
import { Causes, sortedWithoutDuplicates } from '../time/causes';
import { compile } from '../evaluation/compile';
import { levelTimelines, type LevelTimelines } from '../time/level-timelines';
import { addDays, type Day } from '../vocabulary/day';
import { displayedInTerm, displayedLevels } from '../membership/displayed-competencies';
import { highestLevel, eligibleLevelsFor } from '../evaluation/eligible-levels';
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

export interface RenewalRisk extends RenewalFlags {
  readonly renewalDay: Day | null;
  readonly level: Level | null;
  readonly competencies: readonly CompetencyAtRisk[];
  /**
   * The causes of lost eligibility. Empty if the level will be eligible, or was never eligible during the chain of
   * terms.
   */
  readonly causes: readonly Cause[];
  readonly repairs: readonly Repair[];
}

export interface CompetencyAtRisk {
  readonly competency: string;
  readonly displayed: Level;
  /** The level on the renewal day. Null: not attained. */
  readonly expected: Level | null;
  /** All causes that lower the level after the last day on which the displayed level is attained. */
  readonly causes: readonly Cause[];
  /** Empty if the competency is retired by the renewal day. */
  readonly repairs: readonly Repair[];
}

/** Repairs are ranked by cost: decisions first, then plans, cheapest first. */
export type Repair =
  /** Buy the renewal now: the level has to be eligible only on the day of purchase. */
  | { readonly kind: 'renew-now'; readonly level: Level }
  /** The level will be proven, so only these overrides must end. */
  | { readonly kind: 'end-overrides'; readonly competency: string; readonly overrides: readonly string[] }
  /** The level must be proven by the renewal day, and these overrides must end. */
  | { readonly kind: 'prove'; readonly way: PlanWay; readonly overrides: readonly string[] };

export const renewalRisk = runSync(renewalRiskStepwise);
export function* renewalRiskStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<RenewalRisk> {
  const running = runningTerm(facts.memberships, day);
  if (running === null) return NO_MEMBERSHIP;
  const last = lastTermOfChain(facts.memberships, running);
  const term = yield* termAtRisk(versions, facts, running, last, running.from);
  const competencies = yield* term.competenciesAtRisk(day);
  const { isEligible } = term;
  return {
    renewalAtRisk: competencies.length > 0,
    willBeEligible: isEligible,
    renewalDay: last.until,
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

/** A term paid in advance can run without proof, so the search begins with the first term of the chain. */
function* causesOfIneligibility(
  versions: readonly Catalogue[],
  facts: Facts,
  running: Membership,
  last: Membership,
): Work<readonly Cause[]> {
  const { from } = firstTermOfChain(facts.memberships, running);
  const term = yield* termAtRisk(versions, facts, running, last, from);
  return yield* term.causesOfIneligibility();
}

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
  from: Day,
): Work<TermAtRisk> {
  const timelines = yield* levelTimelines(versions, facts, from, last.until);
  return new TermAtRisk(versions, facts, running, last, timelines);
}

/** The timelines can begin in an earlier term of the chain. */
class TermAtRisk {
  readonly isEligible: boolean;
  readonly #versions: readonly Catalogue[];
  readonly #facts: Facts;
  readonly #running: Membership;
  readonly #last: Membership;
  readonly #timelines: LevelTimelines;
  readonly #causes: Causes;
  readonly #attained: ReadonlyMap<string, Timeline<Level | null>>;
  readonly #expected = new Map<string, Level>();
  readonly #eligible = new Map<Day, boolean>();

  constructor(
    versions: readonly Catalogue[],
    facts: Facts,
    running: Membership,
    last: Membership,
    timelines: LevelTimelines,
  ) {
    this.#versions = versions;
    this.#facts = facts;
    this.#running = running;
    this.#last = last;
    this.#timelines = timelines;
    this.#causes = new Causes(versions, facts, timelines);
    this.#attained = attainedIn(timelines);
    for (const [competency, timeline] of this.#attained) {
      const level = valueOn(timeline, last.until) ?? null;
      if (level !== null) this.#expected.set(competency, level);
    }
    this.isEligible = eligibleLevelsFor(this.#expected).includes(last.level);
  }

  *competenciesAtRisk(day: Day): Work<readonly CompetencyAtRisk[]> {
    const displayed = displayedLevels(displayedInTerm(this.#timelines, this.#running, day));
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

  /** The causes of the last loss of eligibility, from all competencies that fall below the level on that day. */
  *causesOfIneligibility(): Work<readonly Cause[]> {
    const { level } = this.#last;
    const lost = [...this.#attained].flatMap(([competency, timeline]) =>
      timeline.flatMap(({ from }, i) => {
        const previous = timeline[i - 1]?.value ?? null;
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

  /**
   * The repairs, possible from `day` on, with which this competency (null: any) attains the level on the renewal day.
   */
  *repairsFor(level: Level, competency: string | null, day: Day): Work<readonly Repair[]> {
    const { until: renewalDay } = this.#last;
    const rules = compile(versionOn(this.#versions, renewalDay));
    const candidates = rules.competencies.filter(
      ({ competency: { key } }) => competency === null || key === competency,
    );
    const ways = yield* waysToProve(this.#versions, this.#facts, level, candidates, day, renewalDay);
    const repairs = ways.map((way): Repair => {
      const overrides = this.#withholding(way.competency).map(({ id }) => id);
      const isProven = way.credentials === 0 && way.missingSales.length === 0;
      return isProven
        ? { kind: 'end-overrides', competency: way.competency, overrides }
        : { kind: 'prove', way, overrides };
    });
    return [
      ...withoutDuplicates(repairs.filter(({ kind }) => kind === 'end-overrides')),
      ...repairs.filter(({ kind }) => kind === 'prove'),
    ];
  }

  #withholding(competency: string): readonly Override[] {
    const acting = actingOverrides(this.#facts.overrides, competency, this.#last.until);
    return acting.filter(({ effect }) => effect === 'WITHHOLD');
  }

  *#causesOfFall(competency: string, displayed: Level): Work<readonly Cause[]> {
    const timeline = this.#attained.get(competency) ?? [];
    const lastReached = timeline.findLastIndex(({ value }) => value !== null && isAtLeast(value, displayed));
    const falls = timeline.slice(lastReached + 1).filter(({ value }, i) => {
      const previous = timeline[lastReached + i]?.value ?? null;
      return previous !== null && (value === null || !isAtLeast(value, previous));
    });
    const causes = yield* mapStepwise(falls, ({ from }) => this.#causesOn(competency, from));
    return causes.flat();
  }

  #causesOn(competency: string, day: Day): readonly Cause[] {
    const timeline = this.#attained.get(competency) ?? [];
    const before = valueOn(timeline, addDays(day, -1)) ?? null;
    return this.#causes.ofLevelChange({ competency, day, before, after: valueOn(timeline, day) ?? null });
  }

  /** Cached by day, because several competencies can fall on the same day. */
  #isEligibleOn(day: Day): boolean {
    let isEligible = this.#eligible.get(day);
    if (isEligible === undefined) {
      const highest = highestLevel(
        [...this.#attained.values()].map((timeline) => valueOn(timeline, day) ?? null),
      );
      isEligible = highest !== null && isAtLeast(highest, this.#last.level);
      this.#eligible.set(day, isEligible);
    }
    return isEligible;
  }
}

function attainedIn(timelines: LevelTimelines): ReadonlyMap<string, Timeline<Level | null>> {
  return new Map(
    [...timelines.steps].map(([key, steps]) => [
      key,
      steps.map(({ from, attained }) => ({ from, value: attained })),
    ]),
  );
}

/** Several proven paths of a competency give the same repair. */
function withoutDuplicates(repairs: readonly Repair[]): readonly Repair[] {
  return [...new Map(repairs.map((repair) => [JSON.stringify(repair), repair])).values()];
}
