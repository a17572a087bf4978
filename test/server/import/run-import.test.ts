import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { symlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { importAchievements } from '../../../server/commands/people/import-achievements';
import type { CommandCall } from '../../../server/commands/run-command';
import type { Database, Reader } from '../../../server/db/database';
import { AchievementTable } from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { countStatements } from '../../../server/db/count-statements';
import { KnownVersions } from '../../../server/catalogue/known-versions';
import { day } from '../../../server/rules';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { prepareForImports, HEADER, importRunner, storedRows } from '../../support/imports';
import { HOSTILE_TEXT } from '../../support/command-laws';
import { TODAY } from '../../support/test-server';
import { inEnglish } from '../../support/in-english';

describe.each(DATABASES)('an import from the command line on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;
  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
  });
  afterAll(async () => {
    await test.drop();
    remove();
  });
  const { file, path, run, remove } = importRunner(() => database);

  const achievements = (name: string, rows: readonly string[], ...options: readonly string[]) =>
    run(['achievements', file(name, `${HEADER}${rows.join('\n')}\n`), '--source', 'feed', ...options]);
  const metrics = (name: string, rows: readonly string[], ...options: readonly string[]) =>
    run(['metrics', file(name, `organizationKey,metric,month,amount\n${rows.join('\n')}\n`), ...options]);

  it('has the effects of importAchievements, with the same audit entries', async () => {
    const rows = [
      { subject: 'ann', credential: '70-532', earnedOn: day('2025-06-30'), externalId: 'a' },
      {
        subject: 'bob',
        credential: 'CSM',
        earnedOn: day('2025-06-30'),
        expiry: '2026-06-30',
        externalId: 'b',
      },
      { subject: 'nobody', credential: 'CSM', earnedOn: day('2025-06-30'), externalId: 'c' },
      { subject: 'ann', credential: '70-531', earnedOn: day('2026-03-03'), externalId: HOSTILE_TEXT },
      { subject: 'bob', credential: 'CSM', earnedOn: day('2025-06-29'), externalId: 'b' },
      { subject: 'ann', credential: '70-532', earnedOn: day('2025-06-30'), externalId: 'a' },
    ];
    await prepareForImports(database);
    const knownVersions = new KnownVersions();
    const call: CommandCall = {
      viewer: { kind: 'person', subject: 'migration', roles: new Set(['AGENT']), employee: null },
      now: new Date(),
      today: day(TODAY),
      database,
      catalogues: () => knownVersions.versions(database),
    };
    const input = { source: 'feed', reason: 'History', errorPolicy: 'SKIP_BAD_ROWS' as const };
    const { answer } = await importAchievements(call, {
      ...input,
      rows: rows.map(({ subject, expiry, ...row }) => ({
        ...row,
        employee: { subject },
        ...(expiry !== undefined && { expiry: { on: expiry } }),
      })),
    });
    const byCommand = await storedRows(database);
    await prepareForImports(database);
    const lines = file('rows.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const options = ['--source', 'feed', '--reason', 'History', '--actor', 'migration'];
    const { refused, said, report } = await run(['achievements', lines, ...options]);
    expect(await storedRows(database)).toEqual(byCommand);
    expect(byCommand.achievements).toHaveLength(2);
    expect(byCommand.entries).toMatchObject([
      { command: 'importAchievements', actor: 'person:migration', subject: 'a', reason: 'History' },
      { subject: 'b' },
    ]);
    expect(refused).toBe(3);
    expect(said).toEqual([
      'Rows: 2 new, 0 changed, 1 unchanged, 3 refused.',
      `The refused rows and the reasons are in ${lines}.refused.csv.`,
    ]);
    const sentences = answer?.rows.flatMap((row, i) =>
      row.refusals.map(
        ({ code, sentence }) => `${i + 1} ${code} ${inEnglish(sentence).replaceAll('"', '""')}`,
      ),
    );
    const reported = report.map((line) => line.replace(/^(\d+),\w*,(\w+),"?(.*?)"?$/, '$1 $2 $3'));
    expect(reported.slice(0, 3)).toEqual(sentences?.slice(0, 3));
    // A command names the earlier row. A file has stored it, if it was in an earlier portion.
    expect([sentences?.[3], ...reported.slice(3)]).toEqual([
      expect.stringMatching(
        /^5 INVALID The record ""b"" is given twice, the first time in ""input\.rows\.1"",/,
      ),
      expect.stringMatching(/^5 ALREADY_EXISTS The record ""b"" from ""feed"" already exists,/),
    ]);
  });

  it('changes nothing when a file is imported again', async () => {
    await prepareForImports(database);
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 2 ? 'ann' : 'bob'},CSM,2025-06-30,,id ${i}`);
    expect((await achievements('again.csv', rows, '--batch', '7')).said).toEqual([
      'Rows: 30 new, 0 changed, 0 unchanged, 0 refused.',
    ]);
    const before = await storedRows(database);
    expect(before.unfinished).toEqual([]);
    const sales = ['own,azureConsumption,2026-01,1.00', 'own,azureConsumption,2026-02,2.00'];
    expect((await achievements('again.csv', rows)).said).toEqual([
      'Rows: 0 new, 0 changed, 30 unchanged, 0 refused.',
    ]);
    expect(await storedRows(database)).toEqual(before);
    expect((await metrics('sales.csv', sales)).said).toEqual([
      'Rows: 2 new, 0 changed, 0 unchanged, 0 refused.',
    ]);
    const after = await storedRows(database);
    expect((await metrics('sales.csv', sales)).said).toEqual([
      'Rows: 0 new, 0 changed, 2 unchanged, 0 refused.',
    ]);
    expect(await storedRows(database)).toEqual(after);
    expect(after.entries.at(-1)).toMatchObject({
      command: 'importMetrics',
      actor: 'person:command-line',
      organizationId: 'own',
      reason: null,
      after: { month: '2026-02', hundredths: 200 },
    });
  });

  it.each(['1', '2', '3', '500'])(
    'lets a later amount replace an earlier one, in batches of %s',
    async (batch) => {
      await prepareForImports(database);
      const rows = [
        'own,azureConsumption,2026-01,1.00',
        'own,azureConsumption,2026-01,2.00',
        'other,azureConsumption,2026-01,9.00',
        'own,azureConsumption,2026-01,2.00',
        'own,azureConsumption,2026-01,3.00',
      ];
      expect((await metrics('sales.csv', rows, '--batch', batch)).said).toEqual([
        'Rows: 2 new, 2 changed, 1 unchanged, 0 refused.',
      ]);
      const stored = await storedRows(database);
      expect(stored.metrics).toMatchObject([
        { organizationId: 'other', hundredths: 900, version: 1 },
        { organizationId: 'own', hundredths: 300, version: 3 },
      ]);
      const amounts = stored.entries.map(({ before, after }) => [
        before?.['hundredths'],
        after?.['hundredths'],
      ]);
      expect(amounts).toEqual([
        [undefined, 100],
        [100, 200],
        [undefined, 900],
        [200, 300],
      ]);
    },
  );

  it('reports the line numbers of bad rows, even after fields with several lines', async () => {
    await prepareForImports(database);
    const { refused, report } = await achievements('bad.csv', [
      '"ann","70-532",2025-06-30,,"ok"',
      '"two\nlines",CSM,2025-06-30,,x',
      'ann,CSN,2026-03-03,2026-03-03,y',
      '',
      'ann,CSM,2025-06-30',
      'ann,"CSM,2025-06-30,,z',
      'bob,CSM,2025-06-30,,ok too',
      'ann,CSM,2025-02-29,,"quote "" comma , line\nfeed"',
    ]);
    expect(refused).toBe(5);
    expect(report).toEqual([
      '3,subject,NOT_FOUND,"There is no person with the subject ""two',
      'lines""."',
      '5,credential,NOT_FOUND,"The catalogue has no credential ""CSN"". Did you mean ""CSM""?"',
      '5,earnedOn,INVALID,"The achievement cannot have been earned on ""2026-03-03"", which is in the future. Give today, 2026-03-02, or an earlier day."',
      '5,expiry,INVALID,"The achievement cannot expire on ""2026-03-03"", because it was earned on 2026-03-03. Give a later day."',
      '7,,INVALID,"The row has 3 fields, but the header has 5 columns."',
      '8,,INVALID,The quotation mark that closes a field must be followed by a comma or the end of the line.',
      '10,earnedOn,INVALID,"""2025-02-29"" is not a day of the calendar. Write it as YYYY-MM-DD."',
    ]);
    expect((await storedRows(database)).achievements).toMatchObject([
      { externalId: 'ok' },
      { externalId: 'ok too' },
    ]);
  });

  it('sends as many statements for a portion of 400 rows as for a portion of 140', async () => {
    const statements = async (count: number) => {
      await prepareForImports(database);
      const rows = Array.from({ length: count }, (_, i) => `ann,CSM,2025-06-30,,id ${i}`);
      const many = file('many.csv', `${HEADER}${rows.join('\n')}\n`);
      const sent = { statements: 0 };
      await run(['achievements', many, '--source', 'feed'], { on: countStatements(database, sent) });
      return sent.statements;
    };
    // Both counts change the size of the organization, which is measured in hundreds.
    expect(await statements(400)).toBe(await statements(140));
  });

  it('reads standard input, and stores no progress to resume from', async () => {
    await prepareForImports(database);
    const input =
      '{"organizationKey": "own", "metric": "azureConsumption", "month": "2026-01", "amount": "1.00"}';
    const report = path('input.refused.csv');
    const args = ['metrics', '-', '--format', 'jsonl', '--report', report];
    expect((await run(args, { input })).said).toEqual(['Rows: 1 new, 0 changed, 0 unchanged, 0 refused.']);
    expect((await storedRows(database)).unfinished).toEqual([]);
  });

  it('refuses a path that is not a file or would be overwritten, and changes nothing', async () => {
    await prepareForImports(database);
    const before = await storedRows(database);
    const nowhere = run(['metrics', path('nowhere.csv')]);
    await expect(nowhere).rejects.toThrow(/^The file ".*nowhere.csv" cannot be read: ENOENT/);
    const folder = run(['metrics', path('.'), '--format', 'csv']);
    await expect(folder).rejects.toThrow(/ is not a file. Give the path of a file.$/);
    const data = file('same.csv', 'organizationKey,metric,month,amount\n');
    symlinkSync(data, path('link.csv'));
    const same = run(['metrics', data, '--report', path('link.csv')]);
    await expect(same).rejects.toThrow(/^The report would overwrite the file ".*same.csv"/);
    const header = run(['metrics', file('bad.csv', 'organization,metric,month,amount\n')]);
    await expect(header).rejects.toThrow('There is no column "organization".');
    expect(await storedRows(database)).toEqual(before);
  });

  it('records the good rows of a file that also has very long bad rows', async () => {
    await prepareForImports(database);
    const long = (i: number) => `${i}${'x'.repeat(1_000_000)}`;
    // Together, these rows exceed what the database accepts in one statement.
    const rows = Array.from({ length: 20 }, (_, i) => `${long(i)},CSM,2025-06-30,,${i}`);
    const good = ['ann,CSM,2025-06-30,,first', 'bob,CSM,2025-06-30,,last'];
    const { said, report } = await achievements('long.csv', [good[0] ?? '', ...rows, good[1] ?? '']);
    expect(said[0]).toBe('Rows: 2 new, 0 changed, 0 unchanged, 20 refused.');
    expect(report[0]).toBe(
      '3,subject,INVALID,"""subject"" has 1,000,001 characters; at most 200 are allowed."',
    );
  });

  it.each([[[]], [['--dry-run']]])(
    'runs no query with values that are too long to be stored (%j)',
    async (options) => {
      await prepareForImports(database);
      const seen: unknown[] = [];
      const on = recording(seen);
      const long = 'x'.repeat(250);
      const lines = [
        ['ann', 'CSM', long, ''],
        ['ann', long, 'a', ''],
        [long, 'CSM', 'b', ''],
        ['', 'CSM', 'c', `emp_${long}`],
      ].map(([subject, credential, externalId, employeeId]) =>
        [subject, credential, '2025-06-30', externalId, employeeId].join(','),
      );
      const people = file(
        'p.csv',
        `subject,credential,earnedOn,externalId,employeeId\n${lines.join('\n')}\n`,
      );
      const tooLong = await run(['achievements', people, '--source', 'feed', ...options], { on });
      expect(tooLong.report.map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
        '2,externalId,INVALID',
        '3,credential,INVALID',
        '4,subject,INVALID',
        '5,employeeId,INVALID',
      ]);
      const sales = [
        `${long},azureConsumption,2026-01,1,`,
        `own,${long},2026-01,1,`,
        `,m,2026-01,1,org_${long}`,
      ];
      const measured = file(
        'm.csv',
        `organizationKey,metric,month,amount,organizationId\n${sales.join('\n')}\n`,
      );
      expect((await run(['metrics', measured, ...options], { on })).report).toEqual([
        '2,organizationKey,INVALID,"""organizationKey"" has 250 characters; at most 80 are allowed."',
        '3,metric,INVALID,"""metric"" has 250 characters; at most 200 are allowed."',
        '4,organizationId,INVALID,"""organizationId"" has 254 characters; at most 40 are allowed."',
      ]);
      expect(seen).not.toHaveLength(0);
      expect(seen.filter((value) => String(value).includes(long))).toEqual([]);
    },
  );

  function recording(seen: unknown[]): Database {
    const rows =
      (reader: Reader): Reader['rows'] =>
      (sql, parameters = []) => {
        seen.push(...parameters);
        return reader.rows(sql, parameters);
      };
    return {
      ...database,
      rows: rows(database),
      transaction: (work, until) =>
        database.transaction((transaction) => work({ ...transaction, rows: rows(transaction) }), until),
    };
  }

  it('refuses a row with a very deeply nested value, and records the others', async () => {
    await prepareForImports(database);
    const row = { subject: 'ann', credential: 'CSM', earnedOn: '2025-06-30', externalId: 'x' };
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const lines = [row, { ...row, subject: '?' }].map((one) => JSON.stringify(one).replace('"?"', deep));
    const name = file('deep.jsonl', lines.join('\n'));
    const { said, report } = await run(['achievements', name, '--source', 'feed']);
    expect(said[0]).toBe('Rows: 1 new, 0 changed, 0 unchanged, 1 refused.');
    expect(report).toEqual(['2,subject,INVALID,"""subject"" is a list or an object. Give a single value."']);
  });

  it.each(['subject', 'employeeId', 'credential', 'externalId'])(
    'refuses a row whose %s is not well-formed Unicode, and records the others',
    async (column) => {
      await prepareForImports(database);
      const row = { subject: 'ann', credential: 'CSM', earnedOn: '2025-06-30', externalId: 'x' };
      const { subject, ...rest } = { ...row, externalId: 'y' };
      const bad = { ...(column !== 'employeeId' && { subject }), ...rest, [column]: 'half\ud800' };
      const name = file('half.jsonl', [bad, row].map((one) => JSON.stringify(one)).join('\n'));
      for (const options of [['--dry-run'], []]) {
        const { refused, report } = await run(['achievements', name, '--source', 'feed', ...options]);
        expect([refused, report]).toEqual([
          1,
          [
            `1,${column},INVALID,"""${column}"" contains half of a character (a lone surrogate). Send the whole character, or leave it out."`,
          ],
        ]);
      }
      expect((await storedRows(database)).achievements).toHaveLength(1);
    },
  );

  it('writes one audit entry per achievement, even if another writer records one of a large portion', async () => {
    await prepareForImports(database);
    const other = await test.open();
    const rows = Array.from({ length: 3000 }, (_, i) => `ann,CSM,2025-06-30,,x${i}`);
    const lines = file('large.csv', `${HEADER}${rows.join('\n')}\n`);
    const stored = await whileOtherStoresLast(other, () =>
      run(['achievements', lines, '--source', 'feed', '--batch', '5000']),
    );
    expect(stored.said[0]).toBe('Rows: 2,999 new, 0 changed, 0 unchanged, 1 refused.');
    const { achievements: all, entries } = await storedRows(database);
    expect([all.length, entries.length]).toEqual([3000, 2999]);
  });

  // On MariaDB, other writers are never blocked.
  if (kind.name === 'SQLite') {
    it('lets other writers work between its portions', async () => {
      await prepareForImports(database);
      const other = await test.open();
      const rows = Array.from({ length: 10_000 }, (_, i) => `ann,CSM,2025-06-30,,turn ${i}`);
      const lines = file('turns.csv', `${HEADER}${rows.join('\n')}\n`);
      let isDone = false;
      const importing = run(['achievements', lines, '--source', 'feed']).finally(() => {
        isDone = true;
      });
      const seen = new Set<number>();
      while (!isDone) {
        await other.transaction(async (transaction) => {
          const stored = await transaction.rows<{ n: number }>('SELECT COUNT(*) AS n FROM achievement');
          seen.add(stored[0]?.n ?? 0);
        });
        await pause(5);
      }
      await importing;
      expect([...seen].filter((stored) => stored > 0 && stored < rows.length)).not.toEqual([]);
    });
  }

  /** Runs an import while an earlier transaction records the import's last row for another person. */
  async function whileOtherStoresLast<T>(other: Database, work: () => Promise<T>): Promise<T> {
    let working: Promise<T> | undefined;
    await other.transaction(async (transaction) => {
      await transaction.insert(AchievementTable, {
        id: 'theirs',
        employeeId: 'bob',
        credential: 'CSM',
        earnedOn: day('2025-06-30'),
        expiry: 'BY_VALIDITY',
        expiresOn: null,
        revokedOn: null,
        source: 'feed',
        externalId: 'x2999',
        createdAt: instant(new Date()),
        version: 1,
      });
      working = work();
      if (kind.name === 'SQLite') return void (await pause(500));
      while (!(await isWriterWaiting(other))) await pause(20);
    });
    if (working === undefined) throw new Error('Nothing was begun.');
    return working;
  }

  async function isWriterWaiting(on: Database): Promise<boolean> {
    const waiting = await on.rows(
      "SELECT 1 FROM information_schema.processlist WHERE state = 'Update' AND db = DATABASE() AND time_ms > 300",
    );
    return waiting.length > 0;
  }
});
