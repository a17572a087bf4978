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

/** In turns, so that what else the machine does meets both. */
export async function compare(
  { name, goal }: Compared,
  pair: Pair,
  smoke: boolean,
  statements: () => Promise<{ readonly sum: number; readonly count: number }>,
  rounds = 5,
): Promise<Comparison> {
  const [turns, milliseconds, callers] = smoke ? [1, 200, 2] : [rounds, 2000, 8];
  const measured: { product: Measured; limit: Measured }[] = [];
  await load(pair.product(), callers, milliseconds);
  await load(pair.limit(), callers, milliseconds);
  const before = await statements();
  for (let turn = 0; turn < turns; turn++) {
    const product = await load(pair.product(), callers, milliseconds);
    const limit = await load(pair.limit(), callers, milliseconds);
    measured.push({ product, limit });
  }
  const after = await statements();
  const ratio = median(measured.map(({ product, limit }) => product.perSecond / limit.perSecond));
  const [ours, theirs] = (['product', 'limit'] as const).map((whose) => {
    const times = measured.flatMap((turn) => turn[whose].times).sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
    return {
      perSecond: median(measured.map((turn) => turn[whose].perSecond)),
      p50: at(0.5),
      p99: at(0.99),
    };
  });
  const each = (after.sum - before.sum) / (after.count - before.count);
  const met = ratio >= goal;
  const verdict = smoke ? '' : `, goal ${goal}: ${met ? 'met' : 'MISSED'}`;
  return {
    met,
    p50: Number(ours?.p50),
    line:
      `${name}: ${ours?.perSecond.toFixed(0)} (${theirs?.perSecond.toFixed(0)}), ratio ${ratio.toFixed(2)}${verdict}` +
      `; p50 ${ours?.p50} (${theirs?.p50}), p99 ${ours?.p99} (${theirs?.p99}); ${each.toFixed(1)} statements`,
  };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
