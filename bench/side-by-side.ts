import { isDeepStrictEqual } from 'node:util';
import { load, send, type Measured, type Sending } from './load';

/** What is asked of both servers. */
export interface Compared {
  readonly name: string;
  /** The least part of the limit's requests a second. */
  readonly goal: number;
}

export interface Pair {
  /** Both begin at the same place and go on alike. */
  readonly product: () => Sending;
  readonly limit: () => Sending;
}

export async function mustAnswerAlike({ product, limit }: Pair): Promise<void> {
  const [ours, theirs] = [product(), limit()];
  for (let i = 0; i < 5; i++) {
    const { data: told, errors } = JSON.parse(await send(ours)) as { data?: object; errors?: object };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const expected = (JSON.parse(await send(theirs)) as { data: object }).data;
    if (!isDeepStrictEqual(told, expected)) {
      throw new Error(
        `The servers do not answer alike:\n${JSON.stringify(told).slice(0, 3000)}\n${JSON.stringify(expected).slice(0, 3000)}`,
      );
    }
  }
}

export interface Comparison {
  readonly line: string;
  readonly met: boolean;
  /** Ours, in milliseconds. */
  readonly p50: number;
}

export interface Round {
  readonly product: Measured;
  readonly limit: Measured;
}

/** Warms both servers up and measures them in five rounds. */
export async function compare(
  compared: Compared,
  pair: Pair,
  smoke: boolean,
  statements: () => Promise<{ readonly sum: number; readonly count: number }>,
): Promise<Comparison> {
  await warmUp(pair, smoke);
  const before = await statements();
  const rounds: Round[] = [];
  while (rounds.length < (smoke ? 1 : 5)) rounds.push(await measureRound(pair, smoke));
  const after = await statements();
  const each = (after.sum - before.sum) / (after.count - before.count);
  const { line, ...comparison } = judge(compared, rounds, smoke);
  return { ...comparison, line: `${line}; ${each.toFixed(1)} statements` };
}

/** A server that has just started compiles its code for several seconds, and the longer the more code it has. */
export async function warmUp({ product, limit }: Pair, smoke: boolean): Promise<void> {
  const { callers, milliseconds } = loadOf(smoke);
  await load(product(), callers, 4 * milliseconds);
  await load(limit(), callers, 4 * milliseconds);
}

/** Measures the limit between two halves of the product, so that the machine becoming slower meets both alike. */
export async function measureRound({ product, limit }: Pair, smoke: boolean): Promise<Round> {
  const { callers, milliseconds } = loadOf(smoke);
  const first = await load(product(), callers, milliseconds / 2);
  const between = await load(limit(), callers, milliseconds);
  const second = await load(product(), callers, milliseconds / 2);
  return { product: average(first, second), limit: between };
}

/** Two rounds as one. */
export function together(first: Round, second: Round): Round {
  return { product: average(first.product, second.product), limit: average(first.limit, second.limit) };
}

function average(first: Measured, second: Measured): Measured {
  return {
    perSecond: (first.perSecond + second.perSecond) / 2,
    times: [...first.times, ...second.times],
  };
}

function loadOf(smoke: boolean): { readonly callers: number; readonly milliseconds: number } {
  return smoke ? { callers: 2, milliseconds: 200 } : { callers: 8, milliseconds: 2000 };
}

export function judge({ name, goal }: Compared, rounds: readonly Round[], smoke: boolean): Comparison {
  const ratios = rounds.map(({ product, limit }) => product.perSecond / limit.perSecond);
  const ratio = median(ratios);
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(2)).join(' to ');
  const [ours, theirs] = (['product', 'limit'] as const).map((whose) => {
    const times = rounds.flatMap((round) => round[whose].times).sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
    return {
      perSecond: median(rounds.map((round) => round[whose].perSecond)),
      p50: at(0.5),
      p99: at(0.99),
    };
  });
  const met = ratio >= goal;
  const verdict = smoke ? '' : `, goal ${goal}: ${met ? 'met' : 'MISSED'}`;
  return {
    met,
    p50: Number(ours?.p50),
    line:
      `${name}: ${ours?.perSecond.toFixed(0)} (${theirs?.perSecond.toFixed(0)}), ratio ${ratio.toFixed(2)} (${spread})${verdict}` +
      `; p50 ${ours?.p50} (${theirs?.p50}), p99 ${ours?.p99} (${theirs?.p99})`,
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
