import type { Sentence } from '../messages';
import { CallerError } from '../request/caller-error';

/** The result is not available yet. The sentence says when the caller can retry. */
export class NotReady extends CallerError {
  constructor(sentence: Sentence) {
    super(sentence, { code: 'UNAVAILABLE' });
  }
}
