import { sentence } from '../messages';
import { invalidRefusal } from './text';
import { Refused, type Refusal } from './refusal';

export type Verdict<Row> =
  | { readonly outcome: 'CREATED' | 'UPDATED'; readonly row: Row; readonly before: Row | null }
  | { readonly outcome: 'UNCHANGED'; readonly row: Row }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

export type ErrorPolicy = 'REJECT_ALL' | 'SKIP_BAD_ROWS';

const MAX_ROWS = 500;

export function checkRowCount(rows: readonly unknown[], path: readonly string[]): Refusal | null {
  if (rows.length > 0 && rows.length <= MAX_ROWS) return null;
  return invalidRefusal(path, sentence('rows.count', { count: rows.length, min: 1, max: MAX_ROWS }));
}

export function refusedVerdict(refusals: readonly (Refusal | null)[]): Verdict<never> | null {
  const present = refusals.filter((refusal) => refusal !== null);
  return present.length === 0 ? null : { outcome: 'REFUSED', refusals: present };
}

export function enforceErrorPolicy(policy: ErrorPolicy, verdicts: readonly Verdict<unknown>[]): void {
  const refusals = verdicts.flatMap((verdict) => (verdict.outcome === 'REFUSED' ? verdict.refusals : []));
  if (policy === 'REJECT_ALL' && refusals.length > 0) throw new Refused(refusals);
}

/** `id` is null if the row is refused. */
export interface RowAnswer {
  readonly outcome: Verdict<unknown>['outcome'];
  readonly id: string | null;
  readonly refusals: readonly Refusal[];
}

export function rowAnswer<Row>(verdict: Verdict<Row>, idOfRow: (row: Row) => string): RowAnswer {
  return verdict.outcome === 'REFUSED'
    ? { outcome: verdict.outcome, id: null, refusals: verdict.refusals }
    : { outcome: verdict.outcome, id: idOfRow(verdict.row), refusals: [] };
}

/** Throws the refusals of the first refused row. */
export function requireRows<Row>(verdicts: readonly Verdict<Row>[]): readonly Row[] {
  return verdicts.map((verdict) => {
    if (verdict.outcome === 'REFUSED') throw new Refused(verdict.refusals);
    return verdict.row;
  });
}
