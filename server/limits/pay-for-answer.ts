import type { FastifyRequest } from 'fastify';
import type { RateLimiter } from './rate-limit';

/** The fixed cost of a request: HTTP and routing. */
const MIN_POINTS = 3;

/** A page of nine megabytes takes about 7 ms. */
const BYTES_A_POINT = 200_000;

/** Charges the address for an answer that no identification precedes, such as a page; throws LimitError when points are missing. */
export type PayForAnswer = (request: FastifyRequest, bytes: number) => void;

export function payForAnswer(limiter: RateLimiter): PayForAnswer {
  return ({ ip }, bytes) => {
    limiter.purseOf({ kind: 'anonymous' }, ip).spend(MIN_POINTS + Math.floor(bytes / BYTES_A_POINT));
  };
}
