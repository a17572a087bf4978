import { describe, expect, it } from '@jest/globals';
import { day, forecast, type Cause, type Facts } from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  credentialIn,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { factsFromCase, personHolding, term } from '../../../support/written-facts';

const TODAY = day('2017-06-01');
const LATER = day('2019-06-01');

function causesOf(
  facts: Facts,
  versions = [catalogue2017],
  competency = 'application-development',
): Cause[][] {
  return forecast(versions, facts, TODAY, LATER).flatMap((change) =>
    change.of === 'attained' && change.competency === competency ? [[...change.causes]] : [],
  );
}

function changedCatalogue(change: (document: EditableJson) => void, version = 1) {
  const document = catalogueDocument2017();
  change(document);
  return readValidCatalogue(document, version);
}

/** Two exams prove Silver in application development. */
const silver = { ann: personHolding('70-480'), bob: personHolding('70-532') };

describe('the causes of a level change', () => {
  it('include an achievement that expires, but no achievement whose end has no effect', () => {
    const people = {
      ann: personHolding(['70-480', '2018-01-10']),
      bob: personHolding('70-532', ['70-487', '2018-01-10']),
    };
    expect(causesOf(factsFromCase({ people }))).toEqual([
      [
        {
          kind: 'credential',
          day: '2018-01-10',
          change: 'expires',
          person: 'ann',
          achievement: 'ann-1',
          credential: '70-480',
        },
      ],
    ]);
  });

  it('exclude an achievement if the person holds its credential twice', () => {
    const people = {
      ann: personHolding(['70-346', '2018-01-10'], '70-346', ['70-347', '2018-01-10']),
    };
    const facts = factsFromCase({
      people,
      metrics: { o365ActiveEntitlements: { '2017-06': 3000 } },
      closings: { '2017-06': '2017-07-20' },
    });
    const [fall] = forecast([catalogue2017], facts, day('2017-08-01'), null).filter(
      ({ of }) => of === 'attained',
    );
    expect(fall?.causes).toMatchObject([{ kind: 'credential', change: 'expires', credential: '70-347' }]);
  });

  it('exclude a competency that is attained on the first day of a risk but lasts until the renewal day', () => {
    const people = {
      ann: {
        here: [[null, null]],
        achievements: [{ code: '70-480', earnedOn: '2017-09-01', expiresOn: '2018-06-01' }],
      },
      bob: personHolding('70-532'),
      cat: {
        here: [[null, null]],
        achievements: [
          { code: '70-348', earnedOn: '2017-09-01', expiresOn: null },
          { code: '74-343', earnedOn: '2017-09-01', expiresOn: null },
        ],
      },
      dan: personHolding('70-348', '74-343'),
    };
    const facts = factsFromCase({ people, memberships: [term('SILVER', '2017-07-01')] });
    const [risk] = forecast([catalogue2017], facts, day('2017-07-02'), null).filter(
      ({ of }) => of === 'renewalAtRisk',
    );
    expect(risk).toMatchObject({ day: '2017-09-01', before: false, after: true });
    expect(risk?.causes).toMatchObject([
      { kind: 'credential', change: 'earned', person: 'ann', credential: '70-480' },
    ]);
  });

  it('list an end before a beginning', () => {
    const facts = factsFromCase({ memberships: [term('GOLD', '2018-07-01'), term('SILVER', '2017-07-01')] });
    const [change] = forecast([catalogue2017], facts, day('2017-08-01'), day('2018-08-01')).filter(
      ({ of }) => of === 'membership',
    );
    expect(change?.causes).toMatchObject([
      { change: 'ends', level: 'SILVER' },
      { change: 'begins', level: 'GOLD' },
    ]);
  });

  it('include an achievement that is revoked or earned', () => {
    const people = {
      ann: {
        here: [[null, null]],
        achievements: [{ code: '70-480', earnedOn: '2017-01-01', revokedOn: '2017-09-01' }],
      },
      bob: personHolding('70-532'),
      eve: { here: [[null, null]], achievements: [{ code: '70-483', earnedOn: '2017-10-01' }] },
    };
    expect(causesOf(factsFromCase({ people }))).toEqual([
      [expect.objectContaining({ change: 'revoked', person: 'ann', day: '2017-09-01' })],
      [expect.objectContaining({ change: 'earned', person: 'eve', day: '2017-10-01' })],
    ]);
  });

  it('include a person who leaves or joins', () => {
    const people = {
      ...silver,
      bob: { ...silver.bob, here: [[null, '2017-07-01']] },
      eve: { ...personHolding('70-483'), here: [['2017-08-01', null]] },
    };
    expect(causesOf(factsFromCase({ people }))).toEqual([
      [{ kind: 'person', day: '2017-07-01', change: 'leaves', person: 'bob' }],
      [{ kind: 'person', day: '2017-08-01', change: 'joins', person: 'eve' }],
    ]);
  });

  it('exclude a person who joins on the day of a loss', () => {
    const people = {
      ann: { ...personHolding('70-480'), here: [[null, '2017-07-01']] },
      bob: { ...personHolding('70-532'), here: [[null, '2017-07-01']] },
      eve: { ...personHolding('70-483'), here: [['2017-07-01', null]] },
    };
    expect(causesOf(factsFromCase({ people }))).toEqual([
      [
        { kind: 'person', day: '2017-07-01', change: 'leaves', person: 'ann' },
        { kind: 'person', day: '2017-07-01', change: 'leaves', person: 'bob' },
      ],
    ]);
  });

  it('include a credential that is no longer accepted, once for all its holders', () => {
    const catalogue = changedCatalogue((document) => {
      credentialIn(document, '70-480')['acceptedUntil'] = '2018-02-01';
    });
    const people = { ann: personHolding('70-480'), bob: personHolding('70-480') };
    expect(causesOf(factsFromCase({ people }), [catalogue])).toEqual([
      [{ kind: 'acceptance', day: '2018-02-01', credential: '70-480' }],
    ]);
  });

  it('include an override that begins or ends', () => {
    const overrides = [
      {
        competency: 'application-development',
        effect: 'GRANT',
        level: 'GOLD',
        from: '2017-07-01',
        until: '2017-10-01',
      },
      { competency: 'application-development', effect: 'WITHHOLD', from: '2017-08-01', until: '2017-09-01' },
    ];
    const competency = 'application-development';
    const override = (number: number, change: string, on: string, effect: string, level: string | null) => [
      { kind: 'override', day: on, change, override: `override-${number}`, competency, effect, level },
    ];
    expect(causesOf(factsFromCase({ people: silver, overrides }))).toEqual([
      override(1, 'begins', '2017-07-01', 'GRANT', 'GOLD'),
      override(2, 'begins', '2017-08-01', 'WITHHOLD', null),
      override(2, 'ends', '2017-09-01', 'WITHHOLD', null),
      override(1, 'ends', '2017-10-01', 'GRANT', 'GOLD'),
    ]);
  });

  it('include a path that begins or ends, and a competency that retires', () => {
    const catalogue = changedCatalogue((document) => {
      const [competency] = document['competencies'];
      competency.paths[0].effectiveFrom = '2017-07-01';
      competency.paths[0].effectiveUntil = '2017-08-01';
      const [path] = competency.paths;
      const again = { ...path, key: 'again', effectiveFrom: '2017-09-01', effectiveUntil: null };
      competency.paths = [...competency.paths, again];
      competency.retiredOn = '2017-10-01';
    });
    const rule = { kind: 'rule', competency: 'application-development' };
    expect(causesOf(factsFromCase({ people: silver }), [catalogue])).toEqual([
      [{ ...rule, day: '2017-07-01', change: 'path-begins', path: 'application-builder-silver' }],
      [{ ...rule, day: '2017-08-01', change: 'path-ends', path: 'application-builder-silver' }],
      [{ ...rule, day: '2017-09-01', change: 'path-begins', path: 'again' }],
      [{ ...rule, day: '2017-10-01', change: 'competency-retires' }],
    ]);
  });

  it('include a catalogue version only if it judges the day differently', () => {
    const next = changedCatalogue((document) => {
      document['appliesFrom'] = '2018-01-01';
      document['competencies'][0].paths[0].requires[0].people[0].count = 3;
    }, 2);
    const facts = factsFromCase({ people: silver });
    expect(causesOf(facts, [catalogue2017, next])).toEqual([
      [{ kind: 'rule', day: '2018-01-01', change: 'version-applies', version: 2 }],
    ]);
    const same = changedCatalogue((document) => (document['appliesFrom'] = '2018-01-01'), 2);
    const leaver = factsFromCase({
      people: { ...silver, bob: { ...silver.bob, here: [[null, '2018-01-01']] } },
    });
    expect(causesOf(leaver, [catalogue2017, same])).toEqual([
      [{ kind: 'person', day: '2018-01-01', change: 'leaves', person: 'bob' }],
    ]);
  });

  it('include a closed month, with the metrics whose windows changed', () => {
    const facts = factsFromCase({
      metrics: { o365NetNewCustomers: { '2017-05': 4 }, azureConsumption: { '2017-05': 1 } },
      closings: { '2017-05': '2017-06-20', '2018-05': '2018-06-20' },
    });
    expect(causesOf(facts, [catalogue2017], 'small-and-midmarket-cloud-solutions')).toEqual([
      [{ kind: 'sales', day: '2017-06-20', month: '2017-05', metrics: ['o365NetNewCustomers'] }],
      [{ kind: 'sales', day: '2018-06-20', month: '2018-05', metrics: ['o365NetNewCustomers'] }],
    ]);
  });

  it('exclude a closed month with the same sales as the month before', () => {
    const facts = factsFromCase({
      people: {
        ann: { here: [[null, null]], achievements: [{ code: 'MCSA-O365', earnedOn: '2017-08-20' }] },
      },
      metrics: { o365ActiveEntitlements: { '2017-06': 3000, '2017-07': 3000 } },
      closings: { '2017-06': '2017-07-20', '2017-07': '2017-08-20' },
    });
    expect(causesOf(facts, [catalogue2017], 'cloud-productivity')).toMatchObject([
      [{ kind: 'credential', change: 'earned', person: 'ann' }],
    ]);
  });
});

