import { say } from '../messages';
import { invalid } from './text';
import { COUNTRIES } from './countries';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

/** What is no country is refused, with the code that is the same but for case. */
export function checkCountry(given: string, path: readonly string[]): Refusal | null {
  if (COUNTRIES.has(given)) return null;
  const near = nearMatch(given, COUNTRIES);
  return invalid(
    path,
    near === null
      ? say('organization.country', { country: given })
      : say('organization.country.near', { country: given, near }),
  );
}
