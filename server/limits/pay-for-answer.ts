import type { FastifyRequest } from 'fastify';
import type { RateLimiter } from './rate-limit';

/** The fixed cost of a request: HTTP and routing. */
const MIN_POINTS = 3;

/** Sending a page of 9 MB takes about 7 ms. */
const BYTES_PER_POINT = 200_000;

/** Charges the address for an unauthenticated answer, such as a page. Throws LimitError if too few points are left. */
export type PayForAnswer = (request: FastifyRequest, bytes: number) => void;

export function payForAnswer(limiter: RateLimiter): PayForAnswer {
  return ({ ip }, bytes) => {
    limiter.budgetOf({ kind: 'anonymous' }, ip).spend(MIN_POINTS + Math.floor(bytes / BYTES_PER_POINT));
  };
}
