import { isDeepStrictEqual } from 'node:util';
import { runLoad, send, type LoadResult, type RequestSource } from './load';

export interface Benchmark {
  readonly name: string;
  /** The smallest accepted ratio of the product's requests per second to those of the limit. */
  readonly goal: number;
}

export interface RequestSourcePair {
  /** Both functions return the same sequence of requests. */
  readonly product: () => RequestSource;
  readonly limit: () => RequestSource;
}

export async function assertSameAnswers({ product, limit }: RequestSourcePair): Promise<void> {
  const [ours, theirs] = [product(), limit()];
  for (let i = 0; i < 5; i++) {
    const { data: answer, errors } = JSON.parse(await send(ours)) as { data?: object; errors?: object };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const expected = (JSON.parse(await send(theirs)) as { data: object }).data;
    if (!isDeepStrictEqual(answer, expected)) {
      throw new Error(
        `The servers answer differently:\n${JSON.stringify(answer).slice(0, 3000)}\n${JSON.stringify(expected).slice(0, 3000)}`,
      );
    }
  }
}

export interface Comparison {
  readonly line: string;
  readonly met: boolean;
  readonly p50: number;
}

export interface Round {
  readonly product: LoadResult;
  readonly limit: LoadResult;
}

export async function compare(
  compared: Benchmark,
  pair: RequestSourcePair,
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

/** A new process spends several seconds on compiling; more code takes longer. */
export async function warmUp({ product, limit }: RequestSourcePair, smoke: boolean): Promise<void> {
  const { callers, milliseconds } = loadOf(smoke);
  await runLoad(product(), callers, 4 * milliseconds);
  await runLoad(limit(), callers, 4 * milliseconds);
}

/**
 * Measures the limit between two halves of the product's measurement, so that a slowdown of the machine affects both.
 */
export async function measureRound({ product, limit }: RequestSourcePair, smoke: boolean): Promise<Round> {
  const { callers, milliseconds } = loadOf(smoke);
  const first = await runLoad(product(), callers, milliseconds / 2);
  const between = await runLoad(limit(), callers, milliseconds);
  const second = await runLoad(product(), callers, milliseconds / 2);
  return { product: average(first, second), limit: between };
}

export function mergeRounds(first: Round, second: Round): Round {
  return { product: average(first.product, second.product), limit: average(first.limit, second.limit) };
}

function average(first: LoadResult, second: LoadResult): LoadResult {
  return {
    perSecond: (first.perSecond + second.perSecond) / 2,
    times: [...first.times, ...second.times],
  };
}

function loadOf(smoke: boolean): { readonly callers: number; readonly milliseconds: number } {
  return smoke ? { callers: 2, milliseconds: 200 } : { callers: 8, milliseconds: 2000 };
}

export function judge({ name, goal }: Benchmark, rounds: readonly Round[], smoke: boolean): Comparison {
  const ratios = rounds.map(({ product, limit }) => product.perSecond / limit.perSecond);
  const ratio = median(ratios);
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(2)).join(' to ');
  const [ours, theirs] = (['product', 'limit'] as const).map((side) => {
    const times = rounds.flatMap((round) => round[side].times).sort((a, b) => a - b);
    const percentile = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
    return {
      perSecond: median(rounds.map((round) => round[side].perSecond)),
      p50: percentile(0.5),
      p99: percentile(0.99),
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
