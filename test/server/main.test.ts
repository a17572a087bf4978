import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

it('the server refuses a Node that is too old in one sentence, before it looks at anything', () => {
  const house = mkdtempSync(join(tmpdir(), 'laurel-main-'));
  const old = join(house, 'old.cjs');
  writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '22.19.0' });`);
  // What would be refused next.
  const env = { ...process.env, LAUREL_NONSENSE: 'true' };
  const args = ['--require', old, join(ROOT, 'scripts/run.mjs'), 'server/main'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, env, encoding: 'utf8' });
  rmSync(house, { recursive: true });
  expect([status, stdout, stderr]).toEqual([
    1,
    '',
    'The server needs Node 24 or newer, and this is 22.19.0: "npm start" brings the right one.\n',
  ]);
});
