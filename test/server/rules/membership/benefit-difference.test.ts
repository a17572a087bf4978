import { describe, expect, it } from '@jest/globals';
import { benefitDifference, type Level } from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, readValidCatalogue } from '../../../support/catalogue';

const difference = (from: Level | null, to: Level | null, catalogue = catalogue2017) =>
  benefitDifference(catalogue, from, to).map(({ benefit, before, after }) => [
    [benefit.key, benefit.scope.competency, benefit.scope.level].join(' '),
    before,
    after,
  ]);

describe('benefitDifference', () => {
  it('returns changed and new quantities from Silver to Gold, but omits equal ones', () => {
    expect(difference('SILVER', 'GOLD')).toEqual([
      ['support-incidents  GOLD', 15, 20],
      ['advisory-hours  GOLD', 20, 50],
      ['cloud-credit cloud-platform GOLD', 0, 6000],
      ['developer-subscriptions application-development GOLD', 5, 10],
    ]);
  });

  it('returns all benefits if there was no membership, as if every competency were displayed at the new level', () => {
    expect(difference(null, 'SILVER')).toEqual([
      ['action-pack  SILVER', 0, 1],
      ['support-incidents  SILVER', 0, 15],
      ['advisory-hours  SILVER', 0, 20],
      ['developer-subscriptions application-development SILVER', 0, 5],
    ]);
    // Gold includes benefits that are defined only for Silver.
    expect(difference(null, 'GOLD')[0]).toEqual(['action-pack  SILVER', 0, 1]);
  });

  it('returns a loss with the new benefit or, if none is left, with the old benefit', () => {
    expect(difference('GOLD', 'SILVER')).toEqual([
      ['support-incidents  SILVER', 20, 15],
      ['advisory-hours  SILVER', 50, 20],
      ['cloud-credit cloud-platform GOLD', 6000, 0],
      ['developer-subscriptions application-development SILVER', 10, 5],
    ]);
    expect(difference('SILVER', null)).toContainEqual(['action-pack  SILVER', 1, 0]);
  });

  it('returns nothing if the level stays the same', () => {
    for (const level of [null, 'SILVER', 'GOLD'] as const) expect(difference(level, level)).toEqual([]);
  });

  it('returns a loss if the higher level has a smaller quantity', () => {
    const document = catalogueDocument2017();
    document['benefits'] = [
      { key: 'seats', name: 'Seats', scope: { level: 'GOLD' }, quantity: 2 },
      { key: 'seats', name: 'Seats', scope: { level: 'SILVER' }, quantity: 5 },
    ];
    expect(difference('SILVER', 'GOLD', readValidCatalogue(document))).toEqual([['seats  GOLD', 5, 2]]);
  });
});
