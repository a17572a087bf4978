import { CallerError } from '../request/caller-error';

/** What is asked for cannot be told yet: told to the caller, with when it can be. */
export class NotReady extends CallerError {
  constructor(message: string) {
    super(message, { code: 'UNAVAILABLE' });
  }
}
