import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, getNamedType, isLeafType, isObjectType, type GraphQLNamedType } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLLEAGUE_COLUMNS, ORGANIZATION_COLUMNS } from '../../../server/request/columns';
import { Selection } from '../../../server/request/selection';
import { day } from '../../../server/rules';
import { selectionOf } from '../../support/any-operation';
import { DATABASES } from '../../support/databases';
import { storeDemoCopies } from '../../support/demo-copies';
import { startTestServer, TODAY, type TestServer } from '../../support/test-server';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../../schema/schema.graphql'), 'utf8'));

describe('the selection of a request', () => {
  it('adds the columns of selected fields to those that are always read', () => {
    const selection = new Selection(new Set(['Employee.email', 'Organization.version']));
    expect(selection.columns(COLLEAGUE_COLUMNS)).toEqual(['`id`', '`organizationId`', '`email`']);
  });

  it('considers every type that can present a row', () => {
    for (const type of ['Organization', 'MarketingProfile']) {
      const selection = new Selection(new Set([`${type}.city`]));
      expect(selection.columns(ORGANIZATION_COLUMNS)).toContain('`city`');
    }
  });

  it('contains every column while the operation is unknown', () => {
    const { always, shown } = ORGANIZATION_COLUMNS;
    expect(Selection.EVERYTHING.columns(ORGANIZATION_COLUMNS)).toEqual(
      [...always, ...shown].map((name) => `\`${name}\``),
    );
  });
});

describe.each(DATABASES)('the columns that lists read on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  let sent: string[] = [];
  beforeAll(async () => {
    server = await startTestServer(kind, {
      between: (database) => ({
        ...database,
        rows(sql, parameters) {
          sent.push(sql);
          return database.rows(sql, parameters);
        },
      }),
    });
    await storeDemoCopies(server.database, day(TODAY), 1);
    agent = await server.person('agent', ['agent', 'programme-admin']);
  });
  afterAll(() => server.stop());

  async function ask(document: string) {
    const { body } = await server.ask(document, { as: agent });
    const errors = (body.errors ?? []) as readonly { readonly extensions: { readonly code: string } }[];
    const codes = new Set(errors.map(({ extensions }) => extensions.code));
    return { data: body.data, codes: [...codes] };
  }

  const LISTS: Readonly<Record<string, (selected: string) => string>> = {
    'by name': (selected) => `list: organizations(first: 2) { nodes { ${selected} } }`,
    'by status': (selected) =>
      `list: organizations(first: 2, filter: { membershipLevel: SILVER }) { nodes { ${selected} } }`,
    'by renewal': (selected) =>
      `list: organizations(first: 2, orderBy: RENEWAL_DAY) { nodes { ${selected} } }`,
  };

  it.each(Object.keys(LISTS))('suffice for each field of an organization: %s', async (name) => {
    const list = LISTS[name] ?? String;
    const { data } = await ask(`{ ${list('id')} }`);
    await eachField('Organization', data.list.nodes, async (selected) => {
      const { data: listed, codes } = await ask(`{ ${list(selected)} }`);
      return { codes, nodes: listed?.list.nodes };
    });
  });

  it('suffice for each field of a person and of an achievement', async () => {
    const people = async (selected: string) => {
      const { data, codes } = await ask(
        `{ organization(by: { key: "nordwind-it-0" }) { employees(first: 2) { nodes { ${selected} } } } }`,
      );
      return { codes, nodes: data?.organization?.employees.nodes };
    };
    await eachField('Employee', (await people('id')).nodes, people);
    const achievements = async (selected: string) => {
      const { codes, nodes } = await people(`achievements(first: 2) { nodes { ${selected} } }`);
      return { codes, nodes: nodes?.[0].achievements.nodes };
    };
    await eachField('Achievement', (await achievements('id')).nodes, achievements);
  });

  it('leave out columns that no selected field shows', async () => {
    const read = async (selected: string, column: RegExp) => {
      sent = [];
      await ask(`{ organizations(first: 2) { nodes { ${selected} } } }`);
      expect(sent.length).toBeGreaterThan(1);
      return sent.some((sql) => column.test(sql));
    };
    for (const [selected, column, isRead] of [
      ['id', /description/, false],
      ['name', /description/, false],
      ['about: description', /`description`/, true],
      ['... on Node { ... on Organization { description } }', /`description`/, true],
      ['employees(first: 2) { nodes { id } }', /email/, false],
      ['employees(first: 2) { edges { node { email } } }', /`email`/, true],
      [
        'employees(first: 2) { nodes { achievements(first: 2) { nodes { earnedOn } } } }',
        /externalId/,
        false,
      ],
      [
        'employees(first: 2) { nodes { achievements(first: 2) { nodes { externalId } } } }',
        /`externalId`/,
        true,
      ],
    ] as const) {
      expect([selected, await read(selected, column)]).toEqual([selected, isRead]);
    }
  });

  /**
   * Compares each field of a list, and each leaf of its value, with the same objects fetched by id. Those are read with
   * all columns.
   */
  async function eachField(
    type: string,
    objects: readonly { readonly id: string }[],
    listed: (selected: string) => Promise<{ readonly codes: readonly string[]; readonly nodes: unknown }>,
  ): Promise<void> {
    const ids = JSON.stringify(objects.map(({ id }) => id));
    expect(objects.length).toBeGreaterThan(1);
    let answered = 0;
    for (const selected of selectionsOf(type)) {
      const { codes, data } = await ask(`{ nodes(ids: ${ids}) { ... on ${type} { ${selected} } } }`);
      const list = await listed(selected);
      expect([selected, list.codes]).toEqual([selected, codes]);
      if (codes.length > 0) continue;
      expect([selected, list.nodes]).toEqual([selected, data.nodes]);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(10);
  }
});

function selectionsOf(name: string): readonly string[] {
  const type = SCHEMA.getType(name);
  if (!isObjectType(type)) throw new Error(`The schema has no object type ${name}.`);
  return Object.values(type.getFields()).flatMap((field) =>
    leavesOf(getNamedType(field.type)).map((leaf) => selectionOf(field, { key: 'devops' }, leaf)),
  );
}

function leavesOf(type: GraphQLNamedType): readonly string[] {
  if (!isObjectType(type)) return ['__typename'];
  const { nodes, ...fields } = type.getFields();
  if (nodes !== undefined) return leavesOf(getNamedType(nodes.type)).map((leaf) => `nodes { ${leaf} }`);
  const leaves = Object.values(fields).filter((field) => isLeafType(getNamedType(field.type)));
  return leaves.length === 0 ? ['__typename'] : leaves.map((leaf) => selectionOf(leaf, {}));
}
