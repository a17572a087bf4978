import { access, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { DataSource } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { PlainError } from '../messages/plain-error';
import { WAIT_SECONDS, type Database, type Transaction, type TransactionTurn } from './database';
import { TABLES } from './entities';
import { takeFileLock, type FileLock } from './file-lock';
import { insertions } from './insertions';
import { MIGRATIONS } from './migrations';
import { Mutex } from './mutex';
import { RetryTransaction, isWorthARetry, latestStart, retrying } from './retry';
import { SqliteConnection } from './sqlite-connection';

/** How long a statement may hold up the process while another process writes. */
const BUSY_MILLISECONDS = 50;

/** A transaction waits for other processes by asking again and again, shorter than they leave the file to others. */
const ASKING_MILLISECONDS = 10;

/** Whoever has the file for itself has it for longer, and each question makes or opens another file. */
const ASKING_ALONE_MILLISECONDS = 100;

const ANY_TURN: TransactionTurn = { caller: '', step: (run) => run() };

/**
 * SQLite in one file. All transactions share one connection, so one at a time has it (`Mutex`); reads have a
 * connection of their own, which in WAL mode sees only what is committed.
 */
export async function openSqlite(file: string, mustBeThere: boolean): Promise<Database> {
  const path = resolve(file);
  if (mustBeThere) await access(path);
  else {
    await mkdir(dirname(path), { recursive: true });
    await makeOwnFile(path);
  }
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: Libsql,
    database: path,
    enableWAL: true,
    timeout: ASKING_MILLISECONDS,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
  });
  // SQLite keeps any type's name and takes those with TEXT in it as text; TypeORM only has to let it through.
  source.driver.supportedDataTypes.push('mediumtext');
  // Another process may be at opening it, or at closing it as the last one: then it is locked for a moment.
  await retrying(() => source.initialize());
  const reader = openReader(path);
  // Migrations run on the same connection, inside a transaction.
  const writer = new SqliteConnection(
    (source.driver as BetterSqlite3Driver).databaseConnection as Libsql.Database,
  );
  const writing = new Mutex();
  const database: Database = {
    dialect: 'sqlite',
    place: path,
    source,
    rows: async (sql, parameters) => reader.rows(sql, parameters),
    transaction: (work, until = latestStart(), turn = ANY_TURN) =>
      retrying(
        () =>
          writing.run(turn.caller, async () => {
            await begin(writer, until);
            return finish(writer, work(transactionOn(writer)), turn);
          }),
        until,
      ),
    alone: (work) =>
      exclusively(path, () => {
        const nobodyElses: Database = { ...database, alone: (more) => more(nobodyElses) };
        return work(nobodyElses);
      }),
    async close() {
      reader.close();
      await source.destroy();
    },
  };
  return database;
}

/**
 * People's data: for the user of the server only. SQLite gives the files beside it the same rights. A file that is there
 * is not even opened: to close it would end the locks that this process may have on it already.
 */
async function makeOwnFile(path: string): Promise<void> {
  try {
    await (await open(path, 'ax', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Waits while another process writes. Whoever waits keeps its turn among those of this process: the others could not
 * begin either, and one that asks is enough.
 */
async function begin(writer: SqliteConnection, until: number): Promise<void> {
  while (performance.now() < until) {
    try {
      // IMMEDIATE: a transaction that only begins to write later may find its reads outdated, and fail.
      writer.run('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isWorthARetry(error)) throw error;
      await pause(ASKING_MILLISECONDS);
    }
  }
  throw new RetryTransaction('Others have written to the file for too long.');
}

async function finish<T>(writer: SqliteConnection, work: Promise<T>, { step }: TransactionTurn): Promise<T> {
  try {
    const result = await work;
    await step(async () => writer.run('COMMIT'));
    return result;
  } catch (error) {
    rollBack(writer);
    throw error;
  }
}

/** The caller throws what made the rollback necessary. */
function rollBack(writer: SqliteConnection): void {
  try {
    // When the disk is full, or fails, SQLite has rolled back already.
    if (writer.connection.inTransaction) writer.run('ROLLBACK');
  } catch {
    // The next transaction cannot begin and tells why.
  }
}

/** Others cannot write as long as the transaction lasts, so nothing has to be locked. */
function transactionOn(writer: SqliteConnection): Transaction {
  return {
    forUpdate: '',
    forUpdateSkipLocked: '',
    rows: async (sql, parameters) => writer.rows(sql, parameters),
    change: async (sql, parameters) => writer.run(sql, parameters),
    async insert(table, rows) {
      for (const { sql, parameters } of insertions('INSERT', table, rows)) writer.run(sql, parameters);
    },
    async replace(table, rows) {
      for (const { sql, parameters } of insertions('REPLACE', table, rows)) writer.run(sql, parameters);
    },
  };
}

/**
 * Takes a lock that is a file beside the database, which the system ends with the process. A lock of the database itself
 * would keep the work from it, too.
 */
async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockBeside(path);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function lockBeside(path: string): Promise<FileLock> {
  // By whatever names it is opened.
  const beside = `${await realpath(path)}.lock`;
  const until = performance.now() + WAIT_SECONDS * 1000;
  while (performance.now() < until) {
    const lock = await takeFileLock(beside).catch((error: Error) => {
      throw new PlainError(
        `The file ${beside} cannot be made (${error.message}): a SQLite database needs a folder in which the server may write.`,
        { cause: error },
      );
    });
    if (lock !== null) return lock;
    await pause(ASKING_ALONE_MILLISECONDS);
  }
  throw new PlainError(`Another process has had ${path} for itself for ${WAIT_SECONDS} s.`);
}

function openReader(path: string): SqliteConnection {
  const connection = new Libsql(path, { timeout: BUSY_MILLISECONDS });
  connection.pragma('query_only = ON');
  return new SqliteConnection(connection);
}
