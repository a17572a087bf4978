import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const VERSION = '24';
/** Older versions of Node cannot require ES modules, such as the library jose. */
const WITHOUT_ES_MODULES = '--no-experimental-require-module';

interface Rule {
  readonly name: string;
  readonly from: { readonly path: string };
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known only at run time
const { forbidden } = require(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: readonly Rule[] };
const entryPattern = forbidden.find(({ name }) => name === 'main-starts')?.from.path ?? '';
const entries = readdirSync(join(ROOT, 'server'))
  .filter((name) => new RegExp(entryPattern).test(`server/${name}`))
  .map((name) => name.replace('.ts', ''));

describe('an older Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-node-'));
  const fakeVersion = join(folder, 'fake-version.cjs');

  beforeAll(() => {
    writeFileSync(fakeVersion, `Object.defineProperty(process.versions, 'node', { value: '22.11.0' });`);
    execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (entry: string, ...options: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [WITHOUT_ES_MODULES, ...options, join(ROOT, `dist/server/${entry}.js`)],
      // The server would refuse this setting next.
      { cwd: folder, env: { ...process.env, LAUREL_NONSENSE: 'true' }, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  it('is simulated: without the check, an import fails with a stack trace', () => {
    expect(run('main').stderr).toContain('ERR_REQUIRE_ESM');
  });

  it.each(entries)('is refused by %s in one sentence, before anything else is loaded', (entry) => {
    expect(run(entry, '--require', fakeVersion)).toEqual({
      status: 2,
      stdout: '',
      stderr: `The server needs Node ${VERSION} or newer, but this is Node 22.11.0.\n`,
    });
  });
});

it.each([
  ['server/require-node.ts', /^const MINIMUM = (\d+);$/m, 1],
  ['scripts/launch.mjs', /^const NODE_VERSION = (\d+);$/m, 1],
  ['.nvmrc', /^(\d+)$/m, 1],
  ['Dockerfile', /^FROM node:(\d+)-/m, 2],
  ['package.json', /^ {4}"node": "(\d+)\.\d+\.\d+",?$/m, 1],
  ['.github/workflows/ci.yml', /^ +container: node:(\d+)-/m, 1],
])(`%s names Node ${VERSION}`, (file, pattern, times) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const versions = [...text.matchAll(new RegExp(pattern, 'gm'))].map(([, version]) => version);
  expect(versions).toEqual(Array.from({ length: times }, () => VERSION));
});
