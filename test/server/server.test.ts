import { describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig, type Config } from '../../server/config';
import { AnsweredCommandTable } from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { openDatabase } from '../../server/db/open-database';
import { textOfFailure } from '../support/in-english';
import { PlainError } from '../../server/messages/plain-error';
import { prepare } from '../../server/prepare';
import { startServer } from '../../server/server';
import { DATABASES, SQLITE } from '../support/databases';
import { storeApiKey, storeOrganizations } from '../support/facts';
import { freePort } from '../support/mariadb';
import { rawConnection } from '../support/raw-connection';
import { startTestServer } from '../support/test-server';

/** Probes within this many milliseconds share one result. */
const PROBES_SHARE = 300;

describe.each(DATABASES)('health on $name', (kind) => {
  it('reports a live server, which is ready while the database answers and is migrated', async () => {
    let broken = false;
    const server = await startTestServer(kind, {
      between: (database) => ({
        ...database,
        rows: (sql, parameters) =>
          broken ? Promise.reject(new Error('gone')) : database.rows(sql, parameters),
      }),
    });
    try {
      const get = async (path: string) => {
        const response = await fetch(`${server.url}${path}`);
        return [response.status, await response.json()];
      };
      expect(await get('/livez')).toEqual([200, { live: true }]);
      const checks = { database: true, migrations: true, notDraining: true };
      expect(await get('/readyz')).toEqual([200, { ready: true, checks }]);
      await server.database.transaction((transaction) => transaction.change('DELETE FROM migration'));
      await pause(PROBES_SHARE);
      expect(await get('/readyz')).toEqual([503, { ready: false, checks: { ...checks, migrations: false } }]);
      broken = true;
      await pause(PROBES_SHARE);
      expect(await get('/readyz')).toEqual([
        503,
        { ready: false, checks: { database: false, migrations: false, notDraining: true } },
      ]);
      expect((await get('/livez'))[0]).toBe(200);
    } finally {
      await server.stop();
    }
  });
});

describe('concurrent probes', () => {
  it('share the statements of one probe', async () => {
    let statements = 0;
    const server = await startTestServer(SQLITE, {
      config: { metrics: true },
      between: (database) => ({
        ...database,
        rows(sql, parameters) {
          statements += 1;
          return database.rows(sql, parameters);
        },
      }),
    });
    try {
      statements = 0;
      for (const path of ['/readyz', '/metrics']) {
        const statuses = await Promise.all(
          Array.from({ length: 50 }, async () => (await fetch(`${server.url}${path}`)).status),
        );
        expect(new Set(statuses)).toEqual(new Set([200]));
      }
      const first = statements;
      expect(first).toBeLessThan(20);
      await pause(PROBES_SHARE);
      await fetch(`${server.url}/readyz`);
      expect(statements).toBeGreaterThan(first);
    } finally {
      await server.stop();
    }
  });
});

describe('an unknown path', () => {
  it('is answered with 404 before the body is read', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const connection = await rawConnection(server.url);
      connection.send(
        'POST /nowhere HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n',
      );
      expect(await connection.until(/statusCode/)).toMatch(/^HTTP\/1\.1 404 /);
      expect(connection.received()).toContain(
        '{"message":"Route POST:/nowhere not found","error":"Not Found","statusCode":404}',
      );
      connection.socket.destroy();
    } finally {
      await server.stop();
    }
  });
});

