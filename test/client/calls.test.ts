import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  BadRequest,
  connect,
  createClient,
  Forbidden,
  type LaurelError,
  NetworkError,
  RateLimited,
  Refused,
  ServerError,
  Timeout,
  TooComplex,
  TypedDocumentString,
  Unauthorized,
  type ClientOptions,
  type FetchRequest,
} from '@laurel/sdk';
import { parse } from 'graphql';
import { DATABASES, type Kind } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const VIEWER = new TypedDocumentString<{ viewer: { roles: string[] } }, object>('{ viewer { roles } }');
const REGISTER =
  'mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { refusals { code message path } } }';
const AT_ONCE = { most: 3, firstWait: 1 };

interface Sent extends FetchRequest {
  readonly query: string;
  readonly variables: { readonly input?: { readonly idempotencyKey?: string } };
}
type Answer = Response | Error | ((sent: Sent) => Promise<Response>);

/** A client whose requests are answered as told, one after the other, the last one for ever; and what it sent. */
function answered(options: Partial<ClientOptions>, ...answers: readonly Answer[]) {
  const sent: Sent[] = [];
  const client = connect({
    url: 'http://laurel.example/graphql',
    retries: 0,
    ...(options as object),
    fetch: async (_url, request) => {
      const one: Sent = { ...request, ...(JSON.parse(request.body) as Pick<Sent, 'query' | 'variables'>) };
      sent.push(one);
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      if (answer instanceof Response) return answer.clone();
      if (answer === undefined) throw new Error('There is no answer left.');
      return answer(one);
    },
  });
  return { client, sent };
}
const data = (value: object) => Response.json({ data: value });
const errors = (status: number, code: string, headers = {}) =>
  Response.json({ errors: [{ message: `It is ${code}.`, extensions: { code } }] }, { status, headers });
const thrownBy = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'nothing',
    (error: unknown) => error,
  );

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
      /^(TOO_(MANY_(TOKENS|ALIASES|CONNECTIONS)|DEEP|EXPENSIVE)|INTROSPECTION_TOO_DEEP|BODY_TOO_LARGE)$/,
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

