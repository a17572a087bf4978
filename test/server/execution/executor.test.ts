import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema as schemaOf,
  getIntrospectionQuery,
  Kind,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Executor, type ExecutionRequest } from '../../../server/execution/executor';
import { AnswerPacer } from '../../../server/request/scheduling/answer-pacer';
import { permanentOwner, Scheduler } from '../../../server/request/scheduling/scheduler';
import { LIMITS } from '../../../server/limits/limits';
import { assertSameResult, executeByGraphqlJs } from '../../support/comparing-executor';
import { heapUsed } from '../../support/heap-used';

const schema = withResolvers(
  schemaOf(`
    type Query { one: Thing! two: Thing many(first: Int = 2): [Thing] any: Any node(id: ID!): Node fails: Thing late: [Thing!] all: [Thing!] mixed: [Thing!]! never: Thing pick(by: By!): Thing }
    input By @oneOf { id: ID name: String }
    interface Node { id: ID! }
    type Thing implements Node {
      id: ID!
      name(upper: Boolean): String
      size: Size
      self: Thing
      own: Thing!
      things(first: Int = 2): [Thing!]
      wrong: Int!
      wrongLater: Int!
      throws: Int
      rejects: String
      thenable: Thing
      thenables: [Thing!]
      noList: [Int]
      noSize: Size
      stranger: Node
      text: String
      wide: String
    }
    type Other implements Node { id: ID! value: Int }
    union Any = Thing | Other
    enum Size { SMALL LARGE }
    type Mutation { change(id: ID!): Thing fail(id: ID!): Thing }
  `),
);

const resolvedNames: string[] = [];

class Thing {
  readonly __typename = 'Thing';
  readonly size = 'SMALL';
  readonly wrong = null;
  readonly noList = 1;
  readonly noSize = 'MEDIUM';
  readonly stranger = { __typename: 'Query' };
  readonly text = 'x'.repeat(1_000_000);
  readonly wide = '€'.repeat(1_000_000);
  constructor(readonly id: string) {}
  name({ upper }: { upper?: boolean }) {
    resolvedNames.push(this.id);
    return Promise.resolve(upper === true ? this.id.toUpperCase() : this.id);
  }
  get self() {
    return this;
  }
  own() {
    return Promise.resolve(this);
  }
  thenable() {
    const promise = Promise.resolve(this as Thing);
    return { then: promise.then.bind(promise) };
  }
  thenables() {
    return [this.thenable(), this.thenable()];
  }
  things({ first }: { first: number }) {
    return Array.from({ length: first }, (_, i) => Promise.resolve(new Thing(`${this.id}.${i}`)));
  }
  wrongLater() {
    return Promise.resolve(null);
  }
  throws() {
    throw new Error('It fails.');
  }
  async rejects() {
    await Promise.resolve();
    throw new Error('It fails later.');
  }
}

const executor = new Executor(schema);

function executionOf(
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
  pace = new AnswerPacer(null),
): ExecutionRequest {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  return {
    document,
    operation,
    variables,
    operationName: null,
    context: {
      stages: {},
      select: () => undefined,
      pacer: pace,
      reserveRows: () => Promise.resolve(),
    },
  };
}

async function executeAndCompare(
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const planned = await executor.execute(executionOf(text, variables));
  assertSameResult(planned, await executeByGraphqlJs(schema, executionOf(text, variables)));
  return planned;
}

describe('a plan returns the same data as graphql-js', () => {
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
    ['{ one { thenable { id thenable { name } } thenables { id name } } }', {}],
    ['{ nothing: node(id: "none") { id } }', {}],
    ['query ($yes: Boolean = true) { one { id name @include(if: $yes) size @skip(if: $yes) } }', {}],
    ['query ($yes: Boolean!) { one { ...T @include(if: $yes) } } fragment T on Thing { id }', { yes: false }],
    ['{ pick(by: { id: "a" }) { id } }', {}],
    ['query ($id: ID!) { pick(by: { id: $id }) { id } }', { id: 'a' }],
    ['query ($by: By!) { pick(by: $by) { id } }', { by: { name: 'b' } }],
    [`# The whole schema\n${getIntrospectionQuery()}`, {}],
    ['{ __type(name: "Thing") { fields(includeDeprecated: true) { name } } one { id } }', {}],
  ])('%s', async (text, variables) => {
    expect((await executeAndCompare(text, variables)).errors).toBeUndefined();
  });
});

