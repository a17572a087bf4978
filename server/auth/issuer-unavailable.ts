import { say } from '../messages';

/** A token cannot be checked, because its issuer's keys cannot be fetched or used. The sender is not at fault. */
export class IssuerUnavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(secondsToRetry: number) {
    super(say('access.issuer'));
    this.retryAfterSeconds = Math.max(1, Math.ceil(secondsToRetry));
  }
}
