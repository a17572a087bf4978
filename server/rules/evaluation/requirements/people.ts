import type { Need, PeopleGroup, PeopleRequirement } from '../../vocabulary/catalogue';
import { evidenceFor } from '../evidence';
import type { PeopleProgress, SlotProgress } from '../progress';
import { canBeFilled, seatedOn, seatInOrder, type Slots } from '../seating';
import type { EvaluationState } from '../evaluation-state';
import type { Compiler, CompiledRequirement } from './rule';

/** `people` holds when every slot of its groups can be filled, each by another person. */
export function people(requirement: PeopleRequirement, compiler: Compiler): CompiledRequirement {
  const slots = slotsOf(requirement).map((kind) => ({ ...kind, node: compiler.need(kind.need) }));
  return {
    holds: (standing) => holds(slots, standing),
    witnesses: (standing) => (nobodyIsMissed(slots, standing) ? [] : seatedOn(setsFor(slots, standing))),
    progress: (standing) => progress(slots, standing),
    ways: () => [[{ kind: 'people', slots }]],
  };
}

/** Slots of a group that ask for the same. */
export interface SlotKind {
  readonly group: number;
  readonly need: Need;
  readonly count: number;
}

/** "N people, K of those same" is K slots that need both, then N - K that need the first. */
function slotsOf(requirement: PeopleRequirement): readonly SlotKind[] {
  return requirement.groups.flatMap((group, i) => kindsOf(group, i)).filter(({ count }) => count > 0);
}

function kindsOf({ count, each, ofThose }: PeopleGroup, group: number): readonly SlotKind[] {
  if (ofThose === null) return [{ group, need: each, count }];
  const both: Need = { kind: 'all', of: [each, ofThose.each] };
  return [
    { group, need: both, count: Math.min(ofThose.count, count) },
    { group, need: each, count: count - ofThose.count },
    // More of those than those are people whom there cannot be.
    { group, need: NOBODY, count: ofThose.count - count },
  ];
}

const NOBODY: Need = { kind: 'any', of: [] };

interface CompiledSlots extends SlotKind {
  readonly node: number;
}

function holds(slots: readonly CompiledSlots[], standing: EvaluationState): boolean {
  for (const { node, count } of slots) if (standing.size(node) < count) return false;
  if (slots.length === 1 || enoughForAll(slots, standing)) return true;
  return canBeFilled(setsFor(slots, standing));
}

function setsFor(slots: readonly CompiledSlots[], standing: EvaluationState): readonly Slots[] {
  return slots.map(({ node, count }) => ({ count, people: standing.people(node) }));
}

/**
 * Taking the kind with the fewest people first: while each has more people than all slots up to it, whoever was
 * taken before cannot be missed. This settles nested and plentiful needs without a search, and says no to none.
 */
function enoughForAll(slots: readonly CompiledSlots[], standing: EvaluationState): boolean {
  const scarcest = slots.toSorted((a, b) => standing.size(a.node) - standing.size(b.node));
  let taken = 0;
  return scarcest.every(({ node, count }) => {
    taken += count;
    return standing.size(node) >= taken;
  });
}

/** Each kind has more people than there are slots, so that they can be filled without any one person. */
function nobodyIsMissed(slots: readonly CompiledSlots[], standing: EvaluationState): boolean {
  const all = slots.reduce((sum, { count }) => sum + count, 0);
  return slots.every(({ node }) => standing.size(node) > all);
}

function progress(kinds: readonly CompiledSlots[], standing: EvaluationState): PeopleProgress {
  const { people } = standing.facts;
  const seats = seatInOrder(setsFor(kinds, standing), people.length);
  const slots = kinds.flatMap(({ group, need }, i) =>
    (seats[i] ?? []).map((seat): SlotProgress => {
      const person = seat === null ? undefined : people[seat];
      if (person === undefined) return { group, need, person: null, achievements: [] };
      return { group, need, person: person.id, achievements: evidenceFor(need, person, standing) ?? [] };
    }),
  );
  const seated = new Set(slots.map(({ person }) => person));
  const spare = people.filter(
    ({ id }, i) => !seated.has(id) && kinds.some(({ node }) => standing.satisfies(i, node)),
  );
  const have = slots.filter(({ person }) => person !== null).length;
  return {
    kind: 'people',
    holds: have === slots.length,
    have,
    need: slots.length,
    slots,
    spare: spare.map(({ id }) => id),
  };
}