describe('a call that fails', () => {
  const GOOD = data({ viewer: { roles: [] } });

  it.each<[string, Answer]>([
    ['the network', new Error('Cut.')],
    ['429', errors(429, 'RATE_LIMITED', { 'retry-after': '0' })],
    ['502', new Response('', { status: 502 })],
    ['503', errors(503, 'UNAVAILABLE')],
    ['504', errors(504, 'TIMED_OUT')],
    ['half an answer', new Response('{"data":{"vie')],
  ])('is made again after %s', async (_what, fault) => {
    const { client, sent } = answered({ retries: AT_ONCE }, fault, fault, fault, GOOD);
    expect(await client.request(VIEWER)).toEqual({ viewer: { roles: [] } });
    expect(sent).toHaveLength(4);
  });

  it.each([
    [500, 'INTERNAL_SERVER_ERROR'],
    [401, 'UNAUTHENTICATED'],
    [200, 'FORBIDDEN'],
    [400, 'GRAPHQL_VALIDATION_FAILED'],
    [400, 'TOO_EXPENSIVE'],
  ])('is not made again after %d %s', async (status, code) => {
    const { client, sent } = answered({ retries: AT_ONCE }, errors(status, code));
    await thrownBy(client.request(VIEWER));
    expect(sent).toHaveLength(1);
  });

  it('is made again as often as is said, for the client or the call', async () => {
    const times = async (options: Partial<ClientOptions>, call = {}) => {
      const { client, sent } = answered(options, new Error('Cut.'));
      await thrownBy(client.request(VIEWER, {}, call));
      return sent.length;
    };
    expect(await times({ retries: 0 })).toBe(1);
    expect(await times({ retries: { most: 2, firstWait: 1 } })).toBe(3);
    expect(await times({ retries: { most: 2, firstWait: 1 } }, { retries: 0 })).toBe(1);
  });

  it('waits longer each time, never the same, and not longer than is said', async () => {
    const waits = async (retries: object) => {
      const at: number[] = [];
      const { client } = answered({ retries }, async () => {
        at.push(performance.now());
        throw new Error('Cut.');
      });
      await thrownBy(client.request(VIEWER));
      return at.slice(1).map((time, i) => time - (at[i] ?? 0));
    };
    const [first = 0, second = 0, third = 0] = await waits({ most: 3, firstWait: 40 });
    expect([first >= 19, second >= 39, third >= 79]).toEqual([true, true, true]);
    const [, , , capped = 0] = await waits({ most: 4, firstWait: 10, longestWait: 20 });
    expect(capped).toBeGreaterThanOrEqual(9);
    const many = await Promise.all(Array.from({ length: 8 }, () => waits({ most: 1, firstWait: 60 })));
    const spread = many.map(([wait = 0]) => wait);
    expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(2);
  });

  it('waits as long as the server asks, or tells how long that is', async () => {
    const limited = errors(429, 'RATE_LIMITED', { 'retry-after': '1' });
    const patient = answered({ retries: { most: 1, firstWait: 1 } }, limited, GOOD);
    const started = performance.now();
    await patient.client.request(VIEWER);
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);

    const impatient = answered({ retries: { most: 1, longestWait: 500 } }, limited);
    expect(await thrownBy(impatient.client.request(VIEWER))).toMatchObject({
      name: 'RateLimited',
      waitSeconds: 1,
    });
    expect(impatient.sent).toHaveLength(1);

    const soon = errors(503, 'UNAVAILABLE', { 'retry-after': '1' });
    const begun = performance.now();
    await answered({ retries: { most: 1, firstWait: 1 } }, soon, GOOD).client.request(VIEWER);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(995);
    for (const [said, waitSeconds] of [
      ['1.5', 2],
      ['0', 0],
      ['', null],
      ['soon', null],
    ] as const) {
      const { client } = answered({}, errors(429, 'RATE_LIMITED', { 'retry-after': said }));
      expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name: 'RateLimited', waitSeconds });
    }
    // A limit that does not say how long it lasts is waited for as anything else.
    const silent = answered({ retries: { most: 2, firstWait: 1 } }, errors(429, 'RATE_LIMITED'));
    const asked = performance.now();
    await thrownBy(silent.client.request(VIEWER));
    expect(performance.now() - asked).toBeLessThan(500);
    expect(silent.sent).toHaveLength(3);

    const inHalfAMinute = new Date(Date.now() + 30_000).toUTCString();
    const dated = answered({}, errors(429, 'RATE_LIMITED', { 'retry-after': inHalfAMinute }));
    const { waitSeconds } = (await thrownBy(dated.client.request(VIEWER))) as RateLimited;
    expect([29, 30]).toContain(waitSeconds);
  });

  it('ends when its time or its caller says so, also while it waits', async () => {
    const silent: Answer = async ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const late = await thrownBy(answered({ timeout: 20 }, silent).client.request(VIEWER));
    expect(late).toMatchObject({
      name: 'Timeout',
      message: 'No answer came within 20 milliseconds.',
      status: null,
    });

    const reason = new Error('Enough.');
    const call = (options: Partial<ClientOptions>, ...answers: readonly Answer[]) => {
      const controller = new AbortController();
      const { client, sent } = answered(options, ...answers);
      const answer = thrownBy(client.request(VIEWER, {}, { signal: controller.signal }));
      return { controller, sent, answer };
    };
    const asking = call({}, silent);
    asking.controller.abort(reason);
    expect(await asking.answer).toBe(reason);
    const waiting = call({ retries: { most: 9, firstWait: 60_000 } }, new Error('Cut.'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    waiting.controller.abort(reason);
    expect(await waiting.answer).toBe(reason);
    expect(waiting.sent).toHaveLength(1);
    const { client, sent } = answered({}, GOOD);
    expect(await thrownBy(client.request(VIEWER, {}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(sent).toHaveLength(0);
  });

  it.each([0, Infinity, 3e9, 2 ** 31 - 1])(
    'takes as long as it needs with a timeout of %d',
    async (timeout) => {
      const slow: Answer = async ({ signal }) => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        signal.throwIfAborted();
        return GOOD.clone();
      };
      const { client } = answered({ timeout, deadline: timeout }, slow);
      expect(await client.request(VIEWER)).toEqual({ viewer: { roles: [] } });
    },
  );

  it('does not come back at once when it is told to wait for longer than clocks can', async () => {
    const limited = errors(429, 'RATE_LIMITED', { 'retry-after': '9999999' });
    const { client, sent } = answered(
      { retries: { most: 1, longestWait: Infinity }, deadline: 30 },
      limited,
      GOOD,
    );
    expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name: 'Timeout' });
    expect(sent).toHaveLength(1);
  });

  it('ends in time and by its signal also where a token or a fetch hangs that heeds neither', async () => {
    const hang = async () => new Promise<never>(() => {});
    for (const options of [{ token: hang }, { apiKey: hang }]) {
      const { client, sent } = answered({ ...options, timeout: 20 }, GOOD);
      expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name: 'Timeout', isRetrySafe: true });
      const signal = AbortSignal.timeout(20);
      const call = client.request(VIEWER, {}, { timeout: 0, signal });
      expect(await thrownBy(call)).toBe(signal.reason);
      expect(sent).toHaveLength(0);
    }
    const slow = async () => ({ status: 200, headers: new Headers(), text: hang });
    for (const fetch of [hang, slow]) {
      const client = connect({ url: 'http://laurel.example', fetch, timeout: 20, retries: 0 });
      expect(await thrownBy(client.request(VIEWER))).toMatchObject({ name: 'Timeout' });
    }
  });

  it('fails as the function for its token does, and is not made again', async () => {
    const failure = new Error('Signed out.');
    const token = async () => Promise.reject(failure);
    const { client, sent } = answered({ token, retries: AT_ONCE }, GOOD);
    expect(await thrownBy(client.request(VIEWER))).toBe(failure);
    expect(sent).toHaveLength(0);
  });

  it('ends as a whole at its deadline, says how to repeat it, and what stood in its way', async () => {
    const { client, sent } = answered(
      { retries: { most: 99, firstWait: 10 }, deadline: 80 },
      new Error('Cut.'),
    );
    const error = (await thrownBy(client.request(REGISTER, { input: {} }))) as Timeout;
    expect(error).toMatchObject({
      name: 'Timeout',
      message: 'The call did not succeed within 80 milliseconds.',
      isRetrySafe: true,
      idempotencyKey: sent[0]?.variables.input?.idempotencyKey,
      requestId: sent[0]?.headers['x-request-id'],
      cause: { name: 'NetworkError', message: 'The connection failed: Cut.' },
    });
    expect(sent.length).toBeGreaterThan(1);
    const hanging = answered({ timeout: 0 }, async () => new Promise(() => {}));
    expect(await thrownBy(hanging.client.request(VIEWER, {}, { deadline: 20 }))).toBeInstanceOf(Timeout);
  });

  it('leaves one listener at a signal of many calls, so that Node does not warn of a leak', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const { signal } = new AbortController();
    const { client } = answered({ retries: AT_ONCE }, new Error('Cut.'), GOOD);
    await Promise.all(Array.from({ length: 30 }, async () => client.request(VIEWER, {}, { signal })));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('warning', note);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('asks for its token anew each time', async () => {
    let tokens = 0;
    const { client, sent } = answered(
      { token: async () => `t${(tokens += 1)}`, retries: AT_ONCE },
      new Error(),
      GOOD,
    );
    await client.request(VIEWER);
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t1', 'Bearer t2']);
  });
});

