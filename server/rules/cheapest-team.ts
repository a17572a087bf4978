import { assignList, MEMBERS_BETWEEN_PAUSES, stepsOf, type AssignedList } from './assign-list';
import { listByList } from './list-by-list';
import { Prices, type Role } from './prices';
import { searchRoles, workOf } from './search-roles';
import { costOf, HIRE, teamOf, type Cost, type Member, type SlotList, type Team } from './team';
import { mapStepwise, type Work } from './work';

/** More work than this is not put into all searches together. */
const MOST_WORK = 10_000_000;

/** To compare sets of credentials takes longer than a step of the search. */
const WORK_OF_COMPARING = 10;

/**
 * The teams that fill slots and have the fewest credentials to earn, then the fewest hires. One list of slots is an
 * assignment. In several lists the same person may have a slot in each, and what is earned for one serves in the
 * other: that is searched, as long as all that is searched is not too much.
 */
export class CheapestTeams {
  readonly #people: readonly Member[];
  readonly #earnable: ReadonlySet<string>;
  readonly #prices = new Map<SlotList, Prices>();
  readonly #alone = new Map<SlotList, AssignedList | null>();
  #workLeft = MOST_WORK;

  constructor(people: readonly Member[], earnable: ReadonlySet<string>) {
    this.#people = people;
    this.#earnable = earnable;
  }

  /**
   * No team for these lists costs less; null: nobody can fill them. Each list alone costs no more than all, and what
   * is earned for lists that have no credential in common adds up.
   */
  *leastCost(lists: readonly SlotList[]): Work<Cost | null> {
    let least: Cost = { credentials: 0, hires: 0 };
    for (const related of this.#relatedLists(lists)) {
      let most: Cost = { credentials: 0, hires: 0 };
      for (const list of related) {
        const alone = yield* this.#assignAlone(list);
        if (alone === null) return null;
        const cost = teamOf(stepsOf(alone, this.#people), alone.isExact);
        if (alone.isExact && costOf(cost) > costOf(most)) most = cost;
      }
      least = {
        credentials: least.credentials + most.credentials,
        hires: Math.max(least.hires, most.hires),
      };
    }
    return least;
  }

  /** A team that is found quickly, and need not be the cheapest; null: nobody can fill the slots. */
  *quickest(lists: readonly SlotList[]): Work<Team | null> {
    const [only, ...others] = lists;
    if (only === undefined || others.length > 0) {
      return yield* listByList(lists, this.#people, (list) => this.#pricesOf(list));
    }
    const alone = yield* this.#assignAlone(only);
    return alone && teamOf(stepsOf(alone, this.#people), alone.isExact);
  }

  /** The cheapest team for several lists; null: it is too much work to search it. */
  *searched(lists: readonly SlotList[]): Work<Team | null> {
    if (lists.length < 2) return null;
    const counts = lists.flatMap((list) => list.map(({ count }) => count));
    const slots = counts.reduce((sum, count) => sum + count, 0);
    // They multiply, so they are counted before they are listed.
    const howMany = lists.reduce((product, list) => product * (list.length + 1), 1) - 1;
    if (workOf(counts, howMany, slots) > this.#workLeft) return null;

    const roles = rolesIn(lists);
    const prices = new Prices(
      roles.map(({ needs }) => needs),
      this.#earnable,
      this.#workLeft / WORK_OF_COMPARING,
    );
    const hires = Array.from({ length: slots }, () => HIRE);
    const members = [...enoughOfEach(this.#people, prices, slots), ...hires];
    const work = workOf(counts, howMany, members.length);
    if (work > this.#workLeft) return null;
    const costs = yield* mapStepwise(members, (member) => prices.costsFor(member), MEMBERS_BETWEEN_PAUSES);
    this.#workLeft -= work + prices.compared() * WORK_OF_COMPARING;
    const taken = yield* searchRoles({ counts, roles: roles.map(({ kinds }) => kinds), costs });
    if (taken === null) return null;
    const steps = members.flatMap((member, i): Team['steps'] => {
      const role = taken[i] ?? null;
      return role === null ? [] : [{ person: member.person, credentials: prices.of(member)[role] ?? [] }];
    });
    return teamOf(steps, prices.areExact());
  }

  *#assignAlone(list: SlotList): Work<AssignedList | null> {
    let alone = this.#alone.get(list);
    if (alone === undefined) {
      alone = yield* assignList(list, this.#people, this.#pricesOf(list));
      this.#alone.set(list, alone);
    }
    return alone;
  }

  #pricesOf(list: SlotList): Prices {
    let prices = this.#prices.get(list);
    if (prices === undefined) {
      const roles = list.map(({ need }) => [need]);
      prices = new Prices(roles, this.#earnable);
      this.#prices.set(list, prices);
    }
    return prices;
  }

  /** Lists of which each has a credential in common with another, together. */
  #relatedLists(lists: readonly SlotList[]): readonly (readonly SlotList[])[] {
    let groups: readonly (readonly SlotList[])[] = [];
    for (const list of lists) {
      const { asked } = this.#pricesOf(list);
      const isRelated = (group: readonly SlotList[]) =>
        group.some((other) => [...this.#pricesOf(other).asked].some((code) => asked.has(code)));
      const related = groups.filter(isRelated);
      groups = [...groups.filter((group) => !related.includes(group)), [...related.flat(), list]];
    }
    return groups;
  }
}

/** At most one slot in each list; kinds of slots are numbered over all lists. */
function rolesIn(lists: readonly SlotList[]): readonly { kinds: readonly number[]; needs: Role }[] {
  let roles: { kinds: readonly number[]; needs: Role }[] = [{ kinds: [], needs: [] }];
  let first = 0;
  for (const list of lists) {
    const added = roles.flatMap(({ kinds, needs }) =>
      list.map(({ need }, i) => ({ kinds: [...kinds, first + i], needs: [...needs, need] })),
    );
    roles = [...roles, ...added];
    first += list.length;
  }
  return roles.slice(1);
}

/** Of those who hold the same no more than there are slots can ever be wanted. */
function enoughOfEach(people: readonly Member[], prices: Prices, slots: number): readonly Member[] {
  const seen = new Map<string, number>();
  return people.filter((member) => {
    const signature = prices.signatureOf(member);
    const before = seen.get(signature) ?? 0;
    seen.set(signature, before + 1);
    return before < slots;
  });
}
