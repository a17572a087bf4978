import { describe, expect, it } from '@jest/globals';
import { decimalPlacesOf, isCurrency } from '../../../../server/rules';

/** Minor units of ISO 4217, list one of 2024-06-25, for every currency with other than two decimal places. */
const PLACES: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CODES = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

describe('the currencies', () => {
  it('have the decimal places of ISO 4217, and two unless the standard says otherwise', () => {
    const others = CODES.filter((code) => decimalPlacesOf(code) !== 2);
    expect(Object.fromEntries(others.map((code) => [code, decimalPlacesOf(code)]))).toEqual(PLACES);
    expect(others.every(isCurrency)).toBe(true);
  });

  it('keep two places where prices are usually rounded', () => {
    for (const code of ['HUF', 'IDR', 'COP', 'PKR', 'MGA', 'TWD']) expect(decimalPlacesOf(code)).toBe(2);
  });

  it('are the 166 of the list, and the Caribbean guilder', () => {
    expect(CODES.filter(isCurrency)).toHaveLength(167);
    for (const code of ['USD', 'EUR', 'GBP', 'JPY', 'KWD', 'CNY', 'BRL', 'RUB', 'CHF', 'INR', 'ZWG', 'XCG'])
      expect(isCurrency(code)).toBe(true);
  });

  it.each([
    ['historic', ['DEM', 'ITL', 'FRF', 'HRK', 'SLL', 'ZWL', 'BYR']],
    ['unknown', ['AAA', 'MAU', 'BTC']],
    ['without minor units', ['XAU', 'XAG', 'XDR', 'XXX', 'XTS']],
    ['not codes', ['usd', 'US', 'USDT', '', 'constructor']],
  ])('do not include codes that are %s', (_kind, codes) => {
    expect(codes.filter(isCurrency)).toEqual([]);
  });
});
