import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, MAX_UNITS, quote, type Price } from '../../../../server/rules';
import { memberFacts, paidTerm, withPolicy } from '../../../support/paid-terms';

const price = fc.record({
  minorUnits: fc.oneof(fc.nat(1_000), fc.nat(10_000_000), fc.integer({ min: 0, max: MAX_UNITS })),
  currency: fc.constantFrom('USD', 'JPY', 'KWD', 'CLF'),
});

function upgradeAt(listPrice: Price, percent: number) {
  const offer = { key: 'gold', name: { en: 'Gold' }, level: 'GOLD' as const, price: listPrice };
  const facts = memberFacts([paidTerm('SILVER', '2017-07-01')]);
  return quote([withPolicy({ upgradeDiscountPercent: percent })], facts, offer, 'UPGRADE', day('2017-10-15'));
}

describe('the discount of an upgrade', () => {
  it('is the exact fraction of the price, rounded to minor units with halves up, in every currency', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 100 }), (listPrice, percent) => {
        const { order } = upgradeAt(listPrice, percent);
        const [discount] = order?.discounts ?? [];
        const inHundredths = BigInt(listPrice.minorUnits) * BigInt(percent);
        const rounded = inHundredths / 100n + (inHundredths % 100n >= 50n ? 1n : 0n);
        expect(discount?.price).toEqual({ minorUnits: Number(rounded), currency: listPrice.currency });
        expect(order?.total).toEqual({
          minorUnits: listPrice.minorUnits - Number(rounded),
          currency: listPrice.currency,
        });
      }),
    );
  });

  it.each([
    ['JPY', 185_050, 46_263],
    ['JPY', 185_049, 46_262],
    ['USD', 185_050, 46_263],
    ['KWD', 12_346, 3_087],
    ['KWD', 12_345, 3_086],
  ])('in %s, of %d minor units at 25 %%, is %d', (currency, minorUnits, discount) => {
    const { order } = upgradeAt({ minorUnits, currency }, 25);
    expect(order?.discounts.map((one) => one.price)).toEqual([{ minorUnits: discount, currency }]);
  });
});
