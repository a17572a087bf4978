import { sentence } from '../messages';
import { checkCountry } from './country';
import { checkText, invalidRefusal } from './text';
import type { Refusal } from './refusal';

const MAX_LANGUAGES = 20;
/** Enough for a tag with a language, a script, a region and a variant. */
const MAX_LANGUAGE_LENGTH = 24;

/** Absent and null fields are not checked. */
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
    name === null ? null : checkText(['input', 'name'], name, { maxLength: 200 }),
    city === null ? null : checkText(['input', 'city'], city, { maxLength: 100 }),
    description === null
      ? null
      : checkText(['input', 'description'], description, {
          maxLength: 10_000,
          optional: true,
          allowLineBreaks: true,
        }),
    country === null ? null : checkCountry(country, ['input', 'country']),
    website === null ? null : checkWebsite(website),
    ...checkLanguages(languages ?? []),
  ];
}

export function joinLanguages(languages: readonly string[]): string {
  return [...new Set(languages.map(canonicalLanguage))].join(',');
}

function checkWebsite(website: string): Refusal | null {
  const path = ['input', 'website'];
  const unusable = checkText(path, website, { maxLength: 500, optional: true });
  if (unusable !== null) return unusable;
  const isUsable = /^https?:\/\/[^\s\p{Cf}]+$/u.test(website) && isPublicAddress(website);
  return isUsable ? null : invalidRefusal(path, sentence('organization.website', { website }));
}

function isPublicAddress(website: string): boolean {
  if (!URL.canParse(website)) return false;
  const { hostname, username, password } = new URL(website);
  return username === '' && password === '' && /[\p{L}\p{N}]\.[\p{L}\p{N}]/u.test(hostname);
}

function checkLanguages(languages: readonly string[]): readonly (Refusal | null)[] {
  const path = ['input', 'languages'];
  if (languages.length > MAX_LANGUAGES) {
    const values = { count: languages.length, max: MAX_LANGUAGES };
    return [invalidRefusal(path, sentence('organization.languages.tooMany', values))];
  }
  return languages.map((language, i) =>
    isLanguage(language)
      ? null
      : invalidRefusal([...path, String(i)], sentence('organization.language', { language })),
  );
}

function isLanguage(tag: string): boolean {
  try {
    return canonicalLanguage(tag).length <= MAX_LANGUAGE_LENGTH;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `pt-br` becomes `pt-BR`. Throws a RangeError for an invalid tag. */
function canonicalLanguage(language: string): string {
  return new Intl.Locale(language).toString();
}

export function unknownOrganization(id: string, path: readonly string[]): Refusal {
  return { code: 'NOT_FOUND', sentence: sentence('organization.unknown', { id }), path };
}
