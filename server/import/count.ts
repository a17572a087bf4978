import type { Verdict } from '../checks/verdict';

/** How many rows became what. */
export type Counts = Readonly<Record<'created' | 'updated' | 'unchanged' | 'refused', number>>;

export const NONE: Counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };

const COUNTED = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  REFUSED: 'refused',
} as const satisfies Record<Verdict<unknown>['outcome'], keyof Counts>;

export function countedWith(counts: Counts, outcomes: readonly Pick<Verdict<unknown>, 'outcome'>[]): Counts {
  const sums = { ...counts };
  for (const { outcome } of outcomes) sums[COUNTED[outcome]] += 1;
  return sums;
}

export function rowsIn({ created, updated, unchanged, refused }: Counts): number {
  return created + updated + unchanged + refused;
}
