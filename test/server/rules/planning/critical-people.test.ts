import { describe, expect, it } from '@jest/globals';
import { criticalPeople, day } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

const TODAY = day('2017-09-01');
const versions = [catalogue2017];

describe('criticalPeople', () => {
  it('returns the people who cannot be replaced, with the losses and their days', () => {
    const facts = factsFromCase({
      people: {
        ann: personHolding('70-480'),
        bob: personHolding(['70-532', '2018-01-01']),
        cid: personHolding('70-483'),
      },
      memberships: [term('SILVER', '2017-08-01')],
    });
    // Two of the three people are needed. Once Bob's exam has expired, both Ann and Cid are needed.
    const loss = { day: '2018-01-01', before: 'SILVER', after: null };
    const lost = [{ competency: 'application-development', ...loss }];
    expect(criticalPeople(versions, facts, TODAY)).toEqual([
      { person: 'ann', losses: lost, eligible: loss, losesRenewal: true },
      { person: 'cid', losses: lost, eligible: loss, losesRenewal: true },
    ]);
  });

  it('examines only the given day if there is no membership', () => {
    const people = {
      ann: personHolding('70-480'),
      bob: personHolding(['70-532', '2018-01-01']),
      cid: personHolding('70-483'),
    };
    expect(criticalPeople(versions, factsFromCase({ people }), TODAY)).toEqual([]);
    const two = { ann: personHolding('70-480'), bob: personHolding('70-532') };
    const today = criticalPeople(versions, factsFromCase({ people: two }), TODAY);
    expect(today.map(({ person, losesRenewal }) => [person, losesRenewal])).toEqual([
      ['ann', false],
      ['bob', false],
    ]);
  });

  it('examines the renewal day itself, but no later day', () => {
    const leaving = (until: string) =>
      factsFromCase({
        people: {
          ann: personHolding('70-480'),
          bob: { ...personHolding('70-532'), here: [[null, until]] },
          cid: personHolding('70-483'),
        },
        memberships: [term('SILVER', '2017-08-01')],
      });
    expect(criticalPeople(versions, leaving('2018-08-01'), TODAY).map(({ person }) => person)).toEqual([
      'ann',
      'cid',
    ]);
    expect(criticalPeople(versions, leaving('2018-08-02'), TODAY)).toEqual([]);
  });

  it('examines all days up to the end of the last term that follows without a gap', () => {
    const renewed = (...memberships: readonly ReturnType<typeof term>[]) =>
      criticalPeople(
        versions,
        factsFromCase({
          people: {
            ann: personHolding('70-480'),
            bob: personHolding(['70-532', '2019-01-01']),
            cid: personHolding('70-483'),
          },
          memberships,
        }),
        TODAY,
      ).map(({ person }) => person);
    expect(renewed(term('SILVER', '2017-08-01'))).toEqual([]);
    expect(renewed(term('SILVER', '2017-08-01'), term('SILVER', '2018-08-01'))).toEqual(['ann', 'cid']);
  });

  it('ends only the current affiliation, so that a person who leaves still returns as planned', () => {
    const facts = factsFromCase({
      people: {
        ann: {
          ...personHolding('70-480'),
          here: [
            [null, '2017-10-01'],
            ['2018-01-01', null],
          ],
        },
        bob: personHolding('70-532'),
        cid: { ...personHolding('70-483'), here: [[null, '2018-01-01']] },
      },
      memberships: [term('SILVER', '2017-08-01')],
    });
    expect(criticalPeople(versions, facts, TODAY).map(({ person }) => person)).toEqual(['bob', 'cid']);
  });

  it('ignores levels that a grant upholds', () => {
    const facts = factsFromCase({
      people: { ann: personHolding('70-480'), bob: personHolding('70-532') },
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
