import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, symlinkSync } from 'node:fs';
import type { Database } from '../../../server/db/database';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';
import { textOfFailure } from '../../support/in-english';
import { prepareForImports, HEADER, importRunner, storedRows } from '../../support/imports';

describe.each(DATABASES)('a concurrent or interrupted import on $name', (kind) => {
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

  it('records each row once when two processes import the same file', async () => {
    await prepareForImports(database);
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
      expect(await textOfFailure(Promise.reject(reason as Error))).toMatch(
        /^Another process is importing the same file/,
      );
    await run(['metrics', name]);
    const stored = await storedRows(database);
    expect(stored.metrics).toHaveLength(60);
    expect(stored.entries).toHaveLength(60);
    expect(stored.unfinished).toEqual([]);
  });

  it('keeps all other imports from writing its report', async () => {
    await prepareForImports(database);
    const rows = Array.from(
      { length: 12 },
      (_, i) => `${i % 2 === 0 ? 'nobody' : 'ann'},CSM,2025-06-30,,${i}`,
    );
    const text = `${HEADER}${rows.join('\n')}\n`;
    const name = file('once.csv', text);
    const report = path('once.csv.refused.csv');
    const [importArgs, sourceArgs] = [
      ['achievements', name, '--batch', '2'],
      ['--source', 'feed'],
    ];
    symlinkSync(report, path('other name.csv'));
    const messages: unknown[] = [];
    const runOtherImports = async () => {
      for (const [args, given] of [
        [[...importArgs, ...sourceArgs]],
        [[...importArgs, '--source', 'another']],
        [[...importArgs, ...sourceArgs, '--dry-run', '--report', path('other name.csv')]],
        [['achievements', '-', ...sourceArgs, '--format', 'csv', '--report', report], { input: text }],
      ] as const) {
        messages.push(await run(args, given).catch((error: Error) => error.message));
      }
    };
    let transactions = 0;
    const on: Database = {
      ...database,
      async transaction(work, until) {
        // Runs the others before the first portion and between two portions.
        if ([1, 4].includes(++transactions)) await runOtherImports();
        return database.transaction(work, until);
      },
    };
    const { said, report: lines } = await run([...importArgs, ...sourceArgs], { on });
    expect(messages).toHaveLength(8);
    for (const one of messages)
      expect(one).toMatch(/^Another import is writing the report ".*"\. Wait until it has finished\./);
    expect(said[0]).toBe('Rows: 6 new, 0 changed, 0 unchanged, 6 refused.');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['2', '4', '6', '8', '10', '12']);
    expect(readdirSync(path('.')).filter((each) => each.endsWith('.lock'))).toEqual([]);
  });

  it('starts again if its report is lost or replaced', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${i === 2 ? 'nobody' : 'ann'},CSM,2025-06-30,,id ${i}`,
    );
    for (const spoil of [
      '',
      'line,column,code,message\n3,subject,NOT_FOUND,Something else that is at least as long.\n9,,,\n',
    ]) {
      await prepareForImports(database);
      const name = file('lost.csv', `${HEADER}${rows.join('\n')}\n`);
      await interruptedAfter(2, (broken) =>
        run(['achievements', name, '--source', 'feed', '--batch', '2'], { on: broken }),
      );
      expect((await storedRows(database)).unfinished).toMatchObject([{ lines: 5, created: 3, refused: 1 }]);
      file('lost.csv.refused.csv', spoil);
      const { said, report } = await run(['achievements', name, '--source', 'feed']);
      expect(said[0]).toBe('Rows: 6 new, 0 changed, 3 unchanged, 1 refused.');
      expect(report).toEqual(['4,subject,NOT_FOUND,"There is no person with the subject ""nobody""."']);
      expect((await storedRows(database)).entries).toHaveLength(9);
    }
  });

  it('resumes where it stopped, and reports the whole file', async () => {
    await prepareForImports(database);
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
      'Resumed after line 5: everything up to that line was already imported.',
      'Rows: 8 new, 0 changed, 0 unchanged, 2 refused.',
    ]);
    expect(report.map((line) => line.split(',')[0])).toEqual(['4', '10']);
    const escaped = rows.map((_, i) =>
      JSON.stringify({ subject: i % 3 ? 'ann' : '\u001b[2J', [`=${i}`]: '-1', externalId: -i }),
    );
    const oneGo = file('one-go.jsonl', escaped.join('\n'));
    const inPieces = file('in-pieces.jsonl', `${escaped.join('\n')}\n\n`);
    const whole = await run(['achievements', oneGo, '--source', 'feed']);
    await interruptedAfter(2, (broken) =>
      run(['achievements', inPieces, '--source', 'feed', '--batch', '2'], { on: broken }),
    );
    const pieces = await run(['achievements', inPieces, '--source', 'feed', '--batch', '3']);
    expect(pieces.said[0]).toBe('Resumed after line 4: everything up to that line was already imported.');
    expect(pieces.report).toEqual(whole.report);
    expect(pieces.report.join('\n')).not.toContain('\u001b');
    expect(pieces.report[0]).toBe(
      `1,'=0,INVALID,"There is no column ""=0"". The columns are: employeeId, subject, credential, earnedOn, expiry and externalId."`,
    );
    // A file with another source or content counts as another import.
    await interruptedAfter(1, (broken) =>
      run(['achievements', name, '--source', 'a', '--batch', '2'], { on: broken }),
    );
    expect((await run(['achievements', name, '--source', 'b'])).said[0]).toBe(
      'Rows: 8 new, 0 changed, 0 unchanged, 2 refused.',
    );
    file('on.csv', `${HEADER}${rows.join('\n')}\n\n`);
    expect((await run(['achievements', name, '--source', 'a'])).said[0]).toBe(
      'Rows: 6 new, 0 changed, 2 unchanged, 2 refused.',
    );
  });

  it('does not resume in another format', async () => {
    await prepareForImports(database);
    const rows = Array.from({ length: 10 }, (_, i) => `ann,CSM,2025-06-30,,id ${i}`);
    const name = file('of.txt', `${HEADER}${rows.join('\n')}\n`);
    const args = ['achievements', name, '--source', 'feed', '--batch', '2'];
    await interruptedAfter(2, (broken) => run([...args, '--format', 'jsonl'], { on: broken }));
    const { said } = await run([...args, '--format', 'csv']);
    expect(said).toEqual(['Rows: 10 new, 0 changed, 0 unchanged, 0 refused.']);
  });

  /** Runs work on a database that completes the given number of transactions and fails in the next one. */
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
