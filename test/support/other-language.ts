import { en } from '../../server/messages/en';
import { ENGLISH, Words, type Translation } from '../../server/messages/words';
import type { TestServerOptions } from './test-server';

/** Every sentence of this language is in brackets, so that a test recognizes the sentences that it did not make. */
// An object with the keys of `en`.
const BRACKETED = Object.fromEntries(
  Object.entries(en).map(([key, text]) => [key, `⟦${text}⟧`]),
) as Translation;

const OTHER = new Words('de', BRACKETED);

/** A request with this header is answered in the other language. */
export const IN_OTHER_LANGUAGE = { 'accept-language': 'x-brackets' } as const;

export const wordsOf: NonNullable<TestServerOptions['wordsOf']> = ({ headers }) =>
  headers['accept-language'] === IN_OTHER_LANGUAGE['accept-language'] ? OTHER : ENGLISH;
