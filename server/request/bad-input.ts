import { CallerError } from './caller-error';

/** An argument that cannot be right: told to the caller, with the place of the field that it was sent to. */
export class BadInput extends CallerError {
  constructor(message: string) {
    super(message, { code: 'BAD_USER_INPUT' });
  }
}
