import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the build', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'laurel-build-'));
    for (const part of ['scripts', '.swcrc'])
      cpSync(join(ROOT, part), join(project, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    mkdirSync(join(project, 'server/db'), { recursive: true });
    write('server/main.ts', `import words from './words.json';\nexport const main: string = words.hello;\n`);
    write('server/words.json', '{"hello":"Good day"}');
    write('server/db/row.ts', 'export const row = 1;\n');
    write('server/README.md', 'Not for running.');
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('compiles every source with a source map, and copies JSON files', () => {
    expect(build()).toMatch(/^dist\/: 3 files written/);
    expect(run('server/main')).toBe('Good day');
    expect(JSON.parse(readFileSync(join(project, 'dist/server/main.js.map'), 'utf8'))).toMatchObject({
      sources: ['../../server/main.ts'],
    });
    expect(existsSync(join(project, 'dist/server/README.md'))).toBe(false);
  });

  it('recompiles only changed files', () => {
    build();
    expect(build()).toMatch(/^dist\/: 0 files written/);
    write('server/words.json', '{"hello":"Good evening"}');
    expect(build()).toMatch(/^dist\/: 1 files written/);
    expect(run('server/main')).toBe('Good evening');
  });

  it('removes outputs without a source', () => {
    build();
    rmSync(join(project, 'server/db/row.ts'));
    build();
    expect(existsSync(join(project, 'dist/server/db/row.js'))).toBe(false);
    expect(existsSync(join(project, 'dist/server/main.js'))).toBe(true);
  });

  it('keeps other folders of dist/ in a full build', () => {
    mkdirSync(join(project, 'dist/sdk'), { recursive: true });
    write('dist/sdk/index.js', '');
    expect(build()).toMatch(/^dist\/: 3 files written/);
    expect(existsSync(join(project, 'dist/sdk/index.js'))).toBe(true);
  });

  it('recompiles everything when the settings change', () => {
    build();
    write('.swcrc', readFileSync(join(project, '.swcrc'), 'utf8').replace(/es20\d\d/, 'es2022'));
    expect(build()).toMatch(/^dist\/: 3 files written/);
  });

  it('prints the place of a compile error', () => {
    write('server/main.ts', 'const main = ;\n');
    expect(build()).toContain('server/main.ts:1:1');
  });

  const write = (file: string, text: string) => writeFileSync(join(project, file), text);
  const node = (...args: string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    return `${stdout}${stderr}`;
  };
  const build = () => node('scripts/build.mjs');
  const run = (entry: string) => node('-p', `require('./dist/${entry}').main`).trim();
});
