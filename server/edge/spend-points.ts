import type { Viewer } from '../auth/viewer';
import { say } from '../messages';
import { countInWords } from '../messages/language';
import { CallerError } from '../request/caller-error';
import { PointsMissing, type Spend } from '../request/meter';
import type { Noted } from '../request/request-context';
import { LimitError } from './limit-error';
import type { RateLimiter } from './rate-limit';

/** Takes points for what a request evaluates. Where they are missing, the field is refused and the rest is answered. */
export function spendPoints(limiter: RateLimiter, viewer: Viewer, address: string, noted: Noted): Spend {
  const purse = limiter.purseOf(viewer, address);
  return async (points) => {
    if (points > purse.limit) throw beyondAnyMinute(points, purse.limit);
    try {
      const spent = purse.spend(points);
      noted.cost = { ...spent, requested: points + (noted.cost?.requested ?? 0) };
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      throw new PointsMissing(error.message, Number(error.headers['retry-after']));
    }
  };
}

/** No waiting would help. */
function beyondAnyMinute(points: number, limit: number): CallerError {
  const message = say('limit.evaluation', { points: countInWords(points), most: countInWords(limit) });
  return new CallerError(message, { code: 'TOO_EXPENSIVE' });
}
