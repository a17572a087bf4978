import { describe, expect, it } from '@jest/globals';
import { day, statusSpans } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsOf, holding, term } from '../../../support/written-facts';

const versions = [catalogue2017];

describe('the spans of a status', () => {
  const facts = factsOf({
    people: { ann: holding(['70-480', '2018-03-01']), bob: holding('70-532') },
    memberships: [term('SILVER', '2017-07-01'), term('SILVER', '2018-07-01')],
  });
  const key = { competency: 'application-development', level: 'SILVER' };

  it('tell the whole past and future, each change on its day', () => {
    expect(statusSpans(versions, facts, null, null)).toEqual({
      attained: [{ ...key, from: '2017-01-01', until: '2018-03-01' }],
      // What was proven in the first term is shown to its end, and not in the second one.
      displayed: [{ ...key, from: '2017-07-01', until: '2018-07-01' }],
      eligible: [{ level: 'SILVER', from: '2017-01-01', until: '2018-03-01' }],
      membership: [{ level: 'SILVER', from: '2017-07-01', until: '2019-07-01' }],
      renewalAtRisk: [{ from: '2017-07-01', until: '2018-07-01' }],
      willBeEligible: [{ is: false, from: '2017-07-01', until: '2019-07-01' }],
    });
  });

  it('are cut at the days asked, and are open only where no day was', () => {
    const { attained, membership } = statusSpans(versions, facts, day('2017-09-01'), day('2018-01-01'));
    expect(attained).toEqual([{ ...key, from: '2017-09-01', until: '2018-01-01' }]);
    expect(membership).toEqual([{ level: 'SILVER', from: '2017-09-01', until: '2018-01-01' }]);
    const forGood = factsOf({ people: { ann: holding('70-480'), bob: holding('70-532') } });
    expect(statusSpans(versions, forGood, null, null).attained).toEqual([
      { ...key, from: '2017-01-01', until: null },
    ]);
  });

  it('of a membership with a gap are two', () => {
    const gap = factsOf({ memberships: [term('SILVER', '2017-07-01'), term('SILVER', '2018-08-01')] });
    expect(statusSpans(versions, gap, null, null).membership).toHaveLength(2);
  });
});
