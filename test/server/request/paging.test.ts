import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionArguments } from '../../../schema/connection';
import type { Database } from '../../../server/db/database';
import {
  AchievementTable,
  ApiKeyTable,
  AuditEntryTable,
  CatalogueVersionTable,
  EmployeeTable,
  type AchievementRow,
  type CatalogueVersionRow,
  type EmployeeRow,
} from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { countStatements } from '../../../server/db/count-statements';
import { BadInput } from '../../../server/request/bad-input';
import type { Context } from '../../../server/request/context';
import { Selection } from '../../../server/request/selection';
import type { ChildList, List } from '../../../server/request/list';
import { childLoader } from '../../../server/request/loaders/children';
import { arrayPage, childPage, page } from '../../../server/request/paging';
import { addDays, day } from '../../../server/rules';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

const AT = instant(new Date('2026-01-01T00:00:00Z'));
const two = (n: number) => String(n).padStart(2, '0');
const three = (n: number) => String(n).padStart(3, '0');

describe.each(DATABASES)('lists inside lists on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
    const ids = Array.from({ length: 100 }, (_, i) => `o${two(i)}`);
    await storeOrganizations(server.database, ...ids.map((id) => ({ id })));
    await server.database.transaction(async (transaction) => {
      // Zero to six rows of each kind, inserted in rounds, so that rows of one organization are not adjacent.
      for (let round = 0; round < 6; round++) {
        const owners = ids.filter((_, i) => i % 7 > round);
        await transaction.insert(
          ApiKeyTable,
          owners.map((organizationId) => ({
            ...AN_API_KEY,
            id: `k${round}-${organizationId}`,
            hash: `${round}${organizationId}`,
            organizationId,
          })),
        );
        await transaction.insert(
          AuditEntryTable,
          owners.map((organizationId) => ({
            ...AN_ENTRY,
            id: `e${round}-${organizationId}`,
            organizationId,
          })),
        );
      }
    });
  });
  afterAll(() => server.stop());

  const answer = async (document: string, variables: object = {}) => {
    const { body } = await server.ask(document, { variables, as: agent });
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const statements = async (document: string) => {
    await answer(document);
    return server.log.at(-1)?.['statements'];
  };

  it.each([1, 20, 100])('take the same few statements for %i organizations', async (first) => {
    // One for the viewer's employer, one for the organizations, and two for each list: its pages and its counts.
    expect(
      await statements(`{ organizations(first: ${first}) { nodes {
        apiKeys(first: 3) { totalCount nodes { id } } auditEntries(first: 2) { totalCount nodes { id } } } } }`),
    ).toBe(6);
  });

  it('send no statement for fields that are not selected, and share one between aliases', async () => {
    const inside = (fields: string) => statements(`{ organizations(first: 50) { nodes { ${fields} } } }`);
    expect(await inside('id')).toBe(2);
    expect(await inside('apiKeys(first: 3) { totalCount }')).toBe(3);
    expect(await inside('apiKeys(first: 3) { pageInfo { endCursor } edges { cursor } nodes { id } }')).toBe(
      3,
    );
    expect(
      await inside('a: apiKeys(first: 3) { nodes { id } } b: apiKeys(first: 3) { edges { cursor } }'),
    ).toBe(3);
    expect(await inside('a: apiKeys(first: 3) { nodes { id } } b: apiKeys(last: 3) { nodes { id } }')).toBe(
      4,
    );
  });

  const PAGE =
    'totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
  const PAGING = '(first: $first, after: $after, last: $last, before: $before)';

  it('return the same pages as a query for each parent', async () => {
    const { organization } = await answer(
      '{ organization(by: { key: "o06" }) { apiKeys(first: 6) { edges { cursor } } } }',
    );
    const cursors = organization.apiKeys.edges.map(({ cursor }: { cursor: string }) => cursor);
    expect(cursors).toHaveLength(6);
    for (const paging of [
      { first: 1 },
      { first: 4 },
      { first: 100 },
      { last: 1 },
      { last: 4 },
      { first: 2, after: cursors[1] },
      { first: 9, after: cursors[5] },
      { last: 2, before: cursors[4] },
      { last: 9, before: cursors[0] },
    ]) {
      const together = await answer(
        `query (${VARIABLES}) { organizations(first: 14) { nodes { key apiKeys${PAGING} { ${PAGE} } } } }`,
        paging,
      );
      for (const organizationInList of together.organizations.nodes) {
        const single = await answer(
          `query ($key: String!, ${VARIABLES}) { organization(by: { key: $key }) { key apiKeys${PAGING} { ${PAGE} } } }`,
          { ...paging, key: organizationInList.key },
        );
        expect(organizationInList).toEqual(single.organization);
      }
    }
  });

  it('contain only children of their parent, newest first', async () => {
    const { organizations } = await answer(`{ organizations(first: 7) { nodes {
      newest: apiKeys(first: 2) { totalCount nodes { id } } oldest: apiKeys(last: 2) { nodes { id } } } } }`);
    const expectedOf = (i: number) => ({
      newest: {
        totalCount: i,
        nodes: [i - 1, i - 2].filter((n) => n >= 0).map((n) => ({ id: `key_k${n}-o${two(i)}` })),
      },
      oldest: { nodes: [1, 0].filter((n) => n < i).map((n) => ({ id: `key_k${n}-o${two(i)}` })) },
    });
    expect(organizations.nodes).toEqual(Array.from({ length: 7 }, (_, i) => expectedOf(i)));
  });

  it('differ between aliases with different cursors', async () => {
    const { organization } = await answer(
      '{ organization(by: { key: "o06" }) { apiKeys(first: 6) { edges { cursor } } } }',
    );
    const after = (i: number) => `apiKeys(first: 1, after: "${organization.apiKeys.edges[i].cursor}")`;
    const { organizations } = await answer(
      `{ organizations(first: 7) { nodes { a: ${after(1)} { nodes { id } } b: ${after(3)} { nodes { id } } } } }`,
    );
    expect(organizations.nodes[6]).toEqual({
      a: { nodes: [{ id: 'key_k3-o06' }] },
      b: { nodes: [{ id: 'key_k1-o06' }] },
    });
  });

  it('reject the cursor of another list', async () => {
    const { organizations } = await answer(
      '{ organizations(first: 7) { pageInfo { endCursor } nodes { apiKeys(first: 1) { pageInfo { endCursor } } } } }',
    );
    const cursor = organizations.nodes[6].apiKeys.pageInfo.endCursor;
    for (const [list, foreign] of [
      ['auditEntries', cursor],
      ['apiKeys', organizations.pageInfo.endCursor],
    ]) {
      const { body } = await server.ask(
        `{ organization(by: { key: "o06" }) { ${list}(first: 1, after: "${foreign}") { nodes { id } } } }`,
        { as: agent },
      );
      expect(body.errors[0]).toMatchObject({
        message: `"${foreign}" is not a cursor of this list. Use a cursor from "pageInfo" or from an edge.`,
        extensions: { code: 'BAD_USER_INPUT' },
        path: ['organization', list],
      });
    }
  });
});

