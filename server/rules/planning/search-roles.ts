import { mapStepwise, type Work } from '../vocabulary/work';

/** A role is a list of kinds of slots. It fills at most one slot of each kind. */
export interface RoleSearch {
  readonly counts: readonly number[];
  readonly roles: readonly (readonly number[])[];
  /** Cost by member and role. Infinity: the member cannot take the role. */
  readonly costs: readonly (readonly number[])[];
}

export function countSearchSteps(counts: readonly number[], roles: number, members: number): number {
  return statesOf(counts) * roles * members;
}

/**
 * Gives each member a role (null: none) so that all slots are filled at the lowest total cost. Null: the slots cannot
 * be filled. Dynamic programming, member by member: a state is the number of filled slots of each kind. Pauses after
 * each member.
 */
export function* searchRoles({ counts, roles, costs }: RoleSearch): Work<readonly (number | null)[] | null> {
  const states = statesOf(counts);
  const strides = counts.map((_, kind) => statesOf(counts.slice(0, kind)));
  const steps = roles.map((kinds) => kinds.reduce((sum, kind) => sum + (strides[kind] ?? 0), 0));
  const fits = roles.map((kinds) => fittingStates(kinds, counts, strides, states));
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
  const chosen = choices.toReversed().map((choice) => {
    const role = choice[state] ?? NONE;
    if (role === NONE) return null;
    state -= steps[role] ?? 0;
    return role;
  });
  return chosen.reverse();
}

const NONE = -1;

function statesOf(counts: readonly number[]): number {
  return counts.reduce((product, count) => product * (count + 1), 1);
}

function fittingStates(
  kinds: readonly number[],
  counts: readonly number[],
  strides: readonly number[],
  states: number,
): Int32Array {
  const fitting: number[] = [];
  for (let state = 0; state < states; state++) {
    const fits = kinds.every((kind) => {
      const count = counts[kind] ?? 0;
      return Math.floor(state / (strides[kind] ?? 1)) % (count + 1) < count;
    });
    if (fits) fitting.push(state);
  }
  return Int32Array.from(fitting);
}
