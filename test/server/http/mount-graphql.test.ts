import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloServer } from '@apollo/server';
import Fastify from 'fastify';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setRefusalStatus } from '../../../server/http/refusal-status';
import { mountGraphql } from '../../../server/http/mount-graphql';
import { normalizeOperationName } from '../../../server/execution/operation-name';

const JSON_ONLY = 'application/json';
const GRAPHQL_JSON = 'application/graphql-response+json';

describe('mountGraphql', () => {
  const app = Fastify({ bodyLimit: 1000 });
  const faults: Error[] = [];
  let done = 0;
  let url = '';
  const apollo = new ApolloServer({
    typeDefs: 'type Query { a(b: Int): Int, none: Int! } type Mutation { do: Int }',
    resolvers: { Query: { a: () => 1 }, Mutation: { do: () => ++done } },
    plugins: [setRefusalStatus(), normalizeOperationName()],
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

  describe('a refused request', () => {
    const refused = {
      'does not parse': { query: '{' },
      'is not valid': { query: '{ nothing }' },
      'names an unknown operation': { query: '{ a }', operationName: 'b' },
      'has an invalid variable': { query: 'query ($b: Int) { a(b: $b) }', variables: { b: 'x' } },
    };
    const accepted = [
      [undefined, 200, JSON_ONLY],
      ['*/*', 200, JSON_ONLY],
      [JSON_ONLY, 200, JSON_ONLY],
      [`${JSON_ONLY}, ${GRAPHQL_JSON}`, 200, JSON_ONLY],
      [`${GRAPHQL_JSON}, ${JSON_ONLY};q=0.9`, 400, GRAPHQL_JSON],
      [GRAPHQL_JSON, 400, GRAPHQL_JSON],
    ] as const;
    const cases = Object.entries(refused).flatMap(([why, body]) =>
      accepted.map(([accept, status, type]) => ({ why, body, accept, status, type })),
    );

    it.each(cases)(
      'that $why gets $status when the client accepts $accept',
      async ({ body, accept, status, type }) => {
        const answer = await post(body, { accept });
        expect(answer).toMatchObject({ status, type: `${type}; charset=utf-8` });
        expect(answer.body).toEqual({ errors: [expect.anything()] });
      },
    );
  });

  it.each([undefined, JSON_ONLY, GRAPHQL_JSON])(
    'answers 400 to malformed parameters when the client accepts %s',
    async (accept) => {
      expect(await post({ qeury: '{ a }' }, { accept })).toMatchObject({ status: 400 });
      expect(await post({ query: '' }, { accept })).toMatchObject({ status: 400 });
      expect(await post({ query: '{ a }', variables: [7] }, { accept })).toMatchObject({ status: 400 });
    },
  );

  it.each([JSON_ONLY, GRAPHQL_JSON])('answers 200 with data, even with null, in %s', async (accept) => {
    expect(await post({ query: '{ none }' }, { accept })).toMatchObject({
      status: 200,
      body: { data: null },
    });
  });

  it('never answers 200 without data in the newer type', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'unknown' } };
    const answer = await post({ extensions }, { accept: GRAPHQL_JSON });
    expect(answer).toMatchObject({ status: 400, type: `${GRAPHQL_JSON}; charset=utf-8` });
  });

  it('executes no mutation for a client that cannot read the answer', async () => {
    const answer = await post({ query: 'mutation { do }' }, { accept: 'text/html' });
    expect(answer).toMatchObject({
      status: 406,
      body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
    });
    expect(answer.body.errors[0].message).toContain('"text/html"');
    expect(done).toBe(0);
  });

  it.each(['', '&operationName='])('treats an empty operation name as absent: "%s"', async (parameter) => {
    const query = encodeURIComponent('query b { a }');
    const headers = { 'apollo-require-preflight': 'true' };
    expect(await ask(`${url}/graphql?query=${query}${parameter}`, 'GET', headers)).toMatchObject({
      status: 200,
      body: { data: { a: 1 } },
    });
  });

  describe('a body that is not JSON', () => {
    const FORBIDDEN_KEY =
      'The body of the request contains the key "__proto__" or "constructor", which is not allowed. Remove it.';

    it.each([
      ['{foo', "Expected property name or '}' in JSON at position 1 (line 1 column 2)"],
      ['{"query": a}', `Unexpected token 'a', "{"query": a}" is not valid JSON`],
      ['', 'Unexpected end of JSON input'],
    ])('is refused with the position of the error: %s', async (body, problem) => {
      expect(await send(body)).toMatchObject({
        status: 400,
        body: {
          errors: [
            {
              message: `The body of the request is not valid JSON: ${problem}.`,
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
      });
    });

    it('is refused if it could change the prototype of an object', async () => {
      for (const body of ['{"__proto__": {}}', '{"constructor": {"prototype": {}}}'])
        expect(await send(body)).toMatchObject({
          status: 400,
          body: { errors: [{ message: FORBIDDEN_KEY, extensions: { code: 'BAD_REQUEST' } }] },
        });
    });

    it('is refused with an error that names its media type', async () => {
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

  describe('an error outside GraphQL execution', () => {
    it.each([
      [undefined, JSON_ONLY],
      [JSON_ONLY, JSON_ONLY],
      [GRAPHQL_JSON, GRAPHQL_JSON],
    ])('has the media type that the client accepts: %s', async (accept, expected) => {
      const type = `${expected}; charset=utf-8`;
      expect(await send('{', { accept })).toMatchObject({ status: 400, type });
      expect(await send('x'.repeat(1001), { accept })).toMatchObject({
        status: 413,
        type,
        body: { errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] },
      });
    });

    it.each(['{', 'x'.repeat(1001)])(
      'has status 406 when the client accepts neither type, with any body: %.5s',
      async (body) => {
        expect(await send(body, { accept: 'text/html' })).toMatchObject({
          status: 406,
          type: `${JSON_ONLY}; charset=utf-8`,
          body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
        });
      },
    );

    it.each(['GET', 'POST'])('has status 406 for an overlong Accept header, by %s', async (method) => {
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

    it('shows only the error id of a server fault', async () => {
      expect(await send('{"query":"{a}"}', { accept: GRAPHQL_JSON, authorization: 'break' })).toEqual({
        status: 500,
        type: `${GRAPHQL_JSON}; charset=utf-8`,
        body: {
          errors: [
            {
              message:
                'Something went wrong on our side. Tell us the error id fault 1, so that we can find the cause.',
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

/** Sends exactly these headers. `fetch` would add an Accept header. */
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
