import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipTable, type MembershipRow } from '../../../server/db/entities';
import {
  addDays,
  day,
  lastTermOfChain,
  renewalFlags,
  runningTerm,
  type Day,
  type Level,
} from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';
import type { Told } from '../../support/commands';
import { DATABASES } from '../../support/databases';
import { storeDemoCopies } from '../../support/demo-copies';
import { storeOrganizations } from '../../support/facts';
import { factsOf, readFactRows, type FactRows } from '../../support/facts-of';
import { refilled } from '../../support/refilled';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

const today = day(TODAY);
const versions = [catalogue2017];
const NODE = 'organization { key } renewalDay renewalAtRisk willBeEligible membershipLevel';

/** Who asks. */
const BEFORE = 1;
/** The programme, who may be found, and the facts of those whose spans are outdated. */
const EVALUATION = 1 + 1 + 6;

/** As the demo is loaded, all spans are outdated, and everybody is evaluated. */
const STATES = DATABASES.flatMap((kind) =>
  (['kept', 'outdated'] as const).map((spans) => ({
    kind,
    spans,
    name: `${kind.name}, with spans ${spans},`,
  })),
);

interface Expected {
  readonly key: string;
  readonly renewalDay: Day;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
  readonly membershipLevel: Level;
}

/** What the rules say of each organization, one after the other. */
function expectedOn(rows: FactRows, on: Day): readonly Expected[] {
  return rows.organizations
    .flatMap((organization) => {
      const facts = factsOf(rows, organization);
      const running = runningTerm(facts.memberships, on);
      if (running === null) return [];
      return [
        {
          id: organization.id,
          key: organization.key,
          renewalDay: lastTermOfChain(facts.memberships, running).endsOn,
          membershipLevel: running.level,
          ...renewalFlags(versions, facts, on),
        },
      ];
    })
    .filter(({ renewalAtRisk, willBeEligible }) => renewalAtRisk || willBeEligible === false)
    .sort((a, b) => (`${a.renewalDay} ${a.id}` < `${b.renewalDay} ${b.id}` ? -1 : 1))
    .map(({ id: _id, ...told }) => told);
}

const keyed = ({ organization, ...told }: Told): Expected => ({ key: organization.key, ...told });

