import { CallerError } from '../request/caller-error';

/** The result is not available yet. The message says when the caller can retry. */
export class NotReady extends CallerError {
  constructor(message: string) {
    super(message, { code: 'UNAVAILABLE' });
  }
}
