import { say } from '../messages';
import { checkCountry } from './country';
import { checkText, invalid } from './text';
import type { Refusal } from './refusal';

const MAX_LANGUAGES = 20;
/** A language, a script and a region fit, with room for a variant. */
const LANGUAGE_LENGTH = 24;

/** What is said of an organization, by itself or by the vendor; what is absent or null is not looked at. */
export interface Profile {
  readonly name?: string | null;
  readonly city?: string | null;
  readonly description?: string | null;
  readonly country?: string | null;
  readonly website?: string | null;
  readonly languages?: readonly string[] | null;
}

export function checkProfile({
  name = null,
  city = null,
  description = null,
  country = null,
  website = null,
  languages = null,
}: Profile): readonly (Refusal | null)[] {
  return [
    name === null ? null : checkText(['input', 'name'], say('organization.name'), name, { most: 200 }),
    city === null ? null : checkText(['input', 'city'], say('organization.city'), city, { most: 100 }),
    description === null
      ? null
      : checkText(['input', 'description'], say('organization.description'), description, {
          most: 10_000,
          mayBeEmpty: true,
          lines: true,
        }),
    country === null ? null : checkCountry(country, ['input', 'country']),
    website === null ? null : checkWebsite(website),
    ...checkLanguages(languages ?? []),
  ];
}

/** As they are stored: each once, in its canonical form, joined by commas. */
export function joinLanguages(languages: readonly string[]): string {
  return [...new Set(languages.map(canonicalLanguage))].join(',');
}

function checkWebsite(website: string): Refusal | null {
  const path = ['input', 'website'];
  const strange = checkText(path, say('organization.websiteItself'), website, { most: 500 });
  if (strange !== null) return strange;
  const fits = /^https?:\/\/[^\s\p{Cf}]+$/u.test(website) && isPublicAddress(website);
  return fits ? null : invalid(path, say('organization.website', { website }));
}

function isPublicAddress(website: string): boolean {
  if (!URL.canParse(website)) return false;
  const { hostname, username, password } = new URL(website);
  return username === '' && password === '' && /[\p{L}\p{N}]\.[\p{L}\p{N}]/u.test(hostname);
}

function checkLanguages(languages: readonly string[]): readonly (Refusal | null)[] {
  const path = ['input', 'languages'];
  if (languages.length > MAX_LANGUAGES) {
    const values = { count: languages.length, most: MAX_LANGUAGES };
    return [invalid(path, say('organization.languages.tooMany', values))];
  }
  return languages.map((language, i) =>
    isLanguage(language) ? null : invalid([...path, String(i)], say('organization.language', { language })),
  );
}

function isLanguage(tag: string): boolean {
  try {
    return canonicalLanguage(tag).length <= LANGUAGE_LENGTH;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `pt-br` becomes `pt-BR`; what is no tag is a RangeError. */
function canonicalLanguage(language: string): string {
  return new Intl.Locale(language).toString();
}

export function unknownOrganization(given: string, path: readonly string[]): Refusal {
  return { code: 'NOT_FOUND', message: say('organization.unknown', { id: given }), path };
}
