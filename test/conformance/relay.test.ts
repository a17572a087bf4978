import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const COMPILER = join(ROOT, 'node_modules/relay-compiler/cli.js');
const PROJECT = 'test/conformance/relay';

describe('a Relay client', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-relay-'));
    for (const part of [PROJECT, 'schema/schema.graphql']) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('compiles with paginated lists and refetchable objects', () => {
    expect(compile()).toMatchObject({ status: 0, output: expect.stringContaining('Compilation completed') });
    expect(readdirSync(join(folder, PROJECT, 'components/__generated__')).toSorted()).toEqual([
      'OrganizationHistoryPageQuery.graphql.ts',
      'OrganizationHistory_organization.graphql.ts',
      'OrganizationKeysAddMutation.graphql.ts',
      'OrganizationKeysPageQuery.graphql.ts',
      'OrganizationKeys_organization.graphql.ts',
      'OrganizationListPageQuery.graphql.ts',
      'OrganizationListQuery.graphql.ts',
      'OrganizationList_query.graphql.ts',
    ]);
  });

  it('reads instants as strings, and nullable ones as non-null where it throws errors', () => {
    const generated = 'components/__generated__/OrganizationList_query.graphql.ts';
    compile();
    expect(text(generated)).toContain('readonly createdAt: string;');
    const component = 'components/OrganizationList.ts';
    writeFileSync(join(folder, PROJECT, component), text(component).replace('@throwOnFieldError', ''));
    compile();
    expect(text(generated)).toContain('readonly createdAt: string | null | undefined;');
  });

  it.each([
    ['an unknown field', 'auditEntries(', 'auditEntriez(', 'has no field `auditEntriez`'],
    [
      'a page of a list without paging',
      'auditEntries(last: $count, before: $cursor)',
      'languages',
      '`languages`',
    ],
    ['a type without an id', 'on Organization\n', 'on Money\n', '@refetchable'],
    ['a variable of another type', 'type: "Int"', 'type: "Level"', 'Level'],
  ])('does not compile with %s', (_name, right, wrong, reason) => {
    const component = 'components/OrganizationHistory.ts';
    expect(text(component)).toContain(right);
    writeFileSync(join(folder, PROJECT, component), text(component).replace(right, wrong));
    expect(compile()).toMatchObject({ status: 1, output: expect.stringContaining(reason) });
  });

  it('does not compile without a configuration for a scalar of the schema', () => {
    const config = text('relay.config.json').replace('"DateTime": "string",', '');
    writeFileSync(join(folder, PROJECT, 'relay.config.json'), config);
    expect(compile()).toMatchObject({ status: 1, output: expect.stringContaining('DateTime') });
  });

  const text = (file: string) => readFileSync(join(folder, PROJECT, file), 'utf8');
  const compile = () => {
    const args = [COMPILER, 'relay.config.json'];
    const cwd = join(folder, PROJECT);
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  };
});