describe('a plan returns the same errors as graphql-js', () => {
  it.each([
    ['a field fails', '{ fails { id } one { id } }'],
    ['a field fails later', '{ one { id } rejects: node(id: "rejects") { id } }'],
    ['a non-null value is null', '{ one { wrong } }'],
    ['a non-null value is null later', '{ one { self { own { wrongLater id } } } }'],
    ['two non-null values of an object are null', '{ two { own { wrong wrongLater throws } id } }'],
    ['a non-null list item is null', '{ two { things { own { wrong } } id } }'],
    ['an object is of an unknown type', '{ node(id: "strange") { id } one { stranger { id } } }'],
    ['a value is not a list, or is of the wrong type', '{ one { noList noSize id } }'],
  ])('%s', async (_name, text) => {
    expect((await executeAndCompare(text, {})).errors?.length).toBeGreaterThan(0);
  });

  const selection = fc.letrec<{ fields: string }>((tie) => ({
    fields: fc
      .uniqueArray(
        fc.oneof(
          { withCrossShrink: true },
          fc.constantFrom(
            'id',
            'name',
            'size',
            'wrong',
            'wrongLater',
            'throws',
            'rejects',
            'noList',
            'noSize',
          ),
          fc
            .tuple(
              fc.constantFrom('self', 'own', 'things', 'thenable', 'thenables', 'stranger'),
              tie('fields'),
            )
            .map(([field, inner]) => (field === 'stranger' ? 'stranger { id }' : `${field} { ${inner} }`)),
        ),
        { minLength: 1, maxLength: 4, selector: (text) => text.split(' ')[0] },
      )
      .map((fields) => fields.join(' ')),
  })).fields;

  it('for any selection of fields', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('one', 'two', 'all'), selection, async (root, fields) => {
        const text = `{ ${root} { ${fields} } two { id } }`;
        fc.pre(validate(schema, parse(text)).length === 0);
        await executeAndCompare(text, {});
      }),
      { numRuns: 500 },
    );
  });
});

describe('an operation has one error and no data', () => {
  it.each([
    ['when a variable is missing', 'query ($n: Int!) { many(first: $n) { id } }'],
    ['when the operation does not exist', 'fragment T on Thing { id }'],
    ['when an argument of a directive is wrong', 'query ($yes: Boolean) { one { id @include(if: $yes) } }'],
  ])('%s', async (_name, text) => {
    const { data, errors } = await executor.execute(executionOf(text));
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
  });
});

describe('a @oneOf input that graphql-js refuses during execution', () => {
  it.each([
    ['a variable without a field', 'query ($by: By!) { pick(by: $by) { id } }', { by: {} }],
    [
      'a variable with two fields',
      'query ($by: By!) { pick(by: $by) { id } }',
      { by: { id: 'a', name: 'b' } },
    ],
    ['a variable with null', 'query ($by: By!) { pick(by: $by) { id } }', { by: { id: null } }],
    ['a null variable in a literal', 'query ($id: ID!) { pick(by: { id: $id }) { id } }', { id: null }],
    ['a missing variable in a literal', 'query ($id: ID!) { pick(by: { id: $id }) { id } }', {}],
  ])('is refused with the same errors: %s', async (_name, text, variables) => {
    const planned = await executor.execute(executionOf(text, variables));
    const plain = await executeByGraphqlJs(schema, executionOf(text, variables));
    const messages = ({ errors = [] }: ExecutionResult) => errors.map(({ message }) => message);
    expect(planned.data).toBeUndefined();
    expect(messages(planned)).not.toEqual([]);
    expect(messages(planned)).toEqual(messages(plain));
    for (const error of planned.errors ?? []) expect(error.extensions['code']).toBe('BAD_USER_INPUT');
  });
});

