import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BadRequest,
  connect,
  createClient,
  Forbidden,
  NetworkError,
  RateLimited,
  ServerError,
  Timeout,
  TooComplex,
  Unauthorized,
} from '@laurel/sdk';
import { VIEWER, AT_ONCE, answered, data, errors, thrownBy } from '../support/answered-client';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

describe('what goes wrong', () => {
  const codes = [
    ...(/\*\*Errors\*\* carry a stable[^]*?\n- /.exec(README)?.[0].matchAll(/`([A-Z_]+)`/g) ?? []),
  ].map(([, code = '']) => code);
  const CLASSES = { Unauthorized, Forbidden, RateLimited, TooComplex, Timeout, BadRequest, ServerError };
  const EXPECTED: Readonly<Record<keyof typeof CLASSES, RegExp>> = {
    Unauthorized: /^UNAUTHENTICATED$/,
    Forbidden: /^FORBIDDEN$/,
    RateLimited: /^RATE_LIMITED$/,
    Timeout: /^TIMED_OUT$/,
    ServerError: /^(UNAVAILABLE|INTERNAL_SERVER_ERROR)$/,
    TooComplex:
      /^(TOO_(MANY_(TOKENS|ALIASES|CONNECTIONS|ITEMS)|DEEP|EXPENSIVE)|INTROSPECTION_TOO_DEEP|(BODY|ANSWER)_TOO_LARGE)$/,
    BadRequest: /^(BAD_|GRAPHQL_|OPERATION_|PERSISTED_|UNSUPPORTED_|NOT_ACCEPTABLE|TOO_MANY_ERRORS)/,
  };

  it('is told by a class for every code that the README lists', async () => {
    expect(codes.length).toBeGreaterThan(20);
    for (const code of codes) {
      const [name, ...others] = Object.entries(EXPECTED).filter(([, pattern]) => pattern.test(code));
      expect([code, name?.[0], others]).toEqual([code, expect.any(String), []]);
      // In an answer with status 200 as with its own.
      const error = await thrownBy(answered({}, errors(200, code)).client.request(VIEWER));
      expect(error).toMatchObject({ name: name?.[0], code, message: `It is ${code}.`, status: 200 });
      expect(error).toBeInstanceOf(CLASSES[name?.[0] as keyof typeof CLASSES]);
    }
  });

  it.each([
    [401, 'Unauthorized', false],
    [403, 'Forbidden', false],
    [404, 'BadRequest', false],
    [408, 'Timeout', true],
    [413, 'TooComplex', false],
    [429, 'RateLimited', true],
    [500, 'ServerError', true],
    [502, 'ServerError', true],
    [504, 'Timeout', true],
    [200, 'NetworkError', true],
    [301, 'BadRequest', false],
  ])(
    'is told by the status %d where a proxy speaks in its own words: %s',
    async (status, name, isRetrySafe) => {
      const { client } = answered({}, new Response('<html>', { status }));
      expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name, status, isRetrySafe, code: null });
    },
  );

  it.each([
    '',
    'null',
    '[]',
    '7',
    '{}',
    '{"data":null}',
    '{"data":7}',
    '{"errors":7}',
    '{"errors":[]}',
    '{"errors":[null]}',
    '{"data":[]}',
  ])('is a fault of the way there when the answer is %j', async (body) => {
    expect(await thrownBy(answered({}, new Response(body)).client.request(VIEWER))).toBeInstanceOf(
      NetworkError,
    );
  });

  it.each([undefined, 'NEWER_THAN_THE_CLIENT', 'constructor', '__proto__'])(
    'is a fault of the server when it says so with a code that nobody knows: %s',
    async (code) => {
      const answer = { errors: [{ message: 'Oh.', extensions: { code, errorId: 'e-1' } }] };
      const { client, sent } = answered({ retries: AT_ONCE }, Response.json(answer));
      const error = await thrownBy(client.request(VIEWER));
      expect(error).toMatchObject({
        name: 'ServerError',
        message: 'Oh.',
        errorId: 'e-1',
        code: code ?? null,
      });
      expect(sent).toHaveLength(1);
    },
  );

  it('tells the id of a fault also when another error is told first', async () => {
    const answer = {
      errors: [
        { message: 'No.', extensions: { code: 'FORBIDDEN' } },
        { message: 'Oh.', extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: 'e-2' } },
      ],
    };
    const error = await thrownBy(answered({}, Response.json(answer)).client.request(VIEWER));
    expect(error).toMatchObject({ name: 'Forbidden', message: 'No. Oh.', errorId: 'e-2' });
  });

  it('is a redirection, which is not followed: it would lose the token', async () => {
    const { client, sent } = answered(
      { retries: AT_ONCE },
      new Response(null, { status: 307, headers: { location: 'https://new.example/graphql' } }),
      // What browsers answer in its place.
      Response.error(),
    );
    const message = 'The server redirects to https://new.example/graphql: use its final url.';
    expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name: 'BadRequest', message });
    expect(await thrownBy(client.request(VIEWER))).toMatchObject({
      name: 'BadRequest',
      message: 'The server redirects: use its final url.',
    });
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual', 'manual']);
  });

  it.each(['', '/graphql', 'localhost:4000/graphql', 'ftp://laurel.example', 'https://', 'http:// laurel'])(
    'is the url %j, before anything is asked',
    (url) => {
      for (const make of [connect, createClient]) {
        expect(() => make({ url })).toThrow(`"${url}" is no url of a server`);
      }
    },
  );

  it('is no url that is relative to a page', () => {
    Object.assign(globalThis, { location: new URL('https://laurel.example/page') });
    try {
      expect(() => connect({ url: '/graphql' })).not.toThrow();
      expect(() => connect({ url: '' })).toThrow('"" is no url of a server');
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
    }
  });

  it('is a token that cannot be one, which is not tried again', async () => {
    const { client, sent } = answered({ token: 'tökén', retries: AT_ONCE }, data({ viewer: {} }));
    expect(await thrownBy(client.request(VIEWER))).toMatchObject({
      name: 'BadRequest',
      message: 'The token or key has letters that none can have.',
      isRetrySafe: false,
    });
    expect(sent).toHaveLength(0);
    // As it is read from a file.
    const read = answered({ apiKey: 'lrl_1\n' }, data({ viewer: { roles: [] } }));
    await read.client.request(VIEWER);
    expect(read.sent[0]?.headers['authorization']).toBe('Bearer lrl_1');
  });

  it('is told by methods when the answer has nothing of what they asked', async () => {
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => data({}) });
    const calls = [
      laurel.viewer.get(),
      laurel.organizations.status('org_1'),
      laurel.memberships.list('org_1').toArray({ limit: 1 }),
      laurel.overrides.revoke({ overrideId: 'ovr_1', expectedVersion: 1, reason: 'No.' }),
    ];
    for (const call of calls) {
      expect(await thrownBy(call)).toMatchObject({
        name: 'NetworkError',
        message: 'What came is no answer to what was asked.',
        requestId: expect.any(String),
      });
    }
  });

  it('is not passed over when there is some data all the same', async () => {
    const answer = {
      data: { viewer: null },
      errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }],
    };
    expect(await thrownBy(answered({}, Response.json(answer)).client.request(VIEWER))).toBeInstanceOf(
      Forbidden,
    );
  });

  it('carries the id of the request, which every attempt sends', async () => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const error = (await thrownBy(client.request(VIEWER))) as NetworkError;
    expect(error.cause).toEqual(new Error('Cut.'));
    expect(sent.map(({ headers }) => headers['x-request-id'])).toEqual(Array(4).fill(error.requestId));
    await thrownBy(client.request(VIEWER));
    expect(sent.at(-1)?.headers['x-request-id']).not.toBe(error.requestId);
  });
});
