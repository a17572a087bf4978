import { formatDecimal } from '../../schema/scalars/decimal';
import { say } from '../messages';
import { invalidRefusal } from './text';
import type { Refusal } from './refusal';

export interface GivenMoney {
  /** In hundredths of the currency unit. */
  readonly amount: number;
  readonly currency: string;
}

export function checkMoney(
  { amount, currency }: GivenMoney,
  path: readonly string[],
): readonly (Refusal | null)[] {
  return [
    amount >= 0
      ? null
      : invalidRefusal([...path, 'amount'], say('money.negative', { amount: formatDecimal(amount) })),
    checkCurrency(currency, [...path, 'currency']),
  ];
}

export function checkCurrency(currency: string, path: readonly string[]): Refusal | null {
  return /^[A-Z]{3}$/.test(currency) ? null : invalidRefusal(path, say('money.currency', { currency }));
}
