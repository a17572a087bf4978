import { describe, expect, it } from '@jest/globals';
import { buildSchema as schemaOf, Kind, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { setTimeout as pause } from 'node:timers/promises';
import { Executor, type Execution } from '../../../server/edge/executor';
import { heapUsed } from '../../support/heap-used';

/** Everything that a field can answer with: at once and later, as a property, as a method, and wrongly. */
const schema = withResolvers(
  schemaOf(`
    type Query { one: Thing! many(first: Int = 2): [Thing] any: Any node(id: ID!): Node fails: Thing late: [Thing!] slow: Thing }
    interface Node { id: ID! }
    type Thing implements Node { id: ID! name(upper: Boolean): String size: Size self: Thing wrong: Int! }
    type Other implements Node { id: ID! value: Int }
    union Any = Thing | Other
    enum Size { SMALL LARGE }
    type Mutation { change: Thing }
  `),
);

/** The things whose names were asked for. */
const asked: string[] = [];

class Thing {
  readonly __typename = 'Thing';
  readonly size = 'SMALL';
  readonly wrong = null;
  constructor(readonly id: string) {}
  name({ upper }: { upper?: boolean }) {
    asked.push(this.id);
    return Promise.resolve(upper === true ? this.id.toUpperCase() : this.id);
  }
  get self() {
    return this;
  }
}

const executor = new Executor(schema);

function executionOf(text: string, variables: Readonly<Record<string, unknown>> = {}): Execution {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return {
    document,
    operation,
    variables,
    operationName: null,
    context: { noted: {}, select: () => undefined },
  };
}

const told = (result: ExecutionResult | null) => JSON.stringify(result);

describe('a plan answers as graphql-js does', () => {
  it.each([
    ['{ one { id name size self { name(upper: true) } } }', {}],
    ['{ __typename one { __typename id again: id id } }', {}],
    ['query ($n: Int) { many(first: $n) { id } more: many { name } }', { n: 1 }],
    ['query ($n: Int) { many(first: $n) { id } }', {}],
    ['{ any { __typename ... on Thing { id } ... on Other { value } ... on Node { id } } }', {}],
    ['{ node(id: "t") { id ...T ...O } } fragment T on Thing { name } fragment O on Other { value }', {}],
    ['{ node(id: "o") { id ...T ...O } } fragment T on Thing { name } fragment O on Other { value }', {}],
    ['{ one { self { id } ...S } } fragment S on Thing { self { size self { id } } }', {}],
    ['{ late { id name } }', {}],
    ['{ nothing: node(id: "none") { id } }', {}],
  ])('%s', async (text, variables) => {
    const execution = executionOf(text, variables);
    const planned = await executor.executePlanned(execution);
    expect(planned).not.toBeNull();
    expect(told(planned)).toBe(told(await executor.executePlainly(execution)));
  });
});

describe('graphql-js executes itself', () => {
  it.each([
    ['what fails', '{ fails { id } one { id } }'],
    ['what is null where it must not be', '{ one { wrong } }'],
    ['what fails late', '{ one { id } rejects: node(id: "rejects") { id } }'],
    ['what an object is not', '{ node(id: "strange") { id } }'],
    ['what has directives', 'query ($yes: Boolean = true) { one { id name @include(if: $yes) } }'],
    ['questions about the schema', '{ __schema { queryType { name } } }'],
    ['variables that cannot be', 'query ($n: Int!) { many(first: $n) { id } }'],
    ['changes', 'mutation { change { id } }'],
    ['an operation that is not there', 'fragment T on Thing { id }'],
  ])('%s', async (_what, text) => {
    const execution = executionOf(text);
    expect(await executor.executePlanned(execution)).toBeNull();
    const result = await executor.execute(execution);
    expect(told(result)).toBe(told(await executor.executePlainly(execution)));
    expect(result.errors ?? result.data).toBeDefined();
  });
});

describe('a plan that fails', () => {
  it('leaves the request to graphql-js for good', async () => {
    const execution = executionOf('{ one { id } rejects: node(id: "rejects") { id } }');
    expect(await executor.executePlanned(execution)).toBeNull();
    // Even what it could answer now.
    const { document, operation } = executionOf('{ one { id } }');
    expect(await executor.executePlanned({ ...execution, document, operation })).toBeNull();
  });

  it('asks for nothing more: what comes later is not looked into', async () => {
    asked.length = 0;
    const execution = executionOf('{ slow { name } rejects: node(id: "rejects") { id } }');
    expect(await executor.executePlanned(execution)).toBeNull();
    await pause(20);
    expect(asked).toEqual([]);
    await executor.executePlainly(execution);
    expect(asked).toEqual(['slow']);
  });
});

describe('plans that are kept', () => {
  it('take bounded memory for all documents together', async () => {
    const kinds = Array.from({ length: 40 }, (_, i) => `Kind${i}`);
    const wide = withResolvers(
      schemaOf(`
        type Query { node(id: ID!): Node }
        interface Node { id: ID! }
        ${kinds.map((kind) => `type ${kind} implements Node { id: ID! }`).join(' ')}
      `),
    );
    const planning = new Executor(wide);
    const nodes = Array.from({ length: 15 }, (_, i) => `a${i}: node(id: "none") { id b: id c: id }`);
    const executions = Array.from({ length: 250 }, (_, i) =>
      executionOf(`query q${i} { ${nodes.join(' ')} }`),
    );
    const before = heapUsed();
    for (const execution of executions) expect(await planning.executePlanned(execution)).not.toBeNull();
    // Each of them has 1,800 fields, which take 400 kB.
    expect(heapUsed() - before).toBeLessThan(60_000_000);
    // Neither was garbage before.
    expect([planning, executions]).toHaveLength(2);
  });
});

function withResolvers(built: GraphQLSchema): GraphQLSchema {
  const resolvers: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>> = {
    one: () => new Thing('one'),
    many: ({ first }) =>
      Array.from({ length: Number(first ?? 3) }, (_, i) => (i === 1 ? null : new Thing(`t${i}`))),
    any: () => Promise.resolve(new Thing('any')),
    fails: () => {
      throw new Error('It fails.');
    },
    slow: async () => {
      await pause(5);
      return new Thing('slow');
    },
    late: () => [Promise.resolve(new Thing('first')), new Thing('second')],
    node: async ({ id }) => {
      if (id === 'rejects') throw new Error('It fails late.');
      if (id === 'none') return null;
      if (id === 'strange') return { __typename: 'Query', id };
      return id === 't' ? new Thing('t') : { __typename: 'Other', id, value: 3 };
    },
  };
  const fields = { ...built.getQueryType()?.getFields(), ...built.getMutationType()?.getFields() };
  for (const [name, field] of Object.entries(fields)) {
    field.resolve = (_source: unknown, args: Readonly<Record<string, unknown>>) =>
      (resolvers[name] ?? (() => new Thing(name)))(args);
  }
  for (const type of Object.values(built.getTypeMap())) {
    if ('resolveType' in type) type.resolveType = (value: { __typename: string }) => value.__typename;
  }
  return built;
}
