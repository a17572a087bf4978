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
import {
  VIEWER_DOCUMENT,
  FAST_RETRIES,
  clientWithAnswers,
  dataResponse,
  errorResponse,
  thrownBy,
} from '../support/client-with-answers';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

describe('the error of a failed call', () => {
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

  it('has the class of its code, for every code that the README lists', async () => {
    expect(codes.length).toBeGreaterThan(20);
    for (const code of codes) {
      const [name, ...others] = Object.entries(EXPECTED).filter(([, pattern]) => pattern.test(code));
      expect([code, name?.[0], others]).toEqual([code, expect.any(String), []]);
      // The code decides even when the HTTP status is 200.
      const error = await thrownBy(
        clientWithAnswers({}, errorResponse(200, code)).client.request(VIEWER_DOCUMENT),
      );
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
  ])('has the class of the HTTP status %d when a proxy answers: %s', async (status, name, isRetrySafe) => {
    const { client } = clientWithAnswers({}, new Response('<html>', { status }));
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({
      name,
      status,
      isRetrySafe,
      code: null,
    });
  });

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
  ])('is a NetworkError when the response body is %j', async (body) => {
    expect(
      await thrownBy(clientWithAnswers({}, new Response(body)).client.request(VIEWER_DOCUMENT)),
    ).toBeInstanceOf(NetworkError);
  });

  it.each([undefined, 'NEWER_THAN_THE_CLIENT', 'constructor', '__proto__'])(
    'is a ServerError when the response has an unknown code: %s',
    async (code) => {
      const answer = { errors: [{ message: 'Oh.', extensions: { code, errorId: 'e-1' } }] };
      const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, Response.json(answer));
      const error = await thrownBy(client.request(VIEWER_DOCUMENT));
      expect(error).toMatchObject({
        name: 'ServerError',
        message: 'Oh.',
        errorId: 'e-1',
        code: code ?? null,
      });
      expect(sent).toHaveLength(1);
    },
  );

  it('has the log id of an internal error, even if another error comes first', async () => {
    const answer = {
      errors: [
        { message: 'No.', extensions: { code: 'FORBIDDEN' } },
        { message: 'Oh.', extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: 'e-2' } },
      ],
    };
    const error = await thrownBy(
      clientWithAnswers({}, Response.json(answer)).client.request(VIEWER_DOCUMENT),
    );
    expect(error).toMatchObject({ name: 'Forbidden', message: 'No. Oh.', errorId: 'e-2' });
  });

  it('is a BadRequest for a redirect, which would lose the token', async () => {
    const { client, sent } = clientWithAnswers(
      { retries: FAST_RETRIES },
      new Response(null, { status: 307, headers: { location: 'https://new.example/graphql' } }),
      // Browsers return this response for a redirect that is not followed.
      Response.error(),
    );
    const message = 'The server redirects to https://new.example/graphql. Use the final URL.';
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({ name: 'BadRequest', message });
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({
      name: 'BadRequest',
      message: 'The server redirects. Use the final URL.',
    });
    expect(sent.map(({ redirect }) => redirect)).toEqual(['manual', 'manual']);
  });

  it.each(['', '/graphql', 'localhost:4000/graphql', 'ftp://laurel.example', 'https://', 'http:// laurel'])(
    'is thrown for the invalid URL %j before a request is sent',
    (url) => {
      for (const make of [connect, createClient]) {
        expect(() => make({ url })).toThrow(`"${url}" is not the URL of a server`);
      }
    },
  );

  it('is not thrown for a URL that is relative to a web page', () => {
    Object.assign(globalThis, { location: new URL('https://laurel.example/page') });
    try {
      expect(() => connect({ url: '/graphql' })).not.toThrow();
      expect(() => connect({ url: '' })).toThrow('"" is not the URL of a server');
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
    }
  });

  it('is a BadRequest for a token with invalid characters, without a retry', async () => {
    const { client, sent } = clientWithAnswers(
      { token: 'tökén', retries: FAST_RETRIES },
      dataResponse({ viewer: {} }),
    );
    expect(await thrownBy(client.request(VIEWER_DOCUMENT))).toMatchObject({
      name: 'BadRequest',
      message: 'The token or API key contains an invalid character.',
      isRetrySafe: false,
    });
    expect(sent).toHaveLength(0);
    // A key that is read from a file can end with a line break.
    const trimmed = clientWithAnswers({ apiKey: 'lrl_1\n' }, dataResponse({ viewer: { roles: [] } }));
    await trimmed.client.request(VIEWER_DOCUMENT);
    expect(trimmed.sent[0]?.headers['authorization']).toBe('Bearer lrl_1');
  });

  it('is a NetworkError when the response to a method has no data', async () => {
    const laurel = createClient({
      url: 'http://laurel.example/graphql',
      fetch: async () => dataResponse({}),
    });
    const calls = [
      laurel.viewer.get(),
      laurel.organizations.status('org_1'),
      laurel.memberships.list('org_1').toArray({ limit: 1 }),
      laurel.overrides.revoke({ overrideId: 'ovr_1', expectedVersion: 1, reason: 'No.' }),
    ];
    for (const call of calls) {
      expect(await thrownBy(call)).toMatchObject({
        name: 'NetworkError',
        message: 'The response does not contain the requested data.',
        requestId: expect.any(String),
      });
    }
  });

  it('is thrown even when the response also has data', async () => {
    const answer = {
      data: { viewer: null },
      errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }],
    };
    expect(
      await thrownBy(clientWithAnswers({}, Response.json(answer)).client.request(VIEWER_DOCUMENT)),
    ).toBeInstanceOf(Forbidden);
  });

  it('has the request id that was sent with every attempt', async () => {
    const { client, sent } = clientWithAnswers({ retries: FAST_RETRIES }, new Error('Cut.'));
    const error = (await thrownBy(client.request(VIEWER_DOCUMENT))) as NetworkError;
    expect(error.cause).toEqual(new Error('Cut.'));
    expect(sent.map(({ headers }) => headers['x-request-id'])).toEqual(Array(4).fill(error.requestId));
    await thrownBy(client.request(VIEWER_DOCUMENT));
    expect(sent.at(-1)?.headers['x-request-id']).not.toBe(error.requestId);
  });
});
