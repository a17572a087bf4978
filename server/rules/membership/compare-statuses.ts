import type { Levels } from '../evaluation/attained-levels';
import type { Level } from '../vocabulary/level';
import type { Status } from './status';

/** One answer that is not the same in two statuses. */
export type DifferingAnswer =
  | {
      readonly of: 'attained' | 'displayed';
      readonly competency: string;
      readonly before: Level | null;
      readonly after: Level | null;
    }
  | { readonly of: 'eligibleLevels'; readonly before: readonly Level[]; readonly after: readonly Level[] }
  | { readonly of: 'membership'; readonly before: Level | null; readonly after: Level | null }
  | { readonly of: 'renewalAtRisk'; readonly before: boolean; readonly after: boolean }
  | { readonly of: 'willBeEligible'; readonly before: boolean | null; readonly after: boolean | null };

/** What two statuses do not have in common: of two days, of two sets of facts or of two catalogues. */
export function compareStatuses(before: Status, after: Status): readonly DifferingAnswer[] {
  const differences: DifferingAnswer[] = [
    ...differentLevels('attained', before.attained, after.attained),
    ...differentLevels('displayed', before.displayed, after.displayed),
    { of: 'eligibleLevels', before: before.eligibleLevels, after: after.eligibleLevels },
    { of: 'membership', before: before.membership?.level ?? null, after: after.membership?.level ?? null },
    { of: 'renewalAtRisk', before: before.renewalAtRisk, after: after.renewalAtRisk },
    { of: 'willBeEligible', before: before.willBeEligible, after: after.willBeEligible },
  ];
  // Eligible levels are every level up to the highest, so as many are the same.
  return differences.filter((one) =>
    one.of === 'eligibleLevels' ? one.before.length !== one.after.length : one.before !== one.after,
  );
}

function differentLevels(
  of: 'attained' | 'displayed',
  before: Levels,
  after: Levels,
): readonly DifferingAnswer[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((competency) => ({
    of,
    competency,
    before: before.get(competency) ?? null,
    after: after.get(competency) ?? null,
  }));
}
