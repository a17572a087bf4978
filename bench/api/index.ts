import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createConnection } from 'mysql2/promise';
import { openDatabase } from '../../server/db/open-database';
import { freePort, mariadbUrl, offerMariadb, portOf, stopMariadb } from '../../test/support/mariadb';
import { storeProgramme, TODAY, type Size } from './data';
import { load, send, type Measured, type Sending } from './load';
import { QUESTIONS, type Question, type QuestionKey } from './questions';

const ROOT = join(__dirname, '../..');
const ISSUER = 'https://identity.bench.example';

export interface Options {
  readonly smoke: boolean;
  readonly only?: string;
  /** Arguments of Node for the measured server, such as those of its profiler. */
  readonly node?: readonly string[];
  readonly write: (line: string) => void;
}

/** Prints how many requests a second the built server answers, beside what a hand-written one does in the same run. */
export async function benchApi({ smoke, only, node = [], write }: Options): Promise<boolean> {
  const size: Size = smoke
    ? { organizations: 40, people: 800, achievements: 3200 }
    : { organizations: 2000, people: 40_000, achievements: 160_000 };
  await offerMariadb();
  const started: ChildProcess[] = [];
  try {
    const url = await emptyDatabase(await mariadbUrl());
    const database = await openDatabase(url, { connections: 2 });
    await storeProgramme(database, size);
    const organizations = await database.rows<{ id: string; searchName: string }>(
      'SELECT id, searchName FROM organization ORDER BY searchName, id',
    );
    await database.close();

    const identity = await identityProvider();
    const product = await startProduct(url, identity.jwksUrl, node, started);
    const limit = await startLimit(url, started);
    const cursors = await cursorsOf(product, identity.token, organizations.length);
    let allMet = true;
    write('requests a second, of the limit, p50 and p99 in ms (limit), SQL statements a request');
    for (const [key, question] of Object.entries(QUESTIONS) as [QuestionKey, Question][]) {
      if (only !== undefined && only !== key) continue;
      const pair = pairOf(key, { product, limit, token: identity.token, organizations, cursors });
      await mustAnswerAlike(pair);
      const { line, met } = await compare(question, pair, smoke, () => statementsOf(product));
      allMet &&= met;
      write(line);
    }
    identity.stop();
    return smoke || allMet;
  } finally {
    for (const child of started) {
      const ended = once(child, 'exit');
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
    }
    await stopMariadb();
  }
}

interface Pair {
  /** Both begin at the same place and go on alike. */
  readonly product: () => Sending;
  readonly limit: () => Sending;
}

interface Servers {
  readonly product: number;
  readonly limit: number;
  readonly token: string;
  readonly organizations: readonly { readonly id: string; readonly searchName: string }[];
  readonly cursors: readonly (string | null)[];
}

/** Each request asks for another page or organization, so that nothing is answered from what was just read. */
function pairOf(key: QuestionKey, { product, limit, token, organizations, cursors }: Servers): Pair {
  const { document } = QUESTIONS[key];
  const ofOrganization = key === 'explanation';
  const count = ofOrganization ? organizations.length : cursors.length;
  const turn = () => {
    let n = 0;
    return () => (n = (n + 7) % count);
  };
  return {
    product: () => {
      const next = turn();
      return {
        port: product,
        path: '/graphql',
        headers: { authorization: `Bearer ${token}` },
        next: () => {
          const i = next();
          const variables = ofOrganization ? { id: `org_${organizations[i]?.id}` } : { after: cursors[i] };
          return JSON.stringify({ query: document, variables });
        },
      };
    },
    limit: () => {
      const next = turn();
      return {
        port: limit,
        path: '/',
        headers: {},
        next: () => {
          const i = next();
          const start = i === 0 ? '' : (organizations[i * 20 - 1]?.searchName ?? '');
          return JSON.stringify({ question: key, start, id: organizations[i]?.id });
        },
      };
    },
  };
}

async function mustAnswerAlike({ product, limit }: Pair): Promise<void> {
  const [ours, theirs] = [product(), limit()];
  for (let i = 0; i < 5; i++) {
    const { data: told, errors } = JSON.parse(await send(ours)) as { data?: object; errors?: object };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const expected = (JSON.parse(await send(theirs)) as { data: object }).data;
    if (!isDeepStrictEqual(told, expected)) {
      throw new Error(
        `The servers do not answer alike:\n${JSON.stringify(told).slice(0, 3000)}\n${JSON.stringify(expected).slice(0, 3000)}`,
      );
    }
  }
}

