import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { authenticate, type AuthenticationOptions } from '../auth/authenticate';
import { IssuerUnavailable } from '../auth/issuer-unavailable';
import { Unauthenticated } from '../auth/unauthenticated';
import type { Viewer } from '../auth/viewer';
import type { Day } from '../rules';
import type { RequestOptions } from '../request/request-context';
import { sendError } from './send-error';
import { LIMITS } from '../limits/limits';
import { payForReading } from '../limits/pay-for-reading';
import type { PointBudget, RateLimiter } from '../limits/rate-limit';
import { payForWork } from '../limits/spend-points';

export type RequestDatabase = Pick<RequestOptions, 'database' | 'shared'>;

export interface AuthenticatedRequest extends RequestDatabase {
  readonly viewer: Viewer;
  readonly budget: PointBudget;
  readonly now: Date;
  readonly today: Day;
}

type AuthenticateOptions = Omit<AuthenticationOptions, keyof RequestDatabase | 'beforeVerification'>;

/** Makes guessing credentials expensive. Tokens that cannot be verified have the same price. */
const WRONG_CREDENTIAL_POINTS = 10;

/** The body of a refused request has a price, because it is still read so that the client can read the answer. */
const BYTES_PER_POINT = 100_000;

const ANONYMOUS: Viewer = { kind: 'anonymous' };

/** Charges for reading a request before its body is read. Refuses wrong credentials with 401. */
export function authenticateRequest(
  options: AuthenticateOptions,
  limiter: RateLimiter,
  time: () => { readonly now: Date; readonly today: Day },
  databaseOf: (request: FastifyRequest) => RequestDatabase,
): onRequestHookHandler {
  // An async hook would cost each request an extra turn of the event loop.
  return (request, reply, done) => {
    const context = { ...time(), ...databaseOf(request) };
    const admit = (viewer: Viewer) => {
      const budget = limiter.budgetOf(viewer, request.ip);
      request.authenticated = { viewer, budget, ...context };
      request.owner.setCaller(budget.caller, payForWork(budget, request.details));
      request.memory.setCaller(budget.caller);
      try {
        request.pay = payForReading(request, budget);
      } catch (error) {
        return done(error as Error);
      }
      done();
    };
    const { authorization } = request.headers;
    if (authorization === undefined) return admit(ANONYMOUS);
    const budget = () => limiter.wrongCredentialsBudget(request.ip);
    const points = wrongCredentialPoints(request);
    const charge = { pay: () => budget().spend(points), refund: () => budget().refund(points) };
    authenticateForPoints(options, authorization, context, charge).then(admit, (error: Error) => {
      if (error instanceof Unauthenticated) refuse(reply, error);
      else if (error instanceof IssuerUnavailable) refuseTemporarily(reply, error);
      else done(error);
    });
  };
}

function wrongCredentialPoints({ headers }: FastifyRequest): number {
  // The length of a chunked body is unknown, so the maximum is charged.
  const isChunked = headers['transfer-encoding'] !== undefined;
  const bytes = isChunked ? LIMITS.bodyBytes : Number(headers['content-length'] ?? 0);
  return WRONG_CREDENTIAL_POINTS + Math.floor(Math.min(bytes, 2 * LIMITS.bodyBytes) / BYTES_PER_POINT);
}

interface WrongCredentialCharge {
  readonly pay: () => void;
  readonly refund: () => void;
}

/**
 * Authenticates the caller and charges the address for wrong credentials. The charge comes before a token is verified
 * or an API key is looked up, and is refunded for valid credentials. An address without points therefore causes no
 * further verifications or look-ups. Recently verified credentials are free.
 */
async function authenticateForPoints(
  options: AuthenticateOptions,
  authorization: string,
  { shared, now, today }: Omit<AuthenticatedRequest, 'viewer' | 'budget'>,
  charge: WrongCredentialCharge,
): Promise<Viewer> {
  let isCharged = false;
  const pay = () => {
    if (!isCharged) charge.pay();
    isCharged = true;
  };
  try {
    const viewer = await authenticate(
      { ...options, shared, beforeVerification: pay },
      authorization,
      now,
      today,
    );
    if (isCharged) charge.refund();
    return viewer;
  } catch (error) {
    if (error instanceof Unauthenticated || error instanceof IssuerUnavailable) pay();
    throw error;
  }
}

function refuse(reply: FastifyReply, { sentence }: Unauthenticated): void {
  void sendError(reply.header('www-authenticate', 'Bearer'), 401, sentence, { code: 'UNAUTHENTICATED' });
}

function refuseTemporarily(reply: FastifyReply, { retryAfterSeconds, sentence }: IssuerUnavailable): void {
  void sendError(reply.header('retry-after', String(retryAfterSeconds)), 503, sentence, {
    code: 'UNAVAILABLE',
  });
}
