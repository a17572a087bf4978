import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import Fastify from 'fastify';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerJsonClientsWith200 } from '../../../server/http/json-clients';
import { mountGraphql } from '../../../server/http/mount-graphql';
import { normalizeOperationName } from '../../../server/execution/operation-name';

const JSON_ONLY = 'application/json';
const NEWER = 'application/graphql-response+json';

describe('GraphQL on its path', () => {
  const app = Fastify({ bodyLimit: 1000 });
  const faults: Error[] = [];
  let done = 0;
  let url = '';
  const apollo = new ApolloServer({
    typeDefs: 'type Query { a(b: Int): Int, none: Int! } type Mutation { do: Int }',
    resolvers: { Query: { a: () => 1 }, Mutation: { do: () => ++done } },
    plugins: [answerJsonClientsWith200(), normalizeOperationName()],
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

  describe('a request that was understood and refused', () => {
    const refused = {
      'does not parse': { query: '{' },
      'is not valid': { query: '{ nothing }' },
      'names an operation that is not there': { query: '{ a }', operationName: 'b' },
      'has a wrong variable': { query: 'query ($b: Int) { a(b: $b) }', variables: { b: 'x' } },
    };
    const accepted = [
      [undefined, 200, JSON_ONLY],
      ['*/*', 200, JSON_ONLY],
      [JSON_ONLY, 200, JSON_ONLY],
      [`${JSON_ONLY}, ${NEWER}`, 200, JSON_ONLY],
      [`${NEWER}, ${JSON_ONLY};q=0.9`, 400, NEWER],
      [NEWER, 400, NEWER],
    ] as const;
    const cases = Object.entries(refused).flatMap(([why, body]) =>
      accepted.map(([accept, status, type]) => ({ why, body, accept, status, type })),
    );

    it.each(cases)(
      'because it $why gets $status when it accepts $accept',
      async ({ body, accept, status, type }) => {
        const answer = await post(body, { accept });
        expect(answer).toMatchObject({ status, type: `${type}; charset=utf-8` });
        expect(answer.body).toEqual({ errors: [expect.anything()] });
      },
    );
  });

  it.each([undefined, JSON_ONLY, NEWER])(
    'one that was not understood gets 400 when it accepts %s',
    async (accept) => {
      expect(await post({ qeury: '{ a }' }, { accept })).toMatchObject({ status: 400 });
      expect(await post({ query: '' }, { accept })).toMatchObject({ status: 400 });
      expect(await post({ query: '{ a }', variables: [7] }, { accept })).toMatchObject({ status: 400 });
    },
  );

  it.each([JSON_ONLY, NEWER])('an answer with data, even null, gets 200 in %s', async (accept) => {
    expect(await post({ query: '{ none }' }, { accept })).toMatchObject({
      status: 200,
      body: { data: null },
    });
  });

  it('never gets 200 without data in the newer type', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'unknown' } };
    const answer = await post({ extensions }, { accept: NEWER });
    expect(answer).toMatchObject({ status: 400, type: `${NEWER}; charset=utf-8` });
  });

  it('a mutation is not carried out for a client that could not read its answer', async () => {
    const answer = await post({ query: 'mutation { do }' }, { accept: 'text/html' });
    expect(answer).toMatchObject({
      status: 406,
      body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
    });
    expect(answer.body.errors[0].message).toContain('"text/html"');
    expect(done).toBe(0);
  });

  it.each(['', '&operationName='])('an empty name of an operation is none: "%s"', async (parameter) => {
    const query = encodeURIComponent('query b { a }');
    const headers = { 'apollo-require-preflight': 'true' };
    expect(await ask(`${url}/graphql?query=${query}${parameter}`, 'GET', headers)).toMatchObject({
      status: 200,
      body: { data: { a: 1 } },
    });
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

  describe('what never gets as far as GraphQL is answered in the type that the client reads', () => {
    it.each([
      [undefined, JSON_ONLY],
      [JSON_ONLY, JSON_ONLY],
      [NEWER, NEWER],
    ])('accepting %s', async (accept, expected) => {
      const type = `${expected}; charset=utf-8`;
      expect(await send('{', { accept })).toMatchObject({ status: 400, type });
      expect(await send('x'.repeat(1001), { accept })).toMatchObject({
        status: 413,
        type,
        body: { errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] },
      });
    });

    it.each(['{', 'x'.repeat(1001)])('accepting neither, with any body: %.5s', async (body) => {
      expect(await send(body, { accept: 'text/html' })).toMatchObject({
        status: 406,
        type: `${JSON_ONLY}; charset=utf-8`,
        body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
      });
    });

    it.each(['GET', 'POST'])('accepting more than is worth reading, by %s', async (method) => {
      const accept = `${'text/html, '.repeat(1000)}*/*`;
      const answer = await ask(`${url}/graphql?query={a}`, method, {
        accept,
        'apollo-require-preflight': '1',
      });
      expect(answer).toMatchObject({
        status: 406,
        type: `${JSON_ONLY}; charset=utf-8`,
        body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
      });
      expect(JSON.stringify(answer.body).length).toBeLessThan(1000);
    });

    it('faults of ours with their id, and nothing else of them', async () => {
      expect(await send('{"query":"{a}"}', { accept: NEWER, authorization: 'break' })).toEqual({
        status: 500,
        type: `${NEWER}; charset=utf-8`,
        body: {
          errors: [
            {
              message: 'Something went wrong on our side. Tell us the id fault 1 and we can find out what.',
              extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: 'fault 1' },
            },
          ],
        },
      });
      expect(faults).toEqual([new Error('a secret')]);
    });
  });

  const post = (body: object, headers: Headers) => send(JSON.stringify(body), headers);
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
