import { z } from 'zod';
import { sentence } from '../messages';
import { shorten } from '../messages/shorten';
import { LANGUAGES, type Language, type LocalizedText } from '../rules';
import { MAX_PROBLEMS } from './problem';
import { asMessage, issueMessage } from './sentence-in-issue';

/**
 * Reads a text for people: a string in English, or an object with a string for each language. `text` checks each string.
 * An unknown language is reported at its own place, unlike another unknown field.
 */
export function localizedText(text: z.ZodType<string>) {
  return z.unknown().transform((value, context): LocalizedText => {
    if (typeof value === 'string' || value === undefined) return { en: read(value, []) };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({
        code: 'custom',
        input: value,
        message: asMessage(sentence('catalogue.document.texts')),
      });
      return NO_TEXT;
    }
    const given = value as Readonly<Record<string, unknown>>;
    const unknownTags = Object.keys(given).filter((name) => !isLanguage(name));
    for (const tag of unknownTags.slice(0, MAX_PROBLEMS)) {
      const unknown = sentence('catalogue.document.language', { tag: shorten(tag), languages: LANGUAGES });
      context.addIssue({ code: 'custom', input: given[tag], path: [tag], message: asMessage(unknown) });
    }
    const others = LANGUAGES.slice(1).filter((tag) => given[tag] !== undefined);
    return {
      en: read(given['en'], ['en']),
      ...Object.fromEntries(others.map((tag) => [tag, read(given[tag], [tag])])),
    };

    function read(one: unknown, path: readonly string[]): string {
      const { data, error } = text.safeParse(one, { error: issueMessage });
      for (const { message } of error?.issues ?? [])
        context.addIssue({ code: 'custom', input: one, path: [...path], message });
      return data ?? '';
    }
  });
}

/** Stands for a text that cannot be read. Its problem refuses the document. */
const NO_TEXT: LocalizedText = { en: '' };

function isLanguage(name: string): name is Language {
  return LANGUAGES.some((tag) => tag === name);
}
