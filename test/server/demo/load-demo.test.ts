import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Database } from '../../../server/db/database';
import { demoRows } from '../../../server/demo/demo-rows';
import { loadDemo } from '../../../server/demo/load-demo';
import type { DemoRows } from '../../../server/demo/rows';
import { AuditEntryTable, TABLES } from '../../../server/db/entities';
import { day, type Day } from '../../../server/rules';
import { DATABASES, openMigratedDatabase, type DatabaseKind } from '../../support/databases';
import { readFactRows } from '../../support/facts-of';
import { allAnswers } from './answers';

const TODAYS = ['2018-06-30', '2026-03-02', '2026-11-20', '2028-02-29', '2039-12-31'].map(day);

describe.each(DATABASES)('the demo on $name', (kind) => {
  it.each(TODAYS)('stores all rows of %s, and derives the same answers from them', async (today) => {
    await loaded(kind, today, async (database) => {
      const rows = demoRows(today);
      for (const [table, list] of Object.entries<readonly object[]>({ ...rows })) {
        const stored = await database.rows<object>(`SELECT * FROM ${TABLE_OF[table as keyof DemoRows]}`);
        expect(inOrder(stored)).toEqual(inOrder(list));
      }
      const expected = allAnswers(rows, today);
      for (const [key, answers] of allAnswers(await readFactRows(database), today)) {
        const { attained, displayed, eligible, renewalAtRisk, willBeEligible } = answers;
        expect(expected.get(key)).toMatchObject({
          attained,
          displayed,
          eligible,
          renewalAtRisk,
          willBeEligible,
        });
      }
    });
  });

  it('is the same whenever it is loaded on one day, and differs on the next day', async () => {
    const [first, again, next] = ['2026-03-02', '2026-03-02', '2026-03-03']
      .map(day)
      .map((today) => loaded(kind, today, digestOf));
    expect(await again).toEqual(await first);
    expect(await next).not.toEqual(await first);
  });

  it('is loaded completely or not at all', async () => {
    const today = day('2026-03-02');
    await loaded(kind, today, async (database) => {
      const before = await digestOf(database);
      await expect(loadDemo(database, today, new Date())).rejects.toThrow();
      expect(await digestOf(database)).toEqual(before);
    });
  });
});

const TABLE_OF: Readonly<Record<keyof DemoRows, string>> = {
  organizations: 'organization',
  employees: 'employee',
  affiliations: 'affiliation',
  achievements: 'achievement',
  metricRecords: 'metric_record',
  monthClosings: 'month_closing',
  overrides: 'competency_override',
  memberships: 'membership',
  redemptions: 'benefit_redemption',
};

function inOrder(rows: readonly object[]): readonly string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
}

async function loaded<T>(
  kind: DatabaseKind,
  today: Day,
  ask: (database: Database) => Promise<T>,
): Promise<T> {
  const { database, test } = await openMigratedDatabase(kind);
  try {
    await loadDemo(database, today, new Date());
    return await ask(database);
  } finally {
    await test.drop();
  }
}

async function digestOf(database: Database): Promise<string> {
  const hash = createHash('sha256');
  for (const { options } of TABLES.filter((table) => table !== AuditEntryTable)) {
    const rows = await database.rows<object>(`SELECT * FROM ${options.name}`);
    hash.update(options.name).update(
      rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n'),
    );
  }
  return hash.digest('hex');
}
