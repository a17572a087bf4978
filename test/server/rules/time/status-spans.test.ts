import { describe, expect, it } from '@jest/globals';
import { day, statusSpans } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

const versions = [catalogue2017];

describe('the spans of a status', () => {
  const facts = factsFromCase({
    people: { ann: personHolding(['70-480', '2018-03-01']), bob: personHolding('70-532') },
    memberships: [term('SILVER', '2017-07-01'), term('SILVER', '2018-07-01')],
  });
  const key = { competency: 'application-development', level: 'SILVER' };

  it('cover the whole past and future', () => {
    expect(statusSpans(versions, facts, null, null)).toEqual({
      attained: [{ ...key, from: '2017-01-01', until: '2018-03-01' }],
      // A level proven in the first term is displayed to the end of that term, but not in the second.
      displayed: [{ ...key, from: '2017-07-01', until: '2018-07-01' }],
      eligible: [{ level: 'SILVER', from: '2017-01-01', until: '2018-03-01' }],
      membership: [{ level: 'SILVER', from: '2017-07-01', until: '2019-07-01' }],
      renewalAtRisk: [{ from: '2017-07-01', until: '2018-07-01' }],
      willBeEligible: [{ is: false, from: '2017-07-01', until: '2019-07-01' }],
    });
  });

  it('are cut at the given days, and are open only where no day is given', () => {
    const { attained, membership } = statusSpans(versions, facts, day('2017-09-01'), day('2018-01-01'));
    expect(attained).toEqual([{ ...key, from: '2017-09-01', until: '2018-01-01' }]);
    expect(membership).toEqual([{ level: 'SILVER', from: '2017-09-01', until: '2018-01-01' }]);
    const endless = factsFromCase({ people: { ann: personHolding('70-480'), bob: personHolding('70-532') } });
    expect(statusSpans(versions, endless, null, null).attained).toEqual([
      { ...key, from: '2017-01-01', until: null },
    ]);
  });

  it('are split at a gap between memberships', () => {
    const gap = factsFromCase({ memberships: [term('SILVER', '2017-07-01'), term('SILVER', '2018-08-01')] });
    expect(statusSpans(versions, gap, null, null).membership).toHaveLength(2);
  });
});
