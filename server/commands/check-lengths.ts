import { say } from '../messages';
import { checkLength } from './check-text';
import type { Refusal } from './refusal';

/** As `emp_` and `org_` with an id of 36 characters. */
export const GLOBAL_ID_MOST = 40;

/** The words of the catalogue are shorter; one that it lacks is said to be unknown, and quoted. */
export const WORD_MOST = 200;

/**
 * Whether the fields of a row are no longer than what is stored. Longer ones are found nowhere, and refused before they
 * are looked for: those of many rows would not fit into one statement.
 */
export function checkLengths<Field extends string>(
  row: NoInfer<{ readonly [Name in Field]?: string | null }>,
  most: Readonly<Record<Field, number>>,
  path: readonly string[],
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const field in most) {
    const value = row[field] ?? '';
    // Asked first, since nearly all are short: no text has more characters than units.
    if (value.length <= most[field]) continue;
    const refusal = checkLength([...path, field], say('text.field', { field }), value, most[field]);
    if (refusal !== null) refusals.push(refusal);
  }
  return refusals;
}
