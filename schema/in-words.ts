import type { Words } from '../server/messages/words';

/** A sentence for people. It is made when it is read, in the language of the request. */
export type InWords = (args: unknown, request: { readonly words: Words }) => string;
