import { describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
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
