import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignCheapest } from '../../../../server/rules/planning/assign-cheapest';
import { searchRoles } from '../../../../server/rules/planning/search-roles';
import { runSync } from '../../../../server/rules/vocabulary/work';

const assignSync = runSync(assignCheapest);
const searchSync = runSync(searchRoles);

const cost = fc.constantFrom(0, 1, 2, 3, 5, Infinity);
const problem = fc
  .record({ kinds: fc.integer({ min: 1, max: 3 }), members: fc.integer({ min: 0, max: 5 }) })
  .chain(({ kinds, members }) =>
    fc.record({
      counts: fc.array(fc.constantFrom(1, 1, 2), { minLength: kinds, maxLength: kinds }),
      costs: fc.array(fc.array(cost, { minLength: kinds, maxLength: kinds }), {
        minLength: members,
        maxLength: members,
      }),
      hireCosts: fc.array(cost, { minLength: kinds, maxLength: kinds }),
    }),
  );

/** Tries every member and a hire for every slot. */
function leastCost(
  slots: readonly number[],
  costs: readonly (readonly number[])[],
  hires: readonly number[],
): number {
  const [kind, ...others] = slots;
  if (kind === undefined) return 0;
  const byMember = costs.map(
    (ofMember, i) => (ofMember[kind] ?? Infinity) + leastCost(others, costs.toSpliced(i, 1), hires),
  );
  return Math.min((hires[kind] ?? Infinity) + leastCost(others, costs, hires), ...byMember);
}

describe('the cheapest assignment', () => {
  it('costs as little as the result of an exhaustive search, and fills every slot once', () => {
    fc.assert(
      fc.property(problem, ({ counts, costs, hireCosts }) => {
        const slots = counts.flatMap((count, kind) => Array.from({ length: count }, () => kind));
        const least = leastCost(slots, costs, hireCosts);
        const assignment = assignSync(counts, costs, hireCosts);
        if (assignment === null) {
          expect(least).toBe(Infinity);
          return;
        }
        const { kinds, hires } = assignment;
        counts.forEach((count, kind) => {
          expect(kinds.filter((one) => one === kind).length + (hires[kind] ?? 0)).toBe(count);
        });
        const total = [
          ...kinds.map((kind, member) => (kind === null ? 0 : (costs[member]?.[kind] ?? Infinity))),
          ...hires.map((number, kind) => (number === 0 ? 0 : number * (hireCosts[kind] ?? Infinity))),
        ].reduce((sum, one) => sum + one, 0);
        expect(total).toBe(least);
      }),
      { numRuns: 2000 },
    );
  });

  it('moves a member if that lowers the total cost', () => {
    expect(
      assignSync(
        [1, 1],
        [
          [0, 1],
          [0, 5],
        ],
        [9, 9],
      )?.kinds,
    ).toEqual([1, 0]);
  });

  it('costs as much as the result of searchRoles if every role is a single slot', () => {
    fc.assert(
      fc.property(problem, ({ counts, costs }) => {
        const none = counts.map(() => Infinity);
        const slots = counts.flatMap((count, kind) => Array.from({ length: count }, () => kind));
        const roles = searchSync({ counts, roles: counts.map((_, kind) => [kind]), costs });
        const least = leastCost(slots, costs, none);
        expect(roles === null).toBe(least === Infinity);
        const total = roles?.reduce<number>(
          (sum, role, i) => sum + (role === null ? 0 : (costs[i]?.[role] ?? 0)),
          0,
        );
        if (roles !== null) expect(total).toBe(least);
      }),
      { numRuns: 1000 },
    );
  });
});
