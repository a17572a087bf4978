import { describe, expect, it } from '@jest/globals';
import { competencyStatus, competencyStatuses, day, turningDays } from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import { factsFromCase, personHolding } from '../../../support/written-facts';

const versions = [catalogue2017];
const grant = {
  competency: 'application-development',
  effect: 'GRANT',
  level: 'GOLD',
  from: '2017-09-01',
  until: '2017-12-01',
};

describe('the status of a competency', () => {
  const people = { ann: personHolding(['70-480', '2018-06-01']), bob: personHolding('70-532') };
  const facts = factsFromCase({ people, overrides: [grant] });
  const status = (on: string) => competencyStatus(versions, facts, 'application-development', day(on));

  it('has the level with and without overrides, and the day of the next change', () => {
    expect(status('2017-08-31')).toEqual({
      competency: 'application-development',
      attainedLevel: 'SILVER',
      levelWithoutOverrides: 'SILVER',
      overrides: [],
      nextChange: '2017-09-01',
    });
    expect(status('2017-09-01')).toMatchObject({
      attainedLevel: 'GOLD',
      levelWithoutOverrides: 'SILVER',
      overrides: [expect.objectContaining({ effect: 'GRANT', level: 'GOLD' })],
      nextChange: '2017-12-01',
    });
    expect(status('2017-12-01')).toMatchObject({
      attainedLevel: 'SILVER',
      overrides: [],
      nextChange: '2018-06-01',
    });
    expect(status('2018-06-01')).toMatchObject({ attainedLevel: null, nextChange: null });
  });

  it('lists an acting override even if it changes nothing', () => {
    const lower = factsFromCase({ people, overrides: [{ ...grant, level: 'SILVER' }] });
    const { attainedLevel, overrides } = competencyStatus(
      versions,
      lower,
      'application-development',
      day('2017-10-01'),
    );
    expect([attainedLevel, overrides.length]).toEqual(['SILVER', 1]);
  });

  it('changes its acting overrides when a version drops or restores the competency', () => {
    const without = {
      ...catalogue2017,
      competencies: catalogue2017.competencies.filter(({ key }) => key !== 'application-development'),
    };
    const dropping = [
      catalogue2017,
      { ...without, version: 2, appliesFrom: day('2017-10-01') },
      { ...catalogue2017, version: 3, appliesFrom: day('2018-03-01') },
    ];
    const withhold = { competency: 'application-development', effect: 'WITHHOLD', from: '2017-08-01' };
    const statusOf = (on: string, overrides: readonly object[]) => {
      const status = competencyStatus(
        dropping,
        factsFromCase({ overrides: overrides.map((one) => ({ ...withhold, ...one })) }),
        'application-development',
        day(on),
      );
      return [status.overrides.length, status.nextChange];
    };
    // The override ends while the catalogue lacks the competency, so the end of the override changes nothing.
    const within = [{ until: '2018-01-01' }];
    expect(statusOf('2017-09-30', within)).toEqual([1, '2017-10-01']);
    expect(statusOf('2017-10-01', within)).toEqual([0, null]);
    const beyond = [{ until: '2018-06-01' }];
    expect(statusOf('2017-09-30', beyond)).toEqual([1, '2017-10-01']);
    expect(statusOf('2017-10-01', beyond)).toEqual([0, '2018-03-01']);
    expect(statusOf('2018-03-01', beyond)).toEqual([1, '2018-06-01']);
    // One override ends and the other begins on the day on which the competency returns.
    const relayed = [{ until: '2018-03-01' }, { from: '2018-03-01', until: null }];
    expect(statusOf('2017-10-01', relayed)).toEqual([0, '2018-03-01']);
    expect(statusOf('2017-09-30', [{ from: '2017-10-01', until: '2018-03-01' }])).toEqual([0, null]);
  });

  it('is the same whether one competency or all are evaluated', () => {
    const all = competencyStatuses(versions, facts, day('2017-10-01'));
    expect(all).toHaveLength(18);
    expect(all.find(({ competency }) => competency === 'application-development')).toEqual(
      status('2017-10-01'),
    );
  });
});

describe('turningDays', () => {
  it('returns, in order, the days between two given days on which facts or rules take effect', () => {
    const facts = factsFromCase({
      people: { ann: { ...personHolding(['70-480', '2018-06-01']), here: [['2017-03-01', '2018-09-01']] } },
      overrides: [grant, { ...grant, from: '2017-10-10', until: '2017-10-10' }],
      closings: { '2017-06': '2017-07-20' },
      memberships: [{ level: 'SILVER', startsOn: '2017-09-01', endsOn: '2018-09-01' }],
    });
    const days = (from: string, until: string | null) =>
      turningDays(versions, facts, day(from), until === null ? null : day(until));
    expect(days('2016-12-31', null)).toEqual([
      '2017-01-01',
      '2017-03-01',
      '2017-07-20',
      '2017-09-01',
      '2017-12-01',
      '2018-06-01',
      '2018-09-01',
    ]);
    expect(days('2017-03-01', '2017-12-01')).toEqual(['2017-07-20', '2017-09-01']);
  });
});
