import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { LIMITS } from '../../../server/limits/limits';
import { SQLITE } from '../../support/databases';
import { startTestServer, type Answer, type TestServer } from '../../support/test-server';

describe('the limits of a request', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE);
  });
  afterAll(() => server.stop());

  const repeated = (times: number, part: (i: number) => string) =>
    Array.from({ length: times }, (_, i) => part(i)).join(' ');
  const deep = (depth: number) =>
    `{ credential(code: "70-534") { ${'replacedBy { '.repeat(depth - 2)} code ${'} '.repeat(depth - 2)} } }`;

  it.each<[string, string, string]>([
    ['too many tokens', `{ ${repeated(LIMITS.tokens, () => '__typename')} }`, 'TOO_MANY_TOKENS'],
    ['too deep', deep(17), 'TOO_DEEP'],
    ['too many aliases', `{ ${repeated(16, (i) => `a${i}: policy { termMonths }`)} }`, 'TOO_MANY_ALIASES'],
    [
      'too many aliases in the schema',
      `{ __schema { ${repeated(16, (i) => `a${i}: description`)} } }`,
      'TOO_MANY_ALIASES',
    ],
    [
      'recursive introspection',
      `{ __schema { types { ${'fields { type { '.repeat(12)} name ${'} }'.repeat(12)} } } }`,
      'INTROSPECTION_TOO_DEEP',
    ],
  ])('have an error code for each kind of excess: %s', async (_case, document, code) => {
    const { status, body } = await server.ask(document);
    expect([status, body.errors[0].extensions.code]).toEqual([400, code]);
    expect(body.data).toBeUndefined();
  });

  it('are in the extensions of the error, with the measured value', async () => {
    const excessOf = async (document: string) => (await server.ask(document)).body.errors[0].extensions;
    expect(await excessOf(deep(17))).toEqual({ code: 'TOO_DEEP', measured: 17, max: 16 });
    const aliases = `{ ${repeated(16, (i) => `a${i}: policy { termMonths }`)} }`;
    expect(await excessOf(aliases)).toEqual({ code: 'TOO_MANY_ALIASES', measured: 16, max: 15 });
    // The parser stops at the limit.
    const tokens = `{ ${repeated(LIMITS.tokens, () => '__typename')} }`;
    expect(await excessOf(tokens)).toEqual({ code: 'TOO_MANY_TOKENS', max: LIMITS.tokens });
    const as = await server.person('agent', ['agent']);
    const { body } = await server.ask('{ organizations(first: 500) { totalCount } }', { as });
    expect(body.errors[0].extensions.refusals).toEqual([
      { __typename: 'LimitRefusal', code: 'INVALID', path: ['first'], measured: 500, min: 1, max: 100 },
    ]);
  });

  it('allow requests at the limit', async () => {
    // 16 levels, with at most five objects of one type within each other.
    const levels = [
      'credential(code: "70-534")',
      ...Array.from({ length: 4 }, () => 'replacedBy'),
      'countsFor',
      'rules',
      ...Array.from({ length: 4 }, () => ['competency', 'rules']).flat(),
    ];
    expect(levels).toHaveLength(15);
    const deepest = await server.ask(`{ ${levels.join(' { ')} { name ${'}'.repeat(16)}`);
    expect(deepest.body.errors).toBeUndefined();
    const repeatedType = await server.ask(deep(8));
    expect(repeatedType.body.errors[0].extensions).toEqual({
      code: 'TOO_DEEP',
      type: 'Credential',
      measured: 7,
      max: LIMITS.sameType,
    });
    const wide = await server.ask(`{ ${repeated(15, (i) => `a${i}: policy { termMonths }`)} }`);
    expect(wide.body.errors).toBeUndefined();
  });

  it('count aliases and depth through fragments, in linear time', async () => {
    const chain = repeated(
      60,
      (i) =>
        `fragment f${i} on CompetencyRules { paths { competency { rules { ...f${i + 1} } } } center { competencies { ...f${i + 1} } } }`,
    );
    const before = performance.now();
    const { body } = await server.ask(
      `{ competencies { ...f0 } } ${chain} fragment f60 on CompetencyRules { key }`,
    );
    expect(body.errors[0].extensions.code).toBe('TOO_DEEP');
    expect(performance.now() - before).toBeLessThan(2000);

    const doubling = repeated(
      40,
      (i) => `fragment g${i} on Query { ...g${i + 1} a: policy { refundDays } ...g${i + 1} }`,
    );
    const aliases = await server.ask(`{ ...g0 } ${doubling} fragment g40 on Query { policy { refundDays } }`);
    expect(aliases.body.errors[0].extensions.code).toBe('TOO_MANY_ALIASES');
  });

  it('ignore undeclared variables', async () => {
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const faults = () => server.log.filter(({ msg }) => msg === 'fault');
    const send = async (query: string) => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(query)},"variables":{"x":${nested}}}`,
      });
      return [response.status, (await response.json()).errors?.[0].extensions.code];
    };
    expect(await send('{ policy { termMonths } }')).toEqual([200, undefined]);
    expect(await send('query ($x: LocalDate) { organizations(first: 0, on: $x) { totalCount } }')).toEqual([
      200,
      'BAD_USER_INPUT',
    ]);
    expect(faults()).toEqual([]);
  });

  it('calculate the cost from the values of variables', async () => {
    const agent = await server.person('agent', ['agent']);
    const document = `query ($n: Int) { organizations(first: $n) { nodes { auditEntries(first: $n) { nodes { id } } apiKeys(first: $n) { nodes { id } } } } }`;
    const small = await server.ask(document, { variables: { n: 2 }, as: agent });
    expect(small.body.errors).toBeUndefined();
    const large = await server.ask(document, { variables: { n: 100 }, as: agent });
    expect(large.body.errors[0].extensions.code).toBe('TOO_EXPENSIVE');
    expect(large.body.errors[0].message).toContain('at most 20,000');
  });

  it('report the cost and the remaining points in every answer', async () => {
    const { body } = await server.ask('{ competency(key: "devops") { rules { key } } }', {
      headers: { 'x-forwarded-for': '10.0.0.9' },
    });
    expect(body.extensions.cost).toEqual({
      // Three for reading the request, one for the competency and one for its rules.
      requested: 5,
      limit: 20_000,
      remaining: expect.any(Number),
      resetsInSeconds: expect.any(Number),
    });
  });

  it('list at most twenty validation errors', async () => {
    const { status, body } = await server.ask(`{ ${repeated(50, (i) => `nothing${i}`)} }`);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(LIMITS.validationErrors + 1);
    expect(body.errors.at(-1)).toMatchObject({
      message: expect.stringContaining('Too many validation errors'),
      extensions: { code: 'TOO_MANY_ERRORS' },
    });
  });

  it('refuse a page with an invalid size, two directions or a foreign cursor', async () => {
    const agent = await server.person('agent', ['agent']);
    const ask = (args: string) => server.ask(`{ organizations${args} { nodes { id } } }`, { as: agent });
    const firstErrorOf = async (args: string) => {
      const { body } = await ask(args);
      return [body.errors[0].extensions.code, body.errors[0].message, body.errors[0].path];
    };
    expect((await firstErrorOf('(first: 0)'))[1]).toBe('"first" must be from 1 to 100, not 0.');
    expect((await firstErrorOf('(last: 101)'))[1]).toBe('"last" must be from 1 to 100, not 101.');
    expect((await firstErrorOf('(first: -1)'))[1]).toBe('"first" must be from 1 to 100, not -1.');
    expect((await firstErrorOf('(first: 1, before: "x")'))[1]).toBe(
      '"before" can only be used with "last". Add "last", or leave "before" out.',
    );
    expect((await firstErrorOf('(last: 1, after: "x", before: "x")'))[1]).toBe(
      '"after" can only be used with "first". Add "first", or leave "after" out.',
    );
    expect((await firstErrorOf('(first: 1, after: "x")'))[1]).toBe(
      '"x" is not a cursor of this list. Use a cursor from "pageInfo" or from an edge.',
    );
  });

  it('refuse a document with a page without a size, at its place', async () => {
    const agent = await server.person('agent', ['agent']);
    const ask = async (query: string, variables = {}) => {
      const { status, body } = await server.ask(query, { as: agent, variables });
      return { status, ...body };
    };
    const message = 'Give either "first" or "last", with a value from 1 to 100.';
    for (const args of ['', '(after: "x", first: null)', '(first: 1, last: 1)']) {
      const { status, data, errors } = await ask(`{ viewer { roles } organizations${args} { totalCount } }`);
      expect([status, data]).toEqual([400, undefined]);
      const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
      expect(errors).toMatchObject([{ message, locations: [{ line: 1, column: 20 }], extensions }]);
    }
    const document = 'query ($size: Int) { viewer { roles } organizations(first: $size) { totalCount } }';
    // The document is valid, and the variable is null.
    const { status, data, errors } = await ask(document);
    expect([status, data]).toEqual([200, { viewer: { roles: ['AGENT'] }, organizations: null }]);
    expect(errors).toMatchObject([
      { message, path: ['organizations'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect((await ask(document, { size: 1 })).errors).toBeUndefined();
  });

  it('allow the standard introspection query', async () => {
    const { body } = await server.ask(
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.__schema.types.length).toBeGreaterThan(40);
  });
});

describe('the price of a request', () => {
  it('covers the length of a refused document', async () => {
    const server = await startTestServer(SQLITE, {
      config: { rateLimits: { anonymous: 600, person: 1, apiKey: 1, agent: 1 } },
    });
    try {
      const repeating = `{ ${'competencies { key } '.repeat(1200)} }`;
      const first = await server.ask(repeating);
      expect([first.status, first.body.errors[0].extensions.code]).toEqual([
        400,
        expect.stringMatching(/^TOO_/),
      ]);
      const again = await server.ask(repeating);
      const broken = await server.ask('{ viewer'.repeat(2000));
      expect([again.status, broken.status]).toEqual([400, 429]);
    } finally {
      await server.stop();
    }
  });

  it('covers the length of the URL', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const path = `/graphql?query=${encodeURIComponent('{ __typename }')}&more=${'x'.repeat(5000)}`;
      const response = await fetch(`${server.url}${path}`, {
        headers: { 'content-type': 'application/json' },
      });
      const { data, extensions } = await response.json();
      expect(data).toEqual({ __typename: 'Query' });
      expect(extensions.cost.requested).toBe(Math.ceil(path.length / 100));
    } finally {
      await server.stop();
    }
  });

  it('covers introspection', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const { body } = await server.ask(getIntrospectionQuery());
      expect(body.extensions.cost.requested).toBeGreaterThan(300);
    } finally {
      await server.stop();
    }
  });
});

describe('the rate limit', () => {
  const rateLimits = { anonymous: 38, person: 38, apiKey: 38, agent: 70 };
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, { config: { rateLimits, proxies: 1 } });
  });
  afterAll(() => server.stop());

  const query = '{ competencies { key } }';
  const spendAll = async (headers: Record<string, string>, as?: string): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (let i = 0; i < 4; i++) answers.push(await server.ask(query, { headers, ...(as && { as }) }));
    return answers;
  };

  it('answers 429 with Retry-After when the points of a caller are spent', async () => {
    const [first, second] = await spendAll({ 'x-forwarded-for': '192.0.2.1' });
    expect([first?.status, second?.status]).toEqual([200, 429]);
    expect(first?.body.extensions.cost).toMatchObject({ requested: 23, limit: 38, remaining: 15 });
    expect(second?.body.errors[0].extensions.code).toBe('RATE_LIMITED');
    // A refused request is charged only for being read.
    expect(second?.body.errors[0].message).toMatch(
      /^The request needs 20 points, but only 12 of your 38 points for this minute are left\. Try again in \d+ s\.$/,
    );
    expect(Number(second?.headers.get('retry-after'))).toBeGreaterThan(0);
    // The figures are those of the sentence.
    expect(second?.body.extensions.cost).toMatchObject({ requested: 20, limit: 38, remaining: 12 });
    // The log has what was charged.
    if (second !== undefined) expect(await server.logged(second)).toMatchObject({ cost: 3 });
    const small = () => server.ask('{ __typename }', { headers: { 'x-forwarded-for': '192.0.2.1' } });
    for (let left = 6; left > 0; left -= 3) expect((await small()).status).toBe(200);
    const last = await small();
    expect([last.status, last.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
    expect(last.body.errors[0].message).toMatch(
      /^You have spent all 38 points for this minute\. Try again in \d+ s\.$/,
    );
    expect(last.body.extensions.cost).toMatchObject({ requested: 3, limit: 38, remaining: 0 });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    const elsewhere = await server.ask(query, { headers: { 'x-forwarded-for': '192.0.2.2' } });
    expect(elsewhere.status).toBe(200);
  });

  it('also answers 429 to clients that accept only JSON', async () => {
    await spendAll({ 'x-forwarded-for': '192.0.2.4' });
    // The proxy appends its address to the right of the header that the caller sends.
    const spoofed = await server.ask(query, { headers: { 'x-forwarded-for': '203.0.113.9, 192.0.2.4' } });
    expect(spoofed.status).toBe(429);
    const { status } = await server.ask(query, {
      headers: { accept: 'application/json', 'x-forwarded-for': '192.0.2.4' },
    });
    expect(status).toBe(429);
  });

  it('charges for unknown paths', async () => {
    const from = (address: string) =>
      fetch(`${server.url}/nowhere`, { headers: { 'x-forwarded-for': address } });
    const statuses: number[] = [];
    for (let left = 38; left >= 0; left -= 3) statuses.push((await from('192.0.2.77')).status);
    expect(statuses).toEqual([...new Array<number>(12).fill(404), 429]);
    const last = await from('192.0.2.77');
    expect((await last.json()).errors[0].extensions.code).toBe('RATE_LIMITED');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('192.0.2.78')).status).toBe(404);
  });

  it('gives agents more points than others', async () => {
    const statuses = async (as: string) => (await spendAll({}, as)).map(({ status }) => status);
    expect(await statuses(await server.person('someone'))).toEqual([200, 429, 429, 429]);
    expect(await statuses(await server.person('agent', ['agent']))).toEqual([200, 200, 200, 429]);
  });

  it('stops the guessing of credentials', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.3' };
    const statuses: number[] = [];
    for (let i = 0; i < 102; i++)
      statuses.push((await server.ask(query, { headers, as: 'Bearer nonsense' })).status);
    expect(statuses).toEqual([...new Array<number>(100).fill(401), 429, 429]);
  });
});
