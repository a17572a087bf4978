import type { Levels } from '../evaluation/attained-levels';
import type { Benefit, Catalogue } from '../vocabulary/catalogue';
import { levelTimelines } from '../time/level-timelines';
import type { Day } from '../vocabulary/day';
import { displayedInTerm, displayedLevels } from './displayed-competencies';
import type { Facts, Membership, Redemption } from '../vocabulary/facts';
import { isAtLeast, type Level } from '../vocabulary/level';
import { runningTerm } from '../vocabulary/terms';
import { versionPeriods, versionOn } from '../evaluation/versions';
import { runSync, type Work } from '../vocabulary/work';

export interface Entitlement {
  readonly benefit: string;
  readonly membership: string;
  readonly quantity: number;
  /** The quantity used in this term up to the day. `redeemable` counts the whole term. */
  readonly used: number;
  /** At least 0, even if a correction has reduced the quantity below `used`. */
  readonly remaining: number;
  /** The first day of the term on which the member had any quantity. */
  readonly from: Day;
  readonly until: Day;
  /** The source from the membership's level first, then the sources from competencies by key. */
  readonly sources: readonly EntitlementSource[];
}

export interface EntitlementSource {
  readonly benefit: Benefit;
  readonly version: number;
  /** The first day of the term on which this source gave any quantity. */
  readonly begins: Day;
  /** The first day of the term on which this source gave its current quantity. */
  readonly from: Day;
}

/**
 * The benefits of the running term, from the membership's level and each displayed competency. A higher level includes
 * the benefits of the lower level and replaces the quantity of the same benefit. The quantities of sources add up.
 * Within a term no quantity shrinks: each source gives the most that it gave on any day of the term so far.
 */
export const entitlements = runSync(entitlementsStepwise);
export function entitlementsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  redemptions: readonly Redemption[],
  day: Day,
): Work<readonly Entitlement[]> {
  const redeemedSoFar = redemptions.filter(({ redeemedOn }) => redeemedOn <= day);
  return entitlementsAfter(redeemedSoFar, versions, facts, day);
}

/**
 * The entitlements that a redemption is checked against. Around midnight, a request of the old day may be executed
 * after a request of the new day. Redemptions of every day of the term therefore count, and a refunded term gives
 * nothing on any day.
 */
export const redeemableEntitlements = runSync(redeemableEntitlementsStepwise);
export function* redeemableEntitlementsStepwise(
  versions: readonly Catalogue[],
  facts: Facts,
  redemptions: readonly Redemption[],
  day: Day,
): Work<readonly Entitlement[]> {
  const isRefunded = (runningTerm(facts.memberships, day)?.refundedOn ?? null) !== null;
  return isRefunded ? [] : yield* entitlementsAfter(redemptions, versions, facts, day);
}

function* entitlementsAfter(
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
    const from = sources.reduce((first, { begins }) => (begins < first ? begins : first), day);
    const remaining = Math.max(0, quantity - used);
    return { benefit, membership: term.id, quantity, used, remaining, from, until: term.until, sources };
  });
}

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
    const other = best.get(sourceKey(benefit));
    if (other === undefined || isAtLeast(level, other.scope.level)) best.set(sourceKey(benefit), benefit);
  }
  return [...best.values()];
}

/** Identifies a benefit from one source, regardless of the level. */
export function sourceKey({ key, scope }: Benefit): string {
  return `${key} ${scope.competency ?? ''}`;
}

/** Evaluates only the days of the term on which a quantity can grow: level steps and new versions. */
function* sourcesInTerm(
  versions: readonly Catalogue[],
  facts: Facts,
  term: Membership,
  day: Day,
): Work<readonly EntitlementSource[]> {
  const timelines = yield* levelTimelines(versions, facts, term.from, day);
  const stepDays = [...timelines.steps.values()].flatMap((steps) => steps.map(({ from }) => from));
  const days = [...versionPeriods(versions, term.from, day).map(({ from }) => from), ...stepDays];
  const best = new Map<string, EntitlementSource>();
  for (const from of [...new Set(days)].sort()) {
    const catalogue = versionOn(versions, from);
    const displayed = displayedLevels(displayedInTerm(timelines, term, from));
    for (const benefit of benefitsAt(catalogue, term.level, displayed)) {
      const before = best.get(sourceKey(benefit));
      if (before !== undefined && !replaces(benefit, before.benefit)) continue;
      best.set(sourceKey(benefit), {
        benefit,
        version: catalogue.version,
        begins: before?.begins ?? from,
        from: before?.benefit.quantity === benefit.quantity ? before.from : from,
      });
    }
    yield;
  }
  return [...best.values()];
}

function replaces(benefit: Benefit, other: Benefit): boolean {
  if (benefit.quantity !== other.quantity) return benefit.quantity > other.quantity;
  return !isAtLeast(other.scope.level, benefit.scope.level);
}

function byCompetency(a: EntitlementSource, b: EntitlementSource): number {
  return (a.benefit.scope.competency ?? '') < (b.benefit.scope.competency ?? '') ? -1 : 1;
}
