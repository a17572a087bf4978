import { sentence } from '../messages';

/** A token cannot be verified, because the keys of its issuer cannot be fetched or used. The caller is not at fault. */
export class IssuerUnavailable extends Error {
  readonly sentence = sentence('access.issuer');
  readonly retryAfterSeconds: number;

  constructor(secondsToRetry: number) {
    super('access.issuer');
    this.retryAfterSeconds = Math.max(1, Math.ceil(secondsToRetry));
  }
}
