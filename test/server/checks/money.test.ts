import { describe, expect, it } from '@jest/globals';
import { checkNotNegative, readMoney } from '../../../server/checks/money';
import type { Refusal } from '../../../server/checks/refusal';
import { inEnglish, refusalInEnglish } from '../../support/in-english';

const said = (refusal: Refusal | null) => refusal && inEnglish(refusal.sentence);
const PATH = ['input', 'price'];
const read = (amount: string, currency: string) => readMoney({ amount, currency }, PATH);
const messageOf = (amount: string, currency: string) => said(read(amount, currency).refusal);

describe('an amount of money that a caller gives', () => {
  it.each([
    ['1850', 'USD', 185_000],
    ['1850.0', 'USD', 185_000],
    ['1850.00', 'USD', 185_000],
    ['185000', 'JPY', 185_000],
    ['12.345', 'KWD', 12_345],
    ['12.3', 'KWD', 12_300],
    ['12.3456', 'CLF', 123_456],
    ['-55.00', 'USD', -5_500],
    ['999999999999999', 'JPY', 999_999_999_999_999],
  ])('of %s %s is %d minor units', (amount, currency, minorUnits) => {
    expect(read(amount, currency)).toEqual({ price: { minorUnits, currency }, refusal: null });
  });

  it.each([
    ['12.345', 'USD', '"12.345" has too many decimal places. USD has 2: write the amount like "1850.00".'],
    ['12.3450', 'KWD', '"12.3450" has too many decimal places. KWD has 3: write the amount like "1850.000".'],
    ['185000.00', 'JPY', '"185000.00" has too many decimal places. JPY has 0: write the amount like "1850".'],
    [
      '1000000000000000',
      'JPY',
      '"1000000000000000" is too large. The largest amount in JPY is "999999999999999".',
    ],
    [
      '10000000000000',
      'USD',
      '"10000000000000" is too large. The largest amount in USD is "9999999999999.99".',
    ],
  ])('of %s %s is refused', (amount, currency, message) => {
    const { price, refusal } = read(amount, currency);
    expect(price).toBeNull();
    expect(refusal && refusalInEnglish(refusal)).toEqual({
      code: 'INVALID',
      message,
      path: [...PATH, 'amount'],
    });
  });

  it.each(['DEM', 'XAU', 'AAA', 'usd', ''])('in %s is refused', (currency) => {
    expect(messageOf('1', currency)).toBe(
      `"${currency}" is not a currency of ISO 4217 that is in use. Give a code such as "USD".`,
    );
    expect(read('1', currency).refusal?.path).toEqual([...PATH, 'currency']);
  });

  it('may be zero where it must not be negative', () => {
    const check = (amount: string) => said(checkNotNegative({ amount, currency: 'KWD' }, PATH));
    expect(['0', '-0', '-0.000', '0.001', '10'].map(check)).toEqual([null, null, null, null, null]);
    expect(check('-0.001')).toBe('The amount must not be negative, but is "-0.001".');
    expect(check('-10')).toBe('The amount must not be negative, but is "-10".');
  });
});
