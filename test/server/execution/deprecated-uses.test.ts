import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { DeprecatedUses } from '../../../server/execution/deprecated-uses';
import { comparingExecutor } from '../../support/comparing-executor';
import { SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

const SCHEMA = buildSchema(`
  type Query {
    old: Int @deprecated(reason: "Use new.")
    new(by: By, kind: Kind = A, size: Int @deprecated): Int
    thing: Thing
  }
  interface Thing { name: String @deprecated id: ID }
  type Box implements Thing { name: String id: ID next(in: [By!]): Box }
  input By { key: String @deprecated id: ID inner: By kind: Kind }
  enum Kind { A B @deprecated }
`);

function usesOf(text: string, variables = {}, uses = new DeprecatedUses(SCHEMA), name?: string) {
  const document = parse(text);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode =>
      one.kind === Kind.OPERATION_DEFINITION && (name === undefined || one.name?.value === name),
  );
  return operation && uses.usesOf(document, operation, variables).toSorted();
}

describe('the deprecated uses of an operation', () => {
  it.each<[string, string, object, readonly string[]]>([
    ['a field', '{ a: old b: old new }', {}, ['Query.old']],
    ['a field of an interface', '{ thing { name ... on Box { name } } }', {}, ['Thing.name']],
    ['an argument', '{ new(size: 1) }', {}, ['Query.new(size)']],
    ['an input field', '{ new(by: { inner: { key: "a" } }) }', {}, ['By.key']],
    ['an enum value', '{ new(kind: B, by: { kind: B }) }', {}, ['Kind.B']],
    ['a fragment', '{ thing { ...N } } fragment N on Thing { name }', {}, ['Thing.name']],
    [
      'a variable',
      'query ($by: By) { new(by: $by) }',
      { by: { inner: { key: null, kind: 'B' } } },
      ['By.key', 'Kind.B'],
    ],
    [
      'a list in a variable',
      'query ($in: [By!]) { thing { ... on Box { next(in: $in) { id } } } }',
      { in: [{ id: 'a' }, { key: 'b' }] },
      ['By.key'],
    ],
    [
      'nothing',
      'query ($by: By, $kind: Kind) { new(by: $by, kind: $kind) thing { id } }',
      { by: { id: 'a' }, kind: 'A' },
      [],
    ],
  ])('are those of %s', (_of, text, variables, expected) => {
    expect(usesOf(text, variables)).toEqual(expected);
  });

  it('leave out the other operations of the document', () => {
    const text = 'query One { old } query Other { thing { ...N } } fragment N on Thing { name }';
    expect(usesOf(text, {}, new DeprecatedUses(SCHEMA), 'One')).toEqual(['Query.old']);
    expect(usesOf(text, {}, new DeprecatedUses(SCHEMA), 'Other')).toEqual(['Thing.name']);
  });

  it('tolerate values that are refused elsewhere', () => {
    const text = 'query ($by: By) { new(by: $by) }';
    for (const by of [7, 'B', [[{}]], { inner: 'x', kind: 7 }]) expect(usesOf(text, { by })).toEqual([]);
  });
});

describe('the metrics of a server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      config: { metrics: true },
      executorOf: (schema) => {
        // The contract has no deprecated part yet.
        const field = schema.getQueryType()?.getFields()['policy'];
        if (field) field.deprecationReason = 'It is a test.';
        return comparingExecutor(schema);
      },
    });
  });
  afterAll(() => server.stop());

  it('count the requests that use a deprecated field, also those of known queries', async () => {
    for (const query of ['{ a: policy { termMonths } b: policy { termMonths } }', '{ viewer { roles } }'])
      for (let i = 0; i < 3; i++) expect((await server.ask(query)).body.errors).toBeUndefined();
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text.match(/^laurel_deprecated_uses_total\{.*$/gm)).toEqual([
      'laurel_deprecated_uses_total{name="Query.policy"} 3',
    ]);
  });
});
