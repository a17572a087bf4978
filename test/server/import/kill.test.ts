import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { storeFirstCatalogue } from '../../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../../server/db/database';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { storeOrganizations, storePerson } from '../../support/facts';
import { outputOf, startImport } from '../../support/import-program';
import { importRunner, storedRows } from '../../support/imports';

const PEOPLE = 10;
const ROWS = 1200;
const KILLS = 4;
const HEADER = 'subject,credential,earnedOn,externalId\n';

const achievements = [
  'subject,credential,earnedOn,externalId',
  ...Array.from({ length: ROWS }, (_, i) => {
    // One row in a hundred is bad and spans two lines.
    if (i % 100 === 7) return `"nobody\n${i}",CSM,2025-06-30,id ${i}`;
    return `person ${i % PEOPLE},${i % 3 === 0 ? '70-532' : 'CSM'},2025-${String((i % 12) + 1).padStart(2, '0')}-15,id ${i}`;
  }),
].join('\n');

const metrics = [
  'organizationKey,metric,month,amount',
  // Months repeat with other amounts, so that the audit log would show a row that is imported twice.
  ...Array.from({ length: ROWS }, (_, i) => {
    const [metric, month] = [i % 2 === 0 ? 'azureConsumption' : 'powerBiSeatsDeployed', i % 300];
    const of = `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return `${i % 100 === 7 ? 'nowhere' : 'own'},${metric},${of},${i}.00`;
  }),
].join('\n');

describe.each(DATABASES)('a killed import on $name', (kind) => {
  const databases: { database: Database; test: TestDatabase }[] = [];
  const { file, run, path, remove } = importRunner(() => {
    throw new Error('Each import names its database.');
  });
  beforeAll(async () => {
    for (const _ of ['killed', 'not killed']) {
      const one = await openMigratedDatabase(kind);
      databases.push(one);
      await storeFirstCatalogue(one.database, { file: null, timeZone: 'UTC' }, new Date());
      await storeOrganizations(one.database, { id: 'own' });
      for (let i = 0; i < PEOPLE; i++)
        await storePerson(one.database, `person ${i}`, { organizationId: 'own' });
    }
    // Builds the program, so that the imports start without delay.
    expect((await outputOf(startImport('sqlite:unused', ['--help']))).code).toBe(0);
  });
  afterAll(async () => {
    await Promise.all(databases.map(({ test }) => test.drop()));
    remove();
  });

  it.each([
    ['achievements', achievements, ['--source', 'feed']],
    ['metrics', metrics, []],
  ])(
    'ends with the same %s after restarts as an uninterrupted import',
    async (what, text, options) => {
      const [killed, whole] = databases;
      if (killed === undefined || whole === undefined) throw new Error('There are two databases.');
      const name = file(`${what}.csv`, text);
      const args = [what, name, ...options, '--batch', '5', '--report', path('killed.csv')];
      const lines = text.split('\n').length;
      for (let kill = 1; kill <= KILLS; kill++) {
        const child = startImport(killed.test.url, args);
        const end = outputOf(child);
        const reached = await waitForLine(killed.database, (lines * kill) / (KILLS + 1), child);
        child.kill('SIGKILL');
        expect((await end).code).toBeNull();
        expect(reached).toBeLessThan(lines);
      }
      const last = await outputOf(startImport(killed.test.url, [...args, '--batch', '50']));
      expect(last).toMatchObject({ code: 1, faults: '' });
      expect(last.said).toMatch(
        /^Resumed after line [\d,]+: everything up to that line was already imported.\n/,
      );

      const { said } = await run([what, name, ...options, '--report', path('whole.csv')], {
        on: whole.database,
      });
      expect(last.said.split('\n')[1]).toBe(said[0]);
      expect(await storedRows(killed.database)).toEqual(await storedRows(whole.database));
      expect(readFileSync(path('killed.csv'), 'utf8')).toBe(readFileSync(path('whole.csv'), 'utf8'));
    },
    120_000,
  );
});

async function waitForLine(database: Database, line: number, child: ChildProcess): Promise<number> {
  for (;;) {
    const [progress] = await database.rows<{ lines: number }>('SELECT `lines` FROM import_progress');
    if (progress !== undefined && progress.lines >= line) return progress.lines;
    if (child.exitCode !== null) throw new Error('The import ended before it could be killed.');
    await pause(2);
  }
}

describe('an import of a large file', () => {
  const { file, path, remove } = importRunner(() => {
    throw new Error('Each import names its database.');
  });
  let test: TestDatabase;
  beforeAll(async () => {
    const one = await openMigratedDatabase(DATABASES[0] ?? raise());
    test = one.test;
    await storeFirstCatalogue(one.database, { file: null, timeZone: 'UTC' }, new Date());
    await storeOrganizations(one.database, { id: 'own' });
    for (let i = 0; i < PEOPLE; i++)
      await storePerson(one.database, `person ${i}`, { organizationId: 'own' });
  });
  afterAll(async () => {
    await test.drop();
    remove();
  });

  it.each([[[]], [['--dry-run']]])(
    'uses no more memory than an import of a small file (%j)',
    async (options) => {
      const use = async (megabytes: number) => {
        const name = path(`${megabytes}.csv`);
        await writeLarge(name, megabytes);
        const { code, said, peak } = await importWithPeak(
          name,
          `feed ${megabytes}${options.join()}`,
          options,
        );
        expect(code).toBe(1);
        const outcome = options.length > 0 ? 'would be new' : 'new';
        expect(said).toContain(`${(megabytes * 60).toLocaleString('en')} ${outcome}`);
        return peak;
      };
      const small = await use(10);
      const large = await use(110);
      expect(large - small).toBeLessThan(60);
    },
    120_000,
  );

  it('uses no more memory if an unclosed quotation mark is followed by empty lines', async () => {
    const use = async (megabytes: number) => {
      const name = file(`unclosed ${megabytes}.csv`, `${HEADER}"${'\n'.repeat(megabytes * 1024 * 1024)}`);
      const { code, said, peak } = await importWithPeak(name, `unclosed ${megabytes}`, ['--dry-run']);
      expect(code).toBe(1);
      expect(said).toContain('1 refused');
      return peak;
    };
    const small = await use(1);
    expect((await use(21)) - small).toBeLessThan(60);
  }, 120_000);

  async function importWithPeak(name: string, source: string, options: readonly string[]) {
    // A small heap makes Node collect garbage early, so that the peak shows retained memory.
    const probe = [
      '--max-old-space-size=128',
      '--max-semi-space-size=4',
      '--require=./test/support/peak-memory.cjs',
    ];
    const args = ['achievements', name, '--source', source, ...options];
    const { code, said, faults } = await outputOf(startImport(test.url, args, probe));
    return { code, said, peak: Number(/peak memory: (\d+) MB/.exec(faults)?.[1]) };
  }

  async function writeLarge(name: string, megabytes: number): Promise<void> {
    const stream = createWriteStream(name);
    stream.write(HEADER);
    const long = ',"x\nx"'.repeat(1300);
    for (let i = 0; i < megabytes * 120; i++) {
      const rest = i % 2 === 0 ? `id ${i}` : long;
      if (!stream.write(`person ${i % PEOPLE},CSM,2025-06-30,${rest}\n`)) await once(stream, 'drain');
    }
    stream.end();
    await finished(stream);
  }
});

function raise(): never {
  throw new Error('There is no database.');
}
