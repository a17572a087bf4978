import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../../../server/demo/load-demo';
import { KnownVersions } from '../../../../server/catalogue/known-versions';
import { effectOfVersions, day, isGain, type Catalogue, type Effect } from '../../../../server/rules';
import {
  catalogueDocument2017,
  credentialIn,
  readValidCatalogue,
  type EditableJson,
} from '../../../support/catalogue';
import { DATABASES } from '../../../support/databases';
import { organizationRow, storeOrganizations } from '../../../support/facts';
import { factsOf, readFactRows } from '../../../support/facts-of';
import { startTestServer, TODAY, type TestServer } from '../../../support/test-server';

const FROM = '2026-07-01';

/** The statements before the first batch: the caller and the catalogue versions. */
const STATEMENTS_BEFORE = 2;
/** The statements per batch: the next organizations, and each table of their facts. */
const STATEMENTS_PER_BATCH = 1 + 7;

function summer(): EditableJson {
  const document = catalogueDocument2017();
  const requirement = (key: string, path: number) => competencyIn(document, key).paths[path].requires[0];
  requirement('application-development', 0).people[0].count = 4;
  requirement('datacenter', 1).people[0].count = 1;
  requirement('data-platform', 0).people[0].count = 3;
  requirement('messaging', 0).any[1].people[0].count = 3;
  requirement('enterprise-mobility-management', 1).atLeast = { DEVELOPED: 9000, DEVELOPING: 9000 };
  requirement('cloud-productivity', 1).atLeast = { DEVELOPED: 9000, DEVELOPING: 9000 };
  competencyIn(document, 'devops').retiredOn = '2026-09-01';
  credentialIn(document, 'MCSA-O365')['acceptedUntil'] = '2026-08-01';
  return document;
}

