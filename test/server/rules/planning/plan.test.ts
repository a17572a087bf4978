import { describe, expect, it } from '@jest/globals';
import {
  canBeEarned,
  day,
  lastDaysToEarn,
  plan,
  type Catalogue,
  type Credential,
  type Facts,
  type Level,
} from '../../../../server/rules';
import {
  catalogue2017,
  catalogueDocument2017,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { factsFromCase, personHolding } from '../../../support/written-facts';

const TODAY = day('2017-09-01');

function planFor(facts: Facts, level: Level, competency: string | null, catalogue = catalogue2017) {
  return plan([catalogue], facts, level, competency, TODAY);
}

function changedCatalogue(change: (document: EditableJson) => void) {
  const document = catalogueDocument2017();
  change(document);
  return readValidCatalogue(document);
}

describe('a plan', () => {
  it('assigns credentials to the people who lack the least, and hires for the other slots', () => {
    const facts = factsFromCase({ people: { ann: personHolding('70-496'), bob: personHolding('CSM') } });
    const [best] = planFor(facts, 'SILVER', 'devops');
    expect(best).toEqual({
      competency: 'devops',
      path: 'devops-partner-silver',
      level: 'SILVER',
      missingSales: [],
      steps: [
        { person: 'ann', credentials: ['70-498'] },
        { person: 'bob', credentials: ['70-496', '70-498'] },
      ],
      credentials: 3,
      hires: 0,
      provedMinimal: true,
    });
    expect(planFor(factsFromCase({}), 'SILVER', 'devops')[0]).toMatchObject({ credentials: 5, hires: 2 });
  });

  it('needs nothing for a proven level, and reaches Silver by a path to Gold if that is cheaper', () => {
    const facts = factsFromCase({ people: { a: personHolding('70-480'), b: personHolding('70-532') } });
    expect(planFor(facts, 'SILVER', 'application-development')[0]).toMatchObject({
      credentials: 0,
      steps: [],
    });
    const four = factsFromCase({
      people: Object.fromEntries('abcd'.split('').map((id) => [id, personHolding('MCSD-APP-BUILDER')])),
    });
    expect(planFor(four, 'SILVER', 'application-development')[0]).toMatchObject({
      path: 'application-builder-gold',
      level: 'GOLD',
      credentials: 0,
    });
  });

  it('ranks paths without missing sales first, and reports the missing sales of the others', () => {
    const facts = factsFromCase({
      people: { ann: personHolding('TA-POWER-BI') },
      metrics: { powerBiSeatsDeployed: { '2017-07': 200 } },
      closings: { '2017-07': '2017-08-20' },
    });
    const ways = planFor(facts, 'SILVER', 'data-analytics');
    expect(ways.slice(0, 4).flatMap(({ missingSales }) => missingSales)).toEqual([]);
    expect(
      ways.slice(4).map(({ path, credentials, missingSales }) => [path, credentials, missingSales]),
    ).toEqual([
      ['power-bi-silver', 0, [{ metric: 'powerBiSeatsDeployed', months: 1, hundredths: 5000 }]],
      ['power-bi-gold', 1, [{ metric: 'powerBiSeatsDeployed', months: 1, hundredths: 80_000 }]],
    ]);
  });

  it('leaves out closed paths and retired or withheld competencies, and ignores grants', () => {
    const developing = factsFromCase({ organization: { market: 'DEVELOPING' } });
    expect(planFor(developing, 'SILVER', 'enterprise-resource-planning').map(({ path }) => path)).toEqual([
      'erp-reseller-gold',
    ]);
    const retired = changedCatalogue((document) => (document['competencies'][0].retiredOn = '2017-09-01'));
    expect(planFor(factsFromCase({}), 'SILVER', 'application-development', retired)).toEqual([]);
    const overridden = (effect: string, level?: string) =>
      factsFromCase({
        overrides: [{ competency: 'devops', effect, level, from: '2017-08-01', until: null }],
      });
    expect(planFor(overridden('WITHHOLD'), 'SILVER', 'devops')).toEqual([]);
    expect(planFor(overridden('GRANT', 'GOLD'), 'SILVER', 'devops')[0]?.credentials).toBe(5);
  });

  it('lets one person and one credential serve two requirements of a path', () => {
    const catalogue = changedCatalogue((document) => {
      const people = (any: string[]) => ({ people: [{ count: 1, each: { any } }] });
      document['competencies'][0].paths = [
        {
          key: 'both',
          name: 'Both',
          level: 'SILVER',
          requires: [people(['70-480', '70-483']), people(['70-486', '70-483'])],
        },
      ];
    });
    const facts = factsFromCase({ people: { ann: personHolding() } });
    expect(planFor(facts, 'SILVER', 'application-development', catalogue)[0]).toMatchObject({
      steps: [{ person: 'ann', credentials: ['70-483'] }],
      provedMinimal: true,
    });
  });

  it('distinguishes credentials whose codes contain spaces', () => {
    const catalogue = changedCatalogue((document) => {
      document['credentials'] = ['A', 'B', 'A B'].map((code) => ({ code, kind: 'EXAM', title: code }));
      document['competencies'] = document['competencies'].slice(0, 1);
      document['competencies'][0].paths = [
        {
          key: 'spaces',
          name: 'Spaces',
          level: 'SILVER',
          requires: [
            {
              people: [
                { count: 1, each: { all: ['A', 'B'] } },
                { count: 1, each: 'A B' },
              ],
            },
          ],
        },
      ];
      document['benefits'] = [];
    });
    const facts = factsFromCase({ people: { ann: personHolding('A B'), bob: personHolding('A', 'B') } });
    expect(planFor(facts, 'SILVER', null, catalogue)[0]).toMatchObject({ credentials: 0, steps: [] });
  });

  it('exists but is not proved minimal if there are too many slots to search', () => {
    const catalogue = changedCatalogue((document) => {
      const people = (codes: string[]) => ({
        people: codes.map((code) => ({ count: 9, each: { any: [code, '70-483'] } })),
      });
      document['competencies'][0].paths = [
        {
          key: 'many',
          name: 'Many',
          level: 'SILVER',
          requires: [people(['70-480', '70-486', '70-357']), people(['70-354', '70-355', '70-532'])],
        },
      ];
    });
    const crowd = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`p${i}`, personHolding(i % 2 === 0 ? '70-480' : '70-354')]),
    );
    const [way] = planFor(factsFromCase({ people: crowd }), 'SILVER', 'application-development', catalogue);
    expect(way?.hires).toBe(0);
    expect(way?.credentials).toBeLessThanOrEqual(36);
    expect(way?.provedMinimal).toBe(false);
  });
});

