import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const COMPILER = join(ROOT, 'node_modules/relay-compiler/cli.js');
const PROJECT = 'test/conformance/relay';

describe('a client that is written with Relay', () => {
  let house: string;

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), 'laurel-relay-'));
    for (const part of [PROJECT, 'schema/schema.graphql']) {
      cpSync(join(ROOT, part), join(house, part), { recursive: true });
    }
  });
  afterEach(() => rmSync(house, { recursive: true }));

  it('compiles, with pages of lists and objects that are fetched again', () => {
    expect(compile()).toMatchObject({ status: 0, said: expect.stringContaining('Compilation completed') });
    expect(readdirSync(join(house, PROJECT, 'components/__generated__')).toSorted()).toEqual([
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

  it('reads days, instants and amounts as text', () => {
    compile();
    expect(text('components/__generated__/OrganizationList_query.graphql.ts')).toContain(
      'readonly registeredAt: string;',
    );
  });

  it.each([
    ['a field that is not there', 'auditEntries(', 'auditEntriez(', 'has no field `auditEntriez`'],
    ['a list that has no pages', 'auditEntries(last: $count, before: $cursor)', 'languages', '`languages`'],
    ['a type without an id', 'on Organization\n', 'on Money\n', '@refetchable'],
    ['a variable of another type', 'type: "Int"', 'type: "Level"', 'Level'],
  ])('does not compile when it asks for %s', (_what, right, wrong, reason) => {
    const component = 'components/OrganizationHistory.ts';
    expect(text(component)).toContain(right);
    writeFileSync(join(house, PROJECT, component), text(component).replace(right, wrong));
    expect(compile()).toMatchObject({ status: 1, said: expect.stringContaining(reason) });
  });

  it('does not compile when a scalar of the schema is not configured', () => {
    const config = text('relay.config.json').replace('"DateTime": "string",', '');
    writeFileSync(join(house, PROJECT, 'relay.config.json'), config);
    expect(compile()).toMatchObject({ status: 1, said: expect.stringContaining('DateTime') });
  });

  const text = (file: string) => readFileSync(join(house, PROJECT, file), 'utf8');
  const compile = () => {
    const args = [COMPILER, 'relay.config.json'];
    const cwd = join(house, PROJECT);
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };
});
