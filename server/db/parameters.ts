import type { Parameter } from './database';

/**
 * Only texts, numbers and null may be bound. The types say so; what came in from outside may still be something
 * else, which MariaDB would compare with everything, and at which SQLite's driver ends the process. Both drivers write
 * U+FFFD in the place of a lone surrogate, so that different texts would become one.
 */
export function bindable(parameters: readonly unknown[]): Parameter[] {
  for (const parameter of parameters) {
    if (parameter !== null && typeof parameter !== 'string' && typeof parameter !== 'number') {
      throw new TypeError(`A ${typeof parameter} cannot be bound to a statement.`);
    }
    if (typeof parameter === 'string' && !parameter.isWellFormed()) {
      throw new TypeError('A text that is not well-formed Unicode cannot be bound to a statement.');
    }
  }
  // Each has just been found to be one.
  return [...parameters] as Parameter[];
}
