import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/mariadb';

const ROOT = join(__dirname, '../..');
/** The day on which the README asks. */
const TODAY = '2026-03-02';
const SECOND_START = 3000;

describe('npm start, as the README says it', () => {
  const clone = mkdtempSync(join(tmpdir(), 'laurel-clone-'));
  let readme: string;
  let running: ChildProcess | null = null;

  beforeAll(() => {
    copyWorkTree(clone);
    readme = readFileSync(join(clone, 'README.md'), 'utf8');
  });
  afterEach(async () => {
    if (running !== null) await stop(running);
    running = null;
  });
  afterAll(() => rmSync(clone, { recursive: true }));

  it('gives the answer that the README shows, and the second start answers within 3 s', async () => {
    expect(readme).toMatch(/^npm start$/m);
    const port = await freePort();
    const query = firstBlock(readme, 'graphql');
    const answer = JSON.parse(firstBlock(readme, 'json')) as unknown;

    running = start(clone, port);
    expect(await firstAnswer(running, port, query)).toEqual(answer);
    await stop(running);

    const started = performance.now();
    running = start(clone, port);
    expect(await firstAnswer(running, port, query)).toEqual(answer);
    expect(performance.now() - started).toBeLessThan(SECOND_START);
  });
});

/** What a clone would hold if everything here were committed; the packages are not fetched a second time. */
function copyWorkTree(clone: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files) {
    // A file that was just removed is still listed.
    if (file !== '' && file !== 'node_modules' && existsSync(join(ROOT, file)))
      cpSync(join(ROOT, file), join(clone, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
}

function firstBlock(markdown: string, language: string): string {
  const block = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(markdown)?.[1];
  if (block === undefined) throw new Error(`README.md has no block of ${language}.`);
  return block;
}

function start(clone: string, port: number): ChildProcess {
  // Jest's own environment is not a newcomer's.
  const { NODE_ENV: _, ...env } = process.env;
  const laurel = {
    LAUREL_TODAY: TODAY,
    LAUREL_PORT: String(port),
  };
  // A group of its own, so that a stop reaches npm and what it started.
  return spawn('npm', ['start'], { cwd: clone, env: { ...env, ...laurel }, detached: true });
}

/** Asks as soon as the server says where it is. */
async function firstAnswer(server: ChildProcess, port: number, query: string): Promise<unknown> {
  const url = await Promise.race([
    said(server, new RegExp(`http://localhost:${port}`)),
    pause(30_000, null, { ref: false }),
  ]);
  if (url === null) throw new Error('The server did not say where it is within 30 s.');
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function said(server: ChildProcess, what: RegExp): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const found = what.exec(output);
      if (found !== null) resolve(found[0]);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', () => reject(new Error(`The server ended before it said where it is:\n${output}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  // Not when npm has ended, but when all that it started has.
  const ended = once(server, 'close');
  process.kill(-server.pid, 'SIGTERM');
  await ended;
}
