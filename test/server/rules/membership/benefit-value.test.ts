import { describe, expect, it } from '@jest/globals';
import { day, benefitPrice, benefitValue, type Entitlement, type Price } from '../../../../server/rules';

const usd = (minorUnits: number): Price => ({ minorUnits, currency: 'USD' });
const eur = (minorUnits: number): Price => ({ minorUnits, currency: 'EUR' });

function entitlement(
  ...amounts: readonly (readonly [value: Price | null, price: Price | null])[]
): Entitlement {
  const from = day('2026-01-01');
  const sources = amounts.map(([value, price], i) => ({
    benefit: {
      key: 'hours',
      name: { en: 'Hours' },
      description: null,
      scope: { level: 'SILVER' as const, competency: `c${i}` },
      quantity: 1,
      value,
      price,
    },
    version: 1,
    begins: from,
    from,
  }));
  const quantities = { quantity: sources.length, used: 0, remaining: sources.length };
  return {
    benefit: 'hours',
    membership: 'term',
    ...quantities,
    from,
    until: day('2027-01-01'),
    sources,
  };
}

describe('the value of a benefit', () => {
  it('is the sum over all sources', () => {
    expect(benefitValue(entitlement([usd(2_000_000), null]))).toEqual(usd(2_000_000));
    expect(benefitValue(entitlement([usd(100), null], [usd(20), null], [usd(3), null]))).toEqual(usd(123));
  });

  it('is null if a source has no value', () => {
    expect(benefitValue(entitlement([usd(100), null], [null, null]))).toBeNull();
    expect(benefitValue(entitlement([null, usd(100)]))).toBeNull();
  });

  it('is null if the currencies differ', () => {
    expect(benefitValue(entitlement([usd(100), null], [usd(100), null], [eur(100), null]))).toBeNull();
  });
});

describe('the price of a benefit', () => {
  it('is the sum over all sources, even if some are free', () => {
    expect(benefitPrice(entitlement([null, usd(47_500)], [null, null], [usd(1), usd(500)]))).toEqual(
      usd(48_000),
    );
    expect(benefitPrice(entitlement([usd(100), null]))).toBeNull();
  });

  it('is null if the currencies differ', () => {
    expect(benefitPrice(entitlement([null, eur(100)], [null, usd(100)]))).toBeNull();
  });
});
