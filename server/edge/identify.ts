import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { authenticate, type AuthenticationOptions } from '../auth/authenticate';
import { IssuerUnavailable } from '../auth/issuer-unavailable';
import { Unauthenticated } from '../auth/unauthenticated';
import type { Viewer } from '../auth/viewer';
import type { Day } from '../rules';
import type { RequestOptions } from '../request/request-context';
import { answerError } from './answer-error';
import { LimitError } from './limit-error';
import type { RateLimiter } from './rate-limit';

/** The database as one request has it. */
export type DatabaseOfRequest = Pick<RequestOptions, 'database' | 'shared'>;

/** Who asks, and when: decided once, before anything else of a request. */
export interface Asked extends DatabaseOfRequest {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly today: Day;
}

/** Guessing credentials costs more than using them. Tokens that cannot be checked may be guesses, too. */
const POINTS_FOR_WRONG_CREDENTIALS = 10;

/** A request is read, parsed and checked before its cost is known, so each pays for its length first. */
const CHARACTERS_A_POINT = 100;

/** Finds out who asks. Credentials that do not hold are the answer to the whole request: 401. */
export function identify(
  options: Omit<AuthenticationOptions, keyof DatabaseOfRequest>,
  limiter: RateLimiter,
  time: () => { readonly now: Date; readonly today: Day },
  databaseOf: (request: FastifyRequest) => DatabaseOfRequest,
): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const { now, today } = time();
    const its = databaseOf(request);
    try {
      const viewer = await authenticate({ ...options, ...its }, request.headers.authorization, now, today);
      request.asked = { viewer, now, today, ...its };
      request.noted.cost = await limiter.spend(priceOfReading(request), viewer, request.ip);
    } catch (error) {
      if (error instanceof LimitError) return refuseForLimit(reply, error);
      if (error instanceof Unauthenticated || error instanceof IssuerUnavailable) {
        return refuse(request, reply, limiter, error);
      }
      throw error;
    }
  };
}

function priceOfReading({ headers, raw }: FastifyRequest): number {
  const length = Number(headers['content-length'] ?? 0) + (raw.url ?? '').length;
  return Math.ceil(length / CHARACTERS_A_POINT);
}

function refuseForLimit(reply: FastifyReply, { code, status, headers, message }: LimitError): FastifyReply {
  return answerError(reply.headers(headers), status, message, { code });
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  limiter: RateLimiter,
  error: Unauthenticated | IssuerUnavailable,
): Promise<FastifyReply> {
  try {
    await limiter.spend(POINTS_FOR_WRONG_CREDENTIALS, { kind: 'anonymous' }, request.ip);
  } catch (limit) {
    if (!(limit instanceof LimitError)) throw limit;
    return refuseForLimit(reply, limit);
  }
  if (error instanceof IssuerUnavailable) {
    const { retryAfterSeconds, message } = error;
    return answerError(reply.header('retry-after', String(retryAfterSeconds)), 503, message, {
      code: 'UNAVAILABLE',
    });
  }
  return answerError(reply.header('www-authenticate', 'Bearer'), 401, error.message, {
    code: 'UNAUTHENTICATED',
  });
}
