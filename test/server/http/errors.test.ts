import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { logFault } from '../../../server/http/mask-errors';
import { DATABASES, SQLITE } from '../../support/databases';
import { startTestServer, type TestServer } from '../../support/test-server';

describe.each(DATABASES)('a server that gets bad input, on $name', (kind) => {
  let server: TestServer;
  let agent: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    agent = await server.person('agent', ['agent']);
  });
  afterAll(() => server.stop());

  const firstErrorOf = async (document: string, variables?: object) => {
    const { status, body } = await server.ask(document, { as: agent, ...(variables && { variables }) });
    return [status, body.errors[0].extensions.code, body.errors[0].message];
  };

  it('refuses a broken, oversized, empty or malformed body', async () => {
    const sendBody = async (body: string, headers?: Record<string, string>) => {
      const answer = await server.post(body, headers);
      return [answer.status, answer.body.errors[0].extensions.code, answer.body.errors[0].message];
    };
    const notJson = (problem: string) => [
      400,
      'BAD_REQUEST',
      expect.stringContaining(`The body of the request is not valid JSON: ${problem}`),
    ];
    expect(await sendBody('{"query": ')).toEqual(notJson('Unexpected end of JSON input'));
    expect((await sendBody(''))[0]).toBe(400);
    expect(await sendBody('{"query": "{ __typename }", "__proto__": {}}')).toEqual([
      400,
      'BAD_REQUEST',
      'The body of the request contains the key "__proto__" or "constructor", which is not allowed. Remove it.',
    ]);
    expect(await sendBody(JSON.stringify({ query: 'x'.repeat(1_100_000) }))).toEqual([
      413,
      'BODY_TOO_LARGE',
      'The body of the request is too large: at most 1,048,576 bytes are allowed.',
    ]);
    expect((await sendBody('[]'))[0]).toBe(400);
    expect((await sendBody('"text"'))[0]).toBe(400);
    expect((await sendBody('{}'))[1]).toBe('BAD_REQUEST');
    expect((await sendBody('{"query": 7}'))[1]).toBe('BAD_REQUEST');
    expect((await sendBody('{"query": "{ viewer { roles } }", "variables": []}'))[0]).toBe(400);
    expect(await sendBody('<xml/>', { 'content-type': 'application/xml' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      expect.stringContaining('application/xml'),
    ]);
  });

  it('refuses a null variable in a non-null position', async () => {
    const faults = () => server.log.filter(({ msg }) => msg === 'fault').length;
    const before = faults();
    const include = 'query ($i: Boolean = true) { viewer @include(if: $i) { roles } }';
    expect(await firstErrorOf(include, { i: null })).toEqual([
      400,
      'BAD_USER_INPUT',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ]);
    const id = 'query ($i: ID = "x") { node(id: $i) { id } }';
    expect((await firstErrorOf(id, { i: null }))[1]).toBe('BAD_USER_INPUT');
    expect(faults()).toBe(before);
  });

  it('refuses a syntax error, an unknown field, a missing argument and a wrong operation', async () => {
    expect(await firstErrorOf('{ viewer {')).toEqual([
      400,
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Expected Name, found <EOF>.',
    ]);
    expect(await firstErrorOf('{ viewer { rolles } }')).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "rolles" on type "Viewer". Did you mean "roles"?',
    ]);
    expect((await firstErrorOf('{ competency { key } }'))[1]).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await firstErrorOf('subscription { a }')).toEqual([400, expect.anything(), expect.anything()]);
    expect((await firstErrorOf('{ a(b: ' + '['.repeat(2400) + ']'.repeat(2400) + ') }'))[0]).toBe(400);
    const { status } = await server.ask('query a { viewer { roles } } query b { viewer { roles } }', {
      operationName: 'c',
    });
    expect(status).toBe(400);
  });

  it('executes nothing when the document has no operation of the requested name', async () => {
    const mutation =
      'mutation a { registerOrganization(input: { name: "A", market: DEVELOPED, country: "DE", city: "Bonn" }) { refusals { code } } }';
    for (const document of ['query a { viewer { roles } }', '{ viewer { roles } }', mutation]) {
      const as = await server.person('agent', ['agent']);
      const { status, body } = await server.ask(document, { operationName: 'b', as });
      expect([status, body.errors[0].extensions.code, body.errors[0].message, body.data]).toEqual([
        400,
        'OPERATION_RESOLUTION_FAILURE',
        'Unknown operation named "b".',
        undefined,
      ]);
    }
    expect(await server.database.rows('SELECT * FROM organization')).toEqual([]);
  });

  it.each([['2026-02-31'], ['2026-2-1'], ['today'], [''], ['2026-02-28T00:00:00Z'], ['0000-00-00']])(
    'refuses "%s" as a day, in the document or as a variable',
    async (day) => {
      const message = `${JSON.stringify(day)} is not a day of the calendar. Write it as YYYY-MM-DD.`;
      const written = await firstErrorOf(`{ policy(on: ${JSON.stringify(day)}) { termMonths } }`);
      expect(written.slice(0, 2)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
      expect(written[2]).toContain(message);
      const variable = await firstErrorOf('query ($on: LocalDate) { policy(on: $on) { termMonths } }', {
        on: day,
      });
      expect(variable.slice(0, 2)).toEqual([400, 'BAD_USER_INPUT']);
      expect(variable[2]).toContain(message);
    },
  );

  it('shortens a long wrong value, in the document or as a variable', async () => {
    const long = '🙈'.repeat(100_000);
    const message = `"${'🙈'.repeat(40)}…" is not a day of the calendar. Write it as YYYY-MM-DD.`;
    const written = await firstErrorOf(`{ policy(on: "${long}") { termMonths } }`);
    const variable = await firstErrorOf('query ($on: LocalDate) { policy(on: $on) { termMonths } }', {
      on: long,
    });
    for (const [, , shown] of [written, variable]) {
      expect(shown.length).toBeLessThan(2100);
      expect(shown).toContain('…');
      expect(shown.endsWith(message)).toBe(true);
    }
    expect(variable[2]).toMatch(/^Variable "\$on" got invalid value "🙈/u);
  });

  it('refuses a malformed id and returns null for an unknown one', async () => {
    expect(await firstErrorOf('{ organization(by: { id: "devops" }) { name } }')).toEqual([
      200,
      'BAD_USER_INPUT',
      '"devops" is not the id of an organization.',
    ]);
    expect((await firstErrorOf('{ organization(by: { id: "aud_1" }) { name } }'))[1]).toBe('BAD_USER_INPUT');
    const { body } = await server.ask(
      '{ a: organization(by: { id: "org_1" }) { name } b: organization(by: { key: "x" }) { name } c: node(id: "org_1") { id } d: node(id: "🙈") { id } }',
    );
    expect(body.data).toEqual({ a: null, b: null, c: null, d: null });
  });

  it('stores nothing', async () => {
    await firstErrorOf(
      'mutation { registerOrganization(input: { name: "", market: DEVELOPED, country: "DE" }) { refusals { code } } }',
    );
    await firstErrorOf(
      'mutation { registerOrganization(input: { name: "A", market: DEVELOPED, country: 5, city: "B" }) { refusals { code } } }',
    );
    expect(await server.database.rows('SELECT * FROM organization')).toEqual([]);
    expect(
      await server.database.rows("SELECT * FROM audit_entry WHERE command <> 'storeFirstCatalogue'"),
    ).toEqual([]);
  });

  it('logs no fault', () => {
    expect(server.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('a cross-site request', () => {
  it('is refused, including requests of HTML forms', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const response = await fetch(
        `${server.url}/graphql?query=${encodeURIComponent('{ viewer { roles } }')}`,
      );
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('CSRF');
      const form = await server.post('query=%7Bviewer%7D', {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(form.status).toBe(415);
      const plain = await server.post('{"query": "{ viewer { roles } }"}', { 'content-type': 'text/plain' });
      expect([400, 415]).toContain(plain.status);
    } finally {
      await server.stop();
    }
  });
});

describe('a server fault', () => {
  let server: TestServer;
  let broken = false;
  beforeAll(async () => {
    server = await startTestServer(SQLITE, {
      between: (database) => ({
        ...database,
        rows: (sql, parameters) =>
          broken && sql.includes('catalogue_version')
            ? Promise.reject(new Error('secret: the disk /var/lib/laurel is full'))
            : database.rows(sql, parameters),
      }),
    });
  });
  afterAll(() => server.stop());

  it('is answered with an error id only, and logged under that id', async () => {
    broken = true;
    const { status, body } = await server.ask('{ policy { termMonths } }');
    broken = false;
    expect(status).toBe(200);
    const [error] = body.errors;
    expect(error.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      errorId: expect.stringMatching(/^[\w-]{36}$/),
      errorHash: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(error.message).toBe(
      `Something went wrong on our side. Tell us the error id ${error.extensions.errorId}, so that we can find the cause.`,
    );
    expect(JSON.stringify(body)).not.toContain('secret');
    const [line] = server.log.filter(({ errorId }) => errorId === error.extensions.errorId);
    expect(line).toMatchObject({ level: 50, path: 'policy', errorHash: error.extensions.errorHash });
    expect(JSON.stringify(line)).toContain('the disk /var/lib/laurel is full');
  });
});

describe('a database error', () => {
  it('is logged without the parameters of its statement', async () => {
    const server = await startTestServer(SQLITE, {
      between: (database) => ({
        ...database,
        transaction: (work) =>
          database.transaction(async (transaction) => {
            await transaction.change(
              'CREATE TEMP TABLE IF NOT EXISTS secret_words (word TEXT NOT NULL CHECK (word <> ?))'.replace(
                '?',
                "'x'",
              ),
            );
            await transaction.change('INSERT INTO secret_words VALUES (?), (NULL)', ['very-secret-value']);
            return work(transaction);
          }),
      }),
    });
    try {
      const answer = await server.ask(
        'mutation { registerOrganization(input: { name: "A", market: DEVELOPED, country: "DE", city: "B" }) { refusals { code } } }',
        { as: await server.person('agent', ['agent']) },
      );
      expect(answer.body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
      const faults = server.log.filter(({ msg }) => msg === 'fault');
      expect(faults).toHaveLength(1);
      expect(JSON.stringify(faults)).toContain('NOT NULL constraint failed');
      expect(JSON.stringify(server.log)).not.toContain('very-secret-value');
    } finally {
      await server.stop();
    }
  });
});

describe('a fault with a cause', () => {
  it('is logged with the cause, but without its SQL and parameters', () => {
    const fromDatabase = Object.assign(new Error('no such row'), {
      code: 'ER_SOMETHING',
      sql: 'SELECT * FROM employee WHERE name = ?',
      parameters: ['very-secret-value'],
    });
    // Loggers serialize errors differently, so the logged object itself must hold no secrets.
    const loggedObjects: unknown[] = [];
    const log = { error: (line: unknown) => loggedObjects.push(line) } as unknown as Logger;
    logFault(log, new Error('It could not be read.', { cause: fromDatabase }), 'request-1');
    expect(loggedObjects).toMatchObject([
      {
        err: { message: 'It could not be read.', cause: { message: 'no such row', code: 'ER_SOMETHING' } },
      },
    ]);
    expect(JSON.stringify(loggedObjects)).not.toContain('very-secret-value');
  });
});

describe('a database that hangs', () => {
  it('delays neither authentication nor the readiness check', async () => {
    let hangs = false;
    const server = await startTestServer(SQLITE, {
      seconds: { query: 0.2, mutation: 0.2 },
      between: (database) => ({
        ...database,
        rows: (sql, parameters) => (hangs ? new Promise(() => undefined) : database.rows(sql, parameters)),
      }),
    });
    try {
      hangs = true;
      const { status, body } = await server.ask('{ viewer { roles } }', { as: await server.person('ann') });
      expect([status, body.errors[0].extensions.code]).toEqual([504, 'TIMED_OUT']);
      const ready = await fetch(`${server.url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { ready: false, checks: { database: false, migrations: false, notDraining: true } },
      ]);
    } finally {
      hangs = false;
      await server.stop();
    }
  });
});

describe('a request that takes too long', () => {
  it('gets TIMED_OUT with advice on repeating a mutation, and sends no further reads', async () => {
    let reads = 0;
    let isRunning = false;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const server = await startTestServer(SQLITE, {
      seconds: { query: 0.5, mutation: 0.5 },
      between: (database) => ({
        ...database,
        rows: async (sql, parameters) => {
          // The server also reads the catalogue before it listens. Those reads do not count.
          if (isRunning && sql.includes('catalogue_version')) {
            reads += 1;
            if (reads === 1) await released;
          }
          return database.rows(sql, parameters);
        },
        transaction: async (work) => {
          await released;
          return database.transaction(work);
        },
      }),
    });
    isRunning = true;
    try {
      const query = await server.ask('{ policy { termMonths } }');
      expect([query.status, query.body]).toEqual([
        504,
        {
          errors: [
            {
              message: 'The request timed out after 0.5 s. Ask for less in one request.',
              extensions: { code: 'TIMED_OUT', max: 0.5 },
            },
          ],
        },
      ]);
      const mutation = await server.ask(
        'mutation { registerOrganization(input: { name: "Late", market: DEVELOPED, country: "DE", city: "Bonn" }) { refusals { code } query { policy { termMonths } } } }',
        { as: await server.person('agent', ['agent']) },
      );
      expect(mutation.body.errors[0].extensions.code).toBe('TIMED_OUT');
      expect(mutation.body.errors[0].message).toContain('send it again with the same idempotency key');
      release();
      await pause(500);
      // One read for the query and one at the start of the command, but none for the policy after it.
      expect(reads).toBe(2);
      expect(server.log.filter(({ msg }) => msg === 'fault')).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
