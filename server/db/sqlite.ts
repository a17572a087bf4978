import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Libsql from 'libsql';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Database, Parameter } from './database';
import { TABLES } from './entities';
import { MIGRATIONS } from './migrations';
import { Mutex } from './mutex';
import { bindable } from './parameters';
import { retrying } from './retry';
import { transactionOn } from './transaction';

/** How long a statement may hold up the process while another process writes; beyond it, `retrying` waits. */
const BUSY_MILLISECONDS = 50;

/**
 * SQLite in one file. All transactions share one connection, so one at a time has it (`Mutex`); reads have a
 * connection of their own, which in WAL mode sees only what is committed.
 */
export async function openSqlite(file: string): Promise<Database> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  // People's data: for the user of the server only. SQLite gives the files beside it the same rights.
  await (await open(path, 'a', 0o600)).close();
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: Libsql,
    database: path,
    enableWAL: true,
    timeout: BUSY_MILLISECONDS,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
  });
  // SQLite keeps any type's name and takes those with TEXT in it as text; TypeORM only has to let it through.
  source.driver.supportedDataTypes.push('mediumtext');
  await source.initialize();
  const reader = openReader(path);
  const writing = new Mutex();
  const database: Database = {
    dialect: 'sqlite',
    place: path,
    source,
    rows: (sql, parameters) => reader.rows(sql, parameters),
    transaction: (work) =>
      retrying(() =>
        writing.run(async () => {
          const runner = source.createQueryRunner();
          // IMMEDIATE: a transaction that only begins to write later may find its reads outdated, and fail.
          await runner.query('BEGIN IMMEDIATE');
          return finish(
            runner,
            work(transactionOn(runner, { forUpdate: '', forUpdateOfTheFree: '', given: asList })),
          );
        }),
      ),
    // A SQLite file has one server.
    alone: (work) => work(database),
    async close() {
      reader.close();
      await source.destroy();
    },
  };
  return database;
}

/** The driver would take a null that stands alone for an object of named values. */
function asList(values: unknown[]): [unknown[]] {
  return [values];
}

async function finish<T>(runner: QueryRunner, work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    await runner.query('ROLLBACK');
    throw error;
  }
}

function openReader(path: string) {
  const connection = new Libsql(path, { timeout: BUSY_MILLISECONDS });
  connection.pragma('query_only = ON');
  const prepared = new Map<string, Libsql.Statement>();
  return {
    async rows<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = connection.prepare(sql);
        if (prepared.size >= 500) prepared.clear();
        prepared.set(sql, statement);
      }
      // The caller names the columns in the SQL and their types in Row; nothing in between knows better.
      return statement.all(...asList(bindable(parameters))) as Row[];
    },
    close: () => connection.close(),
  };
}