/** In turns, so that what else the machine does meets both. */
async function compare(
  { name, goal }: Question,
  pair: Pair,
  smoke: boolean,
  statements: () => Promise<{ readonly sum: number; readonly count: number }>,
): Promise<{ readonly line: string; readonly met: boolean }> {
  const [turns, milliseconds, callers] = smoke ? [1, 200, 2] : [5, 2000, 8];
  const measured: { product: Measured; limit: Measured }[] = [];
  await load(pair.product(), callers, milliseconds);
  await load(pair.limit(), callers, milliseconds);
  const before = await statements();
  for (let turn = 0; turn < turns; turn++) {
    const product = await load(pair.product(), callers, milliseconds);
    const limit = await load(pair.limit(), callers, milliseconds);
    measured.push({ product, limit });
  }
  const after = await statements();
  const ratio = median(measured.map(({ product, limit }) => product.perSecond / limit.perSecond));
  const [ours, theirs] = (['product', 'limit'] as const).map((whose) => {
    const times = measured.flatMap((turn) => turn[whose].times).sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
    return { perSecond: median(measured.map((turn) => turn[whose].perSecond)), p50: at(0.5), p99: at(0.99) };
  });
  const each = (after.sum - before.sum) / (after.count - before.count);
  const met = ratio >= goal;
  const verdict = smoke ? '' : `, goal ${goal}: ${met ? 'met' : 'MISSED'}`;
  return {
    met,
    line:
      `${name}: ${ours?.perSecond.toFixed(0)} (${theirs?.perSecond.toFixed(0)}), ratio ${ratio.toFixed(2)}${verdict}` +
      `; p50 ${ours?.p50} (${theirs?.p50}), p99 ${ours?.p99} (${theirs?.p99}); ${each.toFixed(1)} statements`,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Another name each time: the server may be one that stays. */
async function emptyDatabase(server: string): Promise<string> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const connection = await createConnection(server.replace('mariadb://', 'mysql://'));
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.end();
  return `${server}/${name}`;
}

/** Somebody who signs an agent's token and shows the key, as an identity provider would. */
async function identityProvider() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'bench' }] });
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys),
  );
  const port = await portOf(server);
  const token = await new SignJWT({ roles: ['agent'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
    .setIssuer(ISSUER)
    .setAudience('laurel')
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey);
  return {
    jwksUrl: `http://127.0.0.1:${port}/`,
    token,
    stop: () => server.closeAllConnections() ?? server.close(),
  };
}

/** The server as it is built and shipped; only its rate limits are out of the way. */
async function startProduct(
  url: string,
  jwksUrl: string,
  node: readonly string[],
  started: ChildProcess[],
): Promise<number> {
  const port = await freePort();
  const unlimited = '1000000000';
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', ...node, join(ROOT, 'dist/server/main.js')],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        LAUREL_DATABASE: url,
        LAUREL_HOST: '127.0.0.1',
        LAUREL_PORT: String(port),
        LAUREL_TODAY: TODAY,
        LAUREL_JWT_ISSUER: ISSUER,
        LAUREL_JWT_AUDIENCE: 'laurel',
        LAUREL_JWT_JWKS_URL: jwksUrl,
        LAUREL_RATE_AGENT: unlimited,
        LAUREL_METRICS: 'true',
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

async function startLimit(url: string, started: ChildProcess[]): Promise<number> {
  const child = fork(join(ROOT, 'scripts/bench-api-limit.mjs'), [url.replace('mariadb://', 'mysql://')]);
  started.push(child);
  const [said] = (await once(child, 'message')) as [{ port: number }];
  return said.port;
}

/** The cursors after which the pages of 20 begin. */
async function cursorsOf(
  port: number,
  token: string,
  organizations: number,
): Promise<readonly (string | null)[]> {
  const cursors: (string | null)[] = [null];
  while (cursors.length < organizations / 20) {
    const body = JSON.stringify({
      query: 'query ($after: String) { organizations(first: 20, after: $after) { pageInfo { endCursor } } }',
      variables: { after: cursors.at(-1) },
    });
    const headers = { authorization: `Bearer ${token}` };
    const { data } = JSON.parse(await send({ port, path: '/graphql', headers, next: () => body })) as {
      data: { organizations: { pageInfo: { endCursor: string } } };
    };
    cursors.push(data.organizations.pageInfo.endCursor);
  }
  return cursors;
}

/** From the server's own metrics: the statements of all queries so far, and how many queries. */
async function statementsOf(port: number): Promise<{ readonly sum: number; readonly count: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = (name: string) =>
    Number(
      new RegExp(`^laurel_request_statements_${name}\\{[^}]*type="query"[^}]*\\} (\\S+)$`, 'm').exec(
        text,
      )?.[1],
    );
  return { sum: value('sum'), count: value('count') };
}
