import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApolloServerPlugin } from '@apollo/server';
import { buildSchema, parse } from 'graphql';
import { setTimeout as pause } from 'node:timers/promises';
import { AnswerWriter } from '../../../server/execution/answer-writer';
import { DeprecatedUses } from '../../../server/execution/deprecated-uses';
import { KnownQueries } from '../../../server/execution/known-queries';
import { AnswerLimits } from '../../../server/limits/limit-answer';
import { OperationLimits } from '../../../server/limits/limit-operations';
import { RateLimiter } from '../../../server/limits/rate-limit';
import type { RequestContext } from '../../../server/request/request-context';
import { globalId } from '../../../schema/global-id';
import { SQLITE } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { startTestServer, type TestServer } from '../../support/test-server';

interface RequestOptions {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

describe('a repeated query', () => {
  let server: TestServer;
  let agent: string;
  let throughApollo = 0;
  let slow = 0;
  const counting: ApolloServerPlugin = {
    async requestDidStart() {
      throughApollo += 1;
    },
    async invalidRequestWasReceived() {
      throughApollo += 1;
    },
  };
  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      plugins: [counting],
      seconds: { query: 0.5, mutation: 5 },
      between: (database) => ({
        ...database,
        rows: async (sql, parameters) => {
          if (slow > 0 && sql.includes('FROM organization ')) await pause(slow);
          return database.rows(sql, parameters);
        },
      }),
    });
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  async function ask({ method = 'POST', body, headers = {} }: RequestOptions) {
    const apolloBefore = throughApollo;
    const response = await fetch(`${server.url}/graphql`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', authorization: agent, ...headers },
    });
    const text = await response.text();
    const { date: _date, 'x-request-id': _id, ...responseHeaders } = Object.fromEntries(response.headers);
    const line = await server.logged(response);
    return {
      isThroughApollo: throughApollo > apolloBefore,
      // Only the remaining points differ between repetitions.
      answer: {
        status: response.status,
        headers: { ...responseHeaders, 'content-length': null },
        text: text.replace(/"remaining":\d+,"resetsInSeconds":\d+/, '"remaining":0,"resetsInSeconds":0'),
      },
      remaining: Number(/"remaining":(\d+)/.exec(text)?.[1]),
      requested: Number(/"requested":(\d+)/.exec(text)?.[1]),
      log: { ...line, time: null, requestId: null, ms: null },
    };
  }

  it.each<[string, object, Readonly<Record<string, string>>]>([
    ['only __typename', { query: '{ __typename }' }, {}],
    ['a named operation', { query: 'query Named { policy { termMonths } }', operationName: 'Named' }, {}],
    ['an empty operation name', { query: 'query Empty { policy { refundDays } }', operationName: '' }, {}],
    [
      'variables without an operation name',
      {
        query: 'query Key($k: String!) { competency(key: $k) { name rules { key } } }',
        variables: { k: 'devops' },
        operationName: null,
      },
      {},
    ],
    ['null variables', { query: '{ credentials { code } }', variables: null, extensions: null }, {}],
    ['an anonymous caller', { query: '{ viewer { roles } }' }, { authorization: '' }],
    [
      'the older media type',
      { query: '{ policy { gracePeriodDays: refundDays } }' },
      { accept: 'application/json' },
    ],
    [
      'the newer media type',
      { query: '{ catalogue { version } }' },
      { accept: 'application/graphql-response+json' },
    ],
    ['a page', { query: '{ organizations(first: 3) { nodes { id } totalCount } }' }, {}],
  ])('gets the same bytes and log line without Apollo: %s', async (_case, body, extraHeaders) => {
    const headers = 'authorization' in extraHeaders ? { 'x-nobody': '' } : extraHeaders;
    // The first request also reads the catalogue, which would add a statement to its log line.
    await server.ask('{ catalogue { key: version } }');
    const first = await ask({ body, headers });
    const again = await ask({ body, headers });
    expect([first.isThroughApollo, again.isThroughApollo]).toEqual([true, false]);
    expect(first.answer.status).toBe(200);
    expect(again.answer).toEqual(first.answer);
    expect(again.log).toEqual(first.log);
    expect(again.remaining).toBe(first.remaining - again.requested);
  });

  const KNOWN_QUERY =
    'query Page($n: Int, $after: String) { organizations(first: $n, after: $after) { nodes { id } } }';
  const bodyOf = (mark: string, more: object) => ({ query: `${KNOWN_QUERY} # ${mark}`, ...more });

  it.each<[string, object, number]>([
    ['variables of the wrong type', { variables: { n: 'many' } }, 200],
    ['a page size of 0', { variables: { n: 0 } }, 200],
    ['an invalid cursor', { variables: { n: 1, after: 'x' } }, 200],
    ['variables that cost too much', { variables: { n: 100_000_000 } }, 200],
    ['variables that are not an object', { variables: [] }, 400],
    ['variables as a string', { variables: '{}' }, 400],
    ['another operation name', { variables: { n: 1 }, operationName: 'Other' }, 200],
    ['an operation name that is not a string', { variables: { n: 1 }, operationName: 1 }, 400],
    [
      'a persisted query hash',
      { variables: { n: 1 }, extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
      200,
    ],
  ])('with %s falls back to Apollo and is refused like a new query', async (what, more, status) => {
    const known = await ask({ body: bodyOf('a', { variables: { n: 2 } }) });
    expect(known.answer.status).toBe(200);
    const [again, first] = [await ask({ body: bodyOf('a', more) }), await ask({ body: bodyOf('b', more) })];
    expect(again.isThroughApollo).toBe(true);
    expect(again.answer).toEqual(first.answer);
    expect([what, again.answer.status, JSON.parse(again.answer.text).errors.length]).toEqual([
      what,
      status,
      1,
    ]);
    expect(again.log).toEqual(first.log);
    // A failed request is charged once.
    if (Number.isFinite(first.remaining)) expect(again.remaining).toBe(first.remaining + first.requested);
  });

  it('sends no statement twice when it fails and falls back to Apollo', async () => {
    const query =
      'query ($id: ID!) { a: node(id: $id) { ... on Organization { name renewalAtRisk employees(first: 2) { totalCount } } } }';
    await storeOrganizations(server.database, { id: 'own' }, { id: 'other' });
    await storePerson(server.database, 'ann', { organizationId: 'own' });
    const headers = { authorization: await server.person('ann') };
    const askFor = (mark: string, id: string) =>
      ask({
        body: { query: `${query} # ${mark}`, variables: { id: globalId('Organization', id) } },
        headers,
      });
    expect((await askFor('a', 'own')).answer.text).not.toContain('errors');
    expect((await askFor('a', 'own')).isThroughApollo).toBe(false);
    const [again, first] = [await askFor('a', 'other'), await askFor('b', 'other')];
    expect(first.answer.text).toContain('FORBIDDEN');
    expect([again.isThroughApollo, again.answer, again.log]).toEqual([true, first.answer, first.log]);
  });

  it('times out at its deadline', async () => {
    const body = { query: '{ organizations(first: 5) { nodes { name } } }' };
    await ask({ body });
    slow = 700;
    try {
      const late = await ask({ body });
      expect([late.answer.status, JSON.parse(late.answer.text).errors[0].extensions.code]).toEqual([
        504,
        'TIMED_OUT',
      ]);
    } finally {
      slow = 0;
    }
    expect((await ask({ body })).isThroughApollo).toBe(false);
  });

  it.each([
    [
      'is a mutation',
      { query: 'mutation { endAffiliation(input: { affiliationId: "aff_x" }) { refusals { code } } }' },
    ],
    [
      'has two operations',
      { query: 'query A { policy { termMonths } } query B { __typename }', operationName: 'A' },
    ],
  ])('always goes through Apollo when it %s', async (_case, body) => {
    const [first, again] = [await ask({ body }), await ask({ body })];
    expect([first.isThroughApollo, again.isThroughApollo]).toEqual([true, true]);
    expect(again.answer).toEqual(first.answer);
  });

  it.each([
    ['has directives', '{ policy @include(if: true) { termMonths warnMonths: termMonths @skip(if: true) } }'],
    ['is an introspection', '{ __schema { queryType { name } } }'],
  ])('is answered without Apollo even when it %s', async (_case, query) => {
    const [first, again] = [await ask({ body: { query } }), await ask({ body: { query } })];
    expect([first.isThroughApollo, again.isThroughApollo]).toEqual([true, false]);
    expect(again.answer).toEqual(first.answer);
  });

  it('is authorized for each caller', async () => {
    const query = '{ viewer { roles } organizations(first: 1) { totalCount } }';
    expect((await ask({ body: { query } })).answer.text).toContain('"roles":["AGENT"]');
    const stranger = await server.ask(query, { as: await server.person('stranger') });
    expect(stranger.body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await ask({ body: { query } })).isThroughApollo).toBe(false);
  });

  it('is refused when the points of the minute are spent', async () => {
    const poor = await startTestServer(SQLITE, {
      config: { rateLimits: { anonymous: 30, person: 1, apiKey: 1, agent: 1 } },
    });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 20; i++) statuses.push((await poor.ask('{ policy { termMonths } }')).status);
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      expect(statuses.lastIndexOf(200)).toBeLessThan(statuses.indexOf(429));
      const refused = await poor.ask('{ policy { termMonths } }');
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(refused.body.errors[0].extensions.code).toBe('RATE_LIMITED');
    } finally {
      await poor.stop();
    }
  });
});

