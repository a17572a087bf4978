import { assignList, stepsOf } from './assign-list';
import { listByList } from './list-by-list';
import { Prices, type Role } from './prices';
import { searchRoles, workOf } from './search-roles';
import { HIRE, teamOf, type Member, type SlotList, type Team } from './team';

/** More work than this is not put into one search. */
const MOST_WORK = 10_000_000;

/**
 * The team that fills all slots and has the fewest credentials to earn, then the fewest hires; null: nobody can fill
 * them. One list of slots is an assignment. In several lists the same person may have a slot in each, and what is
 * earned for one serves in the other: that is searched, as long as it is not too much.
 */
export function cheapestTeam(
  lists: readonly SlotList[],
  people: readonly Member[],
  earnable: ReadonlySet<string>,
): Team | null {
  const [list, ...others] = lists;
  if (list === undefined) return teamOf([], true);
  if (others.length === 0) {
    const assigned = assignList(list, people, earnable);
    return assigned === null ? null : teamOf(stepsOf(assigned, people), assigned.isExact);
  }
  const searched = search(lists, people, earnable);
  return searched === 'too much work' ? listByList(lists, people, earnable) : searched;
}

function search(
  lists: readonly SlotList[],
  people: readonly Member[],
  earnable: ReadonlySet<string>,
): Team | null | 'too much work' {
  const roles = rolesIn(lists);
  const prices = new Prices(
    roles.map(({ needs }) => needs),
    earnable,
  );
  const counts = lists.flatMap((list) => list.map(({ count }) => count));
  const slots = counts.reduce((sum, count) => sum + count, 0);
  const members = [...enoughOfEach(people, prices, slots), ...Array.from({ length: slots }, () => HIRE)];
  const searched = { counts, roles: roles.map(({ kinds }) => kinds), costs: [] };
  if (workOf({ ...searched, costs: members.map(() => []) }) > MOST_WORK) return 'too much work';
  const taken = searchRoles({ ...searched, costs: members.map((member) => prices.costsFor(member)) });
  if (taken === null) return null;
  const steps = members.flatMap((member, i): Team['steps'] => {
    const role = taken[i] ?? null;
    return role === null ? [] : [{ person: member.person, credentials: prices.of(member)[role] ?? [] }];
  });
  return teamOf(steps, prices.areExact());
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