describe('the forecast', () => {
  it('contains changes of display, membership and renewal at the start and end of a term', () => {
    const facts = factsFromCase({
      people: { ann: personHolding('70-480'), bob: personHolding(['70-532', '2017-08-01']) },
      memberships: [term('SILVER', '2017-07-01')],
    });
    const begins = {
      kind: 'membership',
      day: '2017-07-01',
      change: 'begins',
      membership: 'term-1',
      level: 'SILVER',
    };
    const ends = { ...begins, day: '2018-07-01', change: 'ends' };
    const expires = expect.objectContaining({ kind: 'credential', person: 'bob', change: 'expires' });
    const competency = { competency: 'application-development' };
    const loss = { before: 'SILVER', after: null };
    expect(forecast([catalogue2017], facts, TODAY, LATER)).toEqual([
      { day: '2017-07-01', of: 'membership', before: null, after: 'SILVER', causes: [begins] },
      { day: '2017-07-01', of: 'displayed', ...competency, before: null, after: 'SILVER', causes: [begins] },
      { day: '2017-07-01', of: 'renewalAtRisk', before: false, after: true, causes: [begins] },
      { day: '2017-07-01', of: 'willBeEligible', before: null, after: false, causes: [begins] },
      { day: '2017-08-01', of: 'attained', ...competency, ...loss, causes: [expires] },
      { day: '2017-08-01', of: 'eligible', ...loss, causes: [expires] },
      { day: '2018-07-01', of: 'membership', ...loss, causes: [ends] },
      { day: '2018-07-01', of: 'displayed', ...competency, ...loss, causes: [ends] },
      { day: '2018-07-01', of: 'renewalAtRisk', before: true, after: false, causes: [ends] },
      { day: '2018-07-01', of: 'willBeEligible', before: false, after: null, causes: [ends] },
    ]);
  });

  it('contains only changes after the first day and before the last day', () => {
    const facts = factsFromCase({
      people: { ...silver, bob: { ...silver.bob, here: [[null, '2017-07-01']] } },
    });
    const days = (from: string, until: string | null) =>
      forecast([catalogue2017], facts, day(from), until === null ? null : day(until)).map(
        (change) => change.day,
      );
    expect(days('2017-06-30', '2017-07-02')).toEqual(['2017-07-01', '2017-07-01']);
    expect(days('2017-06-30', '2017-07-01')).toEqual([]);
    expect(days('2017-07-01', null)).toEqual([]);
  });
});
