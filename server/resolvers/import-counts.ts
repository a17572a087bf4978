import type { ImportCounts } from '../../schema/import';
import type { RowAnswer } from '../checks/verdict';

export function countOutcomes(rows: readonly RowAnswer[]): ImportCounts {
  const count = (counted: RowAnswer['outcome']) => rows.filter(({ outcome }) => outcome === counted).length;
  return {
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    refused: count('REFUSED'),
  };
}
