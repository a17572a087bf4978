import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import { pendingMigrations } from '../../server/db/migrate';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../support/databases';
import { storeOrganizations } from '../support/facts';
import { outputOf, startImport } from '../support/import-program';
import { importRunner } from '../support/imports';

describe.each(DATABASES)('the import program on $name', (kind) => {
  let test: TestDatabase;
  let empty: TestDatabase;
  const { file, path, remove } = importRunner(() => {
    throw new Error('The program opens its database itself.');
  });
  beforeAll(async () => {
    const one = await openMigratedDatabase(kind);
    test = one.test;
    await storeFirstCatalogue(one.database, { file: null, timeZone: 'UTC' }, new Date());
    await storeOrganizations(one.database, { id: 'own' });
    empty = await kind.create();
  });
  afterAll(async () => {
    await Promise.all([test.drop(), empty.drop()]);
    remove();
  });
  const sales = (name: string, ...rows: readonly string[]) =>
    file(name, ['organizationKey,metric,month,amount', ...rows].join('\n'));
  const GOOD = 'own,azureConsumption,2026-01,1.00';

  it('exits with 0 if no row was refused, even in a dry run, and after printing help', async () => {
    expect(await outputOf(startImport(test.url, ['--help']))).toMatchObject({ code: 0, faults: '' });
    const args = ['metrics', sales('good.csv', GOOD)];
    expect(await outputOf(startImport(test.url, [...args, '--dry-run']))).toMatchObject({
      code: 0,
      faults: '',
    });
    expect(await outputOf(startImport(test.url, args))).toEqual({
      code: 0,
      said: 'Rows: 1 new, 0 changed, 0 unchanged, 0 refused.\n',
      faults: '',
    });
  });

  it('exits with 1 if some rows were refused', async () => {
    const args = ['metrics', sales('bad.csv', GOOD, 'nobody,azureConsumption,2026-01,1.00')];
    expect((await outputOf(startImport(test.url, [...args, '--dry-run']))).code).toBe(1);
    expect(await outputOf(startImport(test.url, args))).toMatchObject({ code: 1, faults: '' });
  });

  it.each([
    [
      'the command line',
      () => ['metric', 'x.csv'],
      /^"metric" cannot be imported. Use one of: achievements, metrics.\n$/,
    ],
    [
      'a file that is not there',
      () => ['metrics', path('nowhere.csv')],
      /^The file ".*" cannot be read: ENOENT.*\.\n$/,
    ],
    [
      'a header',
      () => ['metrics', file('header.csv', 'organizationKey,metric,mounth,amount\n')],
      /^There is no column "mounth". Did you mean "month"\?\nThe header lacks the column "month".\n$/,
    ],
    [
      'a header with control characters',
      () => [
        'metrics',
        file('obeyed.csv', 'organizationKey,metric,month,amount,"\u001b[2Jun\nseen\u202e"\n'),
      ],
      /^There is no column "\\u001b\[2Jun\\u000aseen\\u202e"\. The columns are: [^\u001b]*\n$/,
    ],
  ])(
    'exits with 2 and prints the problem with %s',
    async (_, args, sentence) => {
      const { code, said, faults } = await outputOf(startImport(test.url, args()));
      expect([code, said]).toEqual([2, '']);
      expect(faults).toMatch(sentence);
    },
    60_000,
  );

  it('migrates the database, except in a dry run', async () => {
    const args = ['metrics', sales('first.csv', GOOD)];
    const database = await empty.open();
    const dry = await outputOf(startImport(empty.url, [...args, '--dry-run']));
    expect(dry).toMatchObject({ code: 2, said: '' });
    expect(dry.faults).toMatch(/^The database .* is not up to date. Run "npm run migrate"/);
    expect(await pendingMigrations(database)).toBe(true);
    expect(await outputOf(startImport(empty.url, args))).toMatchObject({ code: 1, faults: '' });
    expect(await pendingMigrations(database)).toBe(false);
  });
});
