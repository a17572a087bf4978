import { ENGLISH, type Words } from '../messages/words';

const wordsByError = new WeakMap<object, Words>();

/** Apollo formats errors without their request, so the words of the request are noted for each error. */
export function noteWords(errors: readonly Error[], words: Words): void {
  for (const error of errors) wordsByError.set(error, words);
}

/** English for an error outside the execution of a request. */
export function wordsFor(error: unknown): Words {
  return (typeof error === 'object' && error !== null ? wordsByError.get(error) : undefined) ?? ENGLISH;
}
