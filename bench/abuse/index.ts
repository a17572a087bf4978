import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl, offerMariadb, stopMariadb } from '../../test/support/mariadb';
import { emptyDatabase, end, identityProvider, startProduct } from '../servers';
import { attacksOn, type Attack, type Attacker, type Sent } from './attacks';
import { storeAttacked, TODAY } from './data';

export interface Options {
  readonly smoke: boolean;
  readonly isOnMariadb: boolean;
  readonly only?: string;
  /** Another checkout whose server is attacked. */
  readonly house?: string;
  /** Arguments of Node for the attacked server, such as those of its profiler. */
  readonly node?: readonly string[];
  readonly write: (line: string) => void;
}

const ATTACKERS = 4;
const MAX_SECOND_CALLER_MILLISECONDS = 100;
const MAX_CPU_SECONDS = 20;
const POINTS = 100_000;
/** An attack must end before the purses of the attackers are filled again. */
const SECONDS_FOR_AN_ATTACK = 12;

/** Refused before any work is done. */
const LIMITS = new Set([400, 401, 404, 413, 429]);

/** Prints what each attack costs: the attackers in points, the server in processor time, and others in waiting. */
export async function benchAbuse(options: Options): Promise<boolean> {
  const { smoke, isOnMariadb, only, house, node = [], write } = options;
  const scratch = mkdtempSync(join(tmpdir(), 'laurel-abuse-'));
  const started: ChildProcess[] = [];
  try {
    if (isOnMariadb) await offerMariadb();
    const url = isOnMariadb
      ? await emptyDatabase(await mariadbUrl())
      : `sqlite:${join(scratch, 'laurel.sqlite')}`;
    const database = await openDatabase(url, { connections: 2 });
    const attacked = await storeAttacked(
      database,
      Array.from({ length: ATTACKERS }, (_, i) => `admin-${i}`),
      smoke,
    );
    await database.close();
    const identity = await identityProvider();
    const server = new Server(url, identity.jwksUrl, house, node, started);
    const second = await startSecondCaller(started, await identity.tokenFor('second', []));
    const token = (by: Attacker, i: number) => identity.tokenFor(`${by}-${i}`, by === 'admin' ? [] : [by]);
    const milliseconds = smoke ? 200 : 6000;

    write(
      `on ${isOnMariadb ? 'MariaDB' : 'SQLite'}; requests, points, CPU seconds for 100,000 points, p50 and p99 of others in ms`,
    );
    let [allMet, allSurvived] = [true, true];
    for (const attack of attacksOn(attacked)) {
      if (only !== undefined && !attack.name.includes(only)) continue;
      const port = await server.port();
      const callers = await Promise.all(
        Array.from(
          { length: ATTACKERS },
          async (_, i) => new Caller(port, attack.by === 'anonymous' ? null : await token(attack.by, i)),
        ),
      );
      const before = await pointsOf(callers, SECONDS_FOR_AN_ATTACK);
      const cpuBefore = await server.cpuSeconds();
      second.begin(port);
      const statuses = await attackFor(attack, callers, milliseconds);
      const times = await second.end();
      const isAlive = server.isAlive();
      const cpu = isAlive ? (await server.cpuSeconds()) - cpuBefore : NaN;
      const spent = isAlive ? before - (await pointsOf(callers)) : NaN;
      callers.forEach((caller) => caller.stop());
      const outcome = judge({ statuses, spent, cpu, times, isAlive });
      allMet &&= outcome.isMet;
      allSurvived &&= isAlive && times.some(Number.isFinite);
      write(`${attack.by}, ${attack.name}: ${outcome.line}`);
    }
    identity.stop();
    // Times depend on what else a machine does, so a short run demands only that others are answered.
    return smoke ? allSurvived : allMet;
  } finally {
    await end(started);
    if (isOnMariadb) await stopMariadb();
    rmSync(scratch, { recursive: true });
  }
}

/** The sum of the callers' remaining points. Waits for the next minute if fewer than `seconds` are left of this one. */
async function pointsOf(callers: readonly Caller[], seconds = 0): Promise<number> {
  for (;;) {
    const costs = await Promise.all(callers.map((caller) => caller.cost()));
    const lasting = Math.min(...costs.map(({ resetsInSeconds }) => resetsInSeconds));
    if (lasting > seconds) return costs.reduce((sum, { remaining }) => sum + remaining, 0);
    await pause(lasting * 1000 + 100);
  }
}

