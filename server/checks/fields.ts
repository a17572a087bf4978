import { say } from '../messages';
import { checkLength, checkWellFormed } from './text';
import type { Refusal } from './refusal';

/** As `emp_` and `org_` with an id of 36 characters. */
export const MAX_GLOBAL_ID_LENGTH = 40;

/** The words of the catalogue are shorter; one that it lacks is said to be unknown, and quoted. */
export const MAX_WORD_LENGTH = 200;

/**
 * Whether the fields of a row can be those of something stored: not too long, and well-formed Unicode. Others are refused
 * before they are looked for: long ones of many rows would not fit into one statement, and a database would look for
 * another text than an ill-formed one.
 */
export function checkFields<Field extends string>(
  row: NoInfer<{ readonly [Name in Field]?: string | null }>,
  most: Readonly<Record<Field, number>>,
  path: readonly string[],
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const field in most) {
    const value = row[field] ?? '';
    // Asked first, since nearly all are short: no text has more characters than units.
    if (value.length <= most[field] && value.isWellFormed()) continue;
    const [place, what] = [[...path, field], say('text.field', { field })];
    const refusal = checkLength(place, what, value, most[field]) ?? checkWellFormed(place, what, value);
    if (refusal !== null) refusals.push(refusal);
  }
  return refusals;
}
