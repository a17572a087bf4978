import { describe, expect, it } from '@jest/globals';
import { criticalPeople, day } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsOf, holding, term } from '../../../support/written-facts';

const TODAY = day('2017-09-01');
const versions = [catalogue2017];

describe('a critical person', () => {
  it('is whoever cannot be replaced, with what would be lost and when', () => {
    const facts = factsOf({
      people: { ann: holding('70-480'), bob: holding(['70-532', '2018-01-01']), cid: holding('70-483') },
      memberships: [term('SILVER', '2017-08-01')],
    });
    // While bob's exam lasts, one of three can go; after that ann and cid are both needed.
    const loss = { day: '2018-01-01', before: 'SILVER', after: null };
    const lost = [{ competency: 'application-development', ...loss }];
    expect(criticalPeople(versions, facts, TODAY)).toEqual([
      { person: 'ann', losses: lost, eligible: loss, losesRenewal: true },
      { person: 'cid', losses: lost, eligible: loss, losesRenewal: true },
    ]);
  });

  it('is none without a membership for what happens only later', () => {
    const people = { ann: holding('70-480'), bob: holding(['70-532', '2018-01-01']), cid: holding('70-483') };
    expect(criticalPeople(versions, factsOf({ people }), TODAY)).toEqual([]);
    const two = { ann: holding('70-480'), bob: holding('70-532') };
    const today = criticalPeople(versions, factsOf({ people: two }), TODAY);
    expect(today.map(({ person, losesRenewal }) => [person, losesRenewal])).toEqual([
      ['ann', false],
      ['bob', false],
    ]);
  });

  it('is not who leaves anyway, once gone; but the renewal day itself still counts', () => {
    const leaving = (until: string) =>
      factsOf({
        people: {
          ann: holding('70-480'),
          bob: { ...holding('70-532'), here: [[null, until]] },
          cid: holding('70-483'),
        },
        memberships: [term('SILVER', '2017-08-01')],
      });
    expect(criticalPeople(versions, leaving('2018-08-01'), TODAY).map(({ person }) => person)).toEqual([
      'ann',
      'cid',
    ]);
    expect(criticalPeople(versions, leaving('2018-08-02'), TODAY)).toEqual([]);
  });

  it('is looked for up to the end of the last term that follows without a gap', () => {
    const renewed = (...memberships: readonly ReturnType<typeof term>[]) =>
      criticalPeople(
        versions,
        factsOf({
          people: { ann: holding('70-480'), bob: holding(['70-532', '2019-01-01']), cid: holding('70-483') },
          memberships,
        }),
        TODAY,
      ).map(({ person }) => person);
    expect(renewed(term('SILVER', '2017-08-01'))).toEqual([]);
    expect(renewed(term('SILVER', '2017-08-01'), term('SILVER', '2018-08-01'))).toEqual(['ann', 'cid']);
  });

  it('who leaves today comes back as planned: only this affiliation ends', () => {
    const facts = factsOf({
      people: {
        ann: {
          ...holding('70-480'),
          here: [
            [null, '2017-10-01'],
            ['2018-01-01', null],
          ],
        },
        bob: holding('70-532'),
        cid: { ...holding('70-483'), here: [[null, '2018-01-01']] },
      },
      memberships: [term('SILVER', '2017-08-01')],
    });
    expect(criticalPeople(versions, facts, TODAY).map(({ person }) => person)).toEqual(['bob', 'cid']);
  });

  it('is not needed where a grant holds the level anyway', () => {
    const facts = factsOf({
      people: { ann: holding('70-480'), bob: holding('70-532') },
      overrides: [
        {
          competency: 'application-development',
          effect: 'GRANT',
          level: 'SILVER',
          from: '2017-08-01',
          until: null,
        },
      ],
    });
    expect(criticalPeople(versions, facts, TODAY)).toEqual([]);
  });
});
