import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, symlinkSync } from 'node:fs';
import type { Database } from '../../../server/db/database';
import { DATABASES, migrated, type TestDatabase } from '../../support/databases';
import { forImports, HEADER, imports, storedBy } from '../../support/imports';

describe.each(DATABASES)('an import on $name that does not run alone, or to its end,', (kind) => {
  let database: Database;
  let test: TestDatabase;
  beforeAll(async () => {
    ({ database, test } = await migrated(kind));
  });
  afterAll(async () => {
    await test.drop();
    remove();
  });
  const { file, path, run, remove } = imports(() => database);

  it('is done once when the same file is imported by two processes at once', async () => {
    await forImports(database);
    const rows = Array.from(
      { length: 60 },
      (_, i) =>
        `own,azureConsumption,${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},${i}.00`,
    );
    const other = await test.open();
    const name = file('twice.csv', `organizationKey,metric,month,amount\n${rows.join('\n')}\n`);
    const outcomes = await Promise.allSettled([
      run(['metrics', name, '--batch', '2', '--report', path('one.csv')]),
      run(['metrics', name, '--batch', '2', '--report', path('two.csv')], { on: other }),
    ]);
    const failed = outcomes.filter((one) => one.status === 'rejected');
    for (const { reason } of failed)
      expect((reason as Error).message).toMatch(/^The same file is being imported/);
    await run(['metrics', name]);
    const stored = await storedBy(database);
    expect(stored.metrics).toHaveLength(60);
    expect(stored.entries).toHaveLength(60);
    expect(stored.unfinished).toEqual([]);
  });

  it('has the report for itself, whatever else is told to write it', async () => {
    await forImports(database);
    const rows = Array.from(
      { length: 12 },
      (_, i) => `${i % 2 === 0 ? 'nobody' : 'ann'},CSM,2025-06-30,,${i}`,
    );
    const text = `${HEADER}${rows.join('\n')}\n`;
    const name = file('once.csv', text);
    const report = path('once.csv.refused.csv');
    const [own, of] = [
      ['achievements', name, '--batch', '2'],
      ['--source', 'feed'],
    ];
    symlinkSync(report, path('other name.csv'));
    const told: unknown[] = [];
    const others = async () => {
      for (const [args, given] of [
        [[...own, ...of]],
        [[...own, '--source', 'another']],
        [[...own, ...of, '--dry-run', '--report', path('other name.csv')]],
        [['achievements', '-', ...of, '--format', 'csv', '--report', report], { input: text }],
      ] as const) {
        told.push(await run(args, given).catch((error: Error) => error.message));
      }
    };
    let transactions = 0;
    const on: Database = {
      ...database,
      async transaction(work, until) {
        // Before the first portion, and in the middle.
        if ([1, 4].includes(++transactions)) await others();
        return database.transaction(work, until);
      },
    };
    const { said, report: lines } = await run([...own, ...of], { on });
    expect(told).toHaveLength(8);
    for (const one of told)
      expect(one).toMatch(/^Another import is writing the report ".*"\. Wait for its end;/);
    expect(said[0]).toBe('6 new, 0 changed, 0 known already, 6 refused.');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['2', '4', '6', '8', '10', '12']);
    expect(readdirSync(path('.')).filter((each) => each.endsWith('.lock'))).toEqual([]);
  });

  it('begins anew when the report of what it has done is lost, or is another', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${i === 2 ? 'nobody' : 'ann'},CSM,2025-06-30,,id ${i}`,
    );
    for (const spoil of [
      '',
      'line,column,code,message\n3,subject,NOT_FOUND,Something else that is at least as long.\n9,,,\n',
    ]) {
      await forImports(database);
      const name = file('lost.csv', `${HEADER}${rows.join('\n')}\n`);
      await interruptedAfter(2, (broken) =>
        run(['achievements', name, '--source', 'feed', '--batch', '2'], { on: broken }),
      );
      expect((await storedBy(database)).unfinished).toMatchObject([{ lines: 5, created: 3, refused: 1 }]);
      file('lost.csv.refused.csv', spoil);
      const { said, report } = await run(['achievements', name, '--source', 'feed']);
      expect(said[0]).toBe('6 new, 0 changed, 3 known already, 1 refused.');
      expect(report).toEqual(['4,subject,NOT_FOUND,"There is no person with the subject ""nobody""."']);
      expect((await storedBy(database)).entries).toHaveLength(9);
    }
  });

  it('goes on where it was, and tells of the whole file', async () => {
    await forImports(database);
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${i === 2 || i === 8 ? 'nobody' : 'ann'},CSM,2025-06-30,,id ${i}`,
    );
    const name = file('on.csv', `${HEADER}${rows.join('\n')}\n`);
    await interruptedAfter(2, (broken) =>
      run(['achievements', name, '--source', 'feed', '--batch', '2'], { on: broken }),
    );
    const { said, report } = await run(['achievements', name, '--source', 'feed', '--batch', '3']);
    expect(said.slice(0, 2)).toEqual([
      'Went on after line 5, up to which the file was done already.',
      '8 new, 0 changed, 0 known already, 2 refused.',
    ]);
    expect(report.map((line) => line.split(',')[0])).toEqual(['4', '10']);
    // What is not told as the file has it is told alike.
    const strange = rows.map((_, i) =>
      JSON.stringify({ subject: i % 3 ? 'ann' : '\u001b[2J', [`=${i}`]: '-1', externalId: -i }),
    );
    const oneGo = file('one-go.jsonl', strange.join('\n'));
    const inPieces = file('in-pieces.jsonl', `${strange.join('\n')}\n\n`);
    const whole = await run(['achievements', oneGo, '--source', 'feed']);
    await interruptedAfter(2, (broken) =>
      run(['achievements', inPieces, '--source', 'feed', '--batch', '2'], { on: broken }),
    );
    const pieces = await run(['achievements', inPieces, '--source', 'feed', '--batch', '3']);
    expect(pieces.said[0]).toBe('Went on after line 4, up to which the file was done already.');
    expect(pieces.report).toEqual(whole.report);
    expect(pieces.report.join('\n')).not.toContain('\u001b');
    expect(pieces.report[0]).toBe(
      `1,'=0,INVALID,"There is no column ""=0"". There are employeeId, subject, credential, earnedOn, expiresOn, neverExpires, externalId, joined by commas."`,
    );
    // Another source, or another content, is another import.
    await interruptedAfter(1, (broken) =>
      run(['achievements', name, '--source', 'a', '--batch', '2'], { on: broken }),
    );
    expect((await run(['achievements', name, '--source', 'b'])).said[0]).toBe(
      '8 new, 0 changed, 0 known already, 2 refused.',
    );
    file('on.csv', `${HEADER}${rows.join('\n')}\n\n`);
    expect((await run(['achievements', name, '--source', 'a'])).said[0]).toBe(
      '6 new, 0 changed, 2 known already, 2 refused.',
    );
  });

  it('does not go on in one format with what was begun in another', async () => {
    await forImports(database);
    const rows = Array.from({ length: 10 }, (_, i) => `ann,CSM,2025-06-30,,id ${i}`);
    const name = file('of.txt', `${HEADER}${rows.join('\n')}\n`);
    const args = ['achievements', name, '--source', 'feed', '--batch', '2'];
    await interruptedAfter(2, (broken) => run([...args, '--format', 'jsonl'], { on: broken }));
    const { said } = await run([...args, '--format', 'csv']);
    expect(said).toEqual(['10 new, 0 changed, 0 known already, 0 refused.']);
  });

  /** As a database that goes away in the middle of the transaction after so many. */
  async function interruptedAfter(
    transactions: number,
    work: (broken: Database) => Promise<unknown>,
  ): Promise<void> {
    let left = transactions;
    const broken: Database = {
      ...database,
      transaction: (inner) =>
        database.transaction(async (transaction) => {
          const result = await inner(transaction);
          if (left-- === 0) throw new Error('The database is gone.');
          return result;
        }),
    };
    await expect(work(broken)).rejects.toThrow('The database is gone.');
  }
});
