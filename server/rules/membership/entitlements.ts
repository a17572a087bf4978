import type { Levels } from '../evaluation/attained-levels';
import type { Benefit, Catalogue } from '../vocabulary/catalogue';
import { levelTimelines } from '../time/level-timeline';
import type { Day } from '../vocabulary/day';
import { displayedInTerm, levelsOf } from './displayed-competencies';
import type { Facts, Membership, Redemption } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { runningTerm } from '../vocabulary/terms';
import { versionPeriods, versionOn } from '../evaluation/versions';
import { runSync, type Work } from '../vocabulary/work';

/** So much of a benefit a member may use in the running term. */
export interface Entitlement {
  /** The key of the benefit. */
  readonly benefit: string;
  readonly membership: string;
  /** Of all its sources together. */
  readonly quantity: number;
  /** In this term up to the day; where a redemption is judged, all of it. */
  readonly used: number;
  /** Nothing, where a correction has left less than was used. */
  readonly remaining: number;
  /** The first day of the term with any of it. */
  readonly since: Day;
  /** The end of the term. */
  readonly until: Day;
  /** That of the membership first, then by competency. */
  readonly sources: readonly EntitlementSource[];
}

/** What gives a benefit: the level of the membership or, as the benefit's scope says, a displayed competency. */
export interface EntitlementSource {
  readonly benefit: Benefit;
  /** The version of the catalogue whose benefit it is. */
  readonly version: number;
  /** The first day of the term with any of it from this source. */
  readonly begins: Day;
  /** The first day of the term with as much of it. */
  readonly since: Day;
}

/**
 * The benefits of the running term: of the level of the membership and of each displayed competency. A higher level
 * includes what the lower one has, and replaces the quantity of the same benefit; membership and competencies add.
 * Within a term nothing shrinks: each source gives the most that it gave on any day of the term so far.
 */
export const entitlements = runSync(entitlementsStepwise);
export function entitlementsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  redemptions: readonly Redemption[],
  day: Day,
): Work<readonly Entitlement[]> {
  const usedByThen = redemptions.filter(({ redeemedOn }) => redeemedOn <= day);
  return entitlementsBeside(usedByThen, versions, facts, day);
}

/**
 * The same as a redemption is judged by. Around midnight the request of the earlier day may be carried out last: what
 * is used by then is used, whatever day it is of, and a term refunded by then gives nothing on the days that it had.
 */
export const redeemable = runSync(redeemableStepwise);
export function* redeemableStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  redemptions: readonly Redemption[],
  day: Day,
): Work<readonly Entitlement[]> {
  const isRefunded = (runningTerm(facts.memberships, day)?.refundedOn ?? null) !== null;
  return isRefunded ? [] : yield* entitlementsBeside(redemptions, versions, facts, day);
}

/** Beside all that was used of the running term. */
function* entitlementsBeside(
  redemptions: readonly Redemption[],
  versions: readonly Catalogue[],
  facts: Facts,
  day: Day,
): Work<readonly Entitlement[]> {
  const term = runningTerm(facts.memberships, day);
  if (term === null) return [];
  const byBenefit = Map.groupBy(
    yield* sourcesInTerm(versions, facts, term, day),
    ({ benefit }) => benefit.key,
  );
  return [...byBenefit.keys()].sort().map((benefit) => {
    const sources = (byBenefit.get(benefit) ?? []).toSorted(byCompetency);
    const quantity = sources.reduce((sum, one) => sum + one.benefit.quantity, 0);
    const used = redemptions
      .filter((one) => one.membership === term.id && one.benefit === benefit)
      .reduce((sum, one) => sum + one.quantity, 0);
    const since = sources.reduce((first, { begins }) => (begins < first ? begins : first), day);
    const remaining = Math.max(0, quantity - used);
    return { benefit, membership: term.id, quantity, used, remaining, since, until: term.endsOn, sources };
  });
}

/** Of a catalogue, what the membership of a level gives beside competencies displayed at theirs. */
export function benefitsAt(
  { benefits }: Catalogue,
  membership: Level | null,
  displayed: Levels,
): readonly Benefit[] {
  const best = new Map<string, Benefit>();
  for (const benefit of benefits) {
    const { level, competency } = benefit.scope;
    const reached = competency === null ? membership : (displayed.get(competency) ?? null);
    if (reached === null || !isAtLeast(reached, level)) continue;
    const other = best.get(sourceOf(benefit));
    if (other === undefined || isAtLeast(level, other.scope.level)) best.set(sourceOf(benefit), benefit);
  }
  return [...best.values()];
}

/** By which the same benefit of the same source is known at any level. */
export function sourceOf({ key, scope }: Benefit): string {
  return `${key} ${scope.competency ?? ''}`;
}

/** Looks at the days of the term on which something may be added: a competency's step, another version. */
function* sourcesInTerm(
  versions: readonly Catalogue[],
  facts: Facts,
  term: Membership,
  day: Day,
): Work<readonly EntitlementSource[]> {
  const course = yield* levelTimelines(versions, facts, term.startsOn, day);
  const steps = [...course.steps.values()].flatMap((ofOne) => ofOne.map(({ from }) => from));
  const days = [...versionPeriods(versions, term.startsOn, day).map(({ from }) => from), ...steps];
  const best = new Map<string, EntitlementSource>();
  for (const since of [...new Set(days)].sort()) {
    const catalogue = versionOn(versions, since);
    const displayed = levelsOf(displayedInTerm(course, term, since));
    for (const benefit of benefitsAt(catalogue, term.level, displayed)) {
      const before = best.get(sourceOf(benefit));
      if (before !== undefined && !replaces(benefit, before.benefit)) continue;
      best.set(sourceOf(benefit), {
        benefit,
        version: catalogue.version,
        begins: before?.begins ?? since,
        since: before?.benefit.quantity === benefit.quantity ? before.since : since,
      });
    }
    yield;
  }
  return [...best.values()];
}

/** What is more or, where it is as much, what comes with a higher level. */
function replaces(benefit: Benefit, other: Benefit): boolean {
  if (benefit.quantity !== other.quantity) return benefit.quantity > other.quantity;
  return !isAtLeast(other.scope.level, benefit.scope.level);
}

function byCompetency(a: EntitlementSource, b: EntitlementSource): number {
  return (a.benefit.scope.competency ?? '') < (b.benefit.scope.competency ?? '') ? -1 : 1;
}
