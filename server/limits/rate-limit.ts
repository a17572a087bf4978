import type { RateLimits } from '../config';
import type { Viewer } from '../auth/viewer';
import { sentence, type Sentence } from '../messages';
import type { RequestCost } from '../request/request-context';
import { Accounts, type Account } from './accounts';
import { LimitError } from './limit-error';
import { networkOf } from './network-of';

/** Minimum budget for wrong credentials. Valid credentials also use this budget until they are verified. */
const MIN_WRONG_CREDENTIAL_POINTS = 1000;

/** 100,000 points buy 10 s of measured work, and at most 20 s including HTTP, JSON and garbage collection. */
const MILLISECONDS_PER_POINT = 0.1;

/** Free work per caller and minute, because a process is slow just after it starts. */
const FREE_MILLISECONDS = 250;

/** Each caller has a budget of points per minute. Requests beyond the budget are refused with 429. */
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

  async spend(points: number, viewer: Viewer, address: string): Promise<RequestCost> {
    return this.budgetOf(viewer, address).spend(points);
  }

  budgetOf(viewer: Viewer, address: string): PointBudget {
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
   * The budget for wrong credentials from an address. It is separate from the budget of anonymous requests, so that
   * anonymous traffic from an office does not lock out its employees, and guessing does not block anonymous traffic.
   */
  wrongCredentialsBudget(address: string): PointBudget {
    const limit = Math.max(this.#limits.anonymous, MIN_WRONG_CREDENTIAL_POINTS);
    return new PointBudget(
      this.#wrongCredentials,
      networkOf(address),
      limit,
      this.#freeMilliseconds,
      ({ seconds }) => sentence('limit.credentials', { seconds }),
      false,
    );
  }
}

/** A refused charge. `cost.requested` is the charge itself, without what the request has paid before. */
export class RateLimited extends LimitError {
  constructor(
    reason: Sentence,
    readonly cost: RequestCost,
  ) {
    super('RATE_LIMITED', reason, 429, { 'retry-after': String(cost.resetsInSeconds) });
  }
}

interface Shortfall {
  readonly points: number;
  readonly left: number;
  readonly limit: number;
  readonly seconds: number;
}

export class PointBudget {
  readonly #accounts: Accounts;
  readonly #owner: string;
  readonly limit: number;
  readonly #freeMilliseconds: number;
  readonly #refusalOf: (shortfall: Shortfall) => Sentence;
  readonly #showsCost: boolean;

  constructor(
    accounts: Accounts,
    owner: string,
    limit: number,
    freeMilliseconds: number,
    refusal: (shortfall: Shortfall) => Sentence,
    showsCost = true,
  ) {
    this.#accounts = accounts;
    this.#owner = owner;
    this.limit = limit;
    this.#freeMilliseconds = freeMilliseconds;
    this.#refusalOf = refusal;
    this.#showsCost = showsCost;
  }

  get caller(): string {
    return this.#owner;
  }

  /** Throws LimitError and charges nothing if too few points are left. */
  spend(points: number): RequestCost {
    const now = Date.now();
    const account = this.#accounts.current(this.#owner, now);
    const left = this.limit - account.spent;
    if (points <= left) return this.#take(points, account, now);
    const seconds = secondsUntil(account.endsAt, now);
    const reason = this.#refusalOf({ points, left, limit: this.limit, seconds });
    const cost = {
      requested: points,
      limit: this.limit,
      remaining: Math.max(0, left),
      resetsInSeconds: seconds,
    };
    // The budget for wrong credentials is not the caller's own.
    if (!this.#showsCost)
      throw new LimitError('RATE_LIMITED', reason, 429, { 'retry-after': String(seconds) });
    throw new RateLimited(reason, cost);
  }

  /** Charges for finished work. If the balance becomes negative, the next request is refused. */
  charge(points: number): RequestCost {
    const now = Date.now();
    return this.#take(points, this.#accounts.current(this.#owner, now), now);
  }

  /**
   * Charges for working time that the points spent in this minute do not cover. Fixed prices are only estimates: with
   * an unusual catalogue, an evaluation can take many times as long. Returns null if nothing was charged.
   */
  payForWork(milliseconds: number): RequestCost | null {
    const now = Date.now();
    const account = this.#accounts.current(this.#owner, now);
    account.milliseconds += milliseconds;
    const unpaid = account.milliseconds - this.#freeMilliseconds - account.spent * MILLISECONDS_PER_POINT;
    return unpaid <= 0 ? null : this.#take(Math.ceil(unpaid / MILLISECONDS_PER_POINT), account, now);
  }

  /** Refunds points. The balance stays within the limit, because the charge may belong to an earlier minute. */
  refund(points: number): void {
    const account = this.#accounts.current(this.#owner, Date.now());
    account.spent = Math.max(0, account.spent - points);
  }

  #take(points: number, account: Account, now: number): RequestCost {
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
      // All API keys of an organization share its budget.
      return { kind: 'apiKey', owner: viewer.organizationId };
    case 'person':
      return { kind: viewer.roles.size > 0 ? 'agent' : 'person', owner: viewer.subject };
  }
}

function refusalOf({ points, left, limit, seconds }: Shortfall): Sentence {
  return left <= 0
    ? sentence('limit.rate', { max: limit, seconds })
    : sentence('limit.rate.rest', { points, left, max: limit, seconds });
}

/** At least 1, because the account has not ended yet. */
function secondsUntil(endsAt: number, now: number): number {
  return Math.ceil((endsAt - now) / 1000);
}
