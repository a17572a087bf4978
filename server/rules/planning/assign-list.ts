import { assignCheapest } from './assign-cheapest';
import type { MissingCredentials } from './missing-sets';
import type { RoleCosts } from './role-costs';
import { HIRE, type Member, type SlotList, type Team } from './team';
import { mapStepwise, type Work } from '../vocabulary/work';

/** Large, because most members are priced from the cache of `RoleCosts`. */
export const MEMBERS_BETWEEN_PAUSES = 200;

export interface AssignedList {
  /** Null: the member has no slot. */
  readonly byMember: readonly (MissingCredentials | null)[];
  readonly hired: readonly MissingCredentials[];
  readonly isExact: boolean;
}

/** Null: the slots cannot be filled. */
export function* assignList(
  list: SlotList,
  members: readonly Member[],
  prices: RoleCosts,
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
      return kind === null ? null : (prices.missingFor(member)[kind] ?? null);
    }),
    hired: assignment.hires.flatMap((hires, kind) =>
      Array.from({ length: hires }, () => prices.missingFor(HIRE)[kind] ?? []),
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
