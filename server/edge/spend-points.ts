import type { Viewer } from '../auth/viewer';
import { PointsMissing, type Spend } from '../request/meter';
import type { Noted } from '../request/request-context';
import { LimitError } from './limit-error';
import type { RateLimiter } from './rate-limit';

/** Takes points for what a request evaluates. Where they are missing, the field is refused and the rest is answered. */
export function spendPoints(limiter: RateLimiter, viewer: Viewer, address: string, noted: Noted): Spend {
  return async (points) => {
    try {
      const spent = await limiter.spend(points, viewer, address);
      noted.cost = { ...spent, requested: points + (noted.cost?.requested ?? 0) };
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      throw new PointsMissing(error.message, Number(error.headers['retry-after']));
    }
  };
}
