import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the launcher', () => {
  const project = mkdtempSync(join(tmpdir(), 'laurel-launch-'));

  beforeAll(() => {
    mkdirSync(join(project, 'scripts'));
    for (const part of ['scripts/launch.mjs', 'package.json', 'package-lock.json']) {
      cpSync(join(ROOT, part), join(project, part));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    script('say', 'console.log(process.version, ...process.argv.slice(2));');
    script('fail', 'process.exitCode = 7;');
    script(
      'wait',
      `process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000);`,
    );
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('runs the script under the pinned Node, with its arguments', () => {
    expect(launch('say', 'good', 'day').stdout).toMatch(/^v24\.\d+\.\d+ good day\n$/);
  });

  it('exits with the exit code of the script', () => {
    expect(launch('fail').status).toBe(7);
  });

  it('forwards SIGTERM to the script', async () => {
    const waiting = spawn(process.execPath, ['scripts/launch.mjs', 'wait'], { cwd: project });
    await once(waiting.stdout, 'data');
    waiting.kill('SIGTERM');
    expect(await once(waiting, 'exit')).toEqual([9, null]);
  });

  it('rejects an unknown script', () => {
    expect(launch('sing')).toMatchObject({ status: 1, stderr: 'There is no scripts/sing.mjs to launch.\n' });
  });

  const launch = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/launch.mjs', ...args], { cwd: project, encoding: 'utf8' });
  const script = (name: string, text: string) => writeFileSync(join(project, `scripts/${name}.mjs`), text);
});
