import { CallerError } from './caller-error';

/** The code and the argument of a refusal. The sentence of the refusal is part of the error message. */
export interface RefusedArgument {
  readonly code: string;
  readonly path: readonly string[];
}

export class BadInput extends CallerError {
  constructor(message: string, refusals: readonly RefusedArgument[] = []) {
    super(message, { code: 'BAD_USER_INPUT', ...(refusals.length > 0 && { refusals }) });
  }
}
