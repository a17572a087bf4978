import type { RefusalCode } from '../../schema/refusal';
import { inSequence } from '../messages';
import { valuesOf, type Reason } from '../messages/refusal-values';
import { CallerError } from './caller-error';

/** An argument of a query that is refused, for the reason that a command would give. */
export interface RefusedArgument {
  readonly code: RefusalCode;
  readonly path: readonly string[];
  readonly sentence: Reason;
}

/** The extensions show the refusals like those of a command. Their sentences are the message of the error. */
export class BadInput extends CallerError {
  constructor(first: RefusedArgument, ...others: readonly RefusedArgument[]) {
    const sentences = others.map(({ sentence }) => sentence);
    const refusals = [first, ...others].map(({ code, path, sentence }) => ({
      ...valuesOf(sentence),
      code,
      path,
    }));
    super(inSequence(first.sentence, sentences), { code: 'BAD_USER_INPUT', refusals });
  }
}