interface Seen {
  /** Number of answers per HTTP status; status 0 counts requests without an answer. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly spent: number;
  readonly cpu: number;
  readonly times: readonly number[];
  readonly isAlive: boolean;
}

function judge({ statuses, spent, cpu, times, isAlive }: Seen): {
  readonly line: string;
  readonly isMet: boolean;
} {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;
  const price = (cpu / Math.max(1, spent)) * POINTS;
  const isRefused = [...statuses.keys()].every((status) => LIMITS.has(status));
  const isQuick = at(0.99) <= MAX_SECOND_CALLER_MILLISECONDS;
  const isMet = isAlive && isQuick && price <= MAX_CPU_SECONDS;
  const answers = [...statuses]
    .map(([status, count]) => `${count} x ${status === 0 ? 'no answer' : status}`)
    .join(', ');
  return {
    isMet,
    line: isAlive
      ? `${answers}; ${spent} points; ${price.toFixed(1)} s; ${at(0.5).toFixed(1)}, ${at(0.99).toFixed(1)} ms` +
        `${isRefused ? '; refused' : ''}: ${isMet ? 'met' : 'MISSED'}`
      : `${answers}; the server DIED: MISSED`,
  };
}

async function attackFor(
  attack: Attack,
  callers: readonly Caller[],
  milliseconds: number,
): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  const until = performance.now() + milliseconds;
  let number = 0;
  await Promise.all(
    callers.map(async (caller) => {
      // At least once: a request may take longer than the attack.
      do {
        const status = await caller.send(attack.request(number++));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 0) await pause(50);
      } while (performance.now() < until);
    }),
  );
  return statuses;
}

let addresses = 0;

/** An attacker with connections, a purse and, without a token, an address of its own. */
class Caller {
  readonly #port: number;
  readonly #token: string | null;
  readonly #agent: Agent;

  constructor(port: number, token: string | null) {
    this.#port = port;
    this.#token = token;
    const number = addresses++;
    const localAddress =
      token === null ? `127.0.${1 + Math.floor(number / 250)}.${1 + (number % 250)}` : '127.0.0.1';
    this.#agent = new Agent({ keepAlive: true, localAddress });
  }

  /** Answers the status; 0: no answer came. */
  async send(sent: Sent): Promise<number> {
    return (await this.#answerTo(sent)).status;
  }

  async cost(): Promise<Cost> {
    // The server may end a connection, such as that of a refused body, just when it is used again.
    for (let tries = 0; tries < 5; tries++) {
      const { status, text } = await this.#answerTo({ body: '{"query":"{ __typename }"}' });
      if (status !== 0) return (JSON.parse(text) as { extensions: { cost: Cost } }).extensions.cost;
      await pause(50);
    }
    throw new Error('The server does not say how many points are left.');
  }

  stop(): void {
    this.#agent.destroy();
  }

  #answerTo({
    body,
    isChunked = false,
    headers = {},
  }: Sent): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const none = () => resolve({ status: 0, text: '' });
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.#port,
          path: '/graphql',
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json',
            ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
            ...(isChunked
              ? { 'transfer-encoding': 'chunked' }
              : { 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (response) => {
          response.on('data', (chunk: Buffer) => {
            if (chunks.length < 10) chunks.push(chunk);
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
          );
          response.on('error', none);
        },
      );
      outgoing.setTimeout(60_000, () => outgoing.destroy());
      outgoing.on('error', none);
      outgoing.end(body);
    });
  }
}

interface Cost {
  readonly remaining: number;
  readonly resetsInSeconds: number;
}

/** The attacked server, with little memory, and started again when an attack has ended it. */
class Server {
  #port: number | null = null;
  #child: ChildProcess | undefined;

  constructor(
    readonly url: string,
    readonly jwksUrl: string,
    readonly house: string | undefined,
    readonly node: readonly string[],
    readonly started: ChildProcess[],
  ) {}

  async port(): Promise<number> {
    if (this.#port !== null && this.isAlive()) return this.#port;
    this.#port = await startProduct(
      this.url,
      this.jwksUrl,
      ['--max-old-space-size=512', ...this.node],
      TODAY,
      this.started,
      this.house,
    );
    this.#child = this.started.at(-1);
    return this.#port;
  }

  isAlive(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  async cpuSeconds(): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.#port}/metrics`)).text();
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
  }
}

/** Somebody else, who asks for little ten times a second. */
async function startSecondCaller(started: ChildProcess[], token: string) {
  const body = JSON.stringify({ query: '{ organization(key: "wordy-7") { name city country } }' });
  const headers = { authorization: `Bearer ${token}` };
  let child: ChildProcess | undefined;
  return {
    begin(port: number) {
      child = fork(join(__dirname, '../../scripts/bench-second-caller.mjs'));
      started.push(child);
      child.send({ port, headers, body });
    },
    async end(): Promise<readonly number[]> {
      if (child === undefined) throw new Error('Nobody has begun to call.');
      child.send('enough');
      const [{ times }] = (await once(child, 'message')) as [{ times: (number | null)[] }];
      child.disconnect();
      // JSON has no Infinity.
      return times.map((time) => time ?? Infinity);
    },
  };
}
