import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../../server/config';
import { freePort } from '../support/mariadb';

const ROOT = join(__dirname, '../..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
/** The last stage builds the image that runs. */
const [, STAGE = ''] = /^FROM \S+\n([^]*)$/m.exec(DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM'))) ?? [];

describe('a production folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-production-'));
  const state: { server?: ChildProcess; port?: number; output: string } = { output: '' };

  beforeAll(async () => {
    for (const file of copiedFiles()) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
    const [install = ''] = shellCommands();
    expect(install).toContain('npm ci --omit=dev');
    // Runs only the first command: emptying the cache of this machine would slow down everything else.
    const [command = ''] = install.split(' && ');
    const installed = spawnSync(command, { cwd: folder, shell: true, encoding: 'utf8' });
    expect([installed.status, installed.stderr]).toEqual([0, expect.any(String)]);
    state.port = await freePort();
    const [program = '', ...args] = execForm('CMD');
    const server = spawn(program, args, { cwd: folder, env: environment(folder, state.port) });
    server.stdout.on('data', (piece) => (state.output += String(piece)));
    server.stderr.on('data', (piece) => (state.output += String(piece)));
    state.server = server;
    const until = performance.now() + 60_000;
    while (!state.output.includes('http://') && server.exitCode === null && performance.now() < until)
      await pause(50);
  }, 180_000);

  afterAll(() => {
    state.server?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('has no development packages', () => {
    expect(existsSync(join(folder, 'node_modules/fastify'))).toBe(true);
    expect(existsSync(join(folder, 'node_modules/jest'))).toBe(false);
  });

  it('answers a query with the command of the Dockerfile', async () => {
    expect(state.output).toContain('http://');
    const response = await fetch(`http://127.0.0.1:${state.port}/graphql`, {
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
    const options = { cwd: folder, env: environment(folder, state.port ?? 0) };
    expect(spawnSync(program, args, options).status).toBe(0);
    expect(spawnSync(program, args, { ...options, env: environment(folder, 1) }).status).toBe(1);
  });

  it('stops when the container sends SIGTERM', async () => {
    const { server } = state;
    const ended = server === undefined ? null : once(server, 'exit');
    server?.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

describe('compose.yaml', () => {
  it('sets only settings that the server knows', () => {
    const lines = readFileSync(join(ROOT, 'compose.yaml'), 'utf8').matchAll(/^ +(LAUREL_\w+): (.*)$/gm);
    const given: Readonly<Record<string, string>> = {
      LAUREL_DATABASE_PASSWORD: 'secret',
      LAUREL_JWT_ISSUER: 'https://issuer.example',
      LAUREL_JWT_JWKS_URL: 'https://issuer.example/keys',
    };
    const settings = Object.fromEntries(
      [...lines].map(([, name, value = '']) => [
        name,
        value.replaceAll(
          /\$\{(\w+)(?::-([^}]*))?(?::\?[^}]*)?\}/g,
          (_, key: string, other: string) => given[key] ?? other,
        ),
      ]),
    );
    const config = readConfig({ ...settings, NODE_ENV: 'production' });
    expect(config).toMatchObject({
      databaseUrl: 'mariadb://laurel:secret@database/laurel',
      demo: false,
      issuer: { issuer: 'https://issuer.example', audience: 'laurel' },
    });
  });
});

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

function environment(folder: string, port: number) {
  return {
    // The image has the Node that runs this test.
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    NODE_ENV: 'production',
    LAUREL_DATABASE: `sqlite:${join(folder, 'laurel.sqlite')}`,
    LAUREL_HOST: '127.0.0.1',
    LAUREL_PORT: String(port),
  };
}
