import type { Attack } from './attack';

export const MAX_SECOND_CALLER_MILLISECONDS = 100;
export const MAX_CPU_SECONDS = 20;
export const POINTS = 100_000;

const STATUSES_OF_LIMITS = new Set(['413', '429', '431']);
const CODE_OF_LIMIT = /TOO_|RATE_LIMITED/;
/**
 * Limits that apply after the work is done. Together with a validation error, however, TOO_MANY_ERRORS applies before
 * the work.
 */
const CODES_AFTER_WORK = new Set(['ANSWER_TOO_LARGE', 'TOO_MANY_ERRORS']);
const CODE_OF_VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
/** HTTP statuses for wrong credentials and for credentials that cannot be checked. Both cost points. */
const STATUSES_OF_WRONG_CREDENTIALS = new Set(['401', '503']);

export interface Observations {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly spent: number;
  /** CPU seconds of the server beyond those of the idle server. */
  readonly cpu: number;
  /** Latencies of the second caller in milliseconds. */
  readonly times: readonly number[];
  readonly isAlive: boolean;
}

export interface Verdict {
  readonly isMet: boolean;
  readonly isAsExpected: boolean;
  readonly isAlive: boolean;
  readonly isQuick: boolean;
  /** A limit refused every request before the server did the work. */
  readonly isRefused: boolean;
  readonly answers: string;
  readonly points: number;
  readonly cpu: number;
  /** CPU seconds per 100,000 points; null if nothing was paid. */
  readonly price: number | null;
  readonly p50: number;
  readonly p99: number;
}

export function judge({ expects, paidBy }: Attack, seen: Observations): Verdict {
  const { outcomes, cpu, times, isAlive } = seen;
  const points = pointsPaid(paidBy, seen);
  const price = points <= 0 || !isAlive ? null : (Math.max(0, cpu) / points) * POINTS;
  const unexpected = [...outcomes.keys()].filter((outcome) => !expects.includes(outcome));
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
  const isAsExpected = isAlive && unexpected.length === 0 && times.some(Number.isFinite);
  const isQuick = percentile(0.99) <= MAX_SECOND_CALLER_MILLISECONDS;
  const isRefused = isAsExpected && [...outcomes.keys()].every(isOfLimit);
  // If there is no price, nobody paid. Only a refused attack, or an attack that is declared free, may cost nothing.
  const isWorthItsPoints = price === null ? isRefused || paidBy === 'nobody' : price <= MAX_CPU_SECONDS;
  const isHarmless = isQuick || (isRefused && paidBy !== 'nobody');
  return {
    isMet: isAsExpected && isHarmless && isWorthItsPoints,
    isAsExpected,
    isAlive,
    isQuick,
    isRefused,
    answers: [...outcomes]
      .map(
        ([outcome, count]) => `${count} x ${outcome}${unexpected.includes(outcome) ? ' (unexpected)' : ''}`,
      )
      .join(', '),
    points,
    cpu,
    price,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

function pointsPaid(paidBy: Attack['paidBy'], { spent, outcomes }: Observations): number {
  if (paidBy === 'budget') return spent;
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

export function verdictLine({
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
