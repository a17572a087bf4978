import { describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import { buildSchema, Kind, parse } from 'graphql';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Viewer } from '../../../server/auth/viewer';
import { limitOperations, OperationLimits } from '../../../server/edge/limit-operations';
import { RateLimiter } from '../../../server/edge/rate-limit';
import type { RequestContext } from '../../../server/request/request-context';

const THINGS = `
  type Query { things(first: Int): ThingConnection! }
  type ThingConnection { nodes: [Thing!]! }
  type Thing { things(first: Int): ThingConnection! name: String }`;

describe('connections inside each other', () => {
  const points = { anonymous: 1000, person: 1000, apiKey: 1000, agent: 1000 };
  const server = new ApolloServer<RequestContext>({
    typeDefs: THINGS,
    resolvers: { Query: { things: () => ({ nodes: [] }) } },
    plugins: [limitOperations(new OperationLimits(new RateLimiter(points)))],
  });
  const ask = async (levels: number) => {
    const query = `{ ${'things(first: 1) { nodes { '.repeat(levels)} name ${'} }'.repeat(levels)} }`;
    const viewer: Viewer = { kind: 'anonymous' };
    // The plugin looks at nothing else of a context.
    const contextValue = { viewer, address: '192.0.2.1', noted: {} } as RequestContext;
    const { body } = await server.executeOperation({ query }, { contextValue });
    if (body.kind !== 'single') throw new Error('The answer came in parts.');
    return body.singleResult;
  };

  it('are three at most', async () => {
    const three = await ask(3);
    expect([three.errors, three.data]).toEqual([undefined, { things: { nodes: [] } }]);
    const four = await ask(4);
    expect(four.data).toBeUndefined();
    expect(four.errors?.[0]).toMatchObject({
      message: 'The request has 4 connections inside each other; at most 3 are possible.',
      extensions: { code: 'TOO_MANY_CONNECTIONS' },
    });
  });
});

describe('costs that are remembered', () => {
  const schema = buildSchema('type Query { ids(ids: [Int!], name: String): Int }');
  const points = { anonymous: 1e9, person: 1, apiKey: 1, agent: 1 };

  it.each([
    ['what an operation does not declare', '{ ids }'],
    ['long lists', 'query ($list: [Int!]) { ids(ids: $list) }'],
  ])('take no memory for %s', async (_what, text) => {
    const limits = new OperationLimits(new RateLimiter(points));
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It asks for nothing.');
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    const before = heapUsed();
    for (let i = 0; i < 50; i++) {
      const context = { viewer: { kind: 'anonymous' }, address: '192.0.2.1', noted: {} } as RequestContext;
      const variables = { list: [i, ...list] };
      await limits.admit({ schema, document, operation, variables, operationName: undefined }, context);
    }
    // Each of them is a tenth of a megabyte as a text.
    expect(heapUsed() - before).toBeLessThan(2_000_000);
  });
});

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
