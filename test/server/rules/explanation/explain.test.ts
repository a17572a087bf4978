import { describe, expect, it } from '@jest/globals';
import { day, explain, type Facts, type PeopleProgress } from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  credentialIn,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { factsFromCase, personHolding } from '../../../support/written-facts';

const TODAY = day('2017-09-01');

/** The catalogue without one credential, which 70-483 replaces in every need. */
function without(code: string): EditableJson {
  const document = JSON.parse(
    JSON.stringify(catalogueDocument2017()).replaceAll(`"${code}"`, '"70-483"'),
  ) as EditableJson;
  const { credentials } = document as { credentials: { code: string }[] };
  const seen = new Set<string>();
  document['credentials'] = credentials.filter(({ code: of }) => !seen.has(of) && seen.add(of));
  return document;
}

function explained(facts: Facts, competency: string, catalogue = catalogue2017) {
  const explanation = explain([catalogue], facts, competency, TODAY);
  if (explanation === null) throw new Error(`The catalogue has no ${competency}.`);
  return explanation;
}

function people(facts: Facts, competency: string, path: string): PeopleProgress {
  const progress = explained(facts, competency).paths.find((one) => one.path.key === path);
  const requirement = progress?.requirements.find(({ kind }) => kind === 'people');
  if (requirement?.kind !== 'people') throw new Error('The path has no people requirement.');
  return requirement;
}

describe('the progress of people', () => {
  it('shows the person and achievements of each slot, spare people, and the number of filled slots', () => {
    const facts = factsFromCase({
      people: {
        cid: personHolding('70-496', '70-498'),
        bob: personHolding('70-496', '70-498', 'CSM'),
        ann: personHolding('70-496', '70-498'),
      },
    });
    const { slots, spare, ...count } = people(facts, 'devops', 'devops-partner-silver');
    expect(count).toEqual({ kind: 'people', holds: true, have: 2, need: 2 });
    expect(slots.map(({ person, achievements }) => [person, achievements])).toEqual([
      ['bob', ['bob-1', 'bob-2', 'bob-3']],
      ['ann', ['ann-1', 'ann-2']],
    ]);
    expect(spare).toEqual(['cid']);
    const gold = people(facts, 'devops', 'devops-partner-gold');
    expect(gold).toMatchObject({ holds: false, have: 3, need: 4, spare: [] });
    expect(gold.slots.map(({ person }) => person)).toEqual(['bob', null, 'ann', 'cid']);
  });

  it('uses the first alternative in the catalogue and the earliest achievement of a credential', () => {
    const again = { code: '70-480', earnedOn: '2016-05-01', expiresOn: null };
    const ann = personHolding('70-532', '70-480');
    const facts = factsFromCase({ people: { ann: { ...ann, achievements: [...ann.achievements, again] } } });
    const { slots } = people(facts, 'application-development', 'application-builder-silver');
    expect(slots[0]).toMatchObject({ person: 'ann', achievements: ['ann-3'] });
  });
});

describe('the progress of sales', () => {
  it('shows the window month by month, its sum and the threshold of the market class', () => {
    const facts = factsFromCase({
      organization: { market: 'DEVELOPING' },
      metrics: { o365ActiveEntitlements: { '2017-06': 400, '2017-07': 900.5 } },
      closings: { '2017-07': '2017-08-20' },
    });
    const [silver, gold] = explained(facts, 'cloud-productivity').paths.map(
      ({ requirements }) => requirements[0],
    );
    expect(silver).toEqual({
      kind: 'metric',
      holds: false,
      metric: 'o365ActiveEntitlements',
      months: [{ month: '2017-07', hundredths: 90_050 }],
      have: 90_050,
      need: 100_000,
    });
    expect(gold).toMatchObject({ need: 400_000 });
  });

  it('includes no month before the beginning of the calendar', () => {
    const document = catalogueDocument2017();
    const competency = (document['competencies'] as EditableJson[]).find(
      ({ key }) => key === 'cloud-productivity',
    );
    const sales = {
      metric: 'o365ActiveEntitlements',
      months: 100_000,
      atLeast: { DEVELOPED: 13, DEVELOPING: null },
    };
    if (competency !== undefined) competency['paths'][0].requires[0] = sales;
    const facts = factsFromCase({
      metrics: { o365ActiveEntitlements: { '1999-12': 4, '2017-06': 9 } },
      closings: { '2017-06': '2017-08-20' },
    });
    const [silver] = explained(facts, 'cloud-productivity', readValidCatalogue(document)).paths;
    expect(silver?.requirements[0]).toMatchObject({ holds: true, have: 1300 });
    expect(silver?.requirements[0]).toHaveProperty('months.length', 2017 * 12 + 6);
  });

  it('is empty before any month is closed, and has no threshold if the path is closed to the market class', () => {
    const facts = factsFromCase({ organization: { market: 'DEVELOPING' } });
    const [silver] = explained(facts, 'enterprise-resource-planning').paths;
    expect(silver?.requirements[0]).toMatchObject({ months: [], have: 0, need: null, holds: false });
  });
});

describe('the progress of an any requirement', () => {
  it('counts the parts that hold', () => {
    const facts = factsFromCase({ people: { ann: personHolding('MCSA-O365') } });
    const [silver] = explained(facts, 'cloud-productivity').paths;
    expect(silver?.requirements[1]).toMatchObject({
      kind: 'any',
      holds: true,
      have: 1,
      need: 1,
      of: [{ holds: false }, { holds: true }],
    });
  });
});

