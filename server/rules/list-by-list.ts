import { assignList, stepsOf } from './assign-list';
import { costOf, teamOf, type Member, type SlotList, type Team } from './team';

/**
 * A team for more than can be searched: one list after the other, each as cheaply as can be with what was earned and
 * hired for those before. It is proved minimal only where some list alone costs as much.
 */
export function listByList(
  lists: readonly SlotList[],
  people: readonly Member[],
  earnable: ReadonlySet<string>,
): Team | null {
  let members = people;
  const earned = people.map((): string[] => []);
  let atLeast = 0;
  for (const list of lists) {
    const alone = assignList(list, people, earnable);
    const next = assignList(list, members, earnable);
    if (alone === null || next === null) return null;
    if (alone.isExact) atLeast = Math.max(atLeast, costOfTeam(teamOf(stepsOf(alone, people), false)));
    next.byMember.forEach((missing, i) => earned[i]?.push(...(missing ?? [])));
    for (const missing of next.hired) earned.push([...missing]);
    members = earned.map((codes, i) => {
      const { person = null, held = [] } = members[i] ?? {};
      return { person, held: new Set([...held, ...codes]), isNew: false };
    });
  }
  const steps = members.map(({ person }, i) => ({ person, credentials: [...(earned[i] ?? [])].sort() }));
  const team = teamOf(steps, false);
  return { ...team, provedMinimal: costOfTeam(team) === atLeast };
}

function costOfTeam({ credentials, hires }: Team): number {
  return costOf(credentials, hires);
}