describe('a plan for many requirements', () => {
  const CODES = catalogue2017.credentials.map(({ code }) => code);
  const catalogueWith = (requires: readonly EditableJson[]) =>
    changedCatalogue((document) => {
      document['competencies'][0].paths = [{ key: 'many', name: 'Many', level: 'SILVER', requires }];
    });
  const people = (count: number, each: EditableJson) => ({ people: [{ count, each }] });
  const best = (catalogue: ReturnType<typeof catalogueWith>, facts = factsFromCase({})) =>
    planFor(facts, 'SILVER', 'application-development', catalogue)[0];

  it('is proved minimal if one person can meet two dozen of them', () => {
    const catalogue = catalogueWith(CODES.slice(0, 24).map((code) => people(1, { any: [code] })));
    const ann = factsFromCase({ people: { ann: personHolding(...CODES.slice(0, 22)) } });
    expect(best(catalogue, ann)).toMatchObject({ credentials: 2, hires: 0, provedMinimal: true });
    const complete = factsFromCase({ people: { ann: personHolding(...CODES.slice(0, 24)) } });
    expect(best(catalogue, complete)).toMatchObject({ credentials: 0, hires: 0, provedMinimal: true });
  });

  it('exists but is not proved minimal if their alternatives overlap', () => {
    const some = (i: number) => CODES.slice(i, i + 3);
    const catalogue = catalogueWith(Array.from({ length: 24 }, (_, i) => people(2, { any: some(i) })));
    const way = best(catalogue);
    expect(way?.credentials).toBeGreaterThanOrEqual(16);
    expect(way?.provedMinimal).toBe(false);
  });

  it('is not proved minimal if combinations of alternatives are left out', () => {
    const either = (i: number) => ({
      any: [people(1, { any: [CODES[i]] }), people(1, { all: [CODES[i], CODES[i + 20]] })],
    });
    const proved = (combinations: number) =>
      best(catalogueWith(Array.from({ length: combinations }, (_, i) => either(i))))?.provedMinimal;
    expect([proved(3), proved(10)]).toEqual([true, false]);
  });

  it('is not proved minimal if alternative sets for a need are left out', () => {
    const pairs = (from: number, count: number) => ({
      any: Array.from({ length: count }, (_, i) => ({
        all: [CODES[from + i], CODES[from + ((i * 7 + 1) % count)]],
      })),
    });
    const sharing = (count: number) =>
      catalogueWith([people(1, { all: [pairs(0, count), pairs(3, count), pairs(6, count)] })]);
    expect(best(sharing(4))?.provedMinimal).toBe(true);
    expect(best(sharing(30))?.provedMinimal).toBe(false);
  });

  it('takes less than a second of CPU time for nested alternatives of 300 metrics', () => {
    const catalogue = changedCatalogue((document) => {
      document['metrics'] = Array.from({ length: 300 }, (_, i) => ({ key: `metric-${i}`, unit: 'USD' }));
      const any = (document['metrics'] as EditableJson[]).map(({ key }) => ({
        metric: key as string,
        months: 12,
        atLeast: { DEVELOPED: 10, DEVELOPING: 10 },
      }));
      document['competencies'] = document['competencies'].slice(0, 1);
      document['competencies'][0].paths = [
        {
          key: 'nested',
          name: 'Nested',
          level: 'SILVER',
          requires: [{ all: [{ any }, { all: [{ any }, { all: [{ any }] }] }] }],
        },
      ];
      document['benefits'] = [];
    });
    const started = process.cpuUsage();
    const [way] = planFor(factsFromCase({}), 'SILVER', null, catalogue);
    const { user, system } = process.cpuUsage(started);
    expect(way).toMatchObject({ path: 'nested', provedMinimal: false });
    expect(user + system).toBeLessThan(1_000_000);
  });

  it('prefers fewer hires to fewer missing metrics', () => {
    const metric = (key: string) => ({ metric: key, months: 1, atLeast: { DEVELOPED: 10, DEVELOPING: 10 } });
    const [one = '', two = ''] = catalogue2017.metrics.map(({ key }) => key);
    const catalogue = changedCatalogue((document) => {
      document['competencies'][0].paths = [
        { key: 'hire', name: 'H', level: 'SILVER', requires: [people(2, { any: ['70-480'] }), metric(one)] },
        {
          key: 'sell',
          name: 'S',
          level: 'SILVER',
          requires: [people(1, { all: ['70-483', '70-486'] }), metric(one), metric(two)],
        },
      ];
    });
    const facts = factsFromCase({ people: { ann: personHolding() } });
    expect(
      planFor(facts, 'SILVER', 'application-development', catalogue).map(({ path, credentials, hires }) => [
        path,
        credentials,
        hires,
      ]),
    ).toEqual([
      ['sell', 2, 0],
      ['hire', 2, 1],
    ]);
  });
});

