import { sentence } from '../messages';
import type { Reason } from '../messages/refusal-values';
import { decimalPlacesOf, isCurrency, MAX_UNITS, readDecimal, writeDecimal, type Price } from '../rules';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

export interface GivenMoney {
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
}

export type ReadMoney =
  { readonly price: Price; readonly refusal: null } | { readonly price: null; readonly refusal: Refusal };

export function readMoney({ amount, currency }: GivenMoney, path: readonly string[]): ReadMoney {
  if (!isCurrency(currency)) return refused([...path, 'currency'], sentence('money.currency', { currency }));
  const places = decimalPlacesOf(currency);
  const { units, problem } = readDecimal(amount, places);
  switch (problem) {
    case null:
      return { price: { minorUnits: units, currency }, refusal: null };
    case 'places': {
      const example = writeDecimal(1850 * 10 ** places, places);
      return refused([...path, 'amount'], sentence('money.places', { amount, currency, places, example }));
    }
    case 'size': {
      const max = writeDecimal(MAX_UNITS, places);
      return refused([...path, 'amount'], sentence('money.max', { amount, currency, max }));
    }
    case 'format':
      throw new Error('The scalar Decimal accepts only decimal numbers.');
  }
}

export function checkNotNegative({ amount }: GivenMoney, path: readonly string[]): Refusal | null {
  const isNegative = /^-.*[1-9]/.test(amount);
  return isNegative ? invalidRefusal([...path, 'amount'], sentence('money.negative', { amount })) : null;
}

function refused(path: readonly string[], reason: Reason): ReadMoney {
  return { price: null, refusal: invalidRefusal(path, reason) };
}
