import { assignList } from './assign-list';
import type { Prices } from './prices';
import { HIRE, teamOf, type Member, type SlotList, type Team } from './team';
import type { Work } from '../vocabulary/work';

/** One list after the other, each as cheaply as can be with what was earned and hired for those before. */
export function* assignListsInOrder(
  lists: readonly SlotList[],
  people: readonly Member[],
  pricesOf: (list: SlotList) => Prices,
): Work<Team | null> {
  let members = people;
  const earned = people.map((): string[] => []);
  for (const list of lists) {
    const next = yield* assignList(list, members, pricesOf(list));
    if (next === null) return null;
    next.byMember.forEach((missing, i) => earned[i]?.push(...(missing ?? [])));
    for (const missing of next.hired) earned.push([...missing]);
    members = earned.map((codes, i) => {
      const { person, held } = members[i] ?? HIRE;
      const isChanged = i >= members.length || (next.byMember[i] ?? []).length > 0;
      return { person, held: isChanged ? new Set([...held, ...codes]) : held, isNew: false };
    });
  }
  const steps = members.map(({ person }, i) => ({ person, credentials: [...(earned[i] ?? [])].sort() }));
  return teamOf(steps, false);
}
