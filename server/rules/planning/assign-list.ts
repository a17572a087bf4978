import { assignCheapest } from './assign-cheapest';
import type { Missing } from './missing-sets';
import type { Prices } from './prices';
import { HIRE, type Member, type SlotList, type Team } from './team';
import { mapStepwise, type Work } from '../vocabulary/work';

/** Prices are known for all who hold the same. */
export const MEMBERS_BETWEEN_PAUSES = 200;

/** What everybody has to earn for the slots of one list. */
export interface AssignedList {
  /** By member; null: has no slot. */
  readonly byMember: readonly (Missing | null)[];
  /** By hire. */
  readonly hired: readonly Missing[];
  readonly isExact: boolean;
}

/** The cheapest assignment of members and hires to the slots of one list; null: nobody can fill them. */
export function* assignList(
  list: SlotList,
  members: readonly Member[],
  prices: Prices,
): Work<AssignedList | null> {
  const assignment = yield* assignCheapest(
    list.map(({ count }) => count),
    yield* mapStepwise(members, (member) => prices.costsFor(member), MEMBERS_BETWEEN_PAUSES),
    prices.costsFor(HIRE),
  );
  if (assignment === null) return null;
  return {
    byMember: members.map((member, i) => {
      const kind = assignment.kinds[i] ?? null;
      return kind === null ? null : (prices.of(member)[kind] ?? null);
    }),
    hired: assignment.hires.flatMap((hires, kind) =>
      Array.from({ length: hires }, () => prices.of(HIRE)[kind] ?? []),
    ),
    isExact: prices.areExact(),
  };
}

export function stepsOf({ byMember, hired }: AssignedList, members: readonly Member[]): Team['steps'] {
  return [
    ...members.map(({ person }, i) => ({ person, credentials: byMember[i] ?? [] })),
    ...hired.map((credentials) => ({ person: null, credentials })),
  ];
}
