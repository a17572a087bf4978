import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the launcher', () => {
  const house = mkdtempSync(join(tmpdir(), 'laurel-launch-'));

  beforeAll(() => {
    mkdirSync(join(house, 'scripts'));
    for (const part of ['scripts/launch.mjs', 'package.json', 'package-lock.json']) {
      cpSync(join(ROOT, part), join(house, part));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
    script('say', 'console.log(process.version, ...process.argv.slice(2));');
    script('fail', 'process.exitCode = 7;');
    script(
      'wait',
      `process.on('SIGTERM', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1000);`,
    );
  });
  afterAll(() => rmSync(house, { recursive: true }));

  it('runs the script under the pinned Node, with its arguments', () => {
    expect(launch('say', 'good', 'day').stdout).toMatch(/^v24\.\d+\.\d+ good day\n$/);
  });

  it('ends as the script ends', () => {
    expect(launch('fail').status).toBe(7);
  });

  it('passes on the signal that asks it to stop', async () => {
    const waiting = spawn(process.execPath, ['scripts/launch.mjs', 'wait'], { cwd: house });
    await once(waiting.stdout, 'data');
    waiting.kill('SIGTERM');
    expect(await once(waiting, 'exit')).toEqual([9, null]);
  });

  it('says so when there is no such script', () => {
    expect(launch('sing')).toMatchObject({ status: 1, stderr: 'There is no scripts/sing.mjs to launch.\n' });
  });

  const launch = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/launch.mjs', ...args], { cwd: house, encoding: 'utf8' });
  const script = (name: string, text: string) => writeFileSync(join(house, `scripts/${name}.mjs`), text);
});
