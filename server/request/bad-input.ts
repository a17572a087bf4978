import { CallerError } from './caller-error';

/** The code and the argument of a refusal. Its sentence is part of the message of the error. */
export interface RefusedArgument {
  readonly code: string;
  readonly path: readonly string[];
}

export class BadInput extends CallerError {
  constructor(message: string, refusals: readonly RefusedArgument[] = []) {
    super(message, { code: 'BAD_USER_INPUT', ...(refusals.length > 0 && { refusals }) });
  }
}
