import { describe, expect, it } from '@jest/globals';
import { day, effectOfVersions, isGain } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { memberFacts, paidTerm } from '../../../support/paid-terms';
import { personHolding } from '../../../support/written-facts';

const KEY = 'application-development';
const people = { ann: personHolding('70-480'), bob: personHolding('70-532') };
const facts = memberFacts([paidTerm('SILVER', '2017-07-01')], { people });
const TODAY = day('2017-12-01');

const retiring = {
  ...catalogue2017,
  version: 2,
  appliesFrom: day('2018-01-01'),
  competencies: catalogue2017.competencies.map((one) =>
    one.key === KEY ? { ...one, retiredOn: day('2018-03-01') } : one,
  ),
};
const known = [catalogue2017];
const published = [catalogue2017, retiring];

describe('a version that retires the only competency of a member', () => {
  const effects = effectOfVersions(known, published, facts, TODAY);

  it('puts the renewal at risk immediately, and removes the levels on the day of the retirement', () => {
    expect(effects).toEqual([
      { of: 'renewalAtRisk', from: TODAY, until: '2018-07-01', before: false, after: true },
      { of: 'willBeEligible', from: TODAY, until: '2018-07-01', before: true, after: false },
      { of: 'attained', competency: KEY, from: '2018-03-01', until: null, before: 'SILVER', after: null },
      { of: 'eligible', from: '2018-03-01', until: null, before: 'SILVER', after: null },
    ]);
  });

  it('has only losses as effects, and only gains when it is withdrawn', () => {
    expect(effects.map(isGain)).toEqual([false, false, false, false]);
    expect(effectOfVersions(published, known, facts, TODAY).map(isGain)).toEqual([true, true, true, true]);
  });
});
