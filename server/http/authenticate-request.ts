import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { authenticate, type AuthenticationOptions } from '../auth/authenticate';
import { IssuerUnavailable } from '../auth/issuer-unavailable';
import { Unauthenticated } from '../auth/unauthenticated';
import type { Viewer } from '../auth/viewer';
import type { Day } from '../rules';
import type { RequestOptions } from '../request/request-context';
import { answerError } from './answer-error';
import { LIMITS } from '../limits/limits';
import { payForReading } from '../limits/pay-for-reading';
import type { PointBudget, RateLimiter } from '../limits/rate-limit';
import { payForWork } from '../limits/spend-points';

/** The database as one request has it. */
export type DatabaseOfRequest = Pick<RequestOptions, 'database' | 'shared'>;

/** Who asks, and when: decided once, before anything else of a request. */
export interface AuthenticatedRequest extends DatabaseOfRequest {
  readonly viewer: Viewer;
  readonly purse: PointBudget;
  readonly now: Date;
  readonly today: Day;
}

type IdentifyingOptions = Omit<AuthenticationOptions, keyof DatabaseOfRequest | 'beforeProof'>;

/** Guessing credentials costs more than using them. Tokens that cannot be checked may be guesses, too. */
const POINTS_FOR_WRONG_CREDENTIALS = 10;

/** The body of a refused request is read all the same, or its client could not read the answer. */
const BYTES_A_POINT = 100_000;

const ANONYMOUS: Viewer = { kind: 'anonymous' };

/**
 * Finds out who asks and takes the price of reading the request, before its body is read. Credentials that do not hold
 * are the answer to the whole request: 401.
 */
export function authenticateRequest(
  options: IdentifyingOptions,
  limiter: RateLimiter,
  time: () => { readonly now: Date; readonly today: Day },
  databaseOf: (request: FastifyRequest) => DatabaseOfRequest,
): onRequestHookHandler {
  // A hook that calls back: one that promises would cost each request a turn of its own.
  return (request, reply, done) => {
    const moment = { ...time(), ...databaseOf(request) };
    const letIn = (viewer: Viewer) => {
      const purse = limiter.purseOf(viewer, request.ip);
      request.asked = { viewer, purse, ...moment };
      request.owner.isOf(purse.caller, payForWork(purse, request.noted));
      request.kept.isOf(purse.caller);
      try {
        request.pay = payForReading(request, purse);
      } catch (error) {
        return done(error as Error);
      }
      done();
    };
    const { authorization } = request.headers;
    if (authorization === undefined) return letIn(ANONYMOUS);
    const purse = () => limiter.wrongCredentialsFrom(request.ip);
    const points = pointsForWrong(request);
    const wrong = { pay: () => purse().spend(points), giveBack: () => purse().giveBack(points) };
    viewerOf(options, authorization, moment, wrong).then(letIn, (error: Error) => {
      if (error instanceof Unauthenticated) refuse(reply, error);
      else if (error instanceof IssuerUnavailable) refuseForNow(reply, error);
      else done(error);
    });
  };
}

function pointsForWrong({ headers }: FastifyRequest): number {
  // The client has not said how long the body is.
  const isChunked = headers['transfer-encoding'] !== undefined;
  const bytes = isChunked ? LIMITS.bodyBytes : Number(headers['content-length'] ?? 0);
  return POINTS_FOR_WRONG_CREDENTIALS + Math.floor(Math.min(bytes, 2 * LIMITS.bodyBytes) / BYTES_A_POINT);
}

/** The purse of an address for wrong credentials. */
interface Wrong {
  readonly pay: () => void;
  readonly giveBack: () => void;
}

/**
 * Credentials that turn out to be wrong are paid for by their address. A token is paid for before its signature is
 * verified, an API key before it is looked up, and the points are given back when it holds: for an address that has no
 * points left, no further signature is verified and no further key is looked up. Credentials that were verified recently are free.
 */
async function viewerOf(
  options: IdentifyingOptions,
  authorization: string,
  { shared, now, today }: Omit<AuthenticatedRequest, 'viewer' | 'purse'>,
  wrong: Wrong,
): Promise<Viewer> {
  let hasPaid = false;
  const pay = () => {
    if (!hasPaid) wrong.pay();
    hasPaid = true;
  };
  try {
    const viewer = await authenticate({ ...options, shared, beforeProof: pay }, authorization, now, today);
    if (hasPaid) wrong.giveBack();
    return viewer;
  } catch (error) {
    if (error instanceof Unauthenticated || error instanceof IssuerUnavailable) pay();
    throw error;
  }
}

function refuse(reply: FastifyReply, { message }: Unauthenticated): void {
  void answerError(reply.header('www-authenticate', 'Bearer'), 401, message, { code: 'UNAUTHENTICATED' });
}

function refuseForNow(reply: FastifyReply, { retryAfterSeconds, message }: IssuerUnavailable): void {
  void answerError(reply.header('retry-after', String(retryAfterSeconds)), 503, message, {
    code: 'UNAVAILABLE',
  });
}