describe('an achievement that does not count', () => {
  it('is listed with every reason and the day of each reason', () => {
    const document = catalogueDocument2017();
    credentialIn(document, '70-357')['acceptedUntil'] = '2017-03-01';
    const facts = factsFromCase({
      people: {
        ann: {
          here: [['2016-01-01', '2017-05-01']],
          achievements: [
            { code: '70-480', earnedOn: '2017-01-01', expiresOn: '2017-06-01', revokedOn: '2017-07-01' },
          ],
        },
        bob: {
          here: [[null, null]],
          achievements: [
            { code: '70-480', earnedOn: '2017-10-01' },
            { code: '70-357', earnedOn: '2016-01-01' },
            { code: 'CSM', earnedOn: '2016-01-01' },
          ],
        },
        eve: { here: [['2018-01-01', null]], achievements: [{ code: '70-480', earnedOn: '2017-01-01' }] },
      },
    });
    const { uncounted } = explained(facts, 'application-development', readValidCatalogue(document));
    expect(uncounted.map(({ achievement, reasons }) => [achievement, reasons])).toEqual([
      [
        'ann-1',
        [
          { kind: 'elsewhere', day: '2017-05-01' },
          { kind: 'expired', day: '2017-06-01' },
          { kind: 'revoked', day: '2017-07-01' },
        ],
      ],
      ['bob-2', [{ kind: 'no-longer-accepted', day: '2017-03-01' }]],
      ['bob-3', [{ kind: 'on-no-path' }]],
      ['bob-1', [{ kind: 'not-yet-earned', day: '2017-10-01' }]],
      ['eve-1', [{ kind: 'elsewhere', day: null }]],
    ]);
  });

  it('has the day of the last departure if its person left twice', () => {
    const stays = [
      ['2017-03-01', '2017-05-01'],
      ['2016-01-01', '2016-06-01'],
    ];
    const facts = factsFromCase({ people: { ann: { ...personHolding('70-480'), here: stays } } });
    const { uncounted } = explained(facts, 'application-development');
    expect(uncounted).toMatchObject([{ reasons: [{ kind: 'elsewhere', day: '2017-05-01' }] }]);
  });

  it('is listed as revoked and expired even if the catalogue of the day lacks its credential', () => {
    const later = readValidCatalogue({ ...without('70-480'), appliesFrom: '2017-08-01' }, 2);
    const achievement = {
      code: '70-480',
      earnedOn: '2017-01-01',
      expiresOn: '2017-03-01',
      revokedOn: '2017-02-01',
    };
    const facts = factsFromCase({ people: { ann: { here: [[null, null]], achievements: [achievement] } } });
    const explained = explain([catalogue2017, later], facts, 'application-development', day('2017-09-01'));
    expect(explained?.uncounted).toMatchObject([
      {
        reasons: [
          { kind: 'on-no-path' },
          { kind: 'revoked', day: '2017-02-01' },
          { kind: 'expired', day: '2017-03-01' },
        ],
      },
    ]);
  });

  it('can be valid if its person already fills a slot, is spare, or lacks another credential of the need', () => {
    const facts = factsFromCase({
      people: {
        ann: personHolding('70-480', '70-532'),
        bob: personHolding('70-483'),
        cid: personHolding('70-486'),
        dan: personHolding('70-496'),
      },
    });
    const reasons = (competency: string) =>
      explained(facts, competency).uncounted.map(({ achievement, reasons }) => [
        achievement,
        reasons[0]?.kind,
      ]);
    expect(reasons('application-development')).toEqual([
      ['ann-2', 'person-already-used'],
      ['cid-1', 'person-spare'],
      ['dan-1', 'on-no-path'],
    ]);
    expect(reasons('devops')).toContainEqual(['dan-1', 'need-incomplete']);
  });
});

describe('a path', () => {
  it('that is not effective does not hold, but its progress is shown', () => {
    const document = catalogueDocument2017();
    document['competencies'][0].paths[0].effectiveFrom = '2017-10-01';
    const facts = factsFromCase({ people: { ann: personHolding('70-480'), bob: personHolding('70-532') } });
    const { paths, attainedLevel, nextChange } = explained(
      facts,
      'application-development',
      readValidCatalogue(document),
    );
    expect(paths[0]).toMatchObject({ effective: false, holds: false, requirements: [{ holds: true }] });
    expect([attainedLevel, nextChange]).toEqual([null, '2017-10-01']);
  });

  it('with an empty span never holds', () => {
    const document = catalogueDocument2017();
    const [path] = document['competencies'][0].paths;
    document['competencies'][0].paths = [{ ...path, effectiveFrom: TODAY, effectiveUntil: TODAY }];
    const facts = factsFromCase({ people: { ann: personHolding('70-480'), bob: personHolding('70-532') } });
    const { paths, attainedLevel, nextChange } = explained(
      facts,
      'application-development',
      readValidCatalogue(document),
    );
    expect(paths[0]).toMatchObject({ effective: false, holds: false, requirements: [{ holds: true }] });
    expect([attainedLevel, nextChange]).toEqual([null, null]);
  });

  it('of a competency that the catalogue lacks is not explained', () => {
    expect(explain([catalogue2017], factsFromCase({}), 'magic', TODAY)).toBeNull();
  });
});
