import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestOwner } from '../request/scheduling/request-owner';
import type { Owner, Scheduler } from '../request/scheduling/scheduler';
import { networkOf } from '../limits/network-of';

/** In each turn of the event loop, requests begin at once for this time. */
const TURN_MILLISECONDS = 5;

/** Requests wait for their turn before they cost any time, and again before they are carried out. */
export function beginInTurns(app: FastifyInstance, scheduler: Scheduler): void {
  const queue = new RequestQueue(scheduler);
  const known = new KnownCredentials();
  app.addHook('onRequest', (request, _reply, done) => {
    queue.enter(() => new RequestOwner(request.deadline, known.callerOf(request)), done);
  });
  // The body of one request and the proof of another may arrive in the same turn.
  app.addHook('preValidation', (request, _reply, done) => {
    known.remember(request);
    queue.enter(() => request.owner, done);
  });
}

const MAX_CREDENTIALS = 10_000;

/**
 * Tells the callers of one address apart by credentials that were right before. Others could be made up: each would be a caller
 * with a share of its own.
 */
class KnownCredentials {
  readonly #callers = new Map<string, string>();

  callerOf({ headers, ip }: FastifyRequest): string {
    const { authorization } = headers;
    const caller = authorization === undefined ? undefined : this.#callers.get(digestOf(authorization));
    return caller ?? networkOf(ip);
  }

  /** Called when the request is let in. */
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
 * Spreads a burst of requests over turns of the event loop, so that others are served in between. A request that comes
 * when the time of the turn is used up, or while others wait, gets a slice of its caller.
 */
class RequestQueue {
  readonly #scheduler: Scheduler;
  #waiting = 0;
  #isTurnOpen = false;
  /** When the time of this turn is used up, as `performance.now()` counts. */
  #turnEnd = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Calls back at once or when the request may go on, and with an error when its time is over. */
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
