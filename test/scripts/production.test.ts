import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../server/config';
import { DATABASES, onServer, SQLITE, type DatabaseKind } from '../support/databases';
import { freePort, mariadbUrl } from '../support/mariadb';

const ROOT = join(__dirname, '../..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const COMPOSE = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
/** The last stage builds the image that runs. */
const [, STAGE = ''] = /^FROM \S+\n([^]*)$/m.exec(DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM'))) ?? [];
/** A .env file as the README describes it. */
const DOT_ENV = {
  LAUREL_DATABASE_PASSWORD: 'secret1',
  LAUREL_JWT_ISSUER: 'https://issuer.example',
  LAUREL_JWT_JWKS_URL: 'https://issuer.example/keys',
};

type Environment = Readonly<Record<string, string>>;

interface RunningServer {
  readonly process: ChildProcess;
  readonly env: Environment;
}

describe('a production folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-production-'));

  beforeAll(() => {
    for (const file of copiedFiles()) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
    const [install = ''] = shellCommands();
    expect(install).toContain('npm ci --omit=dev');
    // Runs only the first command: emptying the cache of this machine would slow down everything else.
    const [command = ''] = install.split(' && ');
    const installed = spawnSync(command, { cwd: folder, shell: true, encoding: 'utf8' });
    expect([installed.status, installed.stderr]).toEqual([0, expect.any(String)]);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has no development packages', () => {
    expect(existsSync(join(folder, 'node_modules/fastify'))).toBe(true);
    expect(existsSync(join(folder, 'node_modules/jest'))).toBe(false);
  });

  describe.each(DATABASES)('on $name', (kind: DatabaseKind) => {
    let database: ProductionDatabase;
    let server: RunningServer | null = null;

    beforeAll(async () => {
      database = await (kind === SQLITE ? sqliteIn(folder) : databaseOfCompose(kind));
      server = await start(folder, { ...environment(await freePort()), ...database.env });
    });
    afterAll(async () => {
      await kill(server);
      await database.drop();
    });

    it('answers a query with the command of the Dockerfile', async () => {
      const response = await fetch(`http://127.0.0.1:${server?.env['LAUREL_PORT']}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ policy { termMonths } }' }),
      });
      expect([response.status, await response.json()]).toMatchObject([
        200,
        { data: { policy: { termMonths: 12 } } },
      ]);
    });

    it('passes the health check of the Dockerfile', () => {
      const [program = '', ...args] = execForm('HEALTHCHECK .*?CMD');
      const check = (env: Environment = {}) => spawnSync(program, args, { cwd: folder, env }).status;
      expect(check(server?.env)).toBe(0);
      expect(check({ ...server?.env, LAUREL_PORT: '1' })).toBe(1);
    });

    it('stops when the container sends SIGTERM', async () => {
      const ended = server === null ? null : once(server.process, 'exit');
      server?.process.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    });
  });
});

describe('compose.yaml', () => {
  it('sets only settings that the server knows', () => {
    expect(readConfig({ ...composeSettings(), NODE_ENV: 'production' })).toMatchObject({
      databaseUrl: 'mariadb://laurel:secret1@database/laurel',
      demo: false,
      issuer: { issuer: 'https://issuer.example', audience: 'laurel' },
    });
  });

  it('reads the variables that .env.example and the README name', () => {
    const read = new Set([...COMPOSE.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...read].toSorted());
    const [, section = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n## In production\n');
    const [production = ''] = section.split('\n## ');
    expect([...production.matchAll(/^\| `(LAUREL_\w+)` /gm)].map(([, name]) => name).toSorted()).toEqual(
      [...read].toSorted(),
    );
  });

  it('keeps the passwords of .env out of the repository and of the image', () => {
    const ignored = execFileSync('git', ['check-ignore', '--no-index', '.env'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(ignored).toBe('.env\n');
    expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n')).toContain('.env');
  });
});

interface ProductionDatabase {
  readonly env: Environment;
  drop(): Promise<void>;
}

async function sqliteIn(folder: string): Promise<ProductionDatabase> {
  // The folder is removed with its database.
  return { env: { LAUREL_DATABASE: `sqlite:${join(folder, 'laurel.sqlite')}` }, drop: async () => undefined };
}

/** A database for the settings of compose.yaml, with a user that may use this database only, as in the image. */
async function databaseOfCompose(kind: DatabaseKind): Promise<ProductionDatabase> {
  const settings = composeSettings();
  const url = new URL(settings['LAUREL_DATABASE'] ?? '');
  const server = await mariadbUrl();
  const { protocol, host } = new URL(server);
  const test = await kind.create();
  const name = new URL(test.url).pathname.slice(1);
  // The throwaway server has databases of other tests.
  const user = `${url.username}_${randomUUID().slice(0, 8)}`;
  await onServer(server, `CREATE USER '${user}'@'%' IDENTIFIED BY '${url.password}'`);
  await onServer(server, `GRANT ALL ON ${name}.* TO '${user}'@'%'`);
  const own = `${protocol}//${user}:${url.password}@${host}/${name}`;
  return {
    env: { ...settings, LAUREL_DATABASE: own },
    async drop() {
      await test.drop();
      await onServer(server, `DROP USER '${user}'@'%'`);
    },
  };
}

/** The environment of the server in compose.yaml, with the variables of `.env` inserted. */
function composeSettings(): Environment {
  const dotEnv: Environment = DOT_ENV;
  const insert = (value: string) =>
    value.replaceAll(
      /\$\{(\w+)(?::-([^}]*))?(?::\?[^}]*)?\}/g,
      (_, name: string, fallback: string) => dotEnv[name] ?? fallback,
    );
  const lines = COMPOSE.matchAll(/^ +(LAUREL_\w+): (.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, insert(value)]));
}

/** Runs the command of the Dockerfile. Throws with the output if the server does not start. */
async function start(folder: string, env: Environment): Promise<RunningServer> {
  const [program = '', ...args] = execForm('CMD');
  const server = spawn(program, args, { cwd: folder, env });
  let output = '';
  server.stdout.on('data', (piece) => (output += String(piece)));
  server.stderr.on('data', (piece) => (output += String(piece)));
  const until = performance.now() + 30_000;
  while (!output.includes('http://')) {
    if (server.exitCode !== null || performance.now() > until) {
      server.kill('SIGKILL');
      throw new Error(`The server did not start:\n${output}`);
    }
    await pause(50);
  }
  return { process: server, env };
}

async function kill(server: RunningServer | null): Promise<void> {
  if (server === null || server.process.exitCode !== null) return;
  const ended = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await ended;
}

function copiedFiles(): readonly string[] {
  return [...STAGE.matchAll(/^COPY (?:--from=build )?(.*) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' ').map((file) => file.replace('/laurel/', '')),
  );
}

function shellCommands(): readonly string[] {
  return [...STAGE.matchAll(/^RUN (.*)$/gm)].map(([, command = '']) => command);
}

function execForm(instruction: string): readonly string[] {
  const [, json = '[]'] = new RegExp(`^${instruction} (\\[.*\\])$`, 'm').exec(STAGE) ?? [];
  return JSON.parse(json) as readonly string[];
}

function environment(port: number): Environment {
  return {
    // The image has the Node that runs this test.
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    NODE_ENV: 'production',
    LAUREL_HOST: '127.0.0.1',
    LAUREL_PORT: String(port),
  };
}
