import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/mariadb';

const ROOT = join(__dirname, '../..');
/** The day of the first answer in the README. */
const TODAY = '2026-03-02';
const MAX_SECOND_START_MILLISECONDS = 3000;

describe('npm start, as the README describes it', () => {
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

  it('answers the query of the README as shown there, within 3 s of the second start', async () => {
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
    expect(performance.now() - started).toBeLessThan(MAX_SECOND_START_MILLISECONDS);
  });
});

/** Copies the files that a clone would have if everything were committed, and links the installed packages. */
function copyWorkTree(clone: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files) {
    // Git still lists a file whose removal is not staged.
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
  // A new user has no NODE_ENV, but Jest sets it.
  const { NODE_ENV: _, ...env } = process.env;
  const laurel = {
    LAUREL_TODAY: TODAY,
    LAUREL_PORT: String(port),
  };
  // Starts a process group, so that a signal reaches npm and its children.
  return spawn('npm', ['start'], { cwd: clone, env: { ...env, ...laurel }, detached: true });
}

async function firstAnswer(server: ChildProcess, port: number, query: string): Promise<unknown> {
  const url = await Promise.race([
    printed(server, new RegExp(`http://localhost:${port}`)),
    pause(30_000, null, { ref: false }),
  ]);
  if (url === null) throw new Error('The server did not print its address within 30 s.');
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function printed(server: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const readOutput = (chunk: Buffer) => {
      output += chunk.toString();
      const match = pattern.exec(output);
      if (match !== null) resolve(match[0]);
    };
    server.stdout?.on('data', readOutput);
    server.stderr?.on('data', readOutput);
    server.on('exit', () => reject(new Error(`The server ended before it printed its address:\n${output}`)));
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  // The streams close when npm and all its children have ended.
  const ended = once(server, 'close');
  process.kill(-server.pid, 'SIGTERM');
  await ended;
}
