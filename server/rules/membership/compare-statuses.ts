import type { Levels } from '../evaluation/attained-levels';
import type { Level } from '../vocabulary/level';
import type { Status } from './status';

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

export function compareStatuses(before: Status, after: Status): readonly DifferingAnswer[] {
  const differences: DifferingAnswer[] = [
    ...differentLevels('attained', before.attained, after.attained),
    ...differentLevels('displayed', before.displayed, after.displayed),
    { of: 'eligibleLevels', before: before.eligibleLevels, after: after.eligibleLevels },
    { of: 'membership', before: before.membership?.level ?? null, after: after.membership?.level ?? null },
    { of: 'renewalAtRisk', before: before.renewalAtRisk, after: after.renewalAtRisk },
    { of: 'willBeEligible', before: before.willBeEligible, after: after.willBeEligible },
  ];
  // Eligible levels are all levels up to the highest, so equal lengths mean equal levels.
  return differences.filter((answer) =>
    answer.of === 'eligibleLevels'
      ? answer.before.length !== answer.after.length
      : answer.before !== answer.after,
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
