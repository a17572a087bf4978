import { assignList, MEMBERS_BETWEEN_PAUSES, stepsOf } from './assign-list';
import { assignListsInOrder } from './assign-lists-in-order';
import { Effort } from './missing-sets';
import { PeopleByCredential } from './people-by-credential';
import { Prices, type Role } from './prices';
import { searchRoles, workOf } from './search-roles';
import { costOf, HIRE, teamOf, type Cost, type Member, type SlotList, type Team } from './team';
import { mapStepwise, type Work } from '../vocabulary/work';

/** More work than this is not put into all searches together; and not into all quick tries after the first of each path. */
const MAX_WORK = 10_000_000;

/** To compare sets of credentials takes longer than a step of the search. */
const WORK_OF_COMPARING = 10;

/** So does working out what a kind of slots costs somebody. */
const WORK_OF_PRICING = 20;

/** More sets of credentials than this are not compared for lists alone, and not united for all lists. */
const MAX_COMPARED = 5_000_000;
const MAX_UNITED = 500_000;

/**
 * The teams that fill slots and have the fewest credentials to earn, then the fewest hires. One list of slots is an
 * assignment. In several lists the same person may have a slot in each, and what is earned for one serves in the
 * other: that is searched, as long as all that is searched is not too much.
 */
export class CheapestTeams {
  readonly #people: PeopleByCredential;
  readonly #earnable: ReadonlySet<string>;
  readonly #prices = new Map<SlotList, Prices>();
  readonly #alone = new Map<SlotList, Team | null>();
  readonly #unions = { left: MAX_UNITED };
  readonly #effort = new Effort(MAX_COMPARED, this.#unions);
  #searchLeft = MAX_WORK;
  #tryingLeft = MAX_WORK;

  constructor(people: readonly Member[], earnable: ReadonlySet<string>) {
    this.#people = new PeopleByCredential(people);
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
        if (alone.provedMinimal && costOf(alone) > costOf(most)) most = alone;
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
    if (only !== undefined && others.length === 0) return yield* this.#assignAlone(only);
    const asked = new Set(lists.flatMap((list) => [...this.#pricesOf(list).asked]));
    const members = this.#people.enoughFor(asked, slotsIn(lists));
    this.#tryingLeft -= workOfTrying(lists, members.length);
    return yield* assignListsInOrder(lists, members, (list) => this.#pricesOf(list));
  }

  /** The same where there is a team already; null also when too much was tried before. */
  *quicker(lists: readonly SlotList[]): Work<Team | null> {
    return this.#tryingLeft < 0 ? null : yield* this.quickest(lists);
  }

  /** The cheapest team for several lists; null: it is too much work to search it. */
  *searched(lists: readonly SlotList[]): Work<Team | null> {
    if (lists.length < 2) return null;
    const counts = lists.flatMap((list) => list.map(({ count }) => count));
    const slots = slotsIn(lists);
    // They multiply, so they are counted before they are listed.
    const howMany = lists.reduce((product, list) => product * (list.length + 1), 1) - 1;
    if (workOf(counts, howMany, slots) > this.#searchLeft) return null;

    const roles = rolesIn(lists);
    const effort = new Effort(this.#searchLeft / WORK_OF_COMPARING, this.#unions);
    const prices = new Prices(
      roles.map(({ needs }) => needs),
      this.#earnable,
      effort,
    );
    const hires = Array.from({ length: slots }, () => HIRE);
    const members = [...this.#people.enoughFor(prices.asked, slots), ...hires];
    const work = workOf(counts, howMany, members.length);
    if (work > this.#searchLeft) return null;
    const costs = yield* mapStepwise(members, (member) => prices.costsFor(member), MEMBERS_BETWEEN_PAUSES);
    this.#searchLeft -= work + effort.compared * WORK_OF_COMPARING;
    const taken = yield* searchRoles({ counts, roles: roles.map(({ kinds }) => kinds), costs });
    if (taken === null) return null;
    const steps = members.flatMap((member, i): Team['steps'] => {
      const role = taken[i] ?? null;
      return role === null ? [] : [{ person: member.person, credentials: prices.of(member)[role] ?? [] }];
    });
    return teamOf(steps, prices.areExact());
  }

  /** Without looking at other lists, it is minimal. */
  *#assignAlone(list: SlotList): Work<Team | null> {
    let alone = this.#alone.get(list);
    if (alone === undefined) {
      const prices = this.#pricesOf(list);
      const members = this.#people.enoughFor(prices.asked, slotsIn([list]));
      const assigned = yield* assignList(list, members, prices);
      alone = assigned && teamOf(stepsOf(assigned, members), assigned.isExact);
      this.#alone.set(list, alone);
    }
    return alone;
  }

  #pricesOf(list: SlotList): Prices {
    let prices = this.#prices.get(list);
    if (prices === undefined) {
      const roles = list.map(({ need }) => [need]);
      prices = new Prices(roles, this.#earnable, this.#effort);
      this.#prices.set(list, prices);
    }
    return prices;
  }

  /** Lists of which each has a credential in common with another, together. */
  #relatedLists(lists: readonly SlotList[]): readonly (readonly SlotList[])[] {
    const asking = new Map<string, SlotList[]>();
    for (const list of lists) {
      for (const code of this.#pricesOf(list).asked) {
        const others = asking.get(code);
        if (others === undefined) asking.set(code, [list]);
        else others.push(list);
      }
    }
    const seen = new Set<SlotList>();
    const withAllRelated = (first: SlotList): readonly SlotList[] => {
      const related = new Set([first]);
      // A set that grows is walked to its end.
      for (const list of related) {
        seen.add(list);
        for (const code of this.#pricesOf(list).asked) {
          for (const other of asking.get(code) ?? []) related.add(other);
          asking.delete(code);
        }
      }
      return [...related];
    };
    return lists.flatMap((list) => (seen.has(list) ? [] : [withAllRelated(list)]));
  }
}

function slotsIn(lists: readonly SlotList[]): number {
  return lists.flat().reduce((sum, { count }) => sum + count, 0);
}

function workOfTrying(lists: readonly SlotList[], members: number): number {
  return lists.reduce(
    (sum, list) => sum + list.length * (members * WORK_OF_PRICING + slotsIn([list]) ** 2),
    0,
  );
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
