import { describe, expect, it } from '@jest/globals';
import { benefitDifference, type Level } from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, mustRead } from '../../../support/catalogue';

const difference = (from: Level | null, to: Level | null, catalogue = catalogue2017) =>
  benefitDifference(catalogue, from, to).map(({ benefit, before, after }) => [
    [benefit.key, benefit.scope.competency, benefit.scope.level].join(' '),
    before,
    after,
  ]);

describe('what another level changes in the benefits', () => {
  it('is from Silver to Gold what is more and what is new; what stays is left out', () => {
    expect(difference('SILVER', 'GOLD')).toEqual([
      ['support-incidents  GOLD', 15, 20],
      ['advisory-hours  GOLD', 20, 50],
      ['cloud-credit cloud-platform GOLD', 0, 6000],
      ['developer-subscriptions application-development GOLD', 5, 10],
    ]);
  });

  it('is without a membership everything, of the competencies as if each were displayed at the level', () => {
    expect(difference(null, 'SILVER')).toEqual([
      ['action-pack  SILVER', 0, 1],
      ['support-incidents  SILVER', 0, 15],
      ['advisory-hours  SILVER', 0, 20],
      ['developer-subscriptions application-development SILVER', 0, 5],
    ]);
    // Gold includes what only Silver has.
    expect(difference(null, 'GOLD')[0]).toEqual(['action-pack  SILVER', 0, 1]);
  });

  it('is downwards what is lost, told of the benefit as it becomes or, where none is left, as it was', () => {
    expect(difference('GOLD', 'SILVER')).toEqual([
      ['support-incidents  SILVER', 20, 15],
      ['advisory-hours  SILVER', 50, 20],
      ['cloud-credit cloud-platform GOLD', 6000, 0],
      ['developer-subscriptions application-development SILVER', 10, 5],
    ]);
    expect(difference('SILVER', null)).toContainEqual(['action-pack  SILVER', 1, 0]);
  });

  it('is nothing between a level and itself', () => {
    for (const level of [null, 'SILVER', 'GOLD'] as const) expect(difference(level, level)).toEqual([]);
  });

  it('may be less at the higher level, whose quantity replaces the lower one', () => {
    const document = catalogueDocument2017();
    document['benefits'] = [
      { key: 'seats', name: 'Seats', scope: { level: 'GOLD' }, quantity: 2 },
      { key: 'seats', name: 'Seats', scope: { level: 'SILVER' }, quantity: 5 },
    ];
    expect(difference('SILVER', 'GOLD', mustRead(document))).toEqual([['seats  GOLD', 5, 2]]);
  });
});