describe('a credential', () => {
  const credential = (changes: Partial<Credential>): Credential => ({
    code: 'x',
    kind: 'EXAM',
    title: { en: 'X' },
    description: null,
    validityMonths: null,
    lastRegistrationOn: null,
    retiresOn: null,
    acceptedUntil: null,
    replacedBy: null,
    ...changes,
  });

  it('can be earned up to its last registration, before its retirement and before its acceptance ends', () => {
    const dates = (changes: Partial<Credential>) =>
      ['2017-08-31', '2017-09-01', '2017-09-02'].map((on) => canBeEarned(credential(changes), day(on)));
    expect(dates({})).toEqual([true, true, true]);
    expect(dates({ lastRegistrationOn: TODAY })).toEqual([true, true, false]);
    expect(dates({ retiresOn: TODAY })).toEqual([true, false, false]);
    expect(dates({ acceptedUntil: TODAY })).toEqual([true, false, false]);
  });

  const lastDay = (versions: readonly Catalogue[], until: string) =>
    lastDaysToEarn(versions, TODAY, day(until)).get('x') ?? null;
  const offering = (...credentials: readonly Credential[]): Catalogue => ({ ...catalogue2017, credentials });
  const from = (appliesFrom: string, catalogue: Catalogue): Catalogue => ({
    ...catalogue,
    version: 2,
    appliesFrom: day(appliesFrom),
  });

  it('cannot be earned in time if its validity ends by the required day', () => {
    const short = [offering(credential({ validityMonths: 1, lastRegistrationOn: TODAY }))];
    expect(lastDay(short, '2017-09-30')).toBe(TODAY);
    expect(lastDay(short, '2017-10-01')).toBeNull();
  });

  it('can be earned only on days on which the version in force offers it', () => {
    const open = offering(credential({}));
    const retired = offering(credential({ retiresOn: day('2017-08-01') }));
    const until = '2017-12-01';
    expect(lastDay([offering(credential({ retiresOn: day(until) }))], until)).toBe('2017-11-30');
    expect(lastDay([open, from('2017-10-01', retired)], until)).toBe('2017-09-30');
    expect(lastDay([retired, from('2017-10-01', open)], until)).toBe(until);
    expect(lastDay([retired, from('2017-10-01', offering(credential({ retiresOn: TODAY })))], until)).toBe(
      null,
    );
    // A version that lacks the credential never offers it. If the last version lacks it, the credential does not count.
    expect(lastDay([offering(), from('2017-10-01', open)], '2017-09-30')).toBeNull();
    expect(lastDay([offering(), from('2017-10-01', retired)], until)).toBeNull();
    expect(lastDay([open, from('2017-10-01', offering())], until)).toBeNull();
  });

  it('must still be valid under the version in force on the required day', () => {
    const closing = offering(credential({ lastRegistrationOn: TODAY }));
    const until = '2017-12-01';
    const later = (changes: Partial<Credential>) => from('2017-10-01', offering(credential(changes)));
    expect(lastDay([closing, later({ retiresOn: TODAY })], until)).toBe(TODAY);
    expect(lastDay([closing, later({ retiresOn: TODAY, validityMonths: 3 })], until)).toBeNull();
    expect(lastDay([closing, later({ retiresOn: TODAY, validityMonths: 4 })], until)).toBe(TODAY);
    expect(lastDay([closing, later({ acceptedUntil: day(until) })], until)).toBeNull();
    // A credential cannot be earned while it is not accepted, even if a later version accepts it again.
    const notAccepted = offering(credential({ acceptedUntil: TODAY }));
    expect(lastDay([notAccepted, later({ retiresOn: TODAY })], until)).toBeNull();
  });
});
