import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the check', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'laurel-check-'));
    cpSync(join(ROOT, 'scripts'), join(project, 'scripts'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
    mkdirSync(join(project, 'schema'));
    write('schema', 'type Query { name: String, motto: String }');
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('skips the comparison with the last release while nothing is released, and prints why', () => {
    expect(check('breaking')).toEqual({
      status: 0,
      output: 'skipped no breaking schema change: nothing is released yet\n',
    });
  });

  it('accepts a schema that only adds to the last release', () => {
    write('released', 'type Query { name: String }');
    const { status, output } = check('breaking');
    expect(status).toBe(0);
    expect(output).toMatch(/^ok {5}no breaking schema change \(\d+\.\d s\)\n$/);
  });

  it('refuses a schema that breaks clients of the last release', () => {
    write('released', 'type Query { name: String, motto: String, city: String }');
    const { status, output } = check('breaking');
    expect(status).toBe(1);
    expect(output).toMatch(/^FAILED no breaking schema change/);
    expect(output).toContain(
      'Clients of the last release (schema/released.graphql) would break; deprecate instead:\n' +
        "- Field 'city' was removed from object type 'Query'\n",
    );
  });

  it('fails for an unknown step', () => {
    const { status, output } = check('poetry');
    expect(status).toBe(1);
    expect(output).toMatch(/^There is no step named "poetry"\. There are: lint, types, /);
  });

  const write = (name: string, text: string) => writeFileSync(join(project, `schema/${name}.graphql`), text);
  const check = (...steps: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check.mjs', ...steps], {
      cwd: project,
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  };
});