describe('a mutation', () => {
  const input = { name: 'Gamma', market: 'DEVELOPED', country: 'KE', city: 'Nairobi' } as const;
  const DONE = data({ registerOrganization: { refusals: [] } });
  const keys = (sent: readonly Sent[]) => sent.map(({ variables }) => variables.input?.idempotencyKey);

  it('has a key of its own, which stays the same however often it is sent', async () => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'), new Error('Cut.'), DONE);
    await client.request(REGISTER, { input });
    const [first, ...others] = keys(sent);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(others).toEqual([first, first]);
    await client.request(REGISTER, { input });
    expect(keys(sent).at(-1)).not.toBe(first);
    expect(input).not.toHaveProperty('idempotencyKey');
  });

  it("keeps the caller's own key", async () => {
    const { client, sent } = answered({}, DONE);
    await client.request(REGISTER, { input: { ...input, idempotencyKey: 'mine' } });
    expect(keys(sent)).toEqual(['mine']);
  });

  it.each([
    [
      'an input that is written out',
      'mutation { revokeApiKey(input: { apiKeyId: "a" }) { apiKey { id } } }',
      {},
    ],
    [
      'two commands with one input',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: $i) { id } }',
      { i: {} },
    ],
    ['an input that is not given', 'mutation ($i: I) { x(input: $i) { id } }', {}],
    [
      'one input of two',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input: { c: 1 }) { id } }',
      { i: {} },
    ],
    ['no input at all', 'fragment F on Q { id }\n mutation { x { query { ...F } } }', {}],
  ])('with %s has no key, and is not sent twice', async (_what, document, variables) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const error = await thrownBy(client.request(document, variables, { refusals: 'return' }));
    expect(error).toMatchObject({ name: 'NetworkError', isRetrySafe: false, idempotencyKey: null });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['the number of a comment in a string', 'fragment F on Q { o(key: "#1") { id } } mutation { x { id } }'],
    ['the same in a block of text', 'fragment F on Q { o(key: """#""") { id } } mutation { x { id } }'],
    [
      'the end of a block that is none',
      'fragment F on Q { o(k: """\\"""#""") { id } } mutation { x { id } }',
    ],
    ['the end of a string that is none', 'fragment F on Q { o(k: "\\"#") { id } } mutation { x { id } }'],
    ['a comment with another end of line', 'fragment F on Q { a } # \u2028\rmutation { x { id } }'],
    ['a query before it', 'query A { a } mutation B { x { id } }'],
    ['what is neither', 'subscription { x { id } }'],
    ['what is cut short', 'query A { mutation B { x { id } }'],
    [
      'a comma within an argument',
      'mutation ($i: I!) { a: x(input: $i) { id } b: x(input,: { c: 1 }) { id } }',
    ],
  ])('is seen in spite of %s', async (_what, document) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const call = client.request(document, { i: {} }, { refusals: 'return' });
    await expect(call).rejects.toMatchObject({ isRetrySafe: false });
    expect(sent).toHaveLength(1);
  });

  it('is seen in a syntax tree as in a text', async () => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    const tree = parse('fragment F on Q { o(key: "#1") { id } } mutation { x { id } }');
    const call = client.request(tree, {}, { refusals: 'return' });
    await expect(call).rejects.toMatchObject({ isRetrySafe: false });
    expect(sent).toHaveLength(1);
    await expect(client.request(parse('query mutation { a(b: "} mutation {") }'))).rejects.toMatchObject({
      isRetrySafe: true,
    });
  });

  it.each([
    '# a mutation { x }\n{ mutation { id } }',
    'query mutation($a: In = { x: "} mutation {", y: [{ z: 1 }] }) @on(it: { a: 1 }) { mutation(input: "a") { id } }',
    'query A {\n a }\n\nfragment mutation on Q @on { a }, fragment F on Q { """} mutation { x }""" }',
  ])('is not seen where there is none: %s', async (document) => {
    const { client, sent } = answered({ retries: AT_ONCE }, new Error('Cut.'));
    await expect(client.request(document, {})).rejects.toMatchObject({ isRetrySafe: true });
    expect(sent).toHaveLength(4);
  });

  describe('that does not select its refusals', () => {
    const sentence = 'Select `refusals { code message path }` of every command';
    const some =
      'mutation ($i: I!, $j: I!) { __typename a: x(input: $i) { refusals { code } } b: y(input: $j) { id } }';

    it('is not sent', async () => {
      const { client, sent } = answered({}, data({ x: { id: 1 } }));
      const error = await thrownBy(client.request('mutation ($i: I!) { x(input: $i) { id } }', { i: {} }));
      expect(error).toMatchObject({ name: 'BadRequest', message: expect.stringContaining(sentence) });
      expect(sent).toHaveLength(0);
    });

    it('of one of its commands is told so, with what was done', async () => {
      const done = { __typename: 'Mutation', a: { refusals: [] }, b: { id: 1 } };
      const { client } = answered({}, data(done));
      const error = await thrownBy(client.request(some, { i: {}, j: {} }));
      expect(error).toMatchObject({
        name: 'BadRequest',
        message: expect.stringContaining(sentence),
        data: done,
      });
    });

    it('is sent for a caller who looks for refusals in another way', async () => {
      const { client } = answered({}, data({ b: { id: 1 } }));
      expect(await client.request(some, { i: {}, j: {} }, { refusals: 'return' })).toEqual({ b: { id: 1 } });
    });
  });

  describe('of several commands', () => {
    const document =
      '# Both\nmutation Both($one: I!, $two: I!) { a: x(input: $one) { ...R } b: y(input : $two) { ...R } }' +
      ' fragment R on P { refusals { code message path } }';

    it('has a key for each, which an error hands on by the variables', async () => {
      const { client, sent } = answered({}, new Error('Cut.'));
      const error = await thrownBy(client.request(document, { one: {}, two: { idempotencyKey: 'mine' } }));
      const { one, two } = sent[0]?.variables as Record<'one' | 'two', { idempotencyKey: string }>;
      expect([one.idempotencyKey, two.idempotencyKey]).toEqual([
        expect.stringMatching(/^[0-9a-f]{32}$/),
        'mine',
      ]);
      expect(error).toMatchObject({
        isRetrySafe: true,
        // There is not one key: whoever took it for a repeat would do the other command twice.
        idempotencyKey: null,
        idempotencyKeys: { one: one.idempotencyKey, two: 'mine' },
      });
    });

    it('tells what was done of it when one is refused', async () => {
      const done = {
        a: { id: 'a', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = answered({}, data(done));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        name: 'Refused',
        data: done,
      });
    });

    it('keeps what was done out of logs, where a secret has no place', async () => {
      const done = {
        a: { secret: 'lrl_1', refusals: [] },
        b: { refusals: [{ code: 'INVALID', message: 'No.', path: [] }] },
      };
      const { client } = answered({}, data(done));
      const error = await thrownBy(client.request(document, { one: {}, two: {} }));
      expect(inspect(error)).toMatch(/Refused: No\./);
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({
        name: 'Refused',
        message: 'No.',
        code: 'INVALID',
        requestId: (error as Refused).requestId,
      });
      expect(inspect(error) + JSON.stringify(error)).not.toContain('lrl_1');
    });

    it('tells what was done of it when one meets a fault of the server', async () => {
      const half = { data: { a: { id: 'a' }, b: null }, errors: [{ message: 'Oh.' }] };
      const { client } = answered({}, Response.json(half, { status: 500 }));
      expect(await thrownBy(client.request(document, { one: {}, two: {} }))).toMatchObject({
        data: half.data,
      });
    });
  });

  it('that tells a secret throws when it comes without, which it does in the answer to a repeat', async () => {
    const answer = data({ inviteEmployee: { invitation: { id: 'inv_1' }, token: null, refusals: [] } });
    const laurel = createClient({ url: 'http://laurel.example/graphql', fetch: async () => answer.clone() });
    const invite = laurel.invitations.invite(
      { organizationId: 'org_1', name: 'Bea' },
      { refusals: 'return' },
    );
    expect(await thrownBy(invite)).toMatchObject({
      name: 'SecretLost',
      id: 'inv_1',
      isRetrySafe: false,
      message: 'The secret of "inv_1" went with an answer that was lost: revoke it and make another.',
    });
  });

  it('that is refused throws, also in a document of the caller, unless its refusals are to be returned', async () => {
    const refusals = [{ code: 'INVALID', message: 'No.', path: ['input'] }];
    const { client } = answered({}, data({ registerOrganization: { refusals } }));
    const refused = await thrownBy(client.request(REGISTER, { input }));
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ code: 'INVALID', message: 'No.', path: ['input'], refusals });
    expect(await client.request(REGISTER, { input }, { refusals: 'return' })).toEqual({
      registerOrganization: { refusals },
    });
  });
});

