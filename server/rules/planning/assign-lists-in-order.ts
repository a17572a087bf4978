import { assignList } from './assign-list';
import type { RoleCosts } from './role-costs';
import { HIRE, teamOf, type Member, type SlotList, type Team } from './team';
import type { Work } from '../vocabulary/work';

/** Assigns one list after another. Each list reuses the credentials and hires of the lists before it. */
export function* assignListsInOrder(
  lists: readonly SlotList[],
  people: readonly Member[],
  pricesOf: (list: SlotList) => RoleCosts,
): Work<Team | null> {
  let members = people;
  const earned = people.map((): string[] => []);
  for (const list of lists) {
    const assigned = yield* assignList(list, members, pricesOf(list));
    if (assigned === null) return null;
    assigned.byMember.forEach((missing, i) => earned[i]?.push(...(missing ?? [])));
    for (const missing of assigned.hired) earned.push([...missing]);
    members = earned.map((codes, i) => {
      const { person, held } = members[i] ?? HIRE;
      const isChanged = i >= members.length || (assigned.byMember[i] ?? []).length > 0;
      return { person, held: isChanged ? new Set([...held, ...codes]) : held, isNew: false };
    });
  }
  const steps = members.map(({ person }, i) => ({ person, credentials: [...(earned[i] ?? [])].sort() }));
  return teamOf(steps, false);
}
