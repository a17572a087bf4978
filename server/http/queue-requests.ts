import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestOwner } from '../request/scheduling/request-owner';
import type { Owner, Scheduler } from '../request/scheduling/scheduler';
import { networkOf } from '../limits/network-of';

/** Requests start immediately until this much of an event loop turn is used up. */
const TURN_MILLISECONDS = 5;

/** Queues each request twice: before any work is done for it, and before it is executed. */
export function queueRequests(app: FastifyInstance, scheduler: Scheduler): void {
  const queue = new RequestQueue(scheduler);
  const credentials = new VerifiedCredentials();
  app.addHook('onRequest', (request, _reply, done) => {
    queue.enter(() => new RequestOwner(request.deadline, credentials.callerOf(request)), done);
  });
  // Bodies and authentication results of several requests can arrive in the same turn.
  app.addHook('preValidation', (request, _reply, done) => {
    credentials.remember(request);
    queue.enter(() => request.owner, done);
  });
}

const MAX_CREDENTIALS = 10_000;

/**
 * Maps verified credentials to their caller, so that callers behind one address get separate shares of the process.
 * Unverified credentials count towards their address: otherwise each invented token would get its own share.
 */
class VerifiedCredentials {
  readonly #callers = new Map<string, string>();

  callerOf({ headers, ip }: FastifyRequest): string {
    const { authorization } = headers;
    const caller = authorization === undefined ? undefined : this.#callers.get(digestOf(authorization));
    return caller ?? networkOf(ip);
  }

  remember({ headers, owner }: FastifyRequest): void {
    const { authorization } = headers;
    if (authorization === undefined) return;
    const digest = digestOf(authorization);
    this.#callers.delete(digest);
    this.#callers.set(digest, owner.caller);
    for (const oldest of this.#callers.keys()) {
      if (this.#callers.size <= MAX_CREDENTIALS) return;
      this.#callers.delete(oldest);
    }
  }
}

function digestOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64url');
}

/**
 * Spreads a burst of requests over several turns of the event loop, so that other callers are served in between. A
 * request waits in the scheduler when this turn's time is used up, or when earlier requests are already waiting.
 */
class RequestQueue {
  readonly #scheduler: Scheduler;
  #waiting = 0;
  #isTurnOpen = false;
  #turnEnd = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Calls `done` when the request may continue, or with an error when its deadline has passed. */
  enter(owner: () => Owner, done: (error?: Error) => void): void {
    if (this.#waiting === 0 && this.#hasTime()) return done();
    this.#waiting += 1;
    const leave = () => (this.#waiting -= 1);
    this.#scheduler
      .step(owner(), async () => done())
      .then(leave, (error: Error) => {
        leave();
        done(error);
      });
  }

  #hasTime(): boolean {
    if (this.#isTurnOpen) return performance.now() < this.#turnEnd;
    this.#isTurnOpen = true;
    this.#turnEnd = performance.now() + TURN_MILLISECONDS;
    setImmediate(() => (this.#isTurnOpen = false));
    return true;
  }
}
