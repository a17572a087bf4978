import { access, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { DataSource, type QueryRunner } from 'typeorm';
import { PlainError } from '../messages/plain-error';
import { WAIT_SECONDS, type Database, type Parameter } from './database';
import { TABLES } from './entities';
import { takeFileLock, type FileLock } from './file-lock';
import { MIGRATIONS } from './migrations';
import { Mutex } from './mutex';
import { bindable } from './parameters';
import { GaveWay, isWorthARetry, patienceFromNow, retrying } from './retry';
import { transactionOn } from './transaction';

/** How long a statement may hold up the process while another process writes. */
const BUSY_MILLISECONDS = 50;

/** A transaction waits for other processes by asking again and again, shorter than they leave the file to others. */
const ASKING_MILLISECONDS = 10;

/** Whoever has the file for itself has it for longer, and each question makes or opens another file. */
const ASKING_ALONE_MILLISECONDS = 100;

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
  const writing = new Mutex();
  const database: Database = {
    dialect: 'sqlite',
    place: path,
    source,
    rows: (sql, parameters) => reader.rows(sql, parameters),
    transaction: (work, until = patienceFromNow()) =>
      retrying(
        () =>
          writing.run(async () => {
            const runner = source.createQueryRunner();
            await begin(runner, until);
            return finish(
              runner,
              work(transactionOn(runner, { forUpdate: '', forUpdateOfTheFree: '', given: asList })),
            );
          }),
        until,
      ),
    alone: (work) =>
      alone(path, () => {
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

/** The driver would take a null that stands alone for an object of named values. */
function asList(values: unknown[]): [unknown[]] {
  return [values];
}

/**
 * Waits while another process writes. Whoever waits keeps its turn among those of this process: the others could not
 * begin either, and one that asks is enough.
 */
async function begin(runner: QueryRunner, until: number): Promise<void> {
  while (performance.now() < until) {
    try {
      // IMMEDIATE: a transaction that only begins to write later may find its reads outdated, and fail.
      await runner.query('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isWorthARetry(error)) throw error;
      await pause(ASKING_MILLISECONDS);
    }
  }
  throw new GaveWay('Others have written to the file for too long.');
}

async function finish<T>(runner: QueryRunner, work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    // When the disk is full, or fails, SQLite has taken it back already. What went wrong is what is told.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/**
 * Takes a lock that is a file beside the database, which the system ends with the process. A lock of the database itself
 * would keep the work from it, too.
 */
async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
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
