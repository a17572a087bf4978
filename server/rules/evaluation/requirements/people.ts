import type { Need, PeopleGroup, PeopleRequirement } from '../../vocabulary/catalogue';
import { evidenceFor } from '../evidence';
import type { PeopleProgress, SlotProgress } from '../progress';
import { canBeFilled, matchedPeople, lowestMatching, type Slots } from '../slot-matching';
import type { EvaluationState } from '../evaluation-state';
import type { RequirementCompiler, CompiledRequirement } from './rule';

/** `people` holds if every slot of its groups can be filled, each by a different person. */
export function people(requirement: PeopleRequirement, compiler: RequirementCompiler): CompiledRequirement {
  const slots = slotsOf(requirement).map((kind) => ({ ...kind, node: compiler.need(kind.need) }));
  return {
    holds: (state) => holds(slots, state),
    witnesses: (state) => (everyoneIsReplaceable(slots, state) ? [] : matchedPeople(setsFor(slots, state))),
    progress: (state) => progress(slots, state),
    ways: () => [[{ kind: 'people', slots }]],
  };
}

export interface SlotKind {
  readonly group: number;
  readonly need: Need;
  readonly count: number;
}

/**
 * A group of N people, K of whom satisfy a second need, has K slots with both needs, then N - K slots with the first
 * need.
 */
function slotsOf(requirement: PeopleRequirement): readonly SlotKind[] {
  return requirement.groups.flatMap((group, i) => kindsOf(group, i)).filter(({ count }) => count > 0);
}

function kindsOf({ count, each, ofThose }: PeopleGroup, group: number): readonly SlotKind[] {
  if (ofThose === null) return [{ group, need: each, count }];
  const both: Need = { kind: 'all', of: [each, ofThose.each] };
  return [
    { group, need: both, count: Math.min(ofThose.count, count) },
    { group, need: each, count: count - ofThose.count },
    // If `ofThose.count` exceeds `count`, the requirement can never hold.
    { group, need: UNSATISFIABLE, count: ofThose.count - count },
  ];
}

const UNSATISFIABLE: Need = { kind: 'any', of: [] };

interface CompiledSlots extends SlotKind {
  readonly node: number;
}

function holds(slots: readonly CompiledSlots[], state: EvaluationState): boolean {
  for (const { node, count } of slots) if (state.size(node) < count) return false;
  if (slots.length === 1 || canBeFilledInOrder(slots, state)) return true;
  return canBeFilled(setsFor(slots, state));
}

function setsFor(slots: readonly CompiledSlots[], state: EvaluationState): readonly Slots[] {
  return slots.map(({ node, count }) => ({ count, people: state.people(node) }));
}

/**
 * Fast path without a search. Visits the kinds by ascending number of candidates and counts the slots visited so far.
 * If every kind has at least that many candidates, all slots can be filled. False means undecided.
 */
function canBeFilledInOrder(slots: readonly CompiledSlots[], state: EvaluationState): boolean {
  const scarcest = slots.toSorted((a, b) => state.size(a.node) - state.size(b.node));
  let taken = 0;
  return scarcest.every(({ node, count }) => {
    taken += count;
    return state.size(node) >= taken;
  });
}

/** True if every kind has more candidates than there are slots in total. Any one person can then be replaced. */
function everyoneIsReplaceable(slots: readonly CompiledSlots[], state: EvaluationState): boolean {
  const all = slots.reduce((sum, { count }) => sum + count, 0);
  return slots.every(({ node }) => state.size(node) > all);
}

function progress(kinds: readonly CompiledSlots[], state: EvaluationState): PeopleProgress {
  const { people } = state.facts;
  const assignment = lowestMatching(setsFor(kinds, state), people.length);
  const slots = kinds.flatMap(({ group, need }, i) =>
    (assignment[i] ?? []).map((index): SlotProgress => {
      const person = index === null ? undefined : people[index];
      if (person === undefined) return { group, need, person: null, achievements: [] };
      return { group, need, person: person.id, achievements: evidenceFor(need, person, state) ?? [] };
    }),
  );
  const assigned = new Set(slots.map(({ person }) => person));
  const spare = people.filter(
    ({ id }, i) => !assigned.has(id) && kinds.some(({ node }) => state.satisfies(i, node)),
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