describe('KnownQueries', () => {
  const schema = buildSchema('type Query { one: Int }');
  const points = { anonymous: 1, person: 1, apiKey: 1, agent: 1 };
  const limiter = new RateLimiter(points);
  const writer = new AnswerWriter();
  const [limits, answers] = [new OperationLimits(limiter), new AnswerLimits(limiter, writer)];
  const deprecated = new DeprecatedUses(schema);
  const known = () =>
    new KnownQueries(
      schema,
      limits,
      answers,
      writer,
      { execute: () => Promise.resolve({ data: null }) },
      deprecated,
    );

  it('evicts the oldest queries when their total length exceeds the limit', () => {
    const queries = known();
    const textOf = (i: number) => `{ one } # ${i} ${'x'.repeat(1000)}`;
    for (let i = 0; i < 1000; i++) queries.remember(textOf(i), parse(textOf(i)));
    const remembered = Array.from(
      { length: 1000 },
      (_, i) => queries.recognize({ query: textOf(i) }) !== null,
    );
    expect(remembered.indexOf(true)).toBeGreaterThan(750);
    expect(remembered.slice(remembered.indexOf(true))).not.toContain(false);
    expect(remembered.filter(Boolean).length).toBeGreaterThan(150);
  });

  it('does not cache an oversized query, or the same query twice', () => {
    const queries = known();
    const long = `{ one } # ${'x'.repeat(20_000_000)}`;
    queries.remember(long, parse(long));
    expect(queries.recognize({ query: long })).toBeNull();
    for (let i = 0; i < 50_000; i++) queries.remember('{ one }', parse('{ one }'));
    expect(queries.recognize({ query: '{ one }' })).not.toBeNull();
  });

  it('falls back to Apollo when the deadline has passed', async () => {
    const rich = new RateLimiter({ ...points, anonymous: 1000 });
    const late = new KnownQueries(
      schema,
      new OperationLimits(rich),
      new AnswerLimits(rich, writer),
      writer,
      {
        execute: () => Promise.resolve({ data: { one: 1 } }),
      },
      deprecated,
    );
    late.remember('{ one }', parse('{ one }'));
    const answered = (isOver: boolean) => {
      const deadline = { isOver, stop: () => undefined };
      const viewer = { kind: 'anonymous' };
      // The other members of a context are not used.
      const context = {
        viewer,
        address: '192.0.2.1',
        details: {},
        stages: {},
        deadline,
        chargeTime: () => undefined,
      } as unknown as RequestContext;
      return late.recognize({ query: '{ one }' })?.(context);
    };
    expect(await answered(false)).toContain('{"data":{"one":1}');
    expect(await answered(true)).toBeNull();
  });

  it('recognizes no query in a malformed body', () => {
    const queries = known();
    queries.remember('{ one }', parse('{ one }'));
    for (const body of [null, undefined, 'query', 1, [], [{ query: '{ one }' }], { query: 1 }, {}]) {
      expect([body, queries.recognize(body)]).toEqual([body, null]);
    }
  });
});
