import { describe, expect, it } from '@jest/globals';
import {
  attainedLevels,
  compareStatuses,
  day,
  month,
  statusOn,
  whatIf,
  type Supposition,
} from '../../../../server/rules';
import { catalogue2017, catalogueDocument2017, readValidCatalogue } from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

const TODAY = day('2017-09-01');
const versions = [catalogue2017];
const facts = factsFromCase({
  people: { ann: personHolding('70-480'), bob: personHolding('70-532') },
  closings: { '2017-07': '2017-08-20' },
  overrides: [
    { competency: 'devops', effect: 'GRANT', level: 'GOLD', from: '2017-08-01', until: '2017-12-01' },
  ],
  memberships: [term('GOLD', '2017-08-15')],
});

function levelsIf(...suppositions: Supposition[]) {
  return Object.fromEntries(attainedLevels(versions, whatIf(facts, suppositions), TODAY));
}

describe('whatIf', () => {
  it('leaves the facts unchanged if there are no suppositions', () => {
    expect(whatIf(facts, [])).toEqual(facts);
    expect(levelsIf()).toEqual({ 'application-development': 'SILVER', devops: 'GOLD' });
  });

  it('ends the affiliation of a person who leaves, today or later', () => {
    expect(levelsIf({ kind: 'person-leaves', person: 'ann', day: TODAY })).toEqual({ devops: 'GOLD' });
    const later: Supposition = { kind: 'person-leaves', person: 'ann', day: day('2017-09-02') };
    expect(levelsIf(later)).toEqual(levelsIf());
    const [ann] = whatIf(facts, [{ kind: 'person-leaves', person: 'ann', day: TODAY }]).people;
    expect(ann?.affiliations).toEqual([{ from: null, until: TODAY }]);
  });

  it('keeps the achievements of a person who returns, and does not duplicate a known person', () => {
    const left = { ...personHolding('70-532'), here: [['2017-01-01', '2017-06-01']] };
    const facts = factsFromCase({ people: { ann: personHolding('70-480'), bob: left } });
    const levels = (...suppositions: Supposition[]) =>
      Object.fromEntries(attainedLevels(versions, whatIf(facts, suppositions), TODAY));
    const joins = (person: string, ...credentials: string[]): Supposition => ({
      kind: 'person-joins',
      person,
      credentials,
      day: TODAY,
    });
    expect(levels()).toEqual({});
    expect(levels(joins('bob'))).toEqual({ 'application-development': 'SILVER' });
    expect(levels(joins('ann', '70-532'))).toEqual({});
    expect(whatIf(facts, [joins('ann', '70-532')]).people).toHaveLength(2);
  });

  it('gives every supposed achievement a unique id', () => {
    const earns: Supposition = { kind: 'credential-earned', person: 'ann', credential: '70-532', day: TODAY };
    const joins: Supposition = {
      kind: 'person-joins',
      person: 'cat',
      credentials: ['70-480', '70-480'],
      day: TODAY,
    };
    const twice = whatIf(whatIf(facts, [joins, earns, earns]), [earns]);
    const ids = twice.people.flatMap(({ achievements }) => achievements.map(({ id }) => id));
    expect(ids).toHaveLength(2 + 2 + 3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('counts the credentials of people who join or earn them', () => {
    const joining = ['x', 'y', 'z', 'w'].map((person): Supposition => ({
      kind: 'person-joins',
      person,
      credentials: ['MCSD-APP-BUILDER'],
      day: TODAY,
    }));
    expect(levelsIf(...joining)).toMatchObject({ 'application-development': 'GOLD' });
    const earning = [
      ...joining.slice(0, 3),
      { kind: 'credential-earned', person: 'bob', credential: 'MCSD-APP-BUILDER', day: TODAY } as const,
    ];
    expect(levelsIf(...earning)).toMatchObject({ 'application-development': 'GOLD' });
  });

  it('revokes an achievement', () => {
    expect(levelsIf({ kind: 'achievement-revoked', achievement: 'bob-1', day: TODAY })).toEqual({
      devops: 'GOLD',
    });
  });

  it('does not postpone the earlier end of an affiliation, an override or an achievement', () => {
    const ended = factsFromCase({
      people: {
        ann: {
          here: [['2016-01-01', '2017-06-01']],
          achievements: [{ code: '70-480', earnedOn: '2017-01-01', revokedOn: '2017-05-01' }],
        },
      },
      overrides: [{ competency: 'devops', effect: 'WITHHOLD', from: '2017-02-01', until: '2017-03-01' }],
    });
    const suppositions: Supposition[] = [
      { kind: 'person-leaves', person: 'ann', day: TODAY },
      { kind: 'override-ends', override: 'override-1', day: TODAY },
      { kind: 'achievement-revoked', achievement: 'ann-1', day: TODAY },
    ];
    expect(whatIf(ended, suppositions)).toEqual(ended);
  });

  it('counts the supposed sales of a month once it is closed', () => {
    const sold: Supposition = {
      kind: 'sales',
      metric: 'o365NetNewCustomers',
      month: month('2017-07'),
      hundredths: 400,
    };
    expect(levelsIf(sold)).toMatchObject({ 'small-and-midmarket-cloud-solutions': 'SILVER' });
    const open = { ...sold, month: month('2017-08') };
    expect(levelsIf(open)).toEqual(levelsIf());
    expect(levelsIf(open, { kind: 'month-closed', month: month('2017-08'), day: TODAY })).toMatchObject({
      'small-and-midmarket-cloud-solutions': 'SILVER',
    });
  });

  it('places and ends overrides', () => {
    expect(levelsIf({ kind: 'override-ends', override: 'override-1', day: TODAY })).toEqual({
      'application-development': 'SILVER',
    });
    const override = {
      id: 'new',
      competency: 'devops',
      effect: 'WITHHOLD',
      level: null,
      from: TODAY,
      until: null,
    } as const;
    expect(levelsIf({ kind: 'override-placed', override })).toEqual({ 'application-development': 'SILVER' });
  });
});

describe('compareStatuses', () => {
  it('returns only the answers that differ', () => {
    const before = statusOn(versions, facts, TODAY);
    expect(before).toMatchObject({
      eligibleLevels: ['SILVER', 'GOLD'],
      renewalAtRisk: true,
      willBeEligible: false,
    });
    const after = statusOn(
      versions,
      whatIf(facts, [{ kind: 'override-ends', override: 'override-1', day: day('2017-08-01') }]),
      TODAY,
    );
    expect(compareStatuses(before, before)).toEqual([]);
    expect(compareStatuses(before, after)).toEqual([
      { of: 'attained', competency: 'devops', before: 'GOLD', after: null },
      { of: 'displayed', competency: 'devops', before: 'GOLD', after: null },
      { of: 'eligibleLevels', before: ['SILVER', 'GOLD'], after: ['SILVER'] },
      { of: 'renewalAtRisk', before: true, after: false },
    ]);
  });

  it('compares statuses under different catalogue versions', () => {
    const document = catalogueDocument2017();
    document['appliesFrom'] = '2017-09-01';
    document['competencies'][0].paths[0].requires[0].people[0].count = 3;
    const next = [...versions, readValidCatalogue(document, 2)];
    expect(compareStatuses(statusOn(versions, facts, TODAY), statusOn(next, facts, TODAY))).toEqual([
      { of: 'attained', competency: 'application-development', before: 'SILVER', after: null },
    ]);
  });
});
