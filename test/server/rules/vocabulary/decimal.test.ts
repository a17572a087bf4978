import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MAX_UNITS,
  readDecimal,
  readHundredths,
  writeDecimal,
  writeHundredths,
} from '../../../../server/rules';

const read = (units: number) => ({ units, problem: null });
const refused = (problem: string) => ({ units: null, problem });

describe('a decimal number', () => {
  it.each([
    [185_000, 2, '1850.00'],
    [185_000, 0, '185000'],
    [12_345, 3, '12.345'],
    [5, 3, '0.005'],
    [-5, 2, '-0.05'],
    [0, 0, '0'],
    [0, 4, '0.0000'],
    [MAX_UNITS, 3, '999999999999.999'],
  ])('of %d units with %d places is written as %s, and read back', (units, places, text) => {
    expect(writeDecimal(units, places)).toBe(text);
    expect(readDecimal(text, places)).toEqual(read(units));
  });

  it('is read with fewer places', () => {
    expect(readDecimal('12', 3)).toEqual(read(12_000));
    expect(readDecimal('12.5', 3)).toEqual(read(12_500));
    expect(readDecimal('007.50', 2)).toEqual(read(750));
    expect(readDecimal('-0.00', 2)).toEqual(read(0));
    expect(Object.is(readDecimal('-0', 0).units, 0)).toBe(true);
  });

  it.each(['12.345', '12.340', '0.001'])(
    'is refused with more places, even if they are zeros: %s',
    (text) => {
      expect(readDecimal(text, 2)).toEqual(refused('places'));
    },
  );

  it('is refused with more than 15 digits', () => {
    expect(readDecimal('999999999999999', 0)).toEqual(read(MAX_UNITS));
    expect(readDecimal('1000000000000000', 0)).toEqual(refused('size'));
    expect(readDecimal('-10000000000000.00', 2)).toEqual(refused('size'));
    expect(readDecimal('1000000000000', 3)).toEqual(refused('size'));
    expect(readDecimal('9'.repeat(400), 2)).toEqual(refused('size'));
  });

  it.each(['', '-', '.5', '5.', '1e3', '1,000', ' 1', '+1', '١', 'NaN'])('is not "%s"', (text) => {
    expect(readDecimal(text, 2)).toEqual(refused('format'));
  });

  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_UNITS, max: MAX_UNITS }), fc.nat(4), (units, places) => {
        expect(readDecimal(writeDecimal(units, places), places)).toEqual(read(units));
      }),
    );
  });
});

describe('an amount of a metric', () => {
  it('has two places', () => {
    expect(writeHundredths(29)).toBe('0.29');
    expect(readHundredths('-1850.5')).toEqual(read(-185_050));
    expect(readHundredths('0.295')).toEqual(refused('places'));
  });
});