describe('connections', () => {
  it('are limited in number and duration by the configuration', async () => {
    const server = await startTestServer(SQLITE, {
      config: { requestSeconds: 1, maxConnections: 3, maxConnectionsPerAddress: 2 },
    });
    try {
      const connections = [await rawConnection(server.url), await rawConnection(server.url)];
      const refused = await rawConnection(server.url);
      expect(await refused.ended).toBeLessThan(900);
      for (const { ended } of connections) expect(await ended).toBeLessThan(3000);
      while (!server.log.some(({ msg }) => msg === 'connections refused')) await pause(10);
      expect(server.log.find(({ msg }) => msg === 'connections refused')).toMatchObject({
        level: 40,
        refused: 1,
      });
      expect((await server.ask('{ __typename }')).status).toBe(200);
    } finally {
      await server.stop();
    }
  });

  it('without requests do not keep a server from stopping', async () => {
    const server = await startTestServer(SQLITE);
    const connection = await rawConnection(server.url);
    const began = performance.now();
    await server.stop();
    await connection.ended;
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('a long-running server', () => {
  it('deletes expired idempotency keys every hour', async () => {
    const timers = jest.spyOn(globalThis, 'setInterval');
    const server = await startTestServer(SQLITE, { clock: () => new Date('2026-03-02T10:00:00.000Z') });
    const hourly = timers.mock.calls.filter(([, milliseconds]) => milliseconds === 3_600_000);
    timers.mockRestore();
    try {
      const answer = {
        actor: 'person:ann',
        organizationId: null,
        command: 'registerEmployee',
        argumentsHash: '',
        answer: '{}',
      };
      await server.database.transaction((transaction) =>
        transaction.insert(AnsweredCommandTable, [
          { ...answer, idempotencyKey: 'old', answeredAt: instant(new Date('2026-03-01T09:59:59.999Z')) },
          { ...answer, idempotencyKey: 'new', answeredAt: instant(new Date('2026-03-01T10:00:00.000Z')) },
        ]),
      );
      const storedKeys = async () =>
        (
          await server.database.rows<{ idempotencyKey: string }>(
            'SELECT idempotencyKey FROM answered_command',
          )
        ).map(({ idempotencyKey }) => idempotencyKey);
      for (const [forget] of hourly) forget();
      while ((await storedKeys()).length > 1) await pause(5);
      expect(await storedKeys()).toEqual(['new']);
    } finally {
      await server.stop();
    }
  });
});

describe('a stopping server', () => {
  it('is not ready, finishes running requests and accepts no new ones', async () => {
    const test = await SQLITE.create();
    const database = await test.open();
    const config = {
      ...readConfig({ LAUREL_PORT: '0', LAUREL_HOST: '127.0.0.1', LAUREL_LOG_LEVEL: 'silent' }),
    };
    await prepare(config, database, new Date());
    let slow = false;
    const server = await startServer({
      config: { ...config, drainSeconds: 1 },
      database: {
        ...database,
        rows: async (sql, parameters) => {
          if (slow) await pause(1500);
          return database.rows(sql, parameters);
        },
      },
    });
    const ask = () =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query": "{ policy { termMonths } }"}',
      });
    slow = true;
    const running = ask();
    await pause(100);
    slow = false;
    const stopped = server.stop();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await running).status).toBe(200);
    await stopped;
    await expect(ask()).rejects.toThrow('fetch failed');
    await test.drop();
  });
});

