import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import Fastify from 'fastify';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { mountGraphql } from '../../../server/edge/mount-graphql';

const JSON_ONLY = 'application/json';

describe('GraphQL on its path', () => {
  const app = Fastify({ bodyLimit: 1000 });
  const faults: Error[] = [];
  let url = '';
  const apollo = new ApolloServer({
    typeDefs: 'type Query { a(b: Int): Int, none: Int! }',
    resolvers: { Query: { a: () => 1 } },

    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });

  beforeAll(async () => {
    await apollo.start();
    mountGraphql(app, apollo, {
      path: '/graphql',
      before: [
        async ({ headers }) => {
          if (headers.authorization === 'break') throw new Error('a secret');
        },
      ],
      contextOf: async () => ({}),
      onFault: (error) => `fault ${faults.push(error)}`,
    });
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await app.close();
    await apollo.stop();
  });

  describe('a body that is not JSON', () => {
    it.each([
      ['{foo', "Expected property name or '}' in JSON at position 1 (line 1 column 2)"],
      ['{"query": a}', `Unexpected token 'a', "{"query": a}" is not valid JSON`],
      ['', 'Unexpected end of JSON input'],
      ['{"__proto__": {}}', 'it has a key that no object may have, "__proto__" or "constructor"'],
    ])('is refused with its place: %s', async (body, problem) => {
      expect(await send(body)).toMatchObject({
        status: 400,
        body: {
          errors: [
            {
              message: `The body of the request is not JSON: ${problem}.`,
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
      });
    });

    it('is refused with the type that would be read', async () => {
      expect(await send('<query/>', { 'content-type': 'application/xml' })).toMatchObject({
        status: 415,
        body: {
          errors: [
            {
              message: expect.stringContaining('"application/xml"'),
              extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' },
            },
          ],
        },
      });
    });
  });

  const send = (body: string, headers: Headers = {}) =>
    ask(`${url}/graphql`, 'POST', { 'content-type': JSON_ONLY, ...headers }, body);
});

type Headers = Readonly<Record<string, string | undefined>>;

/** Sends these headers and no others: `fetch` would add an Accept of its own. */
async function ask(url: string, method: string, headers: Headers, body = '') {
  const sent = request(url, { method });
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.setHeader(name, value);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: JSON.parse(await text(answer)),
  };
}