describe('the real server', () => {
  const [SQLITE] = DATABASES as readonly [Kind];
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
  });
  afterAll(() => server.stop());
  const laurel = (options: object = {}) =>
    createClient({ url: `${server.url}/graphql`, retries: 0, ...options });

  it('is understood when it refuses', async () => {
    const wrong = laurel({ token: 'nonsense' }).viewer.get();
    expect(await thrownBy(wrong)).toMatchObject({
      name: 'Unauthorized',
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    const nobody = laurel().organizations.list().toArray({ limit: 1 });
    expect(await thrownBy(nobody)).toMatchObject({ name: 'Unauthorized', status: 200 });
    const token = (await server.person('ann')).replace('Bearer ', '');
    const ann = laurel({ token }).organizations.list().toArray({ limit: 1 });
    expect(await thrownBy(ann)).toMatchObject({ name: 'Forbidden', code: 'FORBIDDEN' });
    const fields = Array.from({ length: 20 }, (_, i) => `f${i}: viewer { roles }`).join(' ');
    expect(await thrownBy(laurel().request(`{ ${fields} }`))).toMatchObject({
      name: 'TooComplex',
      status: 400,
    });
    expect(await thrownBy(laurel().request('{ nonsense }'))).toMatchObject({
      name: 'BadRequest',
      status: 400,
    });
    const day = laurel().competencies.list({ on: '2026-02-31' });
    expect(await thrownBy(day)).toMatchObject({ name: 'BadRequest', code: 'BAD_USER_INPUT' });
    const elsewhere = createClient({ url: `${server.url}/nowhere`, retries: 0 });
    expect(await thrownBy(elsewhere.viewer.get())).toMatchObject({ name: 'BadRequest', status: 404 });
    expect(
      await thrownBy(createClient({ url: 'http://127.0.0.1:9', retries: 0 }).viewer.get()),
    ).toBeInstanceOf(NetworkError);
  });

  it('finds the request of an error in its log', async () => {
    const { requestId } = (await thrownBy(laurel({ token: 'nonsense' }).viewer.get())) as LaurelError;
    expect(server.log).toContainEqual(expect.objectContaining({ requestId, error: 'UNAUTHENTICATED' }));
  });

  it('says how long to wait when the points of the minute are spent', async () => {
    const poor = await startTestServer(SQLITE, {
      config: { rateLimits: { anonymous: 30, person: 1, apiKey: 1, agent: 1 } },
    });
    const client = createClient({ url: `${poor.url}/graphql`, retries: { most: 1, longestWait: 10 } });
    const error = await thrownBy(client.competencies.list());
    expect(error).toBeInstanceOf(RateLimited);
    expect((error as RateLimited).waitSeconds).toBeGreaterThan(0);
    expect((error as RateLimited).waitSeconds).toBeLessThanOrEqual(60);
    await poor.stop();
  });

  it('tells the id of its own fault', async () => {
    const broken = await startTestServer(SQLITE, {
      between: (database) => ({
        ...database,
        rows: async () => {
          throw new Error('The disk is gone.');
        },
      }),
    });
    const client = createClient({ url: `${broken.url}/graphql`, retries: 0 });
    const error = (await thrownBy(client.organizations.byKey('alpha'))) as ServerError;
    expect(error).toMatchObject({ name: 'ServerError', code: 'INTERNAL_SERVER_ERROR' });
    expect(broken.log).toContainEqual(
      expect.objectContaining({ errorId: error.errorId, requestId: error.requestId }),
    );
    await broken.stop();
  });
});
