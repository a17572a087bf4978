import { sentence } from '../messages';
import { invalidRefusal } from './text';
import { COUNTRIES } from './countries';
import { nearMatch } from './near-match';
import type { Refusal } from './refusal';

export function checkCountry(code: string, path: readonly string[]): Refusal | null {
  if (COUNTRIES.has(code)) return null;
  const near = nearMatch(code, COUNTRIES);
  return invalidRefusal(
    path,
    near === null
      ? sentence('organization.country', { country: code })
      : sentence('organization.country.near', { country: code, near: [near] }),
  );
}
