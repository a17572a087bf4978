import type { ImportCounts } from '../../schema/import';
import type { RowAnswer } from '../checks/verdict';

export function countsOf(rows: readonly RowAnswer[]): ImportCounts {
  const count = (wanted: RowAnswer['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length;
  return {
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
  };
}
