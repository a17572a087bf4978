import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from '../../../server/db/database';
import { loadDemo } from '../../../server/demo/load-demo';
import { emptyTables } from '../../../server/db/empty-tables';
import {
  BenefitRedemptionTable,
  MembershipCreditTable,
  MonthClosingTable,
  OrganizationTable,
  TABLES,
  type MembershipRow,
  type OrganizationRow,
} from '../../../server/db/entities';
import { instant } from '../../../server/db/instant';
import { openDatabase } from '../../../server/db/open-database';
import { MIGRATIONS } from '../../../server/db/migrations';
import { migrate, pendingMigrations } from '../../../server/db/migrate';
import { RetryTransaction } from '../../../server/db/retry';
import { countStatements } from '../../../server/db/count-statements';
import { day, month } from '../../../server/rules';
import { DATABASES, openMigratedDatabase, type TestDatabase } from '../../support/databases';

const ROOT = join(__dirname, '../../..');

describe.each(DATABASES)('the database contract on $name', (kind) => {
  let database: Database;
  let test: TestDatabase;

  beforeAll(async () => {
    ({ database, test } = await openMigratedDatabase(kind));
  });
  afterAll(() => test.drop());

  it('has no drift between entities and migrations', async () => {
    expect(await drift(database)).toEqual([]);
  });

  it('detects drift', async () => {
    await database.source.query('CREATE INDEX astray ON organization (city)');
    expect(await drift(database)).toHaveLength(1);
    await database.source.query(
      kind.name === 'SQLite' ? 'DROP INDEX astray' : 'DROP INDEX astray ON organization',
    );
  });

  it('undoes and redoes each migration', async () => {
    const own = await kind.create();
    try {
      const fresh = await own.open();
      const names = await migrate(fresh);
      expect(names).toHaveLength(MIGRATIONS.length);
      expect(await pendingMigrations(fresh)).toBe(false);
      for (const _ of names) await fresh.source.undoLastMigration({ transaction: 'each' });
      expect(await tables(fresh)).toEqual(['migration']);
      expect(await pendingMigrations(fresh)).toBe(true);
      expect(await migrate(fresh)).toEqual(names);
      expect(await tables(fresh)).toEqual(['migration', ...TABLES.map(({ options }) => options.name)].sort());
      expect(await drift(fresh)).toEqual([]);
    } finally {
      await own.drop();
    }
  });

  it('resumes an interrupted migration', async () => {
    const own = await kind.create();
    try {
      const fresh = await own.open();
      await migrate(fresh);
      // An interrupted migration on MariaDB leaves some tables, and no record that it ran.
      for (const table of ['answered_command', 'api_key', 'audit_entry']) {
        await fresh.source.query(`DROP TABLE ${table}`);
      }
      await fresh.source.query('DELETE FROM migration');
      expect(await migrate(fresh)).toHaveLength(MIGRATIONS.length);
      expect(await drift(fresh)).toEqual([]);
    } finally {
      await own.drop();
    }
  });

  it('empties referencing and referenced tables, and keeps the migration history', async () => {
    const own = await kind.create();
    try {
      const fresh = await own.open();
      await migrate(fresh);
      const migrations = await fresh.rows('SELECT * FROM migration');
      await loadDemo(fresh, day('2026-03-02'), new Date());
      const [term] = await fresh.rows<MembershipRow>('SELECT * FROM membership LIMIT 1');
      if (term === undefined) throw new Error('The demo has members.');
      const { id: membershipId, organizationId, fromDay: redeemedOn, currency } = term;
      const createdAt = instant(new Date('2026-01-01T00:00:00Z'));
      await fresh.transaction(async (transaction) => {
        await transaction.insert(BenefitRedemptionTable, {
          id: 'used',
          organizationId,
          membershipId,
          benefit: 'benefit',
          quantity: 1,
          redeemedOn,
          createdAt,
        });
        await transaction.insert(MembershipCreditTable, {
          membershipId,
          creditedTo: membershipId,
          minorUnits: 1,
          currency,
        });
      });
      await emptyTables(fresh);
      for (const table of await tables(fresh)) {
        expect(await fresh.rows(`SELECT * FROM ${table}`)).toEqual(table === 'migration' ? migrations : []);
      }
    } finally {
      await own.drop();
    }
  });

  it('binds null as the only parameter', async () => {
    expect(await database.rows('SELECT ? AS x', [null])).toEqual([{ x: null }]);
    const both = await database.transaction(async (transaction) => [
      await transaction.rows('SELECT ? AS x', [null]),
      await transaction.change('DELETE FROM month_closing WHERE month = ?', [null]),
    ]);
    expect(both).toEqual([[{ x: null }], 0]);
  });

  it('rejects parameters other than well-formed text, numbers and null before the driver sees them', async () => {
    for (const value of [true, undefined, { a: 1 }, ['x'], 5n, 'half\ud800', '\udc00']) {
      const parameters = [value as never];
      await expect(database.rows('SELECT ? AS x', parameters)).rejects.toThrow(/cannot be bound/);
      await expect(
        database.transaction((transaction) =>
          transaction.change('DELETE FROM month_closing WHERE month = ?', parameters),
        ),
      ).rejects.toThrow(/cannot be bound/);
      const row = organization({ id: 'strange', key: 'strange', city: value as never });
      await expect(
        database.transaction((transaction) => transaction.insert(OrganizationTable, row)),
      ).rejects.toThrow(/cannot be bound/);
    }
  });

  it('runs exclusive work on one server at a time', async () => {
    const own = await kind.create();
    try {
      const servers = await Promise.all([own.open(), own.open(), own.open()]);
      let inside = 0;
      let maxInside = 0;
      await Promise.all(
        servers.map((server) =>
          server.exclusively((nested) =>
            nested.exclusively(async () => {
              maxInside = Math.max(maxInside, ++inside);
              await new Promise((resolve) => setTimeout(resolve, 20));
              inside--;
            }),
          ),
        ),
      );
      expect(maxInside).toBe(1);
      await expect(servers[0]?.exclusively(() => Promise.reject(new Error('It fails.')))).rejects.toThrow(
        'It fails.',
      );
      expect(await servers[1]?.exclusively(() => Promise.resolve('free again'))).toBe('free again');
    } finally {
      await own.drop();
    }
  });

  it('migrates once when two servers start together', async () => {
    const own = await kind.create();
    try {
      const ran = await Promise.all([own.open(), own.open()].map(async (opening) => migrate(await opening)));
      expect(ran.map((names) => names.length).sort()).toEqual([0, MIGRATIONS.length]);
    } finally {
      await own.drop();
    }
  });

  // SQLite always writes through one connection.
  if (kind.name === 'MariaDB') {
    it('migrates with a single connection', async () => {
      const own = await kind.create();
      const single = await openDatabase(own.url, { connections: 1 });
      try {
        expect(await migrate(single)).toHaveLength(MIGRATIONS.length);
        expect(await migrate(single)).toEqual([]);
      } finally {
        await single.close();
        await own.drop();
      }
    });

    it('rejects a transaction that gets no connection in time, and returns a late connection to the pool', async () => {
      const single = await openDatabase(test.url, { connections: 1 });
      try {
        let release: () => void = () => undefined;
        const released = new Promise<void>((resolve) => (release = resolve));
        const held = single.transaction(() => released);
        const work = (until: number) => single.transaction(async () => 'done', until);
        const hasty = work(performance.now() + 100);
        const patient = work(Infinity);
        await expect(hasty).rejects.toThrow('No connection to the database became free in time.');
        release();
        await held;
        expect(await patient).toBe('done');
      } finally {
        await single.close();
      }
    });

    it('reports the original error when the rollback fails', async () => {
      const single = await openDatabase(test.url, { connections: 1 });
      try {
        const work = single.transaction(async (transaction) => {
          const [{ id } = { id: 0 }] = await transaction.rows<{ id: number }>('SELECT CONNECTION_ID() AS id');
          await database.rows(`KILL ${id}`);
          await pause(50);
          throw new Error('what went wrong');
        });
        await expect(work).rejects.toThrow('what went wrong');
        expect(await single.transaction((transaction) => transaction.rows('SELECT 1 AS one'))).toEqual([
          { one: 1 },
        ]);
      } finally {
        await single.close();
      }
    });

    it('does not reuse a connection after a failed rollback', async () => {
      const single = await openDatabase(test.url, { connections: 1 });
      try {
        const create = single.source.createQueryRunner.bind(single.source);
        const notRolledBack = () => Promise.reject(new Error('no rollback'));
        single.source.createQueryRunner = () =>
          Object.assign(create(), { rollbackTransaction: notRolledBack });
        const work = single.transaction(async (transaction) => {
          await transaction.insert(OrganizationTable, organization({ id: 'left-open', key: 'left-open' }));
          throw new Error('what went wrong');
        });
        await expect(work).rejects.toThrow('what went wrong');
        expect(await single.rows("SELECT id FROM organization WHERE id = 'left-open'")).toEqual([]);
      } finally {
        await single.close();
      }
    });
  }

  if (kind.name === 'SQLite') {
    it('keeps written rows when another process closes a file that this process has opened twice', async () => {
      const own = await kind.create();
      try {
        const fresh = await own.open();
        await migrate(fresh);
        await own.open();
        // The last process to close a file deletes its WAL.
        const leaving =
          "const file = new (require('libsql'))(process.argv[1]); file.exec('SELECT * FROM migration'); file.close()";
        const { status } = spawnSync(process.execPath, ['-e', leaving, fresh.place], { cwd: ROOT });
        expect(status).toBe(0);
        await fresh.transaction((transaction) =>
          transaction.insert(OrganizationTable, organization({ id: 'kept', key: 'kept' })),
        );
        expect(await (await own.open()).rows('SELECT id FROM organization')).toEqual([{ id: 'kept' }]);
      } finally {
        await own.drop();
      }
    });

    it('migrates once when several processes start together', async () => {
      const own = await kind.create();
      try {
        const program = [join(ROOT, 'scripts/run.mjs'), 'server/migrate'];
        const env = { PATH: process.env['PATH'], LAUREL_DATABASE: own.url };
        const outputs = await Promise.all(
          Array.from({ length: 4 }, async () => {
            const child = spawn(process.execPath, program, { cwd: ROOT, env });
            const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
            return err + out;
          }),
        );
        expect(outputs.filter((output) => output.endsWith(' is up to date.\n'))).toHaveLength(3);
        expect(outputs.filter((output) => output.includes(': ran TheFacts'))).toHaveLength(1);
      } finally {
        await own.drop();
      }
    });

    it('migrates between the transactions of other writers', async () => {
      const own = await kind.create();
      try {
        const [newer, older] = await Promise.all([own.open(), own.open()]);
        await migrate(older);
        const last = MIGRATIONS.at(-1)?.name ?? '';
        await older.transaction((transaction) =>
          transaction.change('DELETE FROM migration WHERE name = ?', [last]),
        );
        const store = (n: number) =>
          older.transaction(async (transaction) => {
            await transaction.insert(OrganizationTable, organization({ id: `beside-${n}`, key: `k-${n}` }));
            await pause(100);
          });
        const writing = (async () => {
          for (let n = 0; n < 5; n++) {
            await store(n);
            await pause(30);
          }
        })();
        expect(await migrate(newer)).toEqual([last]);
        await writing;
        expect(await drift(newer)).toEqual([]);
        expect(await newer.rows('SELECT id FROM organization')).toHaveLength(5);
        expect(await newer.source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      } finally {
        await own.drop();
      }
    });

    it('leaves the database unchanged when a migration fails', async () => {
      const own = await kind.create();
      try {
        const opened = await own.open();
        const failing = opened.source.migrations.at(-1);
        if (failing === undefined) throw new Error('There are no migrations.');
        failing.up = () => Promise.reject(new Error('It fails.'));
        // TypeORM also logs the error.
        const consoleLog = jest.spyOn(console, 'log').mockReturnValue();
        await expect(migrate(opened)).rejects.toThrow('It fails.');
        consoleLog.mockRestore();
        expect(await opened.rows('SELECT name FROM sqlite_master')).toEqual([]);
        expect(await migrate(await own.open())).toHaveLength(MIGRATIONS.length);
      } finally {
        await own.drop();
      }
    });

    it('reports a lock file that cannot be created', async () => {
      const own = await kind.create();
      try {
        const opened = await own.open();
        await mkdir(`${opened.place}.lock`);
        await expect(migrate(opened)).rejects.toThrow(
          /^The lock file .*test.sqlite.lock cannot be created \(.*\). Give the server write access to the folder of its SQLite database.$/,
        );
      } finally {
        await own.drop();
      }
    });

    it('creates files that only the user of the server can read', async () => {
      for (const file of [database.place, `${database.place}-wal`, `${database.place}-shm`]) {
        expect([file, (await stat(file)).mode & 0o777]).toEqual([file, 0o600]);
      }
    });

    it('reports a full disk, and works again once there is room', async () => {
      const own = await kind.create();
      try {
        const full = await own.open();
        await migrate(full);
        const pages = (max: number) => (transaction: Transaction) =>
          transaction.rows(`PRAGMA max_page_count = ${max}`);
        const store = (id: string) => (transaction: Transaction) =>
          transaction.insert(OrganizationTable, organization({ id, key: id, description: 'x'.repeat(9000) }));
        // If the limit is below the current number of pages, SQLite uses that number instead.
        await full.transaction(pages(1));
        await expect(full.transaction(store('too-much'))).rejects.toMatchObject({ code: 'SQLITE_FULL' });
        await full.transaction(pages(1_000_000));
        await full.transaction(store('enough'));
        expect(await full.rows('SELECT id FROM organization')).toEqual([{ id: 'enough' }]);
      } finally {
        await own.drop();
      }
    });
  }

  it('replaces whole rows with the same primary key, and keeps the others', async () => {
    const closing = (of: string, on: string) => ({ month: month(of), closedOn: day(on) });
    const replace = (...rows: ReturnType<typeof closing>[]) =>
      database.transaction((transaction) => transaction.replace(MonthClosingTable, rows));
    await replace(closing('2001-01', '2001-02-01'), closing('2001-02', '2001-03-01'));
    await replace(closing('2001-02', '2001-03-05'), closing('2001-03', '2001-04-01'));
    await replace();
    expect(
      await database.rows("SELECT * FROM month_closing WHERE month LIKE '2001-%' ORDER BY month"),
    ).toEqual([
      closing('2001-01', '2001-02-01'),
      closing('2001-02', '2001-03-05'),
      closing('2001-03', '2001-04-01'),
    ]);
    await database.transaction((transaction) =>
      transaction.change("DELETE FROM month_closing WHERE month LIKE '2001-%'"),
    );
    await expect(
      database.transaction((transaction) =>
        transaction.replace(OrganizationTable, [organization({ id: 'unique', key: 'unique' })]),
      ),
    ).rejects.toThrow(/another unique key/);
  });

  it('distinguishes keys by case, accent and trailing space', async () => {
    for (const [id, key] of [
      ['case-1', 'Acme'],
      ['case-2', 'acme'],
      ['case-3', 'acme '],
      ['case-4', 'ácme'],
    ] as const) {
      await database.transaction((transaction) =>
        transaction.insert(OrganizationTable, organization({ id, key })),
      );
    }
    expect(await database.rows("SELECT id FROM organization WHERE `key` = 'acme'")).toEqual([
      { id: 'case-2' },
    ]);
  });

  it('reads days, months, instants, amounts and strings as they were written', async () => {
    const written = organization({
      id: 'round-trip',
      key: 'round-trip',
      name: 'Ж 漢字 😀 O\'Neill \\ "; DROP TABLE organization; --',
      createdAt: instant(new Date('2026-03-29T01:30:00.123Z')),
    });
    await database.transaction(async (transaction) => {
      await transaction.insert(OrganizationTable, written);
      await transaction.insert(MonthClosingTable, [
        { month: month('2024-02'), closedOn: day('2024-02-29') },
        { month: month('0001-01'), closedOn: day('9999-12-31') },
      ]);
      expect(await transaction.rows("SELECT * FROM organization WHERE id = 'round-trip'")).toEqual([written]);
    });
    expect(await database.rows("SELECT * FROM organization WHERE id = 'round-trip'")).toEqual([written]);
    expect(await database.rows('SELECT * FROM month_closing ORDER BY month')).toEqual([
      { month: '0001-01', closedOn: '9999-12-31' },
      { month: '2024-02', closedOn: '2024-02-29' },
    ]);
  });

  it('keeps exactly the successful half of 200 concurrent transactions', async () => {
    const attempts = Array.from({ length: 200 }, (_, i) =>
      database.transaction(async (transaction) => {
        await transaction.insert(OrganizationTable, organization({ id: `many-${i}`, key: `many-${i}` }));
        await new Promise((resolve) => setImmediate(resolve));
        if (i % 2 === 1) throw new Error(`no ${i}`);
        await transaction.change('UPDATE organization SET version = version + 1 WHERE id = ?', [`many-${i}`]);
      }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(100);
    const stored = await database.rows<{ id: string; version: number }>(
      "SELECT id, version FROM organization WHERE id LIKE 'many-%' ORDER BY id",
    );
    expect(stored).toEqual(
      Array.from({ length: 100 }, (_, i) => ({ id: `many-${2 * i}`, version: 2 })).sort((a, b) =>
        a.id < b.id ? -1 : 1,
      ),
    );
  });

  it('hides uncommitted rows from readers', async () => {
    const seen = () => database.rows("SELECT id FROM organization WHERE id = 'hidden'");
    await database.transaction(async (transaction) => {
      await transaction.insert(OrganizationTable, organization({ id: 'hidden', key: 'hidden' }));
      expect(await seen()).toEqual([]);
      expect(await transaction.rows("SELECT id FROM organization WHERE id = 'hidden'")).toHaveLength(1);
    });
    expect(await seen()).toEqual([{ id: 'hidden' }]);
  });

  it('loses no updates if concurrent writers lock the rows that they read', async () => {
    await database.transaction((transaction) =>
      transaction.insert(OrganizationTable, organization({ id: 'counter', key: 'counter', version: 0 })),
    );
    const [first, second] = [database, await test.open()];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 === 0 ? first : second).transaction(async (transaction) => {
          const [row] = await transaction.rows<OrganizationRow>(
            `SELECT version FROM organization WHERE id = 'counter'${transaction.forUpdate}`,
          );
          const next = (row?.version ?? NaN) + 1;
          await transaction.change("UPDATE organization SET version = ? WHERE id = 'counter'", [next]);
        }),
      ),
    );
    expect(await database.rows("SELECT version FROM organization WHERE id = 'counter'")).toEqual([
      { version: 40 },
    ]);
  });

  it('completes two transactions that wait for each other', async () => {
    await database.transaction((transaction) =>
      transaction.insert(OrganizationTable, [
        organization({ id: 'left', key: 'left', version: 0 }),
        organization({ id: 'right', key: 'right', version: 0 }),
      ]),
    );
    const touch = (first: string, second: string) => (transaction: Transaction) =>
      [first, second].reduce(async (before, id) => {
        await before;
        await transaction.change('UPDATE organization SET version = version + 1 WHERE id = ?', [id]);
        // Long enough for the other transaction to lock its first row.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }, Promise.resolve());
    await Promise.all([
      database.transaction(touch('left', 'right')),
      database.transaction(touch('right', 'left')),
    ]);
    expect(await database.rows("SELECT version FROM organization WHERE id IN ('left', 'right')")).toEqual([
      { version: 2 },
      { version: 2 },
    ]);
  });

  it('starts no transaction after its latest start time, not even one that was waiting', async () => {
    const single = await openDatabase(test.url, { connections: 1 });
    try {
      const began: string[] = [];
      const begin = (name: string, until?: number) =>
        single.transaction(async () => {
          began.push(name);
        }, until);
      const held = single.transaction(() => pause(300));
      await expect(begin('too late', performance.now() + 100)).rejects.toThrow(RetryTransaction);
      await held;
      await expect(begin('over', performance.now())).rejects.toThrow(RetryTransaction);
      await begin('in time');
      expect(began).toEqual(['in time']);
    } finally {
      await single.close();
    }
  });

  it('rejects rows with dangling references', async () => {
    const orphan = database.transaction((transaction) =>
      transaction.change(
        "INSERT INTO metric_record (organizationId, metric, month, hundredths, version) VALUES ('nobody', 'm', '2026-01', 1, 1)",
      ),
    );
    await expect(orphan).rejects.toThrow(/foreign key/i);
  });

  it('inserts more rows than fit into one statement', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => organization({ id: `bulk-${i}`, key: `bulk-${i}` }));
    await database.transaction((transaction) => transaction.insert(OrganizationTable, rows));
    expect(await database.rows("SELECT COUNT(*) AS n FROM organization WHERE id LIKE 'bulk-%'")).toEqual([
      { n: 6000 },
    ]);
  });

  it('counts the statements of one caller only', async () => {
    const [first, second] = [{ statements: 0 }, { statements: 0 }];
    const [one, other] = [countStatements(database, first), countStatements(database, second)];
    await Promise.all([
      one.rows('SELECT 1 AS one'),
      other.rows('SELECT 1 AS one'),
      one.transaction(async (transaction) => {
        const rows = [
          organization({ id: 'counted-1', key: 'counted-1' }),
          organization({ id: 'counted-2', key: 'counted-2' }),
        ];
        await transaction.insert(OrganizationTable, rows);
        await transaction.change("UPDATE organization SET name = 'Counted' WHERE id = 'counted-1'");
        await transaction.rows('SELECT 1 AS one');
      }),
    ]);
    // One read, BEGIN, three statements and COMMIT.
    expect([first, second]).toEqual([{ statements: 6 }, { statements: 1 }]);
  });
});

/** The statements that would change the tables to match the entities. */
async function drift(database: Database): Promise<string[]> {
  const { upQueries } = await database.source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

async function tables(database: Database): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(
    database.dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return rows.map(({ name }) => name).sort();
}

function organization(values: Partial<OrganizationRow>): OrganizationRow {
  return {
    id: 'id',
    key: 'key',
    name: 'Name',
    searchName: 'name',
    market: 'DEVELOPED',
    country: 'DE',
    city: 'Bremen',
    description: '',
    website: null,
    languages: 'de,en',
    createdAt: instant(new Date('2026-01-01T00:00:00Z')),
    version: 1,
    edition: 0,
    size: 1,
    ...values,
  };
}
