import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimits } from '../config';
import type { Viewer } from '../auth/viewer';
import { say } from '../messages';
import type { Spent } from '../request/request-context';
import { LimitError } from './limit-error';

const WINDOW_SECONDS = 60;

/** Takes points from whoever sends a request; refuses with 429 when the minute's points are spent. */
export class RateLimiter {
  readonly #purses: Readonly<Record<keyof RateLimits, RateLimiterMemory>>;

  constructor(limits: RateLimits) {
    const purse = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
    this.#purses = {
      anonymous: purse(limits.anonymous),
      person: purse(limits.person),
      apiKey: purse(limits.apiKey),
      agent: purse(limits.agent),
    };
  }

  async spend(points: number, viewer: Viewer, address: string): Promise<Spent> {
    const { kind, owner } = purseOf(viewer, address);
    const purse = this.#purses[kind];
    try {
      return spent(points, purse.points, await purse.consume(owner, points));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw new LimitError('RATE_LIMITED', say('limit.rate', { most: purse.points, seconds }), 429, {
        'retry-after': String(seconds),
      });
    }
  }
}

function purseOf(
  viewer: Viewer,
  address: string,
): { readonly kind: keyof RateLimits; readonly owner: string } {
  switch (viewer.kind) {
    case 'anonymous':
      return { kind: 'anonymous', owner: address };
    case 'integration':
      return { kind: 'apiKey', owner: viewer.apiKeyId };
    case 'person':
      return { kind: viewer.roles.size > 0 ? 'agent' : 'person', owner: viewer.subject };
  }
}

function spent(requested: number, limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes): Spent {
  return {
    requested,
    limit,
    remaining: Math.max(0, remainingPoints),
    resetsInSeconds: Math.max(0, Math.ceil(msBeforeNext / 1000)),
  };
}