describe('a long list', () => {
  it('is completed over several turns of the event loop', async () => {
    const text = '{ many(first: 2000) { id name size own { id } things { id } } }';
    const scheduler = new Scheduler();
    const pace = new AnswerPacer((work) => scheduler.finish(permanentOwner('caller'), work));
    /** How many names were resolved at each turn of the event loop. */
    const begun = new Set<number>();
    let isRunning = true;
    const others = (async () => {
      for (; isRunning; await turn()) begun.add(resolvedNames.length);
    })();
    resolvedNames.length = 0;
    const planned = await executor.execute(executionOf(text, {}, pace));
    isRunning = false;
    await others;
    expect(resolvedNames.length).toBeGreaterThan(1900);
    assertSameResult(planned, await executeByGraphqlJs(schema, executionOf(text)));
    expect(begun.size).toBeGreaterThan(2);
  });
});

describe('a list that is null because of an item', () => {
  it('handles the rejection of a later item', async () => {
    const { data, errors } = await executor.execute(executionOf('{ mixed { id } }'));
    // Jest fails a test with an unhandled rejection.
    await pause(5);
    expect(data).toBeNull();
    expect(errors?.map(({ path }) => path)).toEqual([['mixed', 1]]);
  });
});

describe('a request', () => {
  it('is executed only once', async () => {
    const execution = executionOf('{ one { name } rejects: node(id: "rejects") { id } }');
    resolvedNames.length = 0;
    const result = await executor.execute(execution);
    expect(await executor.execute(execution)).toBe(result);
    expect(resolvedNames).toEqual(['one']);
  });

  it('executes its commands serially, even after a failure', async () => {
    commandEvents.length = 0;
    const text =
      'mutation { a: change(id: "a") { id } b: fail(id: "b") { id } c: change(id: "c") { wrong } d: change(id: "d") { id } }';
    const result = await executor.execute(executionOf(text));
    expect(commandEvents).toEqual([
      'a begins',
      'a ends',
      'b begins',
      'b ends',
      'c begins',
      'c ends',
      'd begins',
      'd ends',
    ]);
    expect(result.data).toEqual({ a: { id: 'a' }, b: null, c: null, d: { id: 'd' } });
    expect(result.errors?.map(({ path }) => path?.join('.'))).toEqual(['b', 'c.wrong']);
  });
});

describe('an operation with too many failed fields', () => {
  const many = `many(first: ${LIMITS.fieldErrors}) { throws again: throws }`;

  it('is refused as a whole, if it is a query', async () => {
    const { data, errors } = await executor.execute(executionOf(`{ one { id } ${many} }`));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_ERRORS' } }]);
  });

  it('is refused without waiting for pending fields, if it is a query', async () => {
    const { errors } = await executor.execute(executionOf(`{ never { id } ${many} }`));
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_ERRORS' } }]);
  });

  it('reports all errors up to the limit', async () => {
    const { data, errors } = await executor.execute(
      executionOf(`{ many(first: ${LIMITS.fieldErrors + 1}) { throws } }`),
    );
    expect(data?.['many']).toHaveLength(LIMITS.fieldErrors + 1);
    expect(errors).toHaveLength(LIMITS.fieldErrors);
  });

  it('keeps the other fields of a mutation', async () => {
    const text = `mutation {
      a: change(id: "a") { id things(first: ${LIMITS.fieldErrors}) { throws rejects } self { id } }
      b: fail(id: "b") { id }
      c: change(id: "c") { id }
    }`;
    const { data, errors } = await executor.execute(executionOf(text));
    expect(data).toEqual({ a: { id: 'a', things: null, self: { id: 'a' } }, b: null, c: { id: 'c' } });
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions['code']])).toEqual([
      ['a.things', 'TOO_MANY_ERRORS'],
      ['b', undefined],
    ]);
  });
});

describe('a command that fails after the maximum number of failed fields', () => {
  it('is reported as well', async () => {
    const text = `mutation {
      a: change(id: "a") { id things(first: ${LIMITS.fieldErrors}) { throws } }
      b: fail(id: "b") { id }
    }`;
    const { data, errors } = await executor.execute(executionOf(text));
    expect(data).toMatchObject({ a: { id: 'a' }, b: null });
    expect(errors).toHaveLength(LIMITS.fieldErrors + 1);
    expect(errors?.at(-1)?.path).toEqual(['b']);
  });
});

