import type { FastifyRequest } from 'fastify';
import { LIMITS } from './limits';
import type { PointBudget } from './rate-limit';

/** Charges for a number of bytes; throws LimitError when points are missing. */
export type Pay = (bytes: number) => void;

/** A request is read, parsed and checked before its cost is known, so each pays for its length first. */
const BYTES_A_POINT = 100;

/** The fixed cost of a request: HTTP, identification and the log. */
const MIN_BYTES = 300;

/** Parsing a header takes a microsecond, and 2,000 of them fit into a request. */
const FREE_HEADERS = 50;

/**
 * Takes the price of what has been read of a request and of the body that it announces; answers how to pay for more. Node's
 * parser delivers no more of a body than was announced, and we read no more than our limit.
 */
export function payForReading({ headers, noted, raw }: FastifyRequest, purse: PointBudget): Pay {
  let bytes = 0;
  let points = 0;
  const pay: Pay = (more) => {
    bytes += more;
    const due = Math.ceil(Math.max(bytes, MIN_BYTES) / BYTES_A_POINT) - points;
    if (due === 0) return;
    const spent = purse.spend(due);
    points += due;
    noted.cost = { ...spent, requested: points };
  };
  const furtherHeaders = Math.max(0, raw.rawHeaders.length / 2 - FREE_HEADERS);
  pay((raw.url ?? '').length + furtherHeaders * BYTES_A_POINT);
  // Apart from the body, which costs nothing when it is refused.
  pay(Math.min(Number(headers['content-length'] ?? 0), LIMITS.bodyBytes));
  return pay;
}
