import type { Parameter } from './database';

/**
 * Accepts text, numbers and null only. Input from outside may differ from its declared type. MariaDB could match a
 * value of another type with any row, and SQLite's driver would crash the process. Both drivers replace lone surrogates
 * with U+FFFD, which would make different strings equal.
 */
export function checkedParameters(parameters: readonly unknown[]): Parameter[] {
  for (const parameter of parameters) {
    if (parameter !== null && typeof parameter !== 'string' && typeof parameter !== 'number') {
      throw new TypeError(`A ${typeof parameter} cannot be bound to a statement.`);
    }
    if (typeof parameter === 'string' && !parameter.isWellFormed()) {
      throw new TypeError('A text that is not well-formed Unicode cannot be bound to a statement.');
    }
  }
  // Checked above.
  return [...parameters] as Parameter[];
}
