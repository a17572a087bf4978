import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createConnection } from 'mysql2/promise';
import { markAsDemo } from '../server/demo/load-demo';
import { openDatabase } from '../server/db/open-database';
import { freePort, listenOnFreePort } from '../test/support/mariadb';

const ROOT = join(__dirname, '..');
const ISSUER = 'https://identity.bench.example';

export async function identityProvider() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'bench' }] });
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys),
  );
  const port = await listenOnFreePort(server);
  const tokenFor = (subject: string, roles: readonly string[]) =>
    new SignJWT({ roles: [...roles] })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setIssuer(ISSUER)
      .setAudience('laurel')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(privateKey);
  return {
    jwksUrl: `http://127.0.0.1:${port}/`,
    token: await tokenFor('bench', ['agent']),
    tokenFor,
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}

/**
 * Starts the built server of this or another checkout, without rate limits. The server runs as a demonstration, because
 * production refuses LAUREL_TODAY and an issuer without https.
 */
export async function startProduct(
  url: string,
  jwksUrl: string,
  node: readonly string[],
  today: string,
  started: ChildProcess[],
  checkout = ROOT,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  await markDatabaseAsDemo(url);
  const port = await freePort();
  const unlimited = '1000000000';
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', ...node, join(checkout, 'dist/server/main.js')],
    {
      cwd: checkout,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        LAUREL_DATABASE: url,
        LAUREL_HOST: '127.0.0.1',
        LAUREL_PORT: String(port),
        LAUREL_DEMO: 'true',
        LAUREL_DEMO_FOLDER: join(ROOT, '.bench'),
        LAUREL_TODAY: today,
        LAUREL_JWT_ISSUER: ISSUER,
        LAUREL_JWT_AUDIENCE: 'laurel',
        LAUREL_JWT_JWKS_URL: jwksUrl,
        LAUREL_RATE_ANONYMOUS: unlimited,
        LAUREL_RATE_PERSON: unlimited,
        LAUREL_RATE_API_KEY: unlimited,
        LAUREL_RATE_AGENT: unlimited,
        LAUREL_METRICS: 'true',
        ...environment,
      },
    },
  );
  started.push(child);
  for (let waited = 0; ; waited += 50) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return port;
    if (child.exitCode !== null || waited > 20_000) throw new Error('The server did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A demonstration server opens only a database that is marked as a demonstration. */
async function markDatabaseAsDemo(url: string): Promise<void> {
  const database = await openDatabase(url, { connections: 1 });
  await database.transaction((transaction) => markAsDemo(transaction, new Date(), null));
  await database.close();
}

export async function startLimitServer(
  script: string,
  url: string,
  started: ChildProcess[],
): Promise<number> {
  const child = fork(join(ROOT, 'scripts', script), [url.replace('mariadb://', 'mysql://')]);
  started.push(child);
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return message.port;
}

export async function stopAll(started: readonly ChildProcess[]): Promise<void> {
  for (const child of started) {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  }
}

/** The name is unique, because the server may outlive this run. */
export async function emptyDatabase(server: string): Promise<string> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const connection = await createConnection(server.replace('mariadb://', 'mysql://'));
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  return `${server}/${name}`;
}

/**
 * From the server's metrics: `sum` is the number of SQL statements of all queries so far, `count` the number of
 * queries.
 */
export async function statementsOf(port: number): Promise<{ readonly sum: number; readonly count: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = (name: string) =>
    Number(
      new RegExp(`^laurel_request_statements_${name}\\{[^}]*type="query"[^}]*\\} (\\S+)$`, 'm').exec(
        text,
      )?.[1],
    );
  return { sum: value('sum'), count: value('count') };
}
