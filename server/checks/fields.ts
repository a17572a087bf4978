import { checkLength, checkWellFormed } from './text';
import type { Refusal } from './refusal';

/** A prefix such as `emp_` and an id of 36 characters. */
export const MAX_GLOBAL_ID_LENGTH = 40;

/** Longer than any catalogue key, so that the refusal of a misspelt key can quote it. */
export const MAX_CATALOGUE_KEY_LENGTH = 200;

/**
 * Refuses field values that are too long or not well-formed Unicode before they are looked up. Long values of many rows
 * would not fit into one statement. A database would replace ill-formed characters and look up a different string.
 */
export function checkFields<Field extends string>(
  row: NoInfer<{ readonly [Name in Field]?: string | null | undefined }>,
  maxLengths: Readonly<Record<Field, number>>,
  pathOf: (field: NoInfer<Field>) => readonly string[],
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const field in maxLengths) {
    const value = row[field] ?? '';
    // Fast path: a string never has more code points than UTF-16 code units.
    if (value.length <= maxLengths[field] && value.isWellFormed()) continue;
    const fieldPath = pathOf(field);
    const refusal = checkLength(fieldPath, value, maxLengths[field]) ?? checkWellFormed(fieldPath, value);
    if (refusal !== null) refusals.push(refusal);
  }
  return refusals;
}
