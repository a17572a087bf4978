import { say } from '../messages';
import { invalid } from './text';
import { COUNTRIES } from './countries';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

export function checkCountry(code: string, path: readonly string[]): Refusal | null {
  if (COUNTRIES.has(code)) return null;
  const near = nearMatch(code, COUNTRIES);
  return invalid(
    path,
    near === null
      ? say('organization.country', { country: code })
      : say('organization.country.near', { country: code, near }),
  );
}