describe.each(STATES)('organizationsAtRisk on $name of the demo programme', ({ kind, spans }) => {
  let server: TestServer;
  let agent: string;
  let rows: FactRows;
  let all: readonly Expected[];

  beforeAll(async () => {
    server = await startTestServer(kind, {
      config: { rateLimits: NO_RATES },
      outdated: spans === 'kept' ? 'none' : 'left',
    });
    // Several of each day of renewal, so that the ids decide.
    await storeDemoCopies(server.database, today, 3);
    if (spans === 'kept') expect(await refilled(server.database)).toBeGreaterThan(100);
    agent = await server.person('agent', ['agent']);
    rows = await readFactRows(server.database);
    all = expectedOn(rows, today);
    // The first request that derives something reads the catalogue itself.
    await page('first: 1', 'nodes { organization { eligibleLevels } }');
  });
  afterAll(() => server.stop());

  const page = async (given: string, selection = `nodes { ${NODE} }`): Promise<Told> => {
    const { body } = await server.ask(`{ organizationsAtRisk(${given}) { ${selection} } }`, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data.organizationsAtRisk;
  };
  const statements = () => server.log.at(-1)?.['statements'];

  it('are those with either flag bad, by the day of renewal and then by id, on any day', async () => {
    expect(all.length).toBeGreaterThan(10);
    expect(all.some((one) => one.renewalAtRisk && one.willBeEligible === true)).toBe(true);
    expect(all.some(({ willBeEligible }) => willBeEligible === false)).toBe(true);
    for (const on of [today, addDays(today, -250), addDays(today, 100)]) {
      const expected = expectedOn(rows, on);
      const told = await page(`first: 100, on: "${on}"`, `totalCount nodes { ${NODE} }`);
      expect(told.nodes.map(keyed)).toEqual(expected);
      expect(told.totalCount).toBe(expected.length);
    }
    expect((await page('first: 100')).nodes.map(keyed)).toEqual(all);
  });

  it('are narrowed to renewals before a day, and to a level', async () => {
    const { renewalDay } = all[4] ?? {};
    const before = all.filter((one) => one.renewalDay < (renewalDay ?? ''));
    expect(before.length).toBeGreaterThan(0);
    const told = async (given: string) => {
      const { nodes, totalCount } = await page(`first: 100, ${given}`, `totalCount nodes { ${NODE} }`);
      expect(totalCount).toBe(nodes.length);
      return nodes.map(keyed);
    };
    expect(await told(`renewalBefore: "${renewalDay}"`)).toEqual(before);
    for (const level of ['SILVER', 'GOLD'] as const) {
      const ofLevel = (one: Expected) => one.membershipLevel === level;
      expect(await told(`level: ${level}`)).toEqual(all.filter(ofLevel));
      expect(await told(`level: ${level}, renewalBefore: "${renewalDay}"`)).toEqual(before.filter(ofLevel));
    }
    expect(await told('renewalBefore: "2000-01-01"')).toEqual([]);
  });

  it('are paged in both directions', async () => {
    const PAGE = `edges { cursor node { ${NODE} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
    const turned = async (given: string) => {
      const { edges, pageInfo } = await page(given, PAGE);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
      return { told: edges.map(({ node }: Told) => keyed(node)), ...pageInfo };
    };
    const first = await turned('first: 4');
    expect(first).toMatchObject({ told: all.slice(0, 4), hasNextPage: true, hasPreviousPage: false });
    const second = await turned(`first: 4, after: "${first.endCursor}"`);
    expect(second).toMatchObject({ told: all.slice(4, 8), hasNextPage: true, hasPreviousPage: true });
    const back = await turned(`last: 3, before: "${second.endCursor}"`);
    expect(back).toMatchObject({ told: all.slice(4, 7), hasNextPage: true, hasPreviousPage: true });
    const beginning = await turned(`last: 4, before: "${second.startCursor}"`);
    expect(beginning).toMatchObject({ told: all.slice(0, 4), hasPreviousPage: false });
    const last = await turned('last: 2');
    expect(last).toMatchObject({ told: all.slice(-2), hasNextPage: false, hasPreviousPage: true });
    const rest = await turned(`first: 100, after: "${second.endCursor}"`);
    expect(rest).toMatchObject({ told: all.slice(8), hasNextPage: false });
  });

  it('are read and counted only when that is asked', async () => {
    const evaluation = spans === 'kept' ? 0 : EVALUATION;
    // Whoever asks; and of a list of which nothing is selected nothing is read.
    await page('first: 3', '__typename');
    expect(statements()).toBe(1);
    // A page that is empty, as where no spans are kept, is asked for twice.
    const nobody = spans === 'kept' ? 0 : 1;
    await page('first: 3', 'nodes { renewalDay } edges { cursor } pageInfo { hasNextPage }');
    expect(statements()).toBe(BEFORE + 1 + nobody + evaluation);
    await page('first: 3', 'totalCount');
    // All members: more than a hundred, and fewer than two.
    expect(statements()).toBe(BEFORE + 1 + evaluation + (spans === 'kept' ? 0 : 6));
    await page('last: 3', 'nodes { organization { name renewalRisk { inWords } } }');
    // The organizations of the page, the programme, and what else the rules need to know of them.
    expect(statements()).toBe(BEFORE + 1 + nobody + evaluation + 1 + 5 + (spans === 'kept' ? 1 : 0));
  });

  it('are for agents only', async () => {
    const { body } = await server.ask('{ organizationsAtRisk(first: 1) { totalCount } }', {
      as: await server.person('nobody'),
    });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe.each(DATABASES)('organizationsAtRisk on $name, of many', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES }, outdated: 'left' });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  let members = 0;
  const grow = async (to: number) => {
    const ids = Array.from({ length: to - members }, (_, i) => `o${String(members + i).padStart(4, '0')}`);
    members = to;
    await storeOrganizations(server.database, ...ids.map((id) => ({ id })));
    // Nobody proves anything: no level may be bought.
    await storeTerms(
      server,
      ids.map((id) => ({ organizationId: id, startsOn: '2026-01-01', endsOn: '2027-01-01' })),
    );
  };
  const WHY = 'nodes { organization { name renewalRisk { renewalDay inWords } } }';
  const NARROWED = ', level: SILVER, renewalBefore: "2027-02-01", on: "2026-06-01"';
  const count = async (selection: string, narrowed = '') => {
    const { body } = await server.ask(`{ organizationsAtRisk(first: 100${narrowed}) { ${selection} } }`, {
      as: agent,
    });
    expect(body.errors).toBeUndefined();
    return [body.data.organizationsAtRisk, server.log.at(-1)?.['statements']];
  };

  it('takes as many statements for 1,300 as for one, once their spans are kept', async () => {
    // The first request that needs the catalogue reads it as a whole.
    await server.ask('{ policy { termMonths } }');
    for (const to of [1, 20, 300, 600, 1300]) {
      await grow(to);
      expect(await refilled(server.database)).toBeGreaterThan(0);
      const [page, read] = await count('nodes { renewalDay }');
      expect([page.nodes.length, read]).toEqual([Math.min(to, 100), BEFORE + 1]);
      const [{ totalCount }, counted] = await count('totalCount');
      expect([totalCount, counted]).toEqual([to, BEFORE + 1]);
      // The organizations of the page, the programme, and their other facts, however long the page is.
      const [whole, derived] = await count(WHY);
      expect([whole.nodes.length, derived]).toEqual([Math.min(to, 100), BEFORE + 1 + 1 + 1 + 5]);
      const [narrowed, searched] = await count('nodes { renewalDay }', NARROWED);
      expect([narrowed.nodes.length, searched]).toEqual([Math.min(to, 100), BEFORE + 1]);
    }
  });

  it('takes a page of outdated ones from as many as it needs, a hundred at a time', async () => {
    await server.database.transaction((transaction) =>
      transaction.change('UPDATE organization SET edition = 0'),
    );
    // The first request that derives something reads the catalogue itself.
    await count('nodes { renewalDay }');
    const [page, read] = await count('nodes { renewalDay }');
    // One more than a page has is looked for among those who are read next.
    expect([page.nodes.length, read]).toEqual([100, BEFORE + 1 + EVALUATION + 6]);
    const [{ totalCount }, counted] = await count('totalCount');
    expect([totalCount, counted]).toEqual([1300, BEFORE + 1 + EVALUATION + 12 * 6]);
  });
});

describe.each(DATABASES)('the day of renewal on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  /** Months of 2026 in which terms begin and end; without a membership on today, nobody is at risk. */
  it.each<
    readonly [name: string, terms: readonly (readonly [from: string, until: string])[], day: string | null]
  >([
    ['one term', [['2026-01', '2026-06']], '2026-06-02'],
    ['a term that begins today', [['2026-03', '2026-06']], '2026-06-02'],
    ['a term that ends today', [['2026-01', '2026-03']], null],
    ['a term to come', [['2026-04', '2026-06']], null],
    [
      'a chain',
      [
        ['2026-01', '2026-04'],
        ['2026-04', '2026-06'],
        ['2026-06', '2026-09'],
      ],
      '2026-09-02',
    ],
    [
      'a chain with a gap',
      [
        ['2026-01', '2026-04'],
        ['2026-04', '2026-06'],
        ['2026-07', '2026-09'],
      ],
      '2026-06-02',
    ],
    [
      'an empty term at the end',
      [
        ['2026-01', '2026-04'],
        ['2026-04', '2026-04'],
      ],
      '2026-04-02',
    ],
    [
      'an empty term within a chain',
      [
        ['2026-01', '2026-04'],
        ['2026-04', '2026-04'],
        ['2026-04', '2026-06'],
      ],
      '2026-06-02',
    ],
    ['an empty term today', [['2026-03', '2026-03']], null],
    [
      'an empty term within another',
      [
        ['2026-01', '2026-06'],
        ['2026-04', '2026-04'],
      ],
      '2026-06-02',
    ],
    [
      'an empty term where another begins',
      [
        ['2026-03', '2026-03'],
        ['2026-03', '2026-06'],
      ],
      '2026-06-02',
    ],
    [
      'terms before',
      [
        ['2026-01', '2026-02'],
        ['2026-02', '2026-05'],
      ],
      '2026-05-02',
    ],
  ])('is that of %s', async (name, terms, expected) => {
    const id = name.replaceAll(' ', '-');
    await storeOrganizations(server.database, { id });
    await storeTerms(
      server,
      terms.map(([from, until]) => ({ organizationId: id, startsOn: `${from}-02`, endsOn: `${until}-02` })),
    );
    const { body } = await server.ask(
      `{ organization(key: "${id}") { renewalRisk { renewalDay } }
        organizationsAtRisk(first: 100) { nodes { organization { key } renewalDay } } }`,
      { as: agent },
    );
    const found = body.data.organizationsAtRisk.nodes.filter((one: Told) => one.organization.key === id);
    expect(found.map((one: Told) => one.renewalDay)).toEqual(expected === null ? [] : [expected]);
    expect(body.data.organization.renewalRisk).toEqual({ renewalDay: expected });
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

async function storeTerms(
  { database }: TestServer,
  terms: readonly { readonly organizationId: string; readonly startsOn: string; readonly endsOn: string }[],
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      MembershipTable,
      terms.map(({ organizationId, startsOn, endsOn }, i): MembershipRow => ({
        id: `${organizationId}-${i}`,
        organizationId,
        level: 'SILVER',
        startsOn: day(startsOn),
        endsOn: day(endsOn),
        purchasedOn: day(startsOn),
        kind: 'NEW',
        pricePaid: 0,
        currency: 'USD',
        paymentReference: 'test',
        refundedOn: null,
        version: 1,
      })),
    ),
  );
}
