import { say } from '../messages';
import { countInWords } from '../messages/language';
import type { Day } from '../rules';
import { CallerError } from './caller-error';

/**
 * Points for each hundred people, achievements, overrides and monthly amounts of an organization, by kind of evaluation.
 * `npm run bench:abuse` calibrates them: 100,000 points must not buy more than 20 s of a core (docs/decisions/0020).
 */
export const WEIGHTS = {
  status: 1,
  explanation: 5,
  forecast: 10,
  plan: 10,
  whatIf: 10,
  criticalPeople: 10,
  quote: 5,
  spans: 2,
} as const;

export type Evaluated = keyof typeof WEIGHTS;

/** More organizations and days than these are not evaluated for one request. */
export const MAX_ORGANIZATION_DAYS = 500;

/** Points that one request may spend on evaluations, whose results are kept until it is answered. */
export const MAX_POINTS = 20_000;

/** One evaluation of an organization on a day. */
export interface Evaluation {
  readonly organizationId: string;
  readonly day: Day;
  readonly kind: Evaluated;
  /** The same for the same arguments. */
  readonly arguments: string;
  /** Hundreds of people, achievements, overrides and monthly amounts. */
  readonly size: number;
}

/** Something with hundreds of people, achievements, overrides and monthly amounts. */
export interface Sized {
  readonly size: number;
}

/** Takes points of the caller's minute; throws PointsMissing where they are not there. */
export type Spend = (points: number) => void;

/** Waits until there is room for the results of an evaluation of this price; null: there is room already. */
export type ReserveMemory = (points: number) => Promise<void> | null;

/** Lets a request pay for what it evaluates, each evaluation once, before its facts are read. */
export class Meter {
  readonly #spend: Spend;
  readonly #keep: ReserveMemory;
  readonly #organizationDays = new Set<string>();
  readonly #paid = new Map<string, Promise<void> | null>();
  /** The first evaluation that cannot be paid for refuses all that are asked for after it. */
  #refusal: PointsMissing | null = null;
  #points = 0;

  constructor(spend: Spend, keep: ReserveMemory = () => null) {
    this.#spend = spend;
    this.#keep = keep;
  }

  /** After a change, what was paid for before is evaluated again, and paid for again. */
  renew(): void {
    this.#paid.clear();
    this.#refusal = null;
  }

  /** Throws where the evaluation cannot be paid for. Otherwise a promise of room for its results; null: there is room already. */
  pay({ organizationId, day, kind, arguments: given, size }: Evaluation): Promise<void> | null {
    const organizationDay = `${organizationId} ${day}`;
    const key = `${organizationDay} ${kind} ${given}`;
    const known = this.#paid.get(key);
    if (known !== undefined) return known;
    const paid = this.#payOnce(organizationDay, WEIGHTS[kind] * size);
    this.#paid.set(key, paid);
    return paid;
  }

  /** Pays for many organizations that are evaluated one after the other and not kept, so each time. */
  async payForAll(kind: Evaluated, organizations: readonly Sized[]): Promise<void> {
    this.#take(WEIGHTS[kind] * organizations.reduce((sum, { size }) => sum + size, 0));
  }

  #payOnce(organizationDay: string, points: number): Promise<void> | null {
    if (!this.#organizationDays.has(organizationDay)) {
      if (this.#organizationDays.size >= MAX_ORGANIZATION_DAYS) throw new TooManyOrganizationDays();
      this.#organizationDays.add(organizationDay);
    }
    if (this.#points + points > MAX_POINTS) throw new TooManyPoints(points);
    this.#points += points;
    this.#take(points);
    return this.#keep(points);
  }

  #take(points: number): void {
    if (points === 0) return;
    if (this.#refusal !== null) throw this.#refusal;
    try {
      this.#spend(points);
    } catch (error) {
      // Another evaluation may cost less than the whole minute has.
      if (error instanceof PointsMissing) this.#refusal ??= error;
      throw error;
    }
  }
}

/** By how many hundreds people and achievements are paid for. */
export function hundredsOf(peopleAndAchievements: number): number {
  return Math.ceil(peopleAndAchievements / 100);
}

/** The minute's points do not suffice for a field: the rest of the answer stands. */
export class PointsMissing extends CallerError {
  constructor(message: string, retryAfterSeconds: number) {
    super(message, { code: 'RATE_LIMITED', retryAfterSeconds });
  }
}

class TooManyPoints extends CallerError {
  constructor(points: number) {
    super(say('limit.evaluations', { points: countInWords(points), most: countInWords(MAX_POINTS) }), {
      code: 'TOO_EXPENSIVE',
    });
  }
}

class TooManyOrganizationDays extends CallerError {
  constructor() {
    super(say('limit.organizationDays', { most: countInWords(MAX_ORGANIZATION_DAYS) }), {
      code: 'TOO_EXPENSIVE',
    });
  }
}
