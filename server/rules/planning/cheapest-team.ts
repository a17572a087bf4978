import { assignList, MEMBERS_BETWEEN_PAUSES, stepsOf } from './assign-list';
import { assignListsInOrder } from './assign-lists-in-order';
import { SetOperationLimiter } from './missing-sets';
import { PeopleByCredential } from './people-by-credential';
import { RoleCosts, type Role } from './role-costs';
import { searchRoles, countSearchSteps } from './search-roles';
import { costOf, HIRE, teamOf, type Cost, type Member, type SlotList, type Team } from './team';
import { mapStepwise, type Work } from '../vocabulary/work';

/**
 * Limit on the work of all exact searches together. Quick attempts have a separate budget of the same size, which does
 * not limit the search for the first team of a path.
 */
const MAX_WORK = 10_000_000;

/** Cost of comparing two sets of credentials, in steps of the search. */
const WORK_OF_COMPARING = 10;

/** Cost of pricing a kind of slot for one member, in steps of the search. */
const WORK_OF_PRICING = 20;

/** Limits on set operations: comparisons for single lists, and unions for all lists together. */
const MAX_COMPARED = 5_000_000;
const MAX_UNITED = 500_000;

/**
 * Finds the teams that fill slots with the fewest credentials to earn, then the fewest hires. One list of slots is an
 * assignment problem. Several lists may share people and credentials, and need an exact search within MAX_WORK.
 */
export class CheapestTeams {
  readonly #people: PeopleByCredential;
  readonly #earnable: ReadonlySet<string>;
  readonly #prices = new Map<SlotList, RoleCosts>();
  readonly #singleLists = new Map<SlotList, Team | null>();
  readonly #unions = { left: MAX_UNITED };
  readonly #effort = new SetOperationLimiter(MAX_COMPARED, this.#unions);
  #searchBudget = MAX_WORK;
  #attemptBudget = MAX_WORK;

  constructor(people: readonly Member[], earnable: ReadonlySet<string>) {
    this.#people = new PeopleByCredential(people);
    this.#earnable = earnable;
  }

  /**
   * A lower bound on the cost of a team. Null: the slots cannot be filled. Lists that share credentials cost at least
   * as much as the most expensive of them. The credentials of unrelated lists add up.
   */
  *leastCost(lists: readonly SlotList[]): Work<Cost | null> {
    let least: Cost = { credentials: 0, hires: 0 };
    for (const related of this.#relatedLists(lists)) {
      let dearest: Cost = { credentials: 0, hires: 0 };
      for (const list of related) {
        const team = yield* this.#teamForSingleList(list);
        if (team === null) return null;
        if (team.provedMinimal && costOf(team) > costOf(dearest)) dearest = team;
      }
      least = {
        credentials: least.credentials + dearest.credentials,
        hires: Math.max(least.hires, dearest.hires),
      };
    }
    return least;
  }

  /** A team found quickly, not necessarily the cheapest. Null: the slots cannot be filled. */
  *quickTeam(lists: readonly SlotList[]): Work<Team | null> {
    const [only, ...others] = lists;
    if (only !== undefined && others.length === 0) return yield* this.#teamForSingleList(only);
    const codes = new Set(lists.flatMap((list) => [...this.#pricesOf(list).codes]));
    const members = this.#people.candidatesFor(codes, slotsIn(lists));
    this.#attemptBudget -= workOfAttempt(lists, members.length);
    return yield* assignListsInOrder(lists, members, (list) => this.#pricesOf(list));
  }

  *quickTeamWithinBudget(lists: readonly SlotList[]): Work<Team | null> {
    return this.#attemptBudget < 0 ? null : yield* this.quickTeam(lists);
  }

  /** The cheapest team for several lists, by exact search. Null: the search exceeds the budget, or there is no team. */
  *exactTeam(lists: readonly SlotList[]): Work<Team | null> {
    if (lists.length < 2) return null;
    const counts = lists.flatMap((list) => list.map(({ count }) => count));
    const slots = slotsIn(lists);
    // Roles multiply, so they are counted before they are listed.
    const roleCount = lists.reduce((product, list) => product * (list.length + 1), 1) - 1;
    if (countSearchSteps(counts, roleCount, slots) > this.#searchBudget) return null;

    const roles = rolesIn(lists);
    const effort = new SetOperationLimiter(this.#searchBudget / WORK_OF_COMPARING, this.#unions);
    const prices = new RoleCosts(
      roles.map(({ needs }) => needs),
      this.#earnable,
      effort,
    );
    const hires = Array.from({ length: slots }, () => HIRE);
    const members = [...this.#people.candidatesFor(prices.codes, slots), ...hires];
    const work = countSearchSteps(counts, roleCount, members.length);
    if (work > this.#searchBudget) return null;
    const costs = yield* mapStepwise(members, (member) => prices.costsFor(member), MEMBERS_BETWEEN_PAUSES);
    this.#searchBudget -= work + effort.compared * WORK_OF_COMPARING;
    const chosen = yield* searchRoles({ counts, roles: roles.map(({ kinds }) => kinds), costs });
    if (chosen === null) return null;
    const steps = members.flatMap((member, i): Team['steps'] => {
      const role = chosen[i] ?? null;
      return role === null
        ? []
        : [{ person: member.person, credentials: prices.missingFor(member)[role] ?? [] }];
    });
    return teamOf(steps, prices.areExact());
  }

  *#teamForSingleList(list: SlotList): Work<Team | null> {
    let team = this.#singleLists.get(list);
    if (team === undefined) {
      const prices = this.#pricesOf(list);
      const members = this.#people.candidatesFor(prices.codes, slotsIn([list]));
      const assigned = yield* assignList(list, members, prices);
      team = assigned && teamOf(stepsOf(assigned, members), assigned.isExact);
      this.#singleLists.set(list, team);
    }
    return team;
  }

  #pricesOf(list: SlotList): RoleCosts {
    let prices = this.#prices.get(list);
    if (prices === undefined) {
      const roles = list.map(({ need }) => [need]);
      prices = new RoleCosts(roles, this.#earnable, this.#effort);
      this.#prices.set(list, prices);
    }
    return prices;
  }

  /** Groups the lists that share credentials, directly or through other lists. */
  #relatedLists(lists: readonly SlotList[]): readonly (readonly SlotList[])[] {
    const listsByCode = new Map<string, SlotList[]>();
    for (const list of lists) {
      for (const code of this.#pricesOf(list).codes) {
        const others = listsByCode.get(code);
        if (others === undefined) listsByCode.set(code, [list]);
        else others.push(list);
      }
    }
    const seen = new Set<SlotList>();
    const withAllRelated = (first: SlotList): readonly SlotList[] => {
      const related = new Set([first]);
      // The loop also visits the lists that it adds.
      for (const list of related) {
        seen.add(list);
        for (const code of this.#pricesOf(list).codes) {
          for (const other of listsByCode.get(code) ?? []) related.add(other);
          listsByCode.delete(code);
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

function workOfAttempt(lists: readonly SlotList[], members: number): number {
  return lists.reduce(
    (sum, list) => sum + list.length * (members * WORK_OF_PRICING + slotsIn([list]) ** 2),
    0,
  );
}

/** All roles with at most one slot in each list. Kinds of slots are numbered across the lists. */
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
