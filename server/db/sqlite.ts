import { access, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { DataSource } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { PlainError } from '../messages/plain-error';
import { EXCLUSIVE_WAIT_SECONDS, type Database, type Transaction, type TransactionTurn } from './database';
import { TABLES } from './entities';
import { takeFileLock, type FileLock } from './file-lock';
import { insertStatements } from './insert-statements';
import { MIGRATIONS } from './migrations';
import { Mutex } from './mutex';
import { RetryTransaction, isRetryable, latestStart, withRetries } from './retry';
import { SqliteConnection } from './sqlite-connection';

/** The longest time that a read blocks the process while another process writes. */
const BUSY_MILLISECONDS = 50;

/** Poll interval of a transaction that waits for another process. Must be shorter than the pauses of an import. */
const POLL_MILLISECONDS = 10;

/** Poll interval for the exclusive lock, which is held longer than a transaction. Each attempt opens the lock file. */
const LOCK_POLL_MILLISECONDS = 100;

const DEFAULT_TURN: TransactionTurn = { caller: '', step: (run) => run() };

/**
 * Opens a SQLite file. Transactions share one connection and run one at a time (`Mutex`). Reads use a second
 * connection, which sees only committed data in WAL mode.
 */
export async function openSqlite(file: string, mustExist: boolean): Promise<Database> {
  const path = resolve(file);
  if (mustExist) await access(path);
  else {
    await mkdir(dirname(path), { recursive: true });
    await createPrivateFile(path);
  }
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: Libsql,
    database: path,
    enableWAL: true,
    timeout: POLL_MILLISECONDS,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
  });
  // SQLite treats every type name with TEXT in it as text. TypeORM only has to accept the name.
  source.driver.supportedDataTypes.push('mediumtext');
  // The file is locked briefly while another process opens it, or while the last process closes it.
  await withRetries(() => source.initialize());
  const reader = openReader(path);
  // Migrations run on the same connection, inside a transaction.
  const writer = new SqliteConnection(
    (source.driver as BetterSqlite3Driver).databaseConnection as Libsql.Database,
  );
  const writeMutex = new Mutex();
  const database: Database = {
    dialect: 'sqlite',
    place: path,
    source,
    rows: async (sql, parameters) => reader.rows(sql, parameters),
    transaction: (work, until = latestStart(), turn = DEFAULT_TURN) =>
      withRetries(
        () =>
          writeMutex.run(turn.caller, async () => {
            await begin(writer, until);
            return finish(writer, work(transactionOn(writer)), turn);
          }),
        until,
      ),
    exclusively: (work) =>
      exclusively(path, () => {
        const exclusive: Database = { ...database, exclusively: (more) => more(exclusive) };
        return work(exclusive);
      }),
    async close() {
      reader.close();
      await source.destroy();
    },
  };
  return database;
}

/**
 * Creates a file that only the server's user can access, because it holds personal data. SQLite gives its other files
 * the same permissions. An existing file is not even opened: closing it would release the locks that this process may
 * hold on it.
 */
async function createPrivateFile(path: string): Promise<void> {
  try {
    await (await open(path, 'ax', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Waits while another process writes. The transaction keeps its turn in this process: the others could not begin
 * either, and one poller is enough.
 */
async function begin(writer: SqliteConnection, until: number): Promise<void> {
  while (performance.now() < until) {
    try {
      // IMMEDIATE: a transaction that takes the write lock later may fail, because its reads may be outdated by then.
      writer.run('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isRetryable(error)) throw error;
      await pause(POLL_MILLISECONDS);
    }
  }
  throw new RetryTransaction('Another process has locked the database file for too long.');
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

function rollBack(writer: SqliteConnection): void {
  try {
    // SQLite has already rolled back after a full or failing disk.
    if (writer.connection.inTransaction) writer.run('ROLLBACK');
  } catch {
    // The next transaction fails to begin and reports the reason.
  }
}

/** Needs no row locks, because nothing else can write during the transaction. */
function transactionOn(writer: SqliteConnection): Transaction {
  return {
    forUpdate: '',
    forUpdateSkipLocked: '',
    rows: async (sql, parameters) => writer.rows(sql, parameters),
    change: async (sql, parameters) => writer.run(sql, parameters),
    async insert(table, rows) {
      for (const { sql, parameters } of insertStatements('INSERT', table, rows)) writer.run(sql, parameters);
    },
    async replace(table, rows) {
      for (const { sql, parameters } of insertStatements('REPLACE', table, rows)) writer.run(sql, parameters);
    },
  };
}

/**
 * Locks a file beside the database. The operating system releases the lock when the process ends. A lock on the
 * database itself would also block the work.
 */
async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquireLockFile(path);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function acquireLockFile(path: string): Promise<FileLock> {
  // All paths to the database file, including links, lead to the same lock.
  const lockFile = `${await realpath(path)}.lock`;
  const until = performance.now() + EXCLUSIVE_WAIT_SECONDS * 1000;
  while (performance.now() < until) {
    const lock = await takeFileLock(lockFile).catch((error: Error) => {
      throw new PlainError(
        `The lock file ${lockFile} cannot be created (${error.message}). Give the server write access to the folder of its SQLite database.`,
        { cause: error },
      );
    });
    if (lock !== null) return lock;
    await pause(LOCK_POLL_MILLISECONDS);
  }
  throw new PlainError(
    `Another process has locked ${path} for ${EXCLUSIVE_WAIT_SECONDS} s. Start again when it has finished.`,
  );
}

function openReader(path: string): SqliteConnection {
  const connection = new Libsql(path, { timeout: BUSY_MILLISECONDS });
  connection.pragma('query_only = ON');
  return new SqliteConnection(connection);
}
