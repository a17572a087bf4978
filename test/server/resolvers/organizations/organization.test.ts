import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { normalizeForSearch } from '../../../../server/db/normalize-for-search';
import { storeOrganizations, storePerson } from '../../../support/facts';
import { DATABASES } from '../../../support/databases';
import { startTestServer, type TestServer } from '../../../support/test-server';

const NAMES = [
  'Åbo Data',
  'abacus',
  'Ábaco',
  'Bär & Co',
  'bar co',
  'Zeta',
  'zeta',
  'Čakan',
  'Éclair',
  'eclair 2',
  '9 Lives',
];

describe.each(DATABASES)('organizations on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    await storeOrganizations(
      server.database,
      ...NAMES.map((name, i) => ({
        id: `o${String(i).padStart(2, '0')}`,
        name,
        searchName: normalizeForSearch(name),
        country: name.toLowerCase() === 'zeta' ? 'NL' : 'DE',
      })),
    );
    await storePerson(server.database, 'ann', { organizationId: 'o00' });
  });
  afterAll(() => server.stop());

  const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String) {
    organizations(first: $first, after: $after, last: $last, before: $before) {
      nodes { name } edges { cursor node { name } } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const page = async (variables: object) =>
    (await server.ask(PAGE, { variables, as: agent })).body.data.organizations;
  const names = ({ nodes }: { nodes: { name: string }[] }) => nodes.map(({ name }) => name);
  const SORTED = [
    '9 Lives',
    'Ábaco',
    'abacus',
    'Åbo Data',
    'Bär & Co',
    'bar co',
    'Čakan',
    'Éclair',
    'eclair 2',
    'Zeta',
    'zeta',
  ];

  it('are listed by name, ignoring case and accents', async () => {
    expect(names(await page({ first: 100 }))).toEqual(SORTED);
  });

  it('are filtered by country, with the count and the pages of the filtered list', async () => {
    const dutch = `query ($first: Int, $after: String) { organizations(filter: { country: "NL" }, first: $first, after: $after) {
      nodes { name } totalCount pageInfo { hasNextPage endCursor } } }`;
    const ask = async (variables: object) =>
      (await server.ask(dutch, { variables, as: agent })).body.data.organizations;
    const first = await ask({ first: 1 });
    expect([names(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual([['Zeta'], 2, true]);
    const second = await ask({ first: 1, after: first.pageInfo.endCursor });
    expect([names(second), second.pageInfo.hasNextPage]).toEqual([['zeta'], false]);
  });

  it('are paged forwards and backwards, each exactly once', async () => {
    const whole = names(await page({ first: 100 }));
    for (const size of [1, 2, 3, 5, 11, 12]) {
      const forwards: string[] = [];
      const backwards: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { pageInfo, totalCount, ...rest } = await page({ first: size, after });
        forwards.push(...names(rest));
        ({ endCursor: after, hasNextPage: more } = pageInfo);
        expect(totalCount).toBe(NAMES.length);
      }
      for (let before: string | null = null, more = true; more;) {
        const { pageInfo, ...rest } = await page({ last: size, before });
        backwards.unshift(...names(rest));
        ({ startCursor: before, hasPreviousPage: more } = pageInfo);
      }
      expect([forwards, backwards]).toEqual([whole, whole]);
    }
  });

  it('have cursors, and report whether a previous or next page exists', async () => {
    const [first, last] = [await page({ first: 2 }), await page({ last: 2 })];
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(first.pageInfo.startCursor).toBe(first.edges[0].cursor);
    expect(first.pageInfo.endCursor).toBe(first.edges[1].cursor);
    const beyond = await page({ first: 2, after: last.pageInfo.endCursor });
    expect(beyond).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it('keep pages stable while an organization is registered', async () => {
    const { pageInfo, ...before } = await page({ first: 4 });
    await storeOrganizations(server.database, { id: 'o99', name: 'Aaa', searchName: 'aaa' });
    const after = await page({ first: 3, after: pageInfo.endCursor });
    expect(names(after).some((name) => names(before as never).includes(name))).toBe(false);
    await server.database.transaction((transaction) =>
      transaction.change("DELETE FROM organization WHERE id = 'o99'"),
    );
  });

  it('take one statement per page, and one for a selected count', async () => {
    const statements = async (document: string) => {
      await server.ask(document, { as: await server.person('agent', ['agent']) });
      return server.log.at(-1)?.['statements'];
    };
    // Each request also sends one statement that reads the caller's affiliation.
    expect(await statements('{ organizations(first: 10) { nodes { name } } }')).toBe(2);
    expect(await statements('{ organizations(first: 10) { totalCount } }')).toBe(2);
    expect(await statements('{ organizations(first: 10) { totalCount nodes { name } } }')).toBe(3);
    expect(
      await statements(
        'query { a: node(id: "org_o01") { id } b: organization(by: { id: "org_o02" }) { id } c: nodes(ids: ["org_o03", "org_o04"]) { id } }',
      ),
    ).toBe(2);
  });

  it('can be found by anonymous callers, by id and by key', async () => {
    const { body } = await server.ask(
      '{ a: organization(by: { id: "org_o05" }) { name } b: organization(by: { key: "o06" }) { name } }',
    );
    expect(body.data).toEqual({ a: { name: 'Zeta' }, b: { name: 'zeta' } });
  });

  it('are found by several distinct ids, and repeated ids are refused', async () => {
    const nodes = (ids: readonly string[]) =>
      server.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids } });
    const { body } = await nodes(['org_o02', 'none', 'org_o01']);
    expect(body.data.nodes).toEqual([{ id: 'org_o02' }, null, { id: 'org_o01' }]);
    for (const [id, shownId] of [
      ['org_o01', 'org_o01'],
      ['', ''],
      ['x'.repeat(100_000), `${'x'.repeat(80)}…`],
    ] as const) {
      const { body } = await nodes([id, 'org_o02', id, 'org_o02', id]);
      expect(body).toMatchObject({
        data: { nodes: null },
        errors: [
          {
            message: `The id "${shownId}" was given more than once. Give each id once.`,
            path: ['nodes'],
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
    }
  });

  it('show private fields only to the organization and to agents', async () => {
    const market = (as?: string) =>
      server.ask('{ organization(by: { key: "o00" }) { name market } }', { ...(as && { as }) });
    const codes = async (as?: string) => (await market(as)).body.errors?.[0].extensions.code;
    expect(await codes()).toBe('UNAUTHENTICATED');
    expect(await codes(await server.person('stranger'))).toBe('FORBIDDEN');
    expect(await codes(await server.person('keeper', ['programme-admin']))).toBe('FORBIDDEN');
    expect((await market(await server.person('ann'))).body.data.organization).toEqual({
      name: 'Åbo Data',
      market: 'DEVELOPED',
    });
    expect((await market(agent)).body.data.organization.market).toBe('DEVELOPED');
  });
});
