import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import { loadDemo } from '../../../server/demo/load-demo';
import { emptyTables } from '../../../server/db/empty-tables';
import { TABLES, MembershipTable, type OrganizationRow } from '../../../server/db/entities';
import { readFacts } from '../../../server/db/read-facts';
import { effectInWords } from '../../../server/import/effect-in-words';
import { day, effectOfFacts, type Facts } from '../../../server/rules';
import { catalogue2017 } from '../../support/catalogue';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeAchievements, storeOrganizations, storePerson } from '../../support/facts';
import { importRunner } from '../../support/imports';
import { TODAY } from '../../support/test-server';

const VERSIONS = [catalogue2017];

describe.each(DATABASES)('a dry run of an import on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;
  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
  });
  afterAll(async () => {
    await test.drop();
    remove();
  });
  const { file, run, remove } = importRunner(() => database);

  const fresh = async () => {
    await emptyTables(database);
    await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  };
  const everything = async () =>
    Promise.all(
      TABLES.map(async ({ options }) => [options.name, await database.rows(`SELECT * FROM ${options.name}`)]),
    );
  const organizations = () => database.rows<OrganizationRow>('SELECT * FROM organization ORDER BY id');
  const allFacts = async () => {
    const ids = (await organizations()).map(({ id }) => id);
    return (await readFacts(database, ids)).map((facts) => facts as Facts);
  };
  /** The effects that the facts stored after `before` have on all organizations, as the dry run prints them. */
  const changedSince = async (before: readonly Facts[]) => {
    const after = await allFacts();
    return (await organizations()).flatMap(({ name, key }, i) => {
      const [was, is] = [before[i], after[i]];
      if (was === undefined || is === undefined)
        throw new Error('There are as many organizations as before.');
      const effects = effectOfFacts(VERSIONS, was, is, null).filter(
        ({ until }) => until === null || until > day(TODAY),
      );
      if (effects.length === 0) return [];
      return [`${name} (${key})`, ...effects.map((effect) => `  ${effectInWords(effect, VERSIONS)}`)];
    });
  };

  it('prints gains and losses with their days, and changes nothing', async () => {
    await fresh();
    await storeOrganizations(database, { id: 'own', name: 'Nordwind IT' }, { id: 'other' }, { id: 'third' });
    await storePerson(database, 'ann', { organizationId: 'own' });
    await storePerson(database, 'bob', { organizationId: 'own' });
    await storePerson(database, 'eve', { organizationId: 'other' });
    await storeAchievements(database, 'ann', '70-496', 'CSM');
    await database.transaction((transaction) =>
      transaction.insert(MembershipTable, {
        id: 'term',
        organizationId: 'own',
        level: 'SILVER',
        fromDay: day('2026-02-01'),
        untilDay: day('2027-02-01'),
        purchasedOn: day('2026-02-01'),
        kind: 'NEW',
        pricePaidMinorUnits: 100,
        currency: 'USD',
        paymentReference: 'test',
        refundedOn: null,
        version: 1,
      }),
    );
    const before = await everything();
    // The rows that reach the level are far apart, in different portions.
    const rows = [
      'subject,credential,earnedOn,expiry,externalId',
      'bob,70-498,2026-02-10,2026-12-01,1',
      'eve,CSM,2026-02-11,,2',
      'nobody,CSM,2026-02-11,,3',
      'ann,70-498,2026-01-20,,4',
      'eve,70-496,2026-02-11,,5',
      'bob,70-496,2026-01-10,,6',
      'bob,70-496,2026-01-10,,6',
    ];
    const { refused, said, report } = await run([
      'achievements',
      file('rows.csv', rows.join('\n')),
      '--source',
      'feed',
      '--dry-run',
      '--batch',
      '2',
    ]);
    expect(said).toEqual([
      'Nordwind IT (own)',
      '  + from 2026-02-10 until 2026-12-01: DevOps: no level → Silver',
      '  + from 2026-02-10 until 2026-12-01: highest membership that can be bought: no level → Silver',
      '  + from 2026-02-10 until 2027-02-01: DevOps on the profile: no level → Silver',
      '  - from 2026-02-10 until 2027-02-01: renewal at risk: no → yes',
      'Dry run: nothing was changed. Rows: 5 would be new, 0 changed, 1 unchanged, 1 refused.',
      'The file would change the facts of 2 organizations. Organizations whose status would change: 1; with a gain: 1; with a loss: 1.',
      expect.stringMatching(/^The refused rows and the reasons are in .*rows.csv.dry-run.csv.$/),
    ]);
    expect(refused).toBe(1);
    expect(report).toEqual(['4,subject,NOT_FOUND,"There is no person with the subject ""nobody""."']);
    expect(await everything()).toEqual(before);
  });

  it('ignores effects that end today, and leaves no file behind', async () => {
    await fresh();
    await storeOrganizations(database, { id: 'own' });
    for (const subject of ['ann', 'bob']) await storePerson(database, subject, { organizationId: 'own' });
    await storeAchievements(database, 'ann', '70-480');
    const dryRun = async (expiresOn: string) => {
      const row = `bob,70-480,2026-01-10,${expiresOn},1`;
      const text = `subject,credential,earnedOn,expiry,externalId\n${row}\n`;
      const args = ['achievements', file('ending.csv', text), '--source', 'feed', '--dry-run'];
      return (await run(args)).said.at(-1);
    };
    // A separate folder excludes the scratch files of other tests.
    const folder = mkdtempSync(join(os.tmpdir(), 'laurel-aside-'));
    const aside = jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
    try {
      expect(await dryRun(TODAY)).toBe(
        'The file would change the facts of 1 organization. No status would change.',
      );
      expect(await dryRun('2026-03-03')).toBe(
        'The file would change the facts of 1 organization. Organizations whose status would change: 1; with a gain: 1; with a loss: 0.',
      );
      expect([aside.mock.calls.length, readdirSync(folder)]).toEqual([2, []]);
    } finally {
      aside.mockRestore();
      rmSync(folder, { recursive: true });
    }
  });

  it('counts the organizations with a changed status', async () => {
    await fresh();
    for (const id of ['own', 'other']) {
      await storeOrganizations(database, { id });
      await storePerson(database, `ann of ${id}`, { organizationId: id });
      await storePerson(database, `bob of ${id}`, { organizationId: id });
    }
    const dryRun = async (...rows: (readonly [subject: string, credential: string])[]) => {
      const lines = rows.map(([subject, credential], i) => `${subject},${credential},2026-01-10,${i}`);
      const text = ['subject,credential,earnedOn,externalId', ...lines].join('\n');
      const args = ['achievements', file('rows.csv', text), '--source', 'feed', '--dry-run'];
      return (await run(args)).said.at(-1);
    };
    expect(await dryRun(['ann of own', 'CSM'])).toBe(
      'The file would change the facts of 1 organization. No status would change.',
    );
    const both = ['own', 'other'].flatMap((id) =>
      ['ann', 'bob'].flatMap((name) =>
        ['70-496', '70-498', 'CSM'].map((credential) => [`${name} of ${id}`, credential] as const),
      ),
    );
    expect(await dryRun(...both)).toBe(
      'The file would change the facts of 2 organizations. Organizations whose status would change: 2; with a gain: 2; with a loss: 0.',
    );
  });

  it('predicts the effects of importing achievements for every organization', async () => {
    await fresh();
    await loadDemo(database, day(TODAY), new Date());
    const people = await database.rows<{ id: string }>('SELECT id FROM employee ORDER BY id');
    const codes = catalogue2017.credentials.map(({ code }) => code);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const ends = i % 5 === 0 ? '2026-09-01' : '';
      const [person, code] = [people[(i * 7) % people.length]?.id, codes[(i * 13) % codes.length]];
      return `emp_${person},${code},2025-${String((i % 12) + 1).padStart(2, '0')}-01,${ends},id ${i % 580}`;
    });
    const name = file('demo.csv', `employeeId,credential,earnedOn,expiry,externalId\n${rows.join('\n')}\n`);
    const args = ['achievements', name, '--source', 'feed', '--batch', '100'];
    const before = await allFacts();
    const dry = await run([...args, '--dry-run']);
    expect(await allFacts()).toEqual(before);
    const real = await run(args);
    const changed = await changedSince(before);
    expect(dry.said.slice(0, changed.length)).toEqual(changed);
    expect(changed.length).toBeGreaterThan(20);
    expect(dry.said[changed.length]).toBe(
      `Dry run: nothing was changed. ${(real.said[0] ?? '').replace(' new', ' would be new')}`,
    );
    expect(dry.report).toEqual(real.report);
    expect((await run([...args, '--dry-run'])).said.slice(0, 2)).toEqual([
      expect.stringMatching(/^Dry run: nothing was changed\. Rows: 0 would be new, 0 changed, /),
      'The file would change no facts.',
    ]);
  });

  it('uses the catalogue versions that were known at its start', async () => {
    await fresh();
    await storeOrganizations(database, { id: 'own' });
    const rows = ['2026-01', '2026-02', '2026-03'].map((month) => `own,azureConsumption,${month},1.00`);
    const text = ['organizationKey,metric,month,amount', ...rows].join('\n');
    const versionReads: string[] = [];
    const noting: Database = {
      ...database,
      rows(sql, parameters) {
        if (sql.includes('FROM catalogue_version')) versionReads.push(sql);
        return database.rows(sql, parameters);
      },
    };
    const { said } = await run(['metrics', file('months.csv', text), '--batch', '1', '--dry-run'], {
      on: noting,
    });
    expect(said[0]).toMatch(/^Dry run: nothing was changed\. Rows: 3 would be new, /);
    // One read of the newest number, and one of the versions.
    expect(versionReads).toHaveLength(2);
  });

  it('predicts the effects of importing metrics, including losses', async () => {
    await fresh();
    await loadDemo(database, day(TODAY), new Date());
    const keys = (await organizations()).map(({ key }) => key);
    const metrics = catalogue2017.metrics.map(({ key }) => key);
    const rows = keys.flatMap((key, i) =>
      metrics.flatMap((metric, j) =>
        Array.from({ length: 12 }, (_, m) => {
          const month = `2025-${String(m + 1).padStart(2, '0')}`;
          return `${key},${metric},${month},${(i + j) % 2 === 0 ? '900000.00' : '0.00'}`;
        }),
      ),
    );
    // The last amount of a month counts, even far from the first one.
    const last = rows.slice(0, 40).map((row) => row.replace(/[^,]+$/, '77.00'));
    const text = ['organizationKey,metric,month,amount', ...rows, ...last].join('\n');
    const args = ['metrics', file('sales.csv', text), '--batch', '64'];
    const before = await allFacts();
    const dry = await run([...args, '--dry-run']);
    expect(await allFacts()).toEqual(before);
    const real = await run(args);
    const changed = await changedSince(before);
    expect(dry.said.slice(0, changed.length)).toEqual(changed);
    expect(changed.some((line) => line.startsWith('  + '))).toBe(true);
    expect(changed.some((line) => line.startsWith('  - '))).toBe(true);
    expect(dry.said[changed.length]).toBe(
      `Dry run: nothing was changed. ${(real.said[0] ?? '').replace(' new', ' would be new')}`,
    );
  });
});