describe.each(DATABASES)('a server whose $name hangs', (kind) => {
  it('stops even while it records the use of an API key and refills outdated status', async () => {
    const never = () => new Promise<never>(() => undefined);
    let hangs = false;
    let waiting = 0;
    const server = await startTestServer(kind, {
      refilling: true,
      between: (database) => ({
        ...database,
        rows(sql, parameters) {
          if (!hangs) return database.rows(sql, parameters);
          waiting += 1;
          return never();
        },
        // The server opens a transaction to store the last use of a key, and to refill outdated status.
        transaction() {
          waiting += 1;
          return never();
        },
      }),
    });
    await storeOrganizations(server.database, { id: 'own' });
    const secret = await storeApiKey(server.database, { id: 'used', organizationId: 'own' });
    const { status } = await server.ask('{ __typename }', { as: `Bearer ${secret}` });
    expect(status).toBe(200);
    hangs = true;
    // Waits until two calls hang: the write, and the check for outdated status, which runs once per second.
    while (waiting < 2) await pause(10);
    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});

describe('answers to signed-in callers', () => {
  it('must not be cached, even if they are errors, unlike answers to anonymous callers', async () => {
    const server = await startTestServer(SQLITE);
    try {
      await storeOrganizations(server.database, { id: 'own' });
      const key = `Bearer ${await storeApiKey(server.database, { id: 'key', organizationId: 'own' })}`;
      const person = await server.person('ann');
      const stored = async (as: string | undefined, body: string, headers: Record<string, string> = {}) => {
        const authorization = as === undefined ? {} : { authorization: as };
        const answer = await server.post(body, { ...headers, ...authorization });
        return [answer.status, answer.headers.get('cache-control')];
      };
      const query = '{"query": "{ viewer { roles } }"}';
      for (const as of [person, key, person, key]) expect(await stored(as, query)).toEqual([200, 'no-store']);
      expect(await stored(person, '{"query": "{ nothing }"}')).toEqual([400, 'no-store']);
      expect(await stored(person, '{')).toEqual([400, 'no-store']);
      expect(await stored(person, query, { accept: 'image/png' })).toEqual([406, 'no-store']);
      expect(await stored(person, 'x'.repeat(2 ** 20 + 1))).toEqual([413, 'no-store']);
      expect(await stored(person, query, { 'content-type': 'text/csv' })).toEqual([415, 'no-store']);
      expect(await stored('Bearer wrong', query)).toEqual([401, 'no-store']);
      expect(await stored(undefined, query)).toEqual([200, null]);
    } finally {
      await server.stop();
    }
  });
});

describe('the log', () => {
  it('has one line per request with operation, kind of caller, duration and number of statements', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const answer = await server.ask('query Looking($key: String!) { competency(key: $key) { name } }', {
        variables: { key: 'a-secret-of-mine' },
        headers: { 'x-request-id': 'trace-17' },
      });
      expect(answer.headers.get('x-request-id')).toBe('trace-17');
      const [line, ...more] = server.log.filter(({ msg }) => msg === 'request');
      expect(more).toEqual([]);
      expect(line).toMatchObject({
        requestId: 'trace-17',
        viewer: 'anonymous',
        operation: 'Looking',
        type: 'query',
        status: 200,
        // The catalogue is cached, so the request only checks for a newer version.
        statements: 1,
        ms: expect.any(Number),
        // Three points for reading the catalogue and one for the competency.
        cost: 4,
      });
      expect(JSON.stringify(server.log)).not.toContain('a-secret-of-mine');
      await server.ask(`query ${'n'.repeat(5000)} { viewer { roles } }`);
      expect(server.log.at(-1)?.['operation']).toBe('n'.repeat(100));
      const invalid = await server.ask('{ viewer { roles } }', { headers: { 'x-request-id': 'a b"c' } });
      expect(invalid.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      await server.stop();
    }
  });

  it('contains the code of a failed request', async () => {
    const server = await startTestServer(SQLITE);
    try {
      await server.ask('{ organizations(first: 1) { totalCount } }');
      await server.ask('{ nothing }');
      await server.ask('{ viewer { roles } }', { as: 'Bearer x' });
      const errors = server.log
        .filter(({ msg }) => msg === 'request')
        .map(({ status, error }) => [status, error]);
      expect(errors).toEqual([
        [200, 'UNAUTHENTICATED'],
        [400, 'GRAPHQL_VALIDATION_FAILED'],
        [401, 'UNAUTHENTICATED'],
      ]);
    } finally {
      await server.stop();
    }
  });
});

describe('metrics', () => {
  it('are served only if they are switched on', async () => {
    const server = await startTestServer(SQLITE, { config: { metrics: true } });
    try {
      await server.ask('{ policy { termMonths } }');
      await server.ask('{ nothing }');
      const response = await fetch(`${server.url}/metrics`);
      expect(response.headers.get('content-type')).toContain('text/plain');
      const text = await response.text();
      expect(text).toContain('laurel_requests_total{type="query",error=""} 1');
      expect(text).toContain('laurel_requests_total{type="none",error="GRAPHQL_VALIDATION_FAILED"} 1');
      expect(text).toContain('laurel_request_statements_sum{type="query"} 1');
      expect(text).toContain('process_cpu_seconds_total');
      expect(text).toContain('laurel_organizations_outdated 0');
      await storeOrganizations(server.database, { id: 'a', name: 'A' }, { id: 'b', name: 'B' });
      await pause(PROBES_SHARE);
      expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
        'laurel_organizations_outdated 2',
      );
    } finally {
      await server.stop();
    }
    const silent = await startTestServer(SQLITE);
    expect((await fetch(`${silent.url}/metrics`)).status).toBe(404);
    await silent.stop();
  });
});

