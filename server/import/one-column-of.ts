import type { Cells, RawRow } from '../checks/cells';
import { invalidRefusal } from '../checks/text';
import { sentence } from '../messages';

/** Reads the text of the one column that a row must fill. Null if none or both are filled. */
export function oneColumnOf<Column extends string>(
  raw: RawRow,
  cells: Cells<Column>,
  [one, other]: readonly [Column, Column],
): { readonly column: Column; readonly text: string } | null {
  const [column, ...others] = [one, other].filter((name) => (raw[name] ?? null) !== null);
  if (column === undefined || others.length > 0) {
    cells.refusals.push(invalidRefusal([], sentence('import.oneOf', { one, other })));
    return null;
  }
  const text = cells.text(column);
  return text === null ? null : { column, text };
}
