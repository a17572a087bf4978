import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipTable, type MembershipRow } from '../../../../server/db/entities';
import {
  addDays,
  day,
  lastTermOfChain,
  renewalFlags,
  runningTerm,
  type Day,
  type Level,
} from '../../../../server/rules';
import { catalogue2017 } from '../../../support/catalogue';
import type { AnyJson } from '../../../support/commands';
import { DATABASES } from '../../../support/databases';
import { storeDemoCopies } from '../../../support/demo-copies';
import { storeOrganizations } from '../../../support/facts';
import { factsOf, readFactRows, type FactRows } from '../../../support/facts-of';
import { refillAll } from '../../../support/refill-all';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const today = day(TODAY);
const versions = [catalogue2017];
const NODE = 'organization { key } renewalDay renewalAtRisk willBeEligible membershipLevel';

const CALLER = 1;
/** The statements of an evaluation: the programme, the candidates, and the facts of candidates with outdated spans. */
const EVALUATION = 1 + 1 + 6;

/** After the demo is loaded, all spans are outdated, so every organization is evaluated. */
const STATES = DATABASES.flatMap((kind) =>
  (['current', 'outdated'] as const).map((spans) => ({
    kind,
    spans,
    name: `${kind.name}, with ${spans} spans`,
  })),
);

interface Expected {
  readonly key: string;
  readonly renewalDay: Day;
  readonly renewalAtRisk: boolean;
  readonly willBeEligible: boolean | null;
  readonly membershipLevel: Level;
}

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
          renewalDay: lastTermOfChain(facts.memberships, running).until,
          membershipLevel: running.level,
          ...renewalFlags(versions, facts, on),
        },
      ];
    })
    .filter(({ renewalAtRisk, willBeEligible }) => renewalAtRisk || willBeEligible === false)
    .sort((a, b) => (`${a.renewalDay} ${a.id}` < `${b.renewalDay} ${b.id}` ? -1 : 1))
    .map(({ id: _id, ...expected }) => expected);
}

const asExpected = ({ organization, ...node }: AnyJson): Expected => ({ key: organization.key, ...node });

