import { describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import {
  buildSchema,
  getOperationAST,
  Kind,
  parse,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Viewer } from '../../../server/auth/viewer';
import { LimitError } from '../../../server/limits/limit-error';
import { limitOperations, OperationLimits } from '../../../server/limits/limit-operations';
import { LIMITS } from '../../../server/limits/limits';
import { measureOperation } from '../../../server/limits/measure-operation';
import { RateLimiter } from '../../../server/limits/rate-limit';
import type { RequestContext } from '../../../server/request/request-context';
import { heapUsed } from '../../support/heap-used';
import { maskError } from '../../../server/http/mask-errors';

const THINGS = `
  type Query { things(first: Int): ThingConnection! }
  type ThingConnection { nodes: [Thing!]! }
  type Thing { things(first: Int): ThingConnection! name: String }`;

/** The members of a context that admission uses. */
function contextOf(): RequestContext {
  const viewer: Viewer = { kind: 'anonymous' };
  const chargeTime = () => undefined;
  return { viewer, address: '192.0.2.1', details: {}, stages: {}, chargeTime } as unknown as RequestContext;
}

describe('nested connections', () => {
  const points = { anonymous: 1000, person: 1000, apiKey: 1000, agent: 1000 };
  const server = new ApolloServer<RequestContext>({
    typeDefs: THINGS,
    resolvers: { Query: { things: () => ({ nodes: [] }) } },
    formatError: maskError,
    plugins: [limitOperations(new OperationLimits(new RateLimiter(points)))],
  });
  const ask = async (levels: number) => {
    const query = `{ ${'things(first: 1) { nodes { '.repeat(levels)} name ${'} }'.repeat(levels)} }`;
    const contextValue = contextOf();
    const { body } = await server.executeOperation({ query }, { contextValue });
    if (body.kind !== 'single') throw new Error('The answer came in parts.');
    return body.singleResult;
  };

  it('are limited to three', async () => {
    const three = await ask(3);
    expect([three.errors, three.data]).toEqual([undefined, { things: { nodes: [] } }]);
    const four = await ask(4);
    expect(four.data).toBeUndefined();
    expect(four.errors?.[0]).toMatchObject({
      message: 'The request has 4 nested connections; at most 3 are allowed.',
      extensions: { code: 'TOO_MANY_CONNECTIONS' },
    });
  });
});

describe('nested lists and repeated types', () => {
  const schema = buildSchema(`
    type Query { box: Box node: Node }
    interface Node { id: ID }
    type Box implements Node { id: ID lid: Lid boxes: [Box!] lists: [[Lid]] }
    type Lid { box: Box lids: [Lid!]! }`);
  const limits = new OperationLimits(
    new RateLimiter({ anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 }),
  );
  const admit = async (text: string) => {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('The document has no operation.');
    return limits.admit(
      { schema, document, operation, variables: {}, operationName: undefined },
      contextOf(),
    );
  };
  const nested = (open: string, levels: number) => `${open.repeat(levels)} __typename ${'}'.repeat(levels)}`;

  it('are limited: a type to five within each other', async () => {
    await admit(`{ box { ${nested('lid { box { ', 4).replaceAll('}', '} }')} } }`);
    const refused = { code: 'TOO_DEEP', sentence: { key: 'limit.sameType' } };
    await expect(
      admit(`{ box { ${nested('lid { box { ', 5).replaceAll('}', '} }')} } }`),
    ).rejects.toMatchObject({
      ...refused,
      sentence: { values: { type: 'Box', times: 6, max: 5 } },
    });
    // Side by side, a type may occur more often, also in fragments.
    const many = Array.from({ length: 8 }, (_, i) => `b${i}: box { ...F }`).join(' ');
    await admit(`{ ${many} } fragment F on Box { id lid { box { id } } }`);
    const deep = `{ box { ...F } } fragment F on Box { ${nested('lid { box { ', 5).replaceAll('}', '} }')} }`;
    await expect(admit(deep)).rejects.toMatchObject(refused);
  });

  it('are limited: lists to ten within each other', async () => {
    const types = buildSchema(
      `type Query { a0: [T0!]! } ${Array.from({ length: 11 }, (_, i) => `type T${i} { id: ID a${i + 1}: [T${i + 1}]! }`).join(' ')} type T11 { id: ID }`,
    );
    const ask = async (levels: number) => {
      const text = `{ ${Array.from({ length: levels }, (_, i) => `a${i} {`).join(' ')} __typename ${'}'.repeat(levels)} }`;
      const document = parse(text);
      const operation = getOperationAST(document);
      if (!operation) throw new Error('The document has no operation.');
      return limits.admit(
        { schema: types, document, operation, variables: {}, operationName: undefined },
        contextOf(),
      );
    };
    // Ten lists pass this limit, but these are too long.
    await expect(ask(10)).rejects.toMatchObject({ sentence: { key: 'limit.cost' } });
    await expect(ask(11)).rejects.toMatchObject({
      code: 'TOO_DEEP',
      sentence: { key: 'limit.lists', values: { lists: 11, max: 10 } },
    });
  });
});

describe('the cost of an operation', () => {
  const schema = buildSchema(`${THINGS}
    extend type Query { nodes(ids: [Int!]!): [Thing]! thing: Thing }
    extend type ThingConnection { totalCount: Int }`);
  const limits = new OperationLimits(
    new RateLimiter({ anonymous: 1e9, person: 1e9, apiKey: 1e9, agent: 1e9 }),
  );
  const cost = async (document: DocumentNode, variables: object = {}, operationName?: string) => {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('The document has no operation.');
    const context = contextOf();
    try {
      await limits.admit(
        { schema, document, operation, variables: { ...variables }, operationName },
        context,
      );
    } catch (error) {
      if (error instanceof LimitError) return error.code;
      throw error;
    }
    return context.details.cost?.requested;
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

  it('is cached for each operation of a document', async () => {
    const document = parse(
      'query Cheap { thing { name } } query Dear { things(first: 100) { nodes { name } } }',
    );
    const charged = [
      await cost(document, {}, 'Cheap'),
      await cost(document, {}, 'Dear'),
      await cost(document, {}, 'Cheap'),
    ];
    expect(charged).toEqual([1, 101, 1]);
  });

  it('includes each id of a list', async () => {
    const document = parse('query ($ids: [Int!]!) { nodes(ids: $ids) { name } }');
    const charged = await Promise.all([1, 3, 100].map((count) => cost(document, { ids: numbers(count) })));
    expect(charged).toEqual([1, 3, 100]);
  });

  it('includes the whole page even when no node is selected', async () => {
    expect(await cost(parse('{ things(first: 10) { totalCount } }'))).toBe(11);
  });

  it('is allowed up to the limit', async () => {
    const ofThings = (count: number) =>
      cost(parse('query ($first: Int) { things(first: $first) { nodes { name } } }'), { first: count });
    // The connection counts as an object, too.
    expect(await ofThings(LIMITS.cost - 1)).toBe(LIMITS.cost);
    expect(await ofThings(LIMITS.cost)).toBe('TOO_EXPENSIVE');
  });

  /** Each fragment spreads the next one twice, so the number of spreads doubles with each fragment. */
  const doubled = (times: number, selection: string) => {
    const chain = numbers(times).map((i) => `fragment f${i} on Thing { ...f${i + 1} ...f${i + 1} }`);
    return parse(`{ thing { ...f0 } } ${chain.join(' ')} fragment f${times} on Thing { ${selection} }`);
  };

  it('is too high when nested fragments expand to more fields than allowed', async () => {
    const charged = [await cost(doubled(12, 'name')), await cost(doubled(13, 'name'))];
    expect(charged).toEqual([1, 'TOO_EXPENSIVE']);
  });

  it('is too high when fragments have fewer fields than allowed, but more nodes than the estimator visits', async () => {
    const document = doubled(12, '... { ... { ... { name } } }');
    const { fields } = measureOperation(
      schema,
      document,
      getOperationAST(document) as OperationDefinitionNode,
    );
    expect(fields).toBeLessThanOrEqual(LIMITS.fields);
    expect(await cost(document)).toBe('TOO_EXPENSIVE');
  });
});

describe('cached costs', () => {
  const schema = buildSchema('type Query { ids(ids: [Int!], name: String): Int id(of: Int): Int }');
  const points = { anonymous: 1e9, person: 1, apiKey: 1, agent: 1 };

  it.each([
    ['undeclared variables', '{ ids }'],
    ['long lists', 'query ($list: [Int!]) { ids(ids: $list) }'],
  ])('use no memory for %s', async (_case, text) => {
    const limits = new OperationLimits(new RateLimiter(points));
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no operation.');
    const list = Array.from({ length: LIMITS.listItems - 1 }, (_, i) => i);
    const before = heapUsed();
    for (let i = 0; i < 1000; i++) {
      const context = contextOf();
      const variables = { list: [i, ...list] };
      await limits.admit({ schema, document, operation, variables, operationName: undefined }, context);
    }
    // Each key would have about 4,000 characters.
    expect(heapUsed() - before).toBeLessThan(2_000_000);
    // Keeps the cached costs and their document reachable until the measurement is done.
    expect([limits, document]).toHaveLength(2);
  });

  it('use bounded memory for all documents together', async () => {
    const limits = new OperationLimits(new RateLimiter(points));
    const variable = 'x'.repeat(900);
    const documents = Array.from({ length: 200 }, () =>
      parse(`query ($${variable}: Int) { id(of: $${variable}) }`),
    );
    const before = heapUsed();
    for (const document of documents) {
      const operation = getOperationAST(document);
      if (!operation) throw new Error('The document has no operation.');
      for (let i = 0; i < 100; i++) {
        const context = contextOf();
        const variables = { [variable]: i };
        await limits.admit({ schema, document, operation, variables, operationName: undefined }, context);
      }
    }
    // All keys together have 18 million characters.
    expect(heapUsed() - before).toBeLessThan(8_000_000);
    expect([limits, documents]).toHaveLength(2);
  });
});
