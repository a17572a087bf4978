import { sentence, type Sentence } from '../messages';
import type { Day } from '../rules';
import { CallerError } from './caller-error';

/**
 * Points for each hundred people, achievements, overrides and monthly amounts of an organization, by kind of
 * evaluation. `npm run bench:abuse` calibrates them: 100,000 points must not buy more than 20 s of a core
 * (docs/decisions/0020).
 */
export const EVALUATION_WEIGHTS = {
  status: 1,
  explanation: 5,
  forecast: 10,
  plan: 10,
  whatIf: 10,
  criticalPeople: 10,
  quote: 5,
  spans: 2,
} as const;

export type EvaluationKind = keyof typeof EVALUATION_WEIGHTS;

export const MAX_ORGANIZATION_DAYS = 500;

/** Points that one request may spend on evaluations. The results stay in memory until the request is answered. */
export const MAX_EVALUATION_POINTS = 20_000;

export interface Evaluation {
  readonly organizationId: string;
  readonly day: Day;
  readonly kind: EvaluationKind;
  /** Equal arguments must have equal keys. */
  readonly argumentsKey: string;
  /** The size in hundreds, as in `HasSize`. */
  readonly size: number;
}

export interface HasSize {
  /** The result of `sizeOf` in projection/update-spans.ts. */
  readonly size: number;
}

/** Deducts points from the caller's budget for this minute. Throws InsufficientPoints if too few are left. */
export type SpendPoints = (points: number) => void;

/** Waits for memory for the results of an evaluation with this price. Returns null if no wait is needed. */
export type ReserveMemory = (points: number) => Promise<void> | null;

/** Charges a request once for each evaluation, before the facts are read. */
export class Meter {
  readonly #spend: SpendPoints;
  readonly #reserveMemory: ReserveMemory;
  readonly #organizationDays = new Set<string>();
  readonly #paid = new Map<string, Promise<void> | null>();
  /**
   * Set by the first evaluation that the budget does not cover. All later evaluations are refused with the same error.
   */
  #refusal: InsufficientPoints | null = null;
  #points = 0;

  constructor(spend: SpendPoints, reserveMemory: ReserveMemory = () => null) {
    this.#spend = spend;
    this.#reserveMemory = reserveMemory;
  }

  /** Forgets paid evaluations after a change: they run again and are charged again. */
  renew(): void {
    this.#paid.clear();
    this.#refusal = null;
  }

  pay({ organizationId, day, kind, argumentsKey, size }: Evaluation): Promise<void> | null {
    const organizationDay = `${organizationId} ${day}`;
    const key = `${organizationDay} ${kind} ${argumentsKey}`;
    const alreadyPaid = this.#paid.get(key);
    if (alreadyPaid !== undefined) return alreadyPaid;
    const paid = this.#payOnce(organizationDay, EVALUATION_WEIGHTS[kind] * size);
    this.#paid.set(key, paid);
    return paid;
  }

  /** Charges for organizations that are evaluated in sequence. Results are not kept, so each call charges again. */
  async payForAll(kind: EvaluationKind, organizations: readonly HasSize[]): Promise<void> {
    this.#take(EVALUATION_WEIGHTS[kind] * organizations.reduce((sum, { size }) => sum + size, 0));
  }

  #payOnce(organizationDay: string, points: number): Promise<void> | null {
    if (!this.#organizationDays.has(organizationDay)) {
      if (this.#organizationDays.size >= MAX_ORGANIZATION_DAYS) throw new TooManyOrganizationDays();
      this.#organizationDays.add(organizationDay);
    }
    if (this.#points + points > MAX_EVALUATION_POINTS) throw new TooManyPoints(points);
    this.#points += points;
    this.#take(points);
    return this.#reserveMemory(points);
  }

  #take(points: number): void {
    if (points === 0) return;
    if (this.#refusal !== null) throw this.#refusal;
    try {
      this.#spend(points);
    } catch (error) {
      // Any other error concerns this evaluation alone, which costs more than the budget of a whole minute.
      if (error instanceof InsufficientPoints) this.#refusal ??= error;
      throw error;
    }
  }
}

export function hundredsOf(peopleAndAchievements: number): number {
  return Math.ceil(peopleAndAchievements / 100);
}

/** The caller has too few points left in this minute for a field. Other fields are still answered. */
export class InsufficientPoints extends CallerError {
  constructor(reason: Sentence, retryAfterSeconds: number) {
    super(reason, { code: 'RATE_LIMITED', retryAfterSeconds });
  }
}

class TooManyPoints extends CallerError {
  constructor(points: number) {
    super(sentence('limit.evaluations', { points, max: MAX_EVALUATION_POINTS }), {
      code: 'TOO_EXPENSIVE',
    });
  }
}

class TooManyOrganizationDays extends CallerError {
  constructor() {
    super(sentence('limit.organizationDays', { max: MAX_ORGANIZATION_DAYS }), {
      code: 'TOO_EXPENSIVE',
    });
  }
}