describe.each(DATABASES)('previewCatalogue on $name, for the demo programme', (kind) => {
  let server: TestServer;
  let keeper: string;
  let expected: Map<string, readonly Effect[]>;
  let names: string[];

  beforeAll(async () => {
    server = await startTestServer(kind);
    keeper = await server.person('keeper', ['programme-admin']);
    await loadDemo(server.database, day(TODAY), new Date());
    const rows = await readFactRows(server.database);
    const versions = await new KnownVersions().versions(server.database);
    const draft: Catalogue = { ...readValidCatalogue(summer(), 2), appliesFrom: day(FROM) };
    const changing = rows.organizations
      .map((organization) => ({
        organization,
        effects: effectOfVersions(versions, [...versions, draft], factsOf(rows, organization), day(TODAY)),
      }))
      .filter(({ effects }) => effects.length > 0)
      .sort((a, b) =>
        Buffer.compare(Buffer.from(a.organization.searchName), Buffer.from(b.organization.searchName)),
      );
    names = changing.map(({ organization }) => organization.name);
    expected = new Map(changing.map(({ organization, effects }) => [organization.name, effects]));
    expect(names.length).toBeGreaterThan(8);
    expect(names.length).toBeLessThan(rows.organizations.length);
  });
  afterAll(() => server.stop());

  const preview = async (selection: string, variables: object = {}, as = keeper) => {
    const { body } = await server.ask(
      `query ($document: String!, $appliesFrom: LocalDate!) {
        previewCatalogue(document: $document, appliesFrom: $appliesFrom) { ${selection} } }`,
      { variables: { document: JSON.stringify(summer()), appliesFrom: FROM, ...variables }, as },
    );
    return body.data?.previewCatalogue ?? body;
  };
  const statements = () => server.log.at(-1)?.['statements'];

  it('lists gains and losses per organization, with their spans', async () => {
    const { organizations, ...rest } =
      await preview(`version appliesFrom organizationCount gainingCount losingCount
      organizations(first: 100) { totalCount pageInfo { hasNextPage } nodes { organization { name } effects {
        aspect isGain from until inWords
        ... on CompetencyLevelEffect { competencyKey }
        ... on LevelComparison { levelBefore levelAfter }
        ... on FlagComparison { flagBefore flagAfter } } } }`);
    const all = [...expected.values()];
    expect(rest).toEqual({
      version: 2,
      appliesFrom: FROM,
      organizationCount: (await readFactRows(server.database)).organizations.length,
      gainingCount: all.filter((effects) => effects.some(isGain)).length,
      losingCount: all.filter((effects) => effects.some((effect) => !isGain(effect))).length,
    });
    expect(rest.gainingCount * rest.losingCount).toBeGreaterThan(0);
    expect([organizations.totalCount, organizations.pageInfo.hasNextPage]).toEqual([names.length, false]);
    expect(organizations.nodes.map(({ organization }: EditableJson) => organization.name)).toEqual(names);
    for (const { organization, effects } of organizations.nodes) {
      const sentence = { inWords: expect.stringMatching(/^[A-Z].*\.$/) };
      expect(effects).toEqual(
        expected.get(organization.name)?.map((effect) => ({ ...fromRules(effect), ...sentence })),
      );
    }
  });

  it('pages in both directions, by the name of the organization', async () => {
    const page = async (paging: string) => {
      const { organizations } = await preview(
        `organizations(${paging}) { edges { cursor node { organization { name } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
      );
      const { edges, pageInfo } = organizations;
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
      return { names: edges.map(({ node }: EditableJson) => node.organization.name), ...pageInfo };
    };
    const first = await page('first: 3');
    expect(first).toMatchObject({ names: names.slice(0, 3), hasNextPage: true, hasPreviousPage: false });
    const second = await page(`first: 3, after: "${first.endCursor}"`);
    expect(second).toMatchObject({ names: names.slice(3, 6), hasNextPage: true, hasPreviousPage: true });
    const back = await page(`last: 3, before: "${second.startCursor}"`);
    expect(back).toMatchObject({ names: names.slice(0, 3), hasPreviousPage: false });
    const last = await page('last: 2');
    expect(last).toMatchObject({ names: names.slice(-2), hasNextPage: false, hasPreviousPage: true });
    const rest = await page(`first: 100, after: "${second.endCursor}"`);
    expect(rest.names).toEqual(names.slice(6));
  });

  it('computes counts and pages in one pass, and only when they are selected', async () => {
    await preview('version');
    expect(statements()).toBe(STATEMENTS_BEFORE);
    await preview('gainingCount');
    expect(statements()).toBe(STATEMENTS_BEFORE + STATEMENTS_PER_BATCH);
    await preview(
      `organizationCount gainingCount losingCount a: organizations(first: 2) { totalCount nodes { effects { from } } }
       b: organizations(first: 5) { edges { node { effects { from } } } pageInfo { hasNextPage } }`,
    );
    expect(statements()).toBe(STATEMENTS_BEFORE + STATEMENTS_PER_BATCH);
    await preview('organizations(first: 2) { nodes { organization { name } } }');
    expect(statements()).toBe(STATEMENTS_BEFORE + STATEMENTS_PER_BATCH + 1);
  });

  it('refuses a first day that is too early, and a document that cannot be published', async () => {
    const early = await preview('version', { appliesFrom: TODAY });
    expect(early.errors[0]).toMatchObject({
      message: `The version cannot apply from ${TODAY}: the earliest possible day is 2026-03-03. Give that day or a later one.`,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    const document = summer();
    document['competencies'][4].center = 'bakery';
    const wrong = await preview('version', { document: JSON.stringify(document) });
    expect(wrong.errors[0]).toMatchObject({
      message:
        'The document cannot be published as it is, so there is nothing to preview. Number of problems: 1. Use "checkCatalogue" to list them.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('lists no effects for a document that changes nothing', async () => {
    const document = JSON.stringify(catalogueDocument2017());
    const { gainingCount, losingCount, organizations } = await preview(
      'gainingCount losingCount organizations(first: 1) { totalCount nodes { effects { from } } }',
      { document },
    );
    expect([gainingCount, losingCount, organizations]).toEqual([0, 0, { totalCount: 0, nodes: [] }]);
  });

  it('is restricted to programme admins, who see only the public profile of an organization', async () => {
    const agent = await server.person('agent', ['agent']);
    const someone = await server.person('someone');
    for (const as of [agent, someone]) {
      expect((await preview('gainingCount', {}, as)).errors[0].extensions.code).toBe('FORBIDDEN');
    }
    const { body } = await server.ask(
      `{ previewCatalogue(document: "{}", appliesFrom: "${FROM}") { version } }`,
    );
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    const { body: more } = await server.ask(
      `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${FROM}") {
        organizations(first: 1) { nodes { organization { name market } } } } }`,
      { variables: { document: JSON.stringify(summer()) }, as: keeper },
    );
    expect(more.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe.each(DATABASES)('previewCatalogue on $name, for many organizations', (kind) => {
  let server: TestServer;
  let keeper: string;
  const MANY = 250;
  beforeAll(async () => {
    server = await startTestServer(kind);
    keeper = await server.person('keeper', ['programme-admin']);
    // Some names are equal, and an emoji sorts last only by bytes, so only the database knows the order.
    const name = (i: number) => (i % 50 === 0 ? '😀' : i % 7 === 0 ? 'Same' : `Organization ${i}`);
    await storeOrganizations(
      server.database,
      ...Array.from({ length: MANY }, (_, i) => organizationRow({ id: `o${i}`, name: name(i) })),
    );
    // Each organization has a granted competency. A catalogue without that competency voids the grant.
    await server.database.transaction(async (transaction) => {
      for (let i = 0; i < MANY; i++) {
        await transaction.change(
          'INSERT INTO competency_override (id, organizationId, competency, effect, level, reason, fromDay, untilDay, createdAt, placedBy, version)' +
            " VALUES (?, ?, 'devops', 'GRANT', 'SILVER', 'test', '2026-01-01', '2027-01-01', '2026-01-01 00:00:00.000', 'test', 1)",
          [`g${i}`, `o${i}`],
        );
      }
    });
  });
  afterAll(() => server.stop());

  it('reads only as many organizations as the page needs', async () => {
    const statements = async (selection: string) => {
      await server.ask(
        `query ($document: String!) {
          previewCatalogue(document: $document, appliesFrom: "${FROM}") { ${selection} } }`,
        { variables: { document: JSON.stringify(withoutDevOps()) }, as: keeper },
      );
      return server.log.at(-1)?.['statements'];
    };
    // The first request to a server reads the catalogue.
    await statements('version');
    expect(await statements('organizations(first: 90) { nodes { effects { from } } }')).toBe(
      STATEMENTS_BEFORE + STATEMENTS_PER_BATCH,
    );
    expect(await statements('organizations(last: 90) { nodes { effects { from } } }')).toBe(
      STATEMENTS_BEFORE + STATEMENTS_PER_BATCH,
    );
    expect(await statements('losingCount organizations(first: 90) { nodes { effects { from } } }')).toBe(
      STATEMENTS_BEFORE + 3 * STATEMENTS_PER_BATCH,
    );
  });

  it('pages through all organizations, each exactly once', async () => {
    const document = withoutDevOps();
    const listedIds: string[] = [];
    for (let after: string | null = null; ;) {
      const { body } = await server.ask(
        `query ($document: String!, $after: String) { previewCatalogue(document: $document, appliesFrom: "${FROM}") {
          organizationCount losingCount gainingCount
          organizations(first: 90, after: $after) { totalCount pageInfo { hasNextPage endCursor }
            nodes { organization { id } effects { aspect from until inWords
              ... on CompetencyLevelEffect { competencyKey }
              ... on LevelComparison { levelBefore levelAfter } } } } } }`,
        { variables: { document: JSON.stringify(document), after }, as: keeper },
      );
      const { organizations, ...counts } = body.data.previewCatalogue;
      expect(counts).toEqual({ organizationCount: MANY, losingCount: MANY, gainingCount: 0 });
      expect(organizations.totalCount).toBe(MANY);
      for (const { organization, effects } of organizations.nodes) {
        listedIds.push(organization.id);
        const span = { levelBefore: 'SILVER', levelAfter: null, from: FROM, until: '2027-01-01' };
        expect(effects).toEqual([
          {
            aspect: 'ATTAINED',
            competencyKey: 'devops',
            ...span,
            inWords: 'DevOps is no longer attained; previously, it was attained at Silver.',
          },
          {
            aspect: 'ELIGIBLE',
            ...span,
            inWords: 'No membership can be bought; previously, the highest that could be bought was Silver.',
          },
        ]);
      }
      if (!organizations.pageInfo.hasNextPage) break;
      after = organizations.pageInfo.endCursor;
    }
    expect(listedIds).toHaveLength(MANY);
    expect(new Set(listedIds).size).toBe(MANY);
    const sorted = await server.database.rows<{ id: string }>(
      'SELECT id FROM organization ORDER BY searchName, id',
    );
    expect(listedIds).toEqual(sorted.map(({ id }) => `org_${id}`));
  });

  it('stops when the request times out', async () => {
    const slow = await startTestServer(kind, {
      seconds: { query: 1, mutation: 60 },
      between: (database) => ({
        ...database,
        rows: async (sql, parameters) => {
          if (sql.includes('FROM month_closing')) await new Promise((resolve) => setTimeout(resolve, 600));
          return database.rows(sql, parameters);
        },
      }),
    });
    try {
      await storeOrganizations(
        slow.database,
        ...Array.from({ length: MANY }, (_, i) => organizationRow({ id: `o${i}` })),
      );
      const { status, body } = await slow.ask(
        `query ($document: String!) { previewCatalogue(document: $document, appliesFrom: "${FROM}") { losingCount } }`,
        {
          variables: { document: JSON.stringify(summer()) },
          as: await slow.person('keeper', ['programme-admin']),
        },
      );
      expect(status).toBe(504);
      expect(body.errors[0].extensions.code).toBe('TIMED_OUT');
    } finally {
      await slow.stop();
    }
  });
});

describe.each(DATABASES)('checkCatalogue on $name', (kind) => {
  let server: TestServer;
  let keeper: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    keeper = await server.person('keeper', ['programme-admin']);
  });
  afterAll(() => server.stop());

  const check = async (document: EditableJson | string, appliesFrom?: string, as = keeper) => {
    const { body } = await server.ask(
      `query ($document: String!, $appliesFrom: LocalDate) {
        checkCatalogue(document: $document, appliesFrom: $appliesFrom) { place message } }`,
      {
        variables: {
          document: typeof document === 'string' ? document : JSON.stringify(document),
          appliesFrom,
        },
        as,
      },
    );
    return body.data?.checkCatalogue ?? body;
  };

  it('reports no problems for a publishable document', async () => {
    expect(await check(catalogueDocument2017())).toEqual([]);
    expect(await check(summer(), FROM)).toEqual([]);
    expect(await check({ ...summer(), appliesFrom: FROM })).toEqual([]);
  });

  it('reports each problem with its place', async () => {
    const document = summer();
    document['competencies'][3].paths[0].requires[0].metric = 'bitcoin';
    document['competencies'][4].center = 'bakery';
    expect(await check(document)).toEqual([
      {
        place: 'competencies[3].paths[0].requires[0].metric',
        message: 'The metric "bitcoin" is not in this catalogue.',
      },
      { place: 'competencies[4].center', message: 'The center "bakery" is not in this catalogue.' },
    ]);
    expect(await check('{')).toEqual([
      { place: '', message: expect.stringMatching(/^The document is not valid JSON: /) },
    ]);
  });

  it('checks the document as of the first day in the argument or in the document, by default tomorrow', async () => {
    const ended = summer();
    competencyIn(ended, 'devops').paths[0].effectiveUntil = '2026-06-01';
    const problem = {
      place: 'competencies[2].paths[0]',
      message: 'The path "devops-partner-silver" is not in force on any day. Change its days, or remove it.',
    };
    expect(await check(ended)).toEqual([]);
    expect(await check(ended, '2026-05-31')).toEqual([]);
    expect(await check(ended, FROM)).toEqual([problem]);
    expect(await check({ ...ended, appliesFrom: FROM })).toEqual([problem]);
    expect(await check({ ...summer(), appliesFrom: FROM }, '2026-05-31')).toEqual([
      {
        place: 'appliesFrom',
        message: `The document says ${FROM}, but the version is to apply from 2026-05-31. Make them the same, or leave the field out.`,
      },
    ]);
    const tooSoon = {
      place: 'appliesFrom',
      message: `The version cannot apply from ${TODAY}: the earliest possible day is 2026-03-03. Give that day or a later one.`,
    };
    expect(await check(summer(), TODAY)).toEqual([tooSoon]);
    expect(await check({ ...summer(), appliesFrom: TODAY })).toEqual([tooSoon]);
    expect(await check('{', TODAY)).toMatchObject([tooSoon, { place: '' }]);
  });

  it('is restricted to programme admins', async () => {
    const denied = await check('{}', FROM, await server.person('agent', ['agent']));
    expect(denied.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

function withoutDevOps(): EditableJson {
  const document = catalogueDocument2017();
  document['competencies'] = document['competencies'].filter(({ key }: EditableJson) => key !== 'devops');
  return document;
}

function competencyIn(document: EditableJson, key: string): EditableJson {
  return document['competencies'].find((competency: EditableJson) => competency['key'] === key);
}

function fromRules(effect: Effect) {
  const { of, from, until, before, after } = effect;
  const isFlag = of === 'renewalAtRisk' || of === 'willBeEligible';
  return {
    aspect: of.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
    ...('competency' in effect && { competencyKey: effect.competency }),
    ...(isFlag ? { flagBefore: before, flagAfter: after } : { levelBefore: before, levelAfter: after }),
    isGain: isGain(effect),
    from,
    until,
  };
}
