import type { RateLimits } from '../config';
import type { Viewer } from '../auth/viewer';
import { say } from '../messages';
import type { Spent } from '../request/request-context';
import { Accounts, type Account } from './accounts';
import { LimitError } from './limit-error';
import { networkOf } from './network-of';

/** However little anonymous callers may spend: credentials that hold are taken for wrong ones until they are proved. */
const MIN_FOR_WRONG_CREDENTIALS = 1000;

/** 100,000 points pay for 10 s. The goal is 20 s with HTTP, JSON and garbage collection. */
const MILLISECONDS_A_POINT = 0.1;

/** Free work per caller and minute. A process is slow just after its start. */
const FREE_MILLISECONDS = 250;

/** Takes points from callers; refuses with 429 what the rest of their minute does not pay for. */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #freeMilliseconds: number;
  readonly #accounts = {
    anonymous: new Accounts(),
    person: new Accounts(),
    apiKey: new Accounts(),
    agent: new Accounts(),
  };
  readonly #wrongCredentials = new Accounts();

  constructor(limits: RateLimits, freeMilliseconds: number = FREE_MILLISECONDS) {
    this.#limits = limits;
    this.#freeMilliseconds = freeMilliseconds;
  }

  /** Rejects with LimitError, and takes nothing, when points are missing. */
  async spend(points: number, viewer: Viewer, address: string): Promise<Spent> {
    return this.purseOf(viewer, address).spend(points);
  }

  purseOf(viewer: Viewer, address: string): PointBudget {
    const { kind, owner } = ownerOf(viewer, address);
    return new PointBudget(
      this.#accounts[kind],
      owner,
      this.#limits[kind],
      this.#freeMilliseconds,
      refusalOf,
    );
  }

  /**
   * The purse for wrong credentials from an address. It is separate from the purse of anonymous requests: anonymous
   * traffic from an office does not lock out its employees, and guessing does not block anonymous traffic.
   */
  wrongCredentialsFrom(address: string): PointBudget {
    const limit = Math.max(this.#limits.anonymous, MIN_FOR_WRONG_CREDENTIALS);
    return new PointBudget(
      this.#wrongCredentials,
      networkOf(address),
      limit,
      this.#freeMilliseconds,
      ({ seconds }) => say('limit.credentials', { seconds }),
    );
  }
}

interface Missing {
  readonly points: number;
  readonly left: number;
  readonly limit: number;
  readonly seconds: number;
}

/** The points that one caller may spend in a minute. */
export class PointBudget {
  readonly #accounts: Accounts;
  readonly #owner: string;
  readonly limit: number;
  readonly #freeMilliseconds: number;
  readonly #refusalOf: (missing: Missing) => string;

  constructor(
    accounts: Accounts,
    owner: string,
    limit: number,
    freeMilliseconds: number,
    refusal: (missing: Missing) => string,
  ) {
    this.#accounts = accounts;
    this.#owner = owner;
    this.limit = limit;
    this.#freeMilliseconds = freeMilliseconds;
    this.#refusalOf = refusal;
  }

  /** Tells callers apart. */
  get caller(): string {
    return this.#owner;
  }

  /** Throws LimitError, and takes nothing, when points are missing. */
  spend(points: number): Spent {
    const now = Date.now();
    const account = this.#accounts.of(this.#owner, now);
    const left = this.limit - account.spent;
    if (points <= left) return this.#take(points, account, now);
    const seconds = secondsUntil(account.endsAt, now);
    const message = this.#refusalOf({ points, left, limit: this.limit, seconds });
    throw new LimitError('RATE_LIMITED', message, 429, { 'retry-after': String(seconds) });
  }

  /** For work that is already done. The balance may go below zero, so that the next request is refused. */
  charge(points: number): Spent {
    const now = Date.now();
    return this.#take(points, this.#accounts.of(this.#owner, now), now);
  }

  /**
   * Charges for work that takes longer than the points of this minute pay for. Fixed prices are estimates: an unusual
   * catalogue multiplies the time of an evaluation. Null: nothing was charged.
   */
  payForWork(milliseconds: number): Spent | null {
    const now = Date.now();
    const account = this.#accounts.of(this.#owner, now);
    account.milliseconds += milliseconds;
    const unpaid = account.milliseconds - this.#freeMilliseconds - account.spent * MILLISECONDS_A_POINT;
    return unpaid <= 0 ? null : this.#take(Math.ceil(unpaid / MILLISECONDS_A_POINT), account, now);
  }

  /** The minute in which the points were taken may be over. */
  giveBack(points: number): void {
    const account = this.#accounts.of(this.#owner, Date.now());
    account.spent = Math.max(0, account.spent - points);
  }

  #take(points: number, account: Account, now: number): Spent {
    account.spent += points;
    return {
      requested: points,
      limit: this.limit,
      remaining: Math.max(0, this.limit - account.spent),
      resetsInSeconds: secondsUntil(account.endsAt, now),
    };
  }
}

function ownerOf(
  viewer: Viewer,
  address: string,
): { readonly kind: keyof RateLimits; readonly owner: string } {
  switch (viewer.kind) {
    case 'anonymous':
      return { kind: 'anonymous', owner: networkOf(address) };
    case 'integration':
      // More keys do not buy more work.
      return { kind: 'apiKey', owner: viewer.organizationId };
    case 'person':
      return { kind: viewer.roles.size > 0 ? 'agent' : 'person', owner: viewer.subject };
  }
}

function refusalOf({ points, left, limit, seconds }: Missing): string {
  return left <= 0
    ? say('limit.rate', { most: limit, seconds })
    : say('limit.rate.rest', { points, left, most: limit, seconds });
}

/** At least 1: an account that has ended is not asked. */
function secondsUntil(endsAt: number, now: number): number {
  return Math.ceil((endsAt - now) / 1000);
}
