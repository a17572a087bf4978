import { say } from '../messages';

/** Whether a token holds cannot be told, because its issuer's keys cannot be had: not the fault of who sent it. */
export class IssuerUnavailable extends Error {
  readonly statusCode = 503;
  readonly code = 'UNAVAILABLE';

  constructor(cause: unknown) {
    super(say('access.issuer'), { cause });
  }
}