describe('an operation whose answer is too long', () => {
  it('is refused as a whole, if it is a query', async () => {
    const { data, errors } = await executor.execute(executionOf('{ many(first: 10) { text } }'));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  });

  it.each(['things(first: 10) { text }', 'things(first: 3) { wide }'])(
    'keeps the other fields of a mutation: %s',
    async (things) => {
      const text = `mutation { change(id: "a") { id ${things} } }`;
      const { data, errors } = await executor.execute(executionOf(text));
      expect(data).toEqual({ change: { id: 'a', things: null } });
      expect(errors).toMatchObject([
        { path: ['change', 'things'], extensions: { code: 'ANSWER_TOO_LARGE' } },
      ]);
    },
  );
});

describe('cached plans', () => {
  it('use bounded memory for all documents together', async () => {
    const kinds = Array.from({ length: 40 }, (_, i) => `Kind${i}`);
    const wide = withResolvers(
      schemaOf(`
        type Query { node(id: ID!): Node }
        interface Node { id: ID! }
        ${kinds.map((kind) => `type ${kind} implements Node { id: ID! }`).join(' ')}
      `),
    );
    const wideExecutor = new Executor(wide);
    const nodes = Array.from({ length: 15 }, (_, i) => `a${i}: node(id: "none") { id b: id c: id }`);
    const executions = Array.from({ length: 250 }, (_, i) =>
      executionOf(`query q${i} { ${nodes.join(' ')} }`),
    );
    const before = heapUsed();
    for (const execution of executions) expect(await wideExecutor.execute(execution)).toHaveProperty('data');
    // Each plan has 1,800 fields and takes 400 kB.
    expect(heapUsed() - before).toBeLessThan(60_000_000);
    // Keeps the executor and its plans reachable until the measurement is done.
    expect([wideExecutor, executions]).toHaveLength(2);
  });
});

const commandEvents: string[] = [];

function withResolvers(built: GraphQLSchema): GraphQLSchema {
  const resolvers: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>> = {
    one: () => new Thing('one'),
    two: () => Promise.resolve(new Thing('two')),
    many: ({ first }) =>
      Array.from({ length: Number(first ?? 3) }, (_, i) => (i === 1 ? null : new Thing(`t${i}`))),
    pick: ({ by }) => new Thing(JSON.stringify(by)),
    any: () => Promise.resolve(new Thing('any')),
    fails: () => {
      throw new Error('It fails.');
    },
    never: () => new Promise(() => undefined),
    late: () => [Promise.resolve(new Thing('first')), new Thing('second')],
    all: () => [Promise.resolve(new Thing('first')), Promise.resolve(new Thing('second'))],
    mixed: () => [new Thing('first'), null, Promise.reject(new Error('It fails later.'))],
    node: async ({ id }) => {
      if (id === 'rejects') throw new Error('It fails late.');
      if (id === 'none') return null;
      if (id === 'strange') return { __typename: 'Query', id };
      return id === 't' ? new Thing('t') : { __typename: 'Other', id, value: 3 };
    },
    change: async ({ id }) => {
      commandEvents.push(`${String(id)} begins`);
      await pause(2);
      commandEvents.push(`${String(id)} ends`);
      return new Thing(String(id));
    },
    fail: async ({ id }) => {
      commandEvents.push(`${String(id)} begins`);
      await pause(2);
      commandEvents.push(`${String(id)} ends`);
      throw new Error('It fails.');
    },
  };
  const fields = { ...built.getQueryType()?.getFields(), ...built.getMutationType()?.getFields() };
  for (const [name, field] of Object.entries(fields)) {
    const resolve = resolvers[name];
    if (resolve === undefined) throw new Error(`There is no resolver for ${name}.`);
    field.resolve = (_source: unknown, args: Readonly<Record<string, unknown>>) => resolve(args);
  }
  for (const type of Object.values(built.getTypeMap())) {
    if ('resolveType' in type) type.resolveType = (value: { __typename: string }) => value.__typename;
  }
  return built;
}
