/** An exact share between 0 and 1. Amounts have up to 17 digits, so their products need `bigint`. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const NONE: Fraction = { numerator: 0n, denominator: 1n };
export const WHOLE: Fraction = { numerator: 1n, denominator: 1n };

/** The share of a total. A negative part counts as nothing. */
export function shareOf(part: number, total: number): Fraction {
  return part <= 0 ? NONE : { numerator: BigInt(part), denominator: BigInt(total) };
}

export function isMore(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator > b.numerator * a.denominator;
}

export interface Weighted {
  readonly weight: number;
  readonly share: Fraction;
}

/** Null if nothing has a weight. */
export function weightedMean(parts: readonly Weighted[]): Fraction | null {
  let [numerator, denominator, weights] = [0n, 1n, 0];
  for (const { weight, share } of parts) {
    numerator = numerator * share.denominator + BigInt(weight) * share.numerator * denominator;
    denominator *= share.denominator;
    weights += weight;
  }
  return weights === 0 ? null : { numerator, denominator: denominator * BigInt(weights) };
}

/** Rounded down. */
export function percentOf({ numerator, denominator }: Fraction): number {
  return Number((100n * numerator) / denominator);
}