const ACHIEVEMENTS: ChildList<AchievementRow> = {
  name: 'achievements',
  table: 'achievement',
  columns: '*',
  parent: 'employeeId',
  orderBy: { earnedOn: 'day', id: 'text' },
};

const VERSIONS: List<CatalogueVersionRow> = {
  name: 'versions',
  table: 'catalogue_version',
  columns: 'number',
  orderBy: { number: 'number' },
};

const employeesOn = (on: string): ChildList<EmployeeRow & { readonly organizationId: string }> => ({
  name: 'employees',
  table:
    '(SELECT employee.*, organizationId, fromDay, untilDay FROM affiliation JOIN employee ON employee.id = employeeId) AS employed',
  columns: 'id, name, organizationId',
  parent: 'organizationId',
  where: { sql: 'fromDay <= ? AND (untilDay IS NULL OR untilDay > ?)', parameters: [on, on] },
  orderBy: { name: 'text', id: 'text' },
});

describe.each(DATABASES)('pages on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;
  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
    await storeOrganizations(database, { id: 'old' }, { id: 'new' });
    for (const name of ['cid', 'ann', 'bob']) {
      await storePerson(
        database,
        name,
        { organizationId: 'old', until: '2026-02-01' },
        { organizationId: 'new', from: '2026-02-01' },
      );
    }
    await database.transaction(async (transaction) => {
      await transaction.insert(
        EmployeeTable,
        PEOPLE.map((id) => ({ id, subject: null, name: id, email: null, createdAt: AT, version: 1 })),
      );
      await transaction.insert(
        AchievementTable,
        PEOPLE.flatMap((employeeId, i) =>
          Array.from({ length: 3 + (i % 3) }, (_, n) => ({
            ...AN_ACHIEVEMENT,
            id: `${employeeId}-${n}`,
            employeeId,
            // Two achievements share a day.
            earnedOn: addDays(day('2020-01-01'), n >> 1),
          })),
        ),
      );
      await transaction.insert(
        CatalogueVersionTable,
        [9, 10, 11].map((number) => ({
          number,
          appliesFrom: null,
          publishedAt: AT,
          publishedBy: 'test',
          document: '{}',
        })),
      );
    });
  });
  afterAll(() => test.drop());

  const PEOPLE = Array.from({ length: 250 }, (_, i) => `p${three(i)}`);
  const aContext = (sent = { statements: 0 }) =>
    // Child pages use no other part of the context.
    ({
      load: {
        children: childLoader(countStatements(database, sent), database.dialect, Selection.EVERYTHING),
      },
    }) as unknown as Context;
  const idsOf = async (context: Context, parent: string, paging: ConnectionArguments) =>
    childPage(context, ACHIEVEMENTS, parent, paging, ({ id }) => id).nodes();

  it('share one statement for any number of parents', async () => {
    const sent = { statements: 0 };
    const context = aContext(sent);
    const pages = await Promise.all(PEOPLE.map((parent) => idsOf(context, parent, { first: 2 })));
    expect(pages).toEqual(PEOPLE.map((id) => [`${id}-0`, `${id}-1`]));
    expect(sent.statements).toBe(1);
    const totals = PEOPLE.map((parent) =>
      childPage(context, ACHIEVEMENTS, parent, { first: 1 }, ({ id }) => id).totalCount(),
    );
    expect(await Promise.all(totals)).toEqual(PEOPLE.map((_, i) => 3 + (i % 3)));
    expect(sent.statements).toBe(2);
  });

  it('continue correctly between rows of the same day', async () => {
    const context = aContext();
    for (const direction of ['forwards', 'backwards']) {
      const seen: string[] = [];
      for (let cursor: string | null = null, more = true; more && seen.length < 9;) {
        const paging: ConnectionArguments =
          direction === 'forwards' ? { first: 1, after: cursor } : { last: 1, before: cursor };
        const current = childPage(context, ACHIEVEMENTS, 'p002', paging, ({ id }) => id);
        seen.push(...(await current.nodes()));
        const { hasNextPage, hasPreviousPage, endCursor } = await current.pageInfo();
        cursor = endCursor;
        more = direction === 'forwards' ? hasNextPage : hasPreviousPage;
      }
      const all = ['p002-0', 'p002-1', 'p002-2', 'p002-3', 'p002-4'];
      expect(seen).toEqual(direction === 'forwards' ? all : all.toReversed());
    }
  });

  it('stay the same when another page shares their rows', async () => {
    const context = aContext();
    const last = () => idsOf(context, 'p000', { last: 3 });
    expect(await Promise.all([last(), last()])).toEqual([
      ['p000-0', 'p000-1', 'p000-2'],
      ['p000-0', 'p000-1', 'p000-2'],
    ]);
  });

  it('read lists that join tables, each with its own parameters', async () => {
    const sent = { statements: 0 };
    const context = aContext(sent);
    const parentsAndDays = [
      ['old', '2026-01-15'],
      ['new', '2026-01-15'],
      ['old', '2026-02-15'],
      ['new', '2026-02-15'],
    ] as const;
    const pages = parentsAndDays.map(([parent, on]) =>
      childPage(context, employeesOn(on), parent, { first: 2 }, ({ name }) => name),
    );
    expect(await Promise.all(pages.map((child) => child.nodes()))).toEqual([
      ['ann', 'bob'],
      [],
      [],
      ['ann', 'bob'],
    ]);
    expect(await Promise.all(pages.map((child) => child.totalCount()))).toEqual([3, 0, 0, 3]);
    expect(sent.statements).toBe(4);
  });

  it('sort numbers numerically after a cursor', async () => {
    const versions = (paging: ConnectionArguments) =>
      page(database, VERSIONS, paging, ({ number }) => number);
    const { endCursor } = await versions({ first: 1 }).pageInfo();
    expect(await versions({ first: 9, after: endCursor }).nodes()).toEqual([10, 11]);
  });

  it('reject cursors with values that their columns cannot have', async () => {
    const cursorOf = async (connection: { pageInfo(): Promise<{ endCursor: string | null }> }) =>
      (await connection.pageInfo()).endCursor ?? '';
    const forge = (cursor: string, ...values: readonly unknown[]) => {
      const [checksum] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
      return Buffer.from(JSON.stringify([checksum, ...values])).toString('base64url');
    };
    const achievements = (after: string | null) =>
      childPage(aContext(), ACHIEVEMENTS, 'p000', { first: 1, after }, ({ id }) => id);
    const versions = (after: string | null) =>
      page(database, VERSIONS, { first: 1, after }, ({ number }) => number);
    const [dated, numbered] = [await cursorOf(achievements(null)), await cursorOf(versions(null))];
    expect(await achievements(forge(dated, '2020-01-01', 'p000-0')).nodes()).toEqual(['p000-1']);
    for (const values of [
      [],
      ['2020-01-01'],
      ['2020-01-01', 1],
      ['2020-01-01', null],
      ['2020-01-01', ['x']],
      ['2020-02-31', 'x'],
      ['x', 'x'],
      [1, 2],
      ['2020-01-01', 'x', 'x'],
      ['2020-01-01', 'x\ud800'],
    ]) {
      expect(() => achievements(forge(dated, ...values))).toThrow('paging.cursor');
    }
    for (const value of ['9', null, true]) {
      expect(() => versions(forge(numbered, value))).toThrow('paging.cursor');
    }
    const infinite = Buffer.from(numbered, 'base64url').toString().replace('9]', '1e999]');
    expect(infinite).toContain(',1e999]');
    expect(() => versions(Buffer.from(infinite).toString('base64url'))).toThrow('paging.cursor');
    const descending = { ...ACHIEVEMENTS, descending: true };
    expect(() => childPage(aContext(), descending, 'p000', { first: 1, after: dated }, String)).toThrow(
      'paging.cursor',
    );
  });
});

