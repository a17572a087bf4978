import type { Verdict } from '../checks/verdict';

export type Counts = Readonly<Record<'created' | 'updated' | 'unchanged' | 'refused', number>>;

export const NO_ROWS: Counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };

const COUNT_OF = {
  CREATED: 'created',
  UPDATED: 'updated',
  UNCHANGED: 'unchanged',
  REFUSED: 'refused',
} as const satisfies Record<Verdict<unknown>['outcome'], keyof Counts>;

export function addOutcomes(counts: Counts, outcomes: readonly Pick<Verdict<unknown>, 'outcome'>[]): Counts {
  const sums = { ...counts };
  for (const { outcome } of outcomes) sums[COUNT_OF[outcome]] += 1;
  return sums;
}

export function totalRows({ created, updated, unchanged, refused }: Counts): number {
  return created + updated + unchanged + refused;
}
