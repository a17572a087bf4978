import type { Need } from './catalogue';
import { goodTeam } from './good-team';
import { MissingSets, type Missing } from './missing-sets';
import { teamOf, type Candidate, type SlotList, type Team } from './team';

/** More steps of work than this are not taken for one team: what is found then is good, but not proved. */
const MOST_WORK = 10_000_000;

/**
 * The team that fills all slots and has the fewest credentials to earn, then the fewest hires. Somebody may have a
 * slot in each list (a role), and what is earned for one serves in the other. The search is exact: person by
 * person, it keeps the cheapest way to fill every number of slots of each kind. Null: nobody can fill them.
 */
export function cheapestTeam(
  lists: readonly SlotList[],
  candidates: readonly Candidate[],
  earnable: ReadonlySet<string>,
): Team | null {
  const roles = rolesIn(lists);
  const prices = new Prices(roles, earnable);
  const counts = lists.flatMap((list) => list.map(({ count }) => count));
  const states = counts.reduce((product, count) => product * (count + 1), 1);
  const slots = counts.reduce((sum, count) => sum + count, 0);
  const members = [...enoughOfEach(candidates, prices, slots), ...Array.from({ length: slots }, () => HIRE)];
  if (states * members.length * roles.length > MOST_WORK) return goodTeam(lists, candidates, earnable);
  const chosen = search(counts, states, roles, members, prices);
  if (chosen === null) return null;
  const steps = chosen.map(({ member, role }) => ({
    person: member.person,
    credentials: prices.of(member, role) ?? [],
  }));
  return teamOf(steps, prices.areExact());
}

/** A member of the team; a hire holds nothing yet. */
interface Member {
  readonly person: string | null;
  readonly held: ReadonlySet<string>;
}

const HIRE: Member = { person: null, held: new Set() };

/** At most one slot in each list, as numbers of kinds counted over all lists. */
interface Role {
  readonly kinds: readonly number[];
  readonly needs: readonly Need[];
}

function rolesIn(lists: readonly SlotList[]): readonly Role[] {
  let roles: Role[] = [{ kinds: [], needs: [] }];
  let first = 0;
  for (const list of lists) {
    const added = roles.flatMap((role) =>
      list.map(({ need }, i) => ({ kinds: [...role.kinds, first + i], needs: [...role.needs, need] })),
    );
    roles = [...roles, ...added];
    first += list.length;
  }
  return roles.slice(1);
}

/** What a role costs a member, worked out once for all who hold the same. */
class Prices {
  readonly #roles: readonly Role[];
  readonly #missing: MissingSets;
  readonly #asked: ReadonlySet<string>;
  readonly #known = new Map<string, readonly (Missing | null)[]>();

  constructor(roles: readonly Role[], earnable: ReadonlySet<string>) {
    this.#roles = roles;
    this.#missing = new MissingSets(earnable);
    this.#asked = new Set(roles.flatMap(({ needs }) => needs.flatMap(codesIn)));
  }

  areExact(): boolean {
    return this.#missing.areComplete;
  }

  /** What tells apart members for whom the same costs the same. */
  signatureOf({ held }: Member): string {
    return [...held]
      .filter((code) => this.#asked.has(code))
      .sort()
      .join(' ');
  }

  /** Of each role; null: it cannot be taken. */
  all(member: Member): readonly (Missing | null)[] {
    const signature = this.signatureOf(member);
    let prices = this.#known.get(signature);
    if (prices === undefined) {
      prices = this.#roles.map(({ needs }) => this.#missing.forAll(needs, member.held)[0] ?? null);
      this.#known.set(signature, prices);
    }
    return prices;
  }

  of(member: Member, role: number): Missing | null {
    return this.all(member)[role] ?? null;
  }
}

function codesIn(need: Need): readonly string[] {
  return need.kind === 'credential' ? [need.code] : need.of.flatMap(codesIn);
}

/** Of those who hold the same no more than there are slots can ever be wanted. */
function enoughOfEach(candidates: readonly Candidate[], prices: Prices, slots: number): readonly Candidate[] {
  const seen = new Map<string, number>();
  return candidates.filter((candidate) => {
    const signature = prices.signatureOf(candidate);
    const before = seen.get(signature) ?? 0;
    seen.set(signature, before + 1);
    return before < slots;
  });
}

const NOT_CHOSEN = -1;
/** A credential outweighs every number of hires. */
const CREDENTIAL = 1_000_000;

/** A state says how many slots of each kind are filled. Member by member, the cheapest way to every state is kept. */
function search(
  counts: readonly number[],
  states: number,
  roles: readonly Role[],
  members: readonly Member[],
  prices: Prices,
): readonly { member: Member; role: number }[] | null {
  const places: number[] = [];
  counts.reduce((place, count) => {
    places.push(place);
    return place * (count + 1);
  }, 1);
  const steps = roles.map(({ kinds }) => kinds.reduce((sum, kind) => sum + (places[kind] ?? 0), 0));
  const fits = roles.map(({ kinds }) => fittingStates(kinds, counts, places, states));
  let cost = new Float64Array(states).fill(Infinity);
  cost[0] = 0;
  const choices = members.map((member) => {
    const next = cost.slice();
    const choice = new Int16Array(states).fill(NOT_CHOSEN);
    prices.all(member).forEach((price, role) => {
      if (price === null) return;
      const added = price.length * CREDENTIAL + (member.person === null ? 1 : 0);
      const step = steps[role] ?? 0;
      for (const state of fits[role] ?? []) {
        const total = (cost[state] ?? Infinity) + added;
        if (total < (next[state + step] ?? Infinity)) {
          next[state + step] = total;
          choice[state + step] = role;
        }
      }
    });
    cost = next;
    return choice;
  });
  if (cost[states - 1] === Infinity) return null;
  const chosen: { member: Member; role: number }[] = [];
  let state = states - 1;
  for (let i = members.length - 1; i >= 0; i--) {
    const role = choices[i]?.[state] ?? NOT_CHOSEN;
    const member = members[i];
    if (role === NOT_CHOSEN || member === undefined) continue;
    chosen.unshift({ member, role });
    state -= steps[role] ?? 0;
  }
  return chosen;
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