describe('a list in memory', () => {
  const paged = async (items: readonly string[], paging: ConnectionArguments) => {
    const list = arrayPage(
      'letters',
      items,
      (letter) => letter,
      paging,
      (letter) => letter,
    );
    const { startCursor, endCursor, ...more } = await list.pageInfo();
    return { nodes: await list.nodes(), startCursor, endCursor, ...more };
  };
  const LETTERS = ['a', 'b', 'c'];
  const cursorOf = async (letter: string) => (await paged([letter], { first: 1 })).endCursor;

  it('ends at its beginning when paged backwards', async () => {
    for (const last of [1, 2, 3, 4, 5, 100]) {
      expect(await paged(LETTERS, { last })).toMatchObject({
        nodes: LETTERS.slice(-last),
        hasPreviousPage: last < 3,
        hasNextPage: false,
      });
      expect(await paged(LETTERS, { last, before: await cursorOf('b') })).toMatchObject({
        nodes: ['a'],
        hasPreviousPage: false,
        hasNextPage: true,
      });
    }
    expect(await paged(LETTERS, { last: 2, before: await cursorOf('a') })).toMatchObject({ nodes: [] });
  });

  it('rejects a cursor whose item is gone', async () => {
    const gone = await cursorOf('b');
    for (const paging of [
      { first: 1, after: gone },
      { last: 1, before: gone },
    ]) {
      await expect(paged(['a', 'c'], paging)).rejects.toThrow(BadInput);
    }
  });
});

const AN_API_KEY = {
  name: 'key',
  hint: 'lrl_0000',
  scopes: 'READ',
  origin: 'ISSUED',
  createdAt: AT,
  createdBy: 'test',
  expiresAt: null,
  ownEnd: null,
  lastUsedAt: null,
  revokedAt: null,
} as const;

const AN_ENTRY = {
  createdAt: AT,
  actor: 'test',
  command: 'registerOrganization',
  subject: 'test',
  oldValue: null,
  newValue: null,
  reason: null,
} as const;

const AN_ACHIEVEMENT = {
  credential: 'az-100',
  expiry: 'NEVER',
  expiresOn: null,
  revokedOn: null,
  source: 'test',
  externalId: null,
  createdAt: AT,
  version: 1,
} as const;
