import type { Sentence } from '../messages';

/** The credentials are not valid. The request is answered with 401 and its sentence. */
export class Unauthenticated extends Error {
  constructor(readonly sentence: Sentence) {
    super(sentence.key);
  }
}
