import type { FastifyRequest } from 'fastify';
import { LIMITS } from './limits';
import type { PointBudget } from './rate-limit';

/** Throws LimitError if too few points are left. */
export type ChargeBytes = (bytes: number) => void;

/** Each request first pays for its length, because it is read, parsed and validated before its cost is known. */
const BYTES_PER_POINT = 100;

/** The fixed cost of a request: HTTP, authentication and logging. */
const MIN_CHARGED_BYTES = 300;

/** Headers beyond this number are charged: parsing one takes 1 µs, and a request may have 2,000. */
const FREE_HEADERS = 50;

/**
 * Charges for the head of a request and the announced length of its body. Returns a function that charges for further
 * bytes. Node's parser delivers no more than the announced length, and the server reads no more than `bodyBytes`.
 */
export function payForReading({ headers, details, raw }: FastifyRequest, budget: PointBudget): ChargeBytes {
  let bytes = 0;
  let points = 0;
  const pay: ChargeBytes = (more) => {
    bytes += more;
    const due = Math.ceil(Math.max(bytes, MIN_CHARGED_BYTES) / BYTES_PER_POINT) - points;
    if (due === 0) return;
    const spent = budget.spend(due);
    points += due;
    details.cost = { ...spent, requested: points };
  };
  const chargedHeaders = Math.max(0, raw.rawHeaders.length / 2 - FREE_HEADERS);
  pay((raw.url ?? '').length + chargedHeaders * BYTES_PER_POINT);
  // Charged separately, so that a refused body costs nothing.
  pay(Math.min(Number(headers['content-length'] ?? 0), LIMITS.bodyBytes));
  return pay;
}
