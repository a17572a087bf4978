import type { Attack } from './attack';

export const MAX_SECOND_CALLER_MILLISECONDS = 100;
export const MAX_CPU_SECONDS = 20;
export const POINTS = 100_000;

/** Statuses of requests that a limit refuses. */
const STATUSES_OF_LIMITS = new Set(['413', '429', '431']);
const CODE_OF_LIMIT = /TOO_|RATE_LIMITED/;
/** Limits that act when the work is done. Of a document that is not executed, TOO_MANY_ERRORS is told early. */
const CODES_AFTER_WORK = new Set(['ANSWER_TOO_LARGE', 'TOO_MANY_ERRORS']);
const CODE_OF_VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
/** Statuses of credentials that do not hold, or cannot be checked, and are paid for. */
const STATUSES_OF_WRONG_CREDENTIALS = new Set(['401', '503']);

/** Observations during an attack. */
export interface Seen {
  /** Number of answers per outcome. */
  readonly outcomes: ReadonlyMap<string, number>;
  /** Points taken from the purses of the attackers. */
  readonly spent: number;
  /** CPU seconds of the server, minus its idle use. */
  readonly cpu: number;
  /** How many milliseconds each answer to the second caller took. */
  readonly times: readonly number[];
  readonly isAlive: boolean;
}

export interface Verdict {
  readonly isMet: boolean;
  /** Every outcome was expected, and the server and the second caller got through. */
  readonly isAsExpected: boolean;
  readonly isAlive: boolean;
  readonly isQuick: boolean;
  /** A limit refused every request before its work was done. */
  readonly isRefused: boolean;
  readonly answers: string;
  readonly points: number;
  readonly cpu: number;
  /** CPU seconds for 100,000 points; null where nothing was paid. */
  readonly price: number | null;
  readonly p50: number;
  readonly p99: number;
}

export function judge({ expects, paidBy }: Attack, seen: Seen): Verdict {
  const { outcomes, cpu, times, isAlive } = seen;
  const points = pointsPaid(paidBy, seen);
  const price = points <= 0 || !isAlive ? null : (Math.max(0, cpu) / points) * POINTS;
  const unexpected = [...outcomes.keys()].filter((outcome) => !expects.includes(outcome));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
  const isAsExpected = isAlive && unexpected.length === 0 && times.some(Number.isFinite);
  const isQuick = at(0.99) <= MAX_SECOND_CALLER_MILLISECONDS;
  const isRefused = isAsExpected && [...outcomes.keys()].every(isOfLimit);
  // Where points should have been taken and none were, the attack was free.
  const isWorthItsPoints = price === null ? isRefused || paidBy === 'nobody' : price <= MAX_CPU_SECONDS;
  const isHarmless = isQuick || (isRefused && paidBy !== 'nobody');
  return {
    isMet: isAsExpected && isHarmless && isWorthItsPoints,
    isAsExpected,
    isAlive,
    isQuick,
    isRefused,
    answers: [...outcomes]
      .map(([outcome, of]) => `${of} x ${outcome}${unexpected.includes(outcome) ? ' (unexpected)' : ''}`)
      .join(', '),
    points,
    cpu,
    price,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function pointsPaid(paidBy: Attack['paidBy'], { spent, outcomes }: Seen): number {
  if (paidBy === 'purse') return spent;
  if (paidBy === 'nobody') return 0;
  const wrong = [...outcomes].filter(([outcome]) =>
    STATUSES_OF_WRONG_CREDENTIALS.has(outcome.split(' ')[0] ?? ''),
  );
  return wrong.reduce((sum, [, count]) => sum + count * paidBy, 0);
}

function isOfLimit(outcome: string): boolean {
  const [status = '', ...codes] = outcome.split(' ');
  if (STATUSES_OF_LIMITS.has(status)) return true;
  if (status !== '400') return false;
  const isEarly = codes.includes(CODE_OF_VALIDATION);
  return codes.some((code) => CODE_OF_LIMIT.test(code) && (isEarly || !CODES_AFTER_WORK.has(code)));
}

/** A verdict in one line. */
export function lineOf({
  isAlive,
  answers,
  points,
  cpu,
  price,
  p50,
  p99,
  isMet,
  isRefused,
}: Verdict): string {
  if (!isAlive) return `${answers}; the server DIED: MISSED`;
  const paid =
    price === null
      ? `${cpu.toFixed(1)} s of CPU, free`
      : `${points} points, ${price.toFixed(1)} s for ${POINTS / 1000}k`;
  return `${answers}; ${paid}; ${p50.toFixed(1)}, ${p99.toFixed(1)} ms${isRefused ? ', refused' : ''}: ${isMet ? 'met' : 'MISSED'}`;
}
