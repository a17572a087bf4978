import { say } from '../messages';
import { countInWords } from '../messages/language';
import { CallerError } from '../request/caller-error';
import { PointsMissing, type Spend } from '../request/meter';
import type { Noted, Spent } from '../request/request-context';
import type { PayForWork } from '../request/scheduling/request-owner';
import { LimitError } from './limit-error';
import type { PointBudget } from './rate-limit';

/** Takes points for what a request evaluates. Where they are missing, the field is refused and the rest is answered. */
export function spendPoints(purse: PointBudget, noted: Noted): Spend {
  return (points) => {
    if (points > purse.limit) throw beyondAnyMinute(points, purse.limit);
    try {
      note(purse.spend(points), noted);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      throw new PointsMissing(error.message, Number(error.headers['retry-after']));
    }
  };
}

/** Takes points for work that takes longer than its price says. */
export function payForWork(purse: PointBudget, noted: Noted): PayForWork {
  return (milliseconds) => {
    const spent = purse.payForWork(milliseconds);
    if (spent === null) return null;
    note(spent, noted);
    if (spent.remaining > 0) return null;
    const { limit, resetsInSeconds } = spent;
    return new PointsMissing(say('limit.rate', { most: limit, seconds: resetsInSeconds }), resetsInSeconds);
  };
}

function note(spent: Spent, noted: Noted): void {
  noted.cost = { ...spent, requested: spent.requested + (noted.cost?.requested ?? 0) };
}

/** No waiting would help. */
function beyondAnyMinute(points: number, limit: number): CallerError {
  const message = say('limit.evaluation', { points: countInWords(points), most: countInWords(limit) });
  return new CallerError(message, { code: 'TOO_EXPENSIVE' });
}
