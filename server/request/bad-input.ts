import type { Sentence } from '../messages';
import { CallerError } from './caller-error';

/** The code and the argument of a refusal. The sentence of the refusal is part of the error message. */
export interface RefusedArgument {
  readonly code: string;
  readonly path: readonly string[];
}

export class BadInput extends CallerError {
  constructor(sentence: Sentence, refusals: readonly RefusedArgument[] = []) {
    super(sentence, { code: 'BAD_USER_INPUT', ...(refusals.length > 0 && { refusals }) });
  }
}
