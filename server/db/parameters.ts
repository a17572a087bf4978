import type { Parameter } from './database';

/**
 * Only texts, numbers and null may be bound. The types say so; what came in from outside may still be something
 * else, which MariaDB would compare with everything, and at which SQLite's driver ends the process.
 */
export function bindable(parameters: readonly Parameter[]): Parameter[] {
  for (const parameter of parameters as readonly unknown[]) {
    if (parameter !== null && typeof parameter !== 'string' && typeof parameter !== 'number') {
      throw new TypeError(`A ${typeof parameter} cannot be bound to a statement.`);
    }
  }
  return [...parameters];
}