describe('metrics with a separate address', () => {
  const withAddress = async () => {
    const metricsAddress = { host: '127.0.0.1', port: await freePort() };
    const url = `http://127.0.0.1:${metricsAddress.port}`;
    return { url, config: { metrics: true, metricsAddress } };
  };

  it('are served only at this address, which serves nothing else, until the server stops', async () => {
    const { url, config } = await withAddress();
    const server = await startTestServer(SQLITE, { config });
    try {
      await server.ask('{ policy { termMonths } }');
      const response = await fetch(`${url}/metrics`);
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(await response.text()).toContain('laurel_requests_total{type="query",error=""} 1');
      expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
      for (const path of ['/graphql', '/graphiql', '/livez', '/']) {
        expect((await fetch(`${url}${path}`)).status).toBe(404);
      }
      // A client that never finishes its request does not keep the server from stopping.
      const idle = connect(config.metricsAddress.port, '127.0.0.1');
      await once(idle, 'connect');
      idle.on('error', () => undefined);
      idle.write('GET /metrics HTTP/1.1\r\n');
    } finally {
      await server.stop();
    }
    await expect(fetch(`${url}/metrics`)).rejects.toThrow('fetch failed');
  });

  it('prevent the start of the server if their port is in use', async () => {
    const { config } = await withAddress();
    const first = await startTestServer(SQLITE, { config });
    const port = await freePort();
    try {
      await expect(
        startServer({
          config: { ...readConfig({ LAUREL_HOST: '127.0.0.1' }), ...config, port, logLevel: 'silent' },
          database: first.database,
        }),
      ).rejects.toThrow(
        new PlainError(
          `Port ${config.metricsAddress.port} is in use. Stop the other program, or choose another port with LAUREL_METRICS_ADDRESS.`,
        ),
      );
      await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
    } finally {
      await first.stop();
    }
  });
});

describe('the pages', () => {
  it('are off by default', async () => {
    const server = await startTestServer(SQLITE);
    try {
      const get = (path: string) => fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect([(await get('/graphiql')).status, (await get('/')).status]).toEqual([404, 404]);
      const graphql = await get('/graphql');
      expect([graphql.status, graphql.headers.get('content-type')]).toEqual([
        400,
        'application/json; charset=utf-8',
      ]);
    } finally {
      await server.stop();
    }
  });

  it('are the Sandbox on /graphql, GraphiQL without external files on /graphiql, and a redirect from /', async () => {
    const server = await startTestServer(SQLITE, {
      config: { pages: true },
      firstTab: { document: '{ viewer { roles } }', headers: { Authorization: 'Bearer demo' } },
    });
    try {
      const sandbox = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
      expect([sandbox.status, sandbox.headers.get('content-type'), sandbox.headers.get('vary')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'accept, accept-encoding',
      ]);
      expect(await sandbox.text()).toContain('embeddable-sandbox');
      const graphiql = await fetch(`${server.url}/graphiql`);
      const page = await graphiql.text();
      expect(page).toContain('Laurel');
      expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
      const root = await fetch(server.url, { redirect: 'manual' });
      expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql']);
    } finally {
      await server.stop();
    }
  });

  it.each(['/graphql', '/graphiql'])(
    'show a demo token on %s only to a browser on this machine, and forbid frames',
    async (path) => {
      const server = await startTestServer(SQLITE, {
        config: { pages: true },
        firstTab: { document: '{ viewer { roles } }', headers: { Authorization: 'Bearer demo-token' } },
      });
      try {
        const open = async (headers: Record<string, string>) => {
          const response = await fetch(`${server.url}${path}`, {
            headers: { accept: 'text/html', ...headers },
          });
          const text = await response.text();
          expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
          expect(response.headers.get('referrer-policy')).toBe('no-referrer');
          expect(response.headers.get('x-content-type-options')).toBe('nosniff');
          return {
            hasToken: text.includes('demo-token'),
            cached: response.headers.get('cache-control'),
            etag: response.headers.get('etag') ?? '',
            status: response.status,
          };
        };
        const local = await open({});
        expect(local).toMatchObject({ hasToken: true, cached: 'private, no-cache', status: 200 });
        const proxied = { 'x-forwarded-for': '192.0.2.7' };
        const remote = await open(proxied);
        expect(remote).toMatchObject({ hasToken: false, cached: 'no-cache', status: 200 });
        expect((await open({ 'if-none-match': local.etag })).status).toBe(304);
        expect((await open({ 'if-none-match': remote.etag, ...proxied })).status).toBe(304);
        expect((await open({ 'if-none-match': local.etag, ...proxied })).status).toBe(200);
      } finally {
        await server.stop();
      }
    },
  );

  it('of another origin may send requests only if that origin is allowed', async () => {
    const server = await startTestServer(SQLITE, {
      config: { corsOrigins: ['https://partners.example'], pages: true },
    });
    try {
      const preflight = async (origin: string) => {
        const response = await fetch(`${server.url}/graphql`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type,authorization',
          },
        });
        return response.headers.get('access-control-allow-origin');
      };
      expect(await preflight('https://partners.example')).toBe('https://partners.example');
      expect(await preflight('https://evil.example')).not.toBe('https://evil.example');
      const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
      expect(page.headers.get('vary')?.toLowerCase()).toBe('origin, accept, accept-encoding');
    } finally {
      await server.stop();
    }
  });
});

