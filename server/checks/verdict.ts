import { say } from '../messages';
import { invalid } from './text';
import { Refused, type Refusal } from './refusal';

/** What becomes of one of the rows that a command is given. */
export type Verdict<Row> =
  | { readonly outcome: 'CREATED' | 'UPDATED'; readonly row: Row; readonly before: Row | null }
  | { readonly outcome: 'UNCHANGED'; readonly row: Row }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

/** What is done about the rows that are refused. */
export type ErrorPolicy = 'REJECT_ALL' | 'SKIP_BAD_ROWS';

const MAX_ROWS = 500;

export function checkRowCount(rows: readonly unknown[], path: readonly string[]): Refusal | null {
  if (rows.length > 0 && rows.length <= MAX_ROWS) return null;
  return invalid(path, say('rows.count', { count: rows.length, most: MAX_ROWS }));
}

export function refused(refusals: readonly (Refusal | null)[]): Verdict<never> | null {
  const found = refusals.filter((refusal) => refusal !== null);
  return found.length === 0 ? null : { outcome: 'REFUSED', refusals: found };
}

/** Leaves the command with everything that is wrong, unless bad rows are to be skipped. */
export function obey(policy: ErrorPolicy, verdicts: readonly Verdict<unknown>[]): void {
  const refusals = verdicts.flatMap((verdict) => (verdict.outcome === 'REFUSED' ? verdict.refusals : []));
  if (policy === 'REJECT_ALL' && refusals.length > 0) throw new Refused(refusals);
}

/** What a command with rows remembers of each of them, with the id of what it is about. */
export interface RowAnswer {
  readonly outcome: Verdict<unknown>['outcome'];
  readonly id: string | null;
  readonly refusals: readonly Refusal[];
}

export function answerOf<Row>(verdict: Verdict<Row>, idOfRow: (row: Row) => string): RowAnswer {
  return verdict.outcome === 'REFUSED'
    ? { outcome: verdict.outcome, id: null, refusals: verdict.refusals }
    : { outcome: verdict.outcome, id: idOfRow(verdict.row), refusals: [] };
}

/** The rows of a command that skips none. */
export function rowsOf<Row>(verdicts: readonly Verdict<Row>[]): readonly Row[] {
  return verdicts.map((verdict) => {
    if (verdict.outcome === 'REFUSED') throw new Refused(verdict.refusals);
    return verdict.row;
  });
}
