import { sentence } from '../messages';
import { CallerError } from '../request/caller-error';
import { InsufficientPoints, type SpendPoints } from '../request/meter';
import type { RequestDetails, RequestCost } from '../request/request-context';
import type { PayForWork } from '../request/scheduling/request-owner';
import { LimitError } from './limit-error';
import type { PointBudget } from './rate-limit';

/**
 * Charges for evaluations. If too few points are left, the field is refused, and the other fields are still answered.
 */
export function spendPoints(budget: PointBudget, details: RequestDetails): SpendPoints {
  return (points) => {
    if (points > budget.limit) throw exceedsLimit(points, budget.limit);
    try {
      noteCost(budget.spend(points), details);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      throw new InsufficientPoints(error.sentence, Number(error.headers['retry-after']));
    }
  };
}

/** Returns an error when the charge has used up the budget. */
export function payForWork(budget: PointBudget, details: RequestDetails): PayForWork {
  return (milliseconds) => {
    const spent = budget.payForWork(milliseconds);
    if (spent === null) return null;
    noteCost(spent, details);
    if (spent.remaining > 0) return null;
    const { limit, resetsInSeconds } = spent;
    return new InsufficientPoints(
      sentence('limit.rate', { max: limit, seconds: resetsInSeconds }),
      resetsInSeconds,
    );
  };
}

function noteCost(spent: RequestCost, details: RequestDetails): void {
  details.cost = { ...spent, requested: spent.requested + (details.cost?.requested ?? 0) };
}

/** The evaluation costs more than a whole minute allows, so retrying is useless. */
function exceedsLimit(points: number, limit: number): CallerError {
  return new CallerError(sentence('limit.evaluation', { points, max: limit }), { code: 'TOO_EXPENSIVE' });
}
