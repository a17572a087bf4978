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
import { Executor, type Execution } from '../../../server/execution/executor';
import { AnswerPacer } from '../../../server/request/scheduling/answer-pacer';
import { lastingOwner, Scheduler } from '../../../server/request/scheduling/scheduler';
import { LIMITS } from '../../../server/limits/limits';
import { demandEqual, executeByGraphqlJs } from '../../support/comparing-executor';
import { heapUsed } from '../../support/heap-used';

/** Fields that answer at once and later, as a property, as a method, and wrongly. */
const schema = withResolvers(
  schemaOf(`
    type Query { one: Thing! two: Thing many(first: Int = 2): [Thing] any: Any node(id: ID!): Node fails: Thing late: [Thing!] all: [Thing!] mixed: [Thing!]! never: Thing }
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

/** The things whose names were asked for. */
const asked: string[] = [];

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
    asked.push(this.id);
    return Promise.resolve(upper === true ? this.id.toUpperCase() : this.id);
  }
  get self() {
    return this;
  }
  own() {
    return Promise.resolve(this);
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
): Execution {
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
      pace,
      holdRows: () => Promise.resolve(),
    },
  };
}

async function answerLike(
  text: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const planned = await executor.execute(executionOf(text, variables));
  demandEqual(planned, await executeByGraphqlJs(schema, executionOf(text, variables)));
  return planned;
}

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
    ['query ($yes: Boolean = true) { one { id name @include(if: $yes) size @skip(if: $yes) } }', {}],
    ['query ($yes: Boolean!) { one { ...T @include(if: $yes) } } fragment T on Thing { id }', { yes: false }],
    [`# The whole schema\n${getIntrospectionQuery()}`, {}],
    ['{ __type(name: "Thing") { fields(includeDeprecated: true) { name } } one { id } }', {}],
  ])('%s', async (text, variables) => {
    expect((await answerLike(text, variables)).errors).toBeUndefined();
  });
});

describe('a plan tells errors as graphql-js does', () => {
  it.each([
    ['a field fails', '{ fails { id } one { id } }'],
    ['a field fails later', '{ one { id } rejects: node(id: "rejects") { id } }'],
    ['a value is null where it must not be', '{ one { wrong } }'],
    ['a value becomes null later where it must not be', '{ one { self { own { wrongLater id } } } }'],
    ['two values are null beneath the same place', '{ two { own { wrong wrongLater throws } id } }'],
    ['an item of a list is null where it must not be', '{ two { things { own { wrong } } id } }'],
    ['an object is of an unknown type', '{ node(id: "strange") { id } one { stranger { id } } }'],
    ['a value is no list, or not of its type', '{ one { noList noSize id } }'],
  ])('%s', async (_name, text) => {
    expect((await answerLike(text, {})).errors?.length).toBeGreaterThan(0);
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
            .tuple(fc.constantFrom('self', 'own', 'things', 'stranger'), tie('fields'))
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
        await answerLike(text, {});
      }),
      { numRuns: 500 },
    );
  });
});

describe('an operation that cannot be executed', () => {
  it.each([
    ['a variable is missing', 'query ($n: Int!) { many(first: $n) { id } }'],
    ['the operation does not exist', 'fragment T on Thing { id }'],
    ['an argument of a directive is wrong', 'query ($yes: Boolean) { one { id @include(if: $yes) } }'],
  ])('%s', async (_name, text) => {
    const { data, errors } = await executor.execute(executionOf(text));
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
  });
});

describe('a long list', () => {
  it('is completed over several turns of the event loop', async () => {
    const text = '{ many(first: 2000) { id name size own { id } things { id } } }';
    const scheduler = new Scheduler();
    const pace = new AnswerPacer((work) => scheduler.finish(lastingOwner('caller'), work));
    /** How many items had been begun at each turn. */
    const begun = new Set<number>();
    let isRunning = true;
    const others = (async () => {
      for (; isRunning; await turn()) begun.add(asked.length);
    })();
    asked.length = 0;
    const planned = await executor.execute(executionOf(text, {}, pace));
    isRunning = false;
    await others;
    expect(asked.length).toBeGreaterThan(1900);
    demandEqual(planned, await executeByGraphqlJs(schema, executionOf(text)));
    expect(begun.size).toBeGreaterThan(2);
  });
});

describe('a list that is null because of one item', () => {
  it('leaves no rejection of a later item unhandled', async () => {
    const { data, errors } = await executor.execute(executionOf('{ mixed { id } }'));
    // Jest fails a test during which a rejection is not handled.
    await pause(5);
    expect(data).toBeNull();
    expect(errors?.map(({ path }) => path)).toEqual([['mixed', 1]]);
  });
});

describe('a request', () => {
  it('is executed once, even when it is executed again', async () => {
    const execution = executionOf('{ one { name } rejects: node(id: "rejects") { id } }');
    asked.length = 0;
    const result = await executor.execute(execution);
    expect(await executor.execute(execution)).toBe(result);
    expect(asked).toEqual(['one']);
  });

  it('of commands carries them out one after the other, also after one has failed', async () => {
    changed.length = 0;
    const text =
      'mutation { a: change(id: "a") { id } b: fail(id: "b") { id } c: change(id: "c") { wrong } d: change(id: "d") { id } }';
    const result = await executor.execute(executionOf(text));
    expect(changed).toEqual([
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

describe('more fields fail than an answer tells', () => {
  const many = `many(first: ${LIMITS.fieldErrors}) { throws again: throws }`;

  it('refuses a query whole', async () => {
    const { data, errors } = await executor.execute(executionOf(`{ one { id } ${many} }`));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_ERRORS' } }]);
  });

  it('refuses a query without waiting for pending fields', async () => {
    const { errors } = await executor.execute(executionOf(`{ never { id } ${many} }`));
    expect(errors).toMatchObject([{ extensions: { code: 'TOO_MANY_ERRORS' } }]);
  });

  it('tells just as many as are possible', async () => {
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

describe('a command fails after as many fields as an answer tells', () => {
  it('is told as well', async () => {
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

describe('texts are longer than an answer', () => {
  it('refuses a query whole', async () => {
    const { data, errors } = await executor.execute(executionOf('{ many(first: 10) { text } }'));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  });

  it.each(['things(first: 10) { text }', 'things(first: 3) { wide }'])(
    '%s: keeps the other fields of a mutation',
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
    for (const execution of executions) expect(await planning.execute(execution)).toHaveProperty('data');
    // Each of them has 1,800 fields, which take 400 kB.
    expect(heapUsed() - before).toBeLessThan(60_000_000);
    // Neither was garbage before.
    expect([planning, executions]).toHaveLength(2);
  });
});

/** Which commands began and ended, in this order. */
const changed: string[] = [];

function withResolvers(built: GraphQLSchema): GraphQLSchema {
  const resolvers: Readonly<Record<string, (args: Readonly<Record<string, unknown>>) => unknown>> = {
    one: () => new Thing('one'),
    two: () => Promise.resolve(new Thing('two')),
    many: ({ first }) =>
      Array.from({ length: Number(first ?? 3) }, (_, i) => (i === 1 ? null : new Thing(`t${i}`))),
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
      changed.push(`${String(id)} begins`);
      await pause(2);
      changed.push(`${String(id)} ends`);
      return new Thing(String(id));
    },
    fail: async ({ id }) => {
      changed.push(`${String(id)} begins`);
      await pause(2);
      changed.push(`${String(id)} ends`);
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