describe('a failing start', () => {
  const ONE = { connections: 1 };
  it('reports a missing database, pending migrations and an invalid catalogue in one sentence each', async () => {
    await expect(openDatabase('mysql://laurel:secret@127.0.0.1:1/laurel', ONE)).rejects.toThrow(
      /^The database at 127\.0\.0\.1:1 cannot be opened \(.*ECONNREFUSED.*\)\.$/,
    );
    await expect(openDatabase('sqlite:package.json/laurel.sqlite', ONE)).rejects.toThrow(
      /^The database at package\.json\/laurel\.sqlite cannot be opened/,
    );
    const test = await SQLITE.create();
    const database = await test.open();
    try {
      const config = readConfig({});
      await expect(prepare({ ...config, migrate: false }, database, new Date())).rejects.toThrow(
        /^The database .* is not up to date\. Run "npm run migrate"/,
      );
      const failure = (changed: Partial<Config>) =>
        textOfFailure(prepare({ ...config, ...changed }, database, new Date()));
      expect(await failure({ catalogueFile: '/nowhere.json' })).toMatch(
        /^The catalogue \/nowhere\.json cannot be read: ENOENT/,
      );
      expect(await failure({ catalogueFile: 'package.json' })).toMatch(
        /^The catalogue package\.json cannot be used:\n.*centers/,
      );
      expect(await failure({ timeZone: 'Asia/Tokyo' })).toMatch(
        /\npolicy\.timeZone: The time zone is "UTC", but that of the programme is "Asia\/Tokyo" \(LAUREL_TIME_ZONE\)\. Make them the same\.$/,
      );
    } finally {
      await test.drop();
    }
  });

  it('refuses demo mode for a real programme', async () => {
    const server = await startTestServer(SQLITE);
    const { database } = server;
    try {
      await storeOrganizations(database, { id: 'real' });
      const config = { ...readConfig({}), demo: true };
      await expect(prepare(config, database, new Date())).rejects.toThrow(
        /^The database .* holds a programme that is not a demonstration\./,
      );
      expect(await database.rows('SELECT id FROM organization')).toEqual([{ id: 'real' }]);
    } finally {
      await server.stop();
    }
  });

  it('reports an address that it cannot listen on', async () => {
    const server = await startTestServer(SQLITE);
    const config = {
      ...readConfig({ LAUREL_HOST: '192.0.2.1', LAUREL_PORT: '0' }),
      logLevel: 'silent' as const,
    };
    await expect(startServer({ config, database: server.database })).rejects.toThrow(
      /^The server cannot listen at 192\.0\.2\.1:0 \(/,
    );
    await server.stop();
  });

  it('reports a port that is in use', async () => {
    const server = await startTestServer(SQLITE);
    const port = Number(new URL(server.url).port);
    const config = { ...readConfig({ LAUREL_HOST: '127.0.0.1' }), port, logLevel: 'silent' as const };
    await expect(startServer({ config, database: server.database })).rejects.toThrow(
      `Port ${port} is in use. Stop the other program, or choose another port with LAUREL_PORT.`,
    );
    await server.stop();
  });
});
