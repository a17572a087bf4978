import { escapeInvisibleLines } from './escape-invisible';
import type { PlainError } from './plain-error';
import { sentence, type SentenceKey, type SentenceOf } from './sentence';
import { ENGLISH } from './words';

/** Makes a sentence of a program of the command line. These programs speak English. */
export function say<Key extends SentenceKey>(...given: Parameters<typeof sentence<Key>>): string {
  const made: SentenceOf<Key> = sentence<Key>(...given);
  return ENGLISH.say(made);
}

export function textOf({ message, sentences }: PlainError): string {
  if (sentences.length === 0) return message;
  return sentences.map((each) => escapeInvisibleLines(ENGLISH.say(each))).join('\n');
}
