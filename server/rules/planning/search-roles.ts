import { mapStepwise, type Work } from '../vocabulary/work';

/** How many slots each role fills: for each kind of slot 0 or 1. */
export interface RoleSearch {
  /** Of each kind of slots, how many there are to fill. */
  readonly counts: readonly number[];
  /** Of each role the kinds in which it fills a slot. */
  readonly roles: readonly (readonly number[])[];
  /** Of each member the cost of each role; infinite: it cannot be taken. */
  readonly costs: readonly (readonly number[])[];
}

/** How much work the search is; it grows with the product of all counts. */
export function workOf(counts: readonly number[], roles: number, members: number): number {
  return statesOf(counts) * roles * members;
}

/**
 * The role of each member (null: none) at the least total cost, so that all slots are filled; null, if they cannot
 * be. A state says how many slots of each kind are filled: member by member, the cheapest way to every state is kept. Pauses after each member.
 */
export function* searchRoles({ counts, roles, costs }: RoleSearch): Work<readonly (number | null)[] | null> {
  const states = statesOf(counts);
  const places = counts.map((_, kind) => statesOf(counts.slice(0, kind)));
  const steps = roles.map((kinds) => kinds.reduce((sum, kind) => sum + (places[kind] ?? 0), 0));
  const fits = roles.map((kinds) => fittingStates(kinds, counts, places, states));
  let least = new Float64Array(states).fill(Infinity);
  least[0] = 0;
  const choices = yield* mapStepwise(costs, (ofMember) => {
    const next = least.slice();
    const choice = new Int16Array(states).fill(NONE);
    ofMember.forEach((cost, role) => {
      if (cost === Infinity) return;
      const step = steps[role] ?? 0;
      for (const state of fits[role] ?? []) {
        const total = (least[state] ?? Infinity) + cost;
        if (total < (next[state + step] ?? Infinity)) {
          next[state + step] = total;
          choice[state + step] = role;
        }
      }
    });
    least = next;
    return choice;
  });
  if (least[states - 1] === Infinity) return null;
  let state = states - 1;
  const taken = choices.toReversed().map((choice) => {
    const role = choice[state] ?? NONE;
    if (role === NONE) return null;
    state -= steps[role] ?? 0;
    return role;
  });
  return taken.reverse();
}

const NONE = -1;

function statesOf(counts: readonly number[]): number {
  return counts.reduce((product, count) => product * (count + 1), 1);
}

/** The states in which one more slot of each of these kinds can be filled. */
function fittingStates(
  kinds: readonly number[],
  counts: readonly number[],
  places: readonly number[],
  states: number,
): Int32Array {
  const fitting: number[] = [];
  for (let state = 0; state < states; state++) {
    const fits = kinds.every((kind) => {
      const count = counts[kind] ?? 0;
      return Math.floor(state / (places[kind] ?? 1)) % (count + 1) < count;
    });
    if (fits) fitting.push(state);
  }
  return Int32Array.from(fitting);
}