describe.each(STATES)('organizationsAtRisk on $name, for the demo programme', ({ kind, spans }) => {
  let server: TestServer;
  let agent: string;
  let rows: FactRows;
  let all: readonly Expected[];

  beforeAll(async () => {
    server = await startTestServer(kind, {
      config: { rateLimits: NO_RATES },
      outdated: spans === 'current' ? 'none' : 'left',
    });
    // Several organizations share a renewal day, so the id is the tie-break.
    await storeDemoCopies(server.database, today, 3);
    if (spans === 'current') expect(await refillAll(server.database)).toBeGreaterThan(100);
    agent = await server.person('agent', ['agent']);
    rows = await readFactRows(server.database);
    all = expectedOn(rows, today);
    // The first request that derives something reads the whole catalogue.
    await page('first: 1', 'nodes { organization { eligibleLevels } }');
  });
  afterAll(() => server.stop());

  const page = async (paging: string, selection = `nodes { ${NODE} }`): Promise<AnyJson> => {
    const { body } = await server.ask(`{ organizationsAtRisk(${paging}) { ${selection} } }`, { as: agent });
    expect(body.errors).toBeUndefined();
    return body.data.organizationsAtRisk;
  };
  const statements = () => server.log.at(-1)?.['statements'];

  it('lists members with a renewal at risk or without eligibility, by renewal day and id, on any day', async () => {
    expect(all.length).toBeGreaterThan(10);
    expect(all.some(({ renewalAtRisk, willBeEligible }) => renewalAtRisk && willBeEligible === true)).toBe(
      true,
    );
    expect(all.some(({ willBeEligible }) => willBeEligible === false)).toBe(true);
    for (const on of [today, addDays(today, -250), addDays(today, 100)]) {
      const expected = expectedOn(rows, on);
      const { nodes, totalCount } = await page(`first: 100, on: "${on}"`, `totalCount nodes { ${NODE} }`);
      expect(nodes.map(asExpected)).toEqual(expected);
      expect(totalCount).toBe(expected.length);
    }
    expect((await page('first: 100')).nodes.map(asExpected)).toEqual(all);
  });

  it('filters by renewal day and level', async () => {
    const { renewalDay } = all[4] ?? {};
    const before = all.filter((member) => member.renewalDay < (renewalDay ?? ''));
    expect(before.length).toBeGreaterThan(0);
    const filtered = async (filter: string) => {
      const { nodes, totalCount } = await page(`first: 100, ${filter}`, `totalCount nodes { ${NODE} }`);
      expect(totalCount).toBe(nodes.length);
      return nodes.map(asExpected);
    };
    expect(await filtered(`renewal: { until: "${renewalDay}" }`)).toEqual(before);
    for (const level of ['SILVER', 'GOLD'] as const) {
      const ofLevel = ({ membershipLevel }: Expected) => membershipLevel === level;
      expect(await filtered(`level: ${level}`)).toEqual(all.filter(ofLevel));
      expect(await filtered(`level: ${level}, renewal: { until: "${renewalDay}" }`)).toEqual(
        before.filter(ofLevel),
      );
    }
    expect(await filtered('renewal: { until: "2000-01-01" }')).toEqual([]);
    expect(await filtered(`renewal: { from: "${renewalDay}", until: "2100-01-01" }`)).toEqual(
      all.filter((member) => !before.includes(member)),
    );
    expect(await filtered('renewal: {}')).toEqual(all);
  });

  it('pages in both directions', async () => {
    const PAGE = `edges { cursor node { ${NODE} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
    const edgesOf = async (paging: string) => {
      const { edges, pageInfo } = await page(paging, PAGE);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
      return { members: edges.map(({ node }: AnyJson) => asExpected(node)), ...pageInfo };
    };
    const first = await edgesOf('first: 4');
    expect(first).toMatchObject({ members: all.slice(0, 4), hasNextPage: true, hasPreviousPage: false });
    const second = await edgesOf(`first: 4, after: "${first.endCursor}"`);
    expect(second).toMatchObject({ members: all.slice(4, 8), hasNextPage: true, hasPreviousPage: true });
    const back = await edgesOf(`last: 3, before: "${second.endCursor}"`);
    expect(back).toMatchObject({ members: all.slice(4, 7), hasNextPage: true, hasPreviousPage: true });
    const beginning = await edgesOf(`last: 4, before: "${second.startCursor}"`);
    expect(beginning).toMatchObject({ members: all.slice(0, 4), hasPreviousPage: false });
    const last = await edgesOf('last: 2');
    expect(last).toMatchObject({ members: all.slice(-2), hasNextPage: false, hasPreviousPage: true });
    const rest = await edgesOf(`first: 100, after: "${second.endCursor}"`);
    expect(rest).toMatchObject({ members: all.slice(8), hasNextPage: false });
  });

  it('skips the rows and the count if they are not selected', async () => {
    const evaluation = spans === 'current' ? 0 : EVALUATION;
    // Only the caller is read: nothing of the list is selected.
    await page('first: 3', '__typename');
    expect(statements()).toBe(1);
    // If the first page is empty, a second query follows. Without current spans, the first page is empty.
    const emptyPage = spans === 'current' ? 0 : 1;
    await page('first: 3', 'nodes { renewalDay } edges { cursor } pageInfo { hasNextPage }');
    expect(statements()).toBe(CALLER + 1 + emptyPage + evaluation);
    await page('first: 3', 'totalCount');
    // All members are evaluated. There are between 100 and 200, so a second batch is read.
    expect(statements()).toBe(CALLER + 1 + evaluation + (spans === 'current' ? 0 : 6));
    await page('last: 3', 'nodes { organization { name renewalRisk { inWords } } }');
    // Statements for the programme, for the organizations of the page, and for their other facts.
    expect(statements()).toBe(CALLER + 1 + emptyPage + evaluation + 1 + 5 + (spans === 'current' ? 1 : 0));
  });

  it('is restricted to agents', async () => {
    const { body } = await server.ask('{ organizationsAtRisk(first: 1) { totalCount } }', {
      as: await server.person('nobody'),
    });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe.each(DATABASES)('organizationsAtRisk on $name, for many organizations', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES }, outdated: 'left' });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  let members = 0;
  const growTo = async (total: number) => {
    const ids = Array.from({ length: total - members }, (_, i) => `o${String(members + i).padStart(4, '0')}`);
    members = total;
    await storeOrganizations(server.database, ...ids.map((id) => ({ id })));
    // No organization has any proof, so no level may be bought.
    await storeTerms(
      server,
      ids.map((id) => ({ organizationId: id, from: '2026-01-01', until: '2027-01-01' })),
    );
  };
  const WHY = 'nodes { organization { name renewalRisk { renewalDay inWords } } }';
  const NARROWED = ', level: SILVER, renewal: { until: "2027-02-01" }, on: "2026-06-01"';
  const countStatements = async (selection: string, filter = '') => {
    const { body } = await server.ask(`{ organizationsAtRisk(first: 100${filter}) { ${selection} } }`, {
      as: agent,
    });
    expect(body.errors).toBeUndefined();
    return [body.data.organizationsAtRisk, server.log.at(-1)?.['statements']];
  };

  it('takes the same number of statements for 1 to 1,300 organizations with current spans', async () => {
    await server.ask('{ policy { termMonths } }');
    for (const total of [1, 20, 300, 600, 1300]) {
      await growTo(total);
      expect(await refillAll(server.database)).toBeGreaterThan(0);
      const [page, read] = await countStatements('nodes { renewalDay }');
      expect([page.nodes.length, read]).toEqual([Math.min(total, 100), CALLER + 1]);
      const [{ totalCount }, counted] = await countStatements('totalCount');
      expect([totalCount, counted]).toEqual([total, CALLER + 1]);
      // Statements for the programme, for the organizations of a page of any size, and for their other facts.
      const [whole, derived] = await countStatements(WHY);
      expect([whole.nodes.length, derived]).toEqual([Math.min(total, 100), CALLER + 1 + 1 + 1 + 5]);
      const [narrowed, searched] = await countStatements('nodes { renewalDay }', NARROWED);
      expect([narrowed.nodes.length, searched]).toEqual([Math.min(total, 100), CALLER + 1]);
    }
  });

  it('evaluates organizations with outdated spans in batches of a hundred, until a page is full', async () => {
    await server.database.transaction((transaction) =>
      transaction.change('UPDATE organization SET edition = 0'),
    );
    // The first request that derives something reads the whole catalogue.
    await countStatements('nodes { renewalDay }');
    const [page, read] = await countStatements('nodes { renewalDay }');
    // A page of 100 looks for a 101st organization, so a second batch is read.
    expect([page.nodes.length, read]).toEqual([100, CALLER + 1 + EVALUATION + 6]);
    const [{ totalCount }, counted] = await countStatements('totalCount');
    expect([totalCount, counted]).toEqual([1300, CALLER + 1 + EVALUATION + 12 * 6]);
  });
});

describe.each(DATABASES)('the renewal day on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind, { config: { rateLimits: NO_RATES } });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

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
  ])('is correct for %s', async (name, terms, expected) => {
    const id = name.replaceAll(' ', '-');
    await storeOrganizations(server.database, { id });
    await storeTerms(
      server,
      terms.map(([from, until]) => ({ organizationId: id, from: `${from}-02`, until: `${until}-02` })),
    );
    const { body } = await server.ask(
      `{ organization(by: { key: "${id}" }) { renewalRisk { renewalDay } }
        organizationsAtRisk(first: 100) { nodes { organization { key } renewalDay } } }`,
      { as: agent },
    );
    const nodes = body.data.organizationsAtRisk.nodes.filter(
      ({ organization }: AnyJson) => organization.key === id,
    );
    expect(nodes.map(({ renewalDay }: AnyJson) => renewalDay)).toEqual(expected === null ? [] : [expected]);
    expect(body.data.organization.renewalRisk).toEqual({ renewalDay: expected });
  });
});

const NO_RATES = { anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 };

async function storeTerms(
  { database }: TestServer,
  terms: readonly { readonly organizationId: string; readonly from: string; readonly until: string }[],
): Promise<void> {
  await database.transaction((transaction) =>
    transaction.insert(
      MembershipTable,
      terms.map(({ organizationId, from, until }, i): MembershipRow => ({
        id: `${organizationId}-${i}`,
        organizationId,
        level: 'SILVER',
        fromDay: day(from),
        untilDay: day(until),
        purchasedOn: day(from),
        kind: 'NEW',
        pricePaidMinorUnits: 0,
        currency: 'USD',
        paymentReference: 'test',
        refundedOn: null,
        version: 1,
      })),
    ),
  );
}
