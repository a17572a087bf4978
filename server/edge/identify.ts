import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { authenticate, type AuthenticationOptions } from '../auth/authenticate';
import { Unauthenticated } from '../auth/unauthenticated';
import type { Viewer } from '../auth/viewer';
import type { Day } from '../rules';
import { answerError } from './answer-error';
import { LimitError } from './limit-error';
import type { RateLimiter } from './rate-limit';

/** Who asks, and when: decided once, before anything else of a request. */
export interface Asked {
  readonly viewer: Viewer;
  readonly now: Date;
  readonly today: Day;
}

/** Guessing credentials costs more than using them. */
const POINTS_FOR_WRONG_CREDENTIALS = 10;

/** Finds out who asks. Credentials that do not hold are the answer to the whole request: 401. */
export function identify(
  options: AuthenticationOptions,
  limiter: RateLimiter,
  time: () => { readonly now: Date; readonly today: Day },
): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const { now, today } = time();
    try {
      const viewer = await authenticate(options, request.headers.authorization, now, today);
      request.asked = { viewer, now, today };
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      return refuse(request, reply, limiter, error);
    }
  };
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  limiter: RateLimiter,
  error: Unauthenticated,
): Promise<FastifyReply> {
  try {
    await limiter.spend(POINTS_FOR_WRONG_CREDENTIALS, { kind: 'anonymous' }, request.ip);
  } catch (limit) {
    if (!(limit instanceof LimitError)) throw limit;
    const { code, status, headers, message } = limit;
    return answerError(reply.headers(headers), status, message, { code });
  }
  return answerError(reply.header('www-authenticate', 'Bearer'), 401, error.message, {
    code: 'UNAUTHENTICATED',
  });
}
