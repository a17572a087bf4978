import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { DataSource, type QueryRunner } from 'typeorm';
import { EXCLUSIVE_WAIT_SECONDS, type Database, type Parameter, type Transaction } from './database';
import { TABLES } from './entities';
import { insertStatements } from './insert-statements';
import { MIGRATIONS } from './migrations';
import { requireSupportedVersion } from './require-supported-version';
import { checkedParameters } from './checked-parameters';
import { PlainError } from '../messages/plain-error';
import { RetryTransaction, latestStart, withRetries } from './retry';

const MAX_TIMER_MILLISECONDS = 2 ** 31 - 1;

/**
 * Opens MySQL or MariaDB, each with its own driver type. With the other type, TypeORM would report false schema drift.
 */
export async function openMysql(url: URL, connections: number): Promise<Database> {
  const server = serverOf(url);
  const source = new DataSource({
    type: url.protocol === 'mariadb:' ? 'mariadb' : 'mysql',
    host: server.host,
    port: server.port,
    username: server.user,
    password: server.password,
    database: databaseOf(url),
    ...(server.ssl && { ssl: server.ssl }),
    charset: 'utf8mb4',
    // Days and instants are returned as stored, as strings, so no time zone affects them.
    dateStrings: true,
    timezone: 'Z',
    // Counts and amounts stay far below 2^53 and are read as numbers, as on SQLite.
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize: connections,
    entities: [...TABLES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
  });
  await source.initialize();
  try {
    const [row] = await source.query<readonly { version: string }[]>('SELECT VERSION() AS version');
    requireSupportedVersion(row?.version ?? '', url.host);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  // TypeORM's driver keeps the mysql2 pool under this name, without a declared type.
  const { pool } = source.driver as unknown as { pool: Pool };
  const database: Database = {
    dialect: 'mysql',
    place: `${url.protocol}//${url.host}${url.pathname}`,
    source,
    // The promise API of mysql2 would capture a stack trace for every statement.
    rows: <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      new Promise<Row[]>((resolve, reject) => {
        pool.query<(Row & RowDataPacket)[]>(sql, checkedParameters(parameters), (error, rows) => {
          if (error === null) resolve(rows);
          else reject(error);
        });
      }),
    transaction: (work, until = latestStart()) =>
      withRetries(async () => {
        const runner = source.createQueryRunner();
        const connection = await acquireConnection(runner, until);
        try {
          // After waiting for a lock, a transaction must see the changes of the previous holder.
          await runner.startTransaction('READ COMMITTED');
          const result = await work(transactionOn(runner));
          await runner.commitTransaction();
          return result;
        } catch (error) {
          await rollBack(runner, connection);
          throw error;
        } finally {
          await runner.release();
        }
      }, until),
    exclusively: (work) =>
      exclusively(url, () => {
        const exclusive: Database = { ...database, exclusively: (more) => more(exclusive) };
        return work(exclusive);
      }),
    close: () => source.destroy(),
  };
  return database;
}

/** Waits for a pooled connection until a deadline. A connection that arrives later goes back to the pool. */
async function acquireConnection(runner: QueryRunner, until: number): Promise<PoolConnection> {
  // TypeORM does not declare the type of mysql2's connections.
  const pending = runner.connect() as Promise<PoolConnection>;
  const timer = new AbortController();
  const timeout = Math.min(Math.max(until - performance.now(), 0), MAX_TIMER_MILLISECONDS);
  try {
    const connection = await Promise.race([pending, pause(timeout, null, { signal: timer.signal })]);
    if (connection !== null && performance.now() < until) return connection;
  } finally {
    timer.abort();
  }
  pending.then(
    (connection) => connection.release(),
    () => undefined,
  );
  throw new RetryTransaction('No connection to the database became free in time.');
}

function transactionOn(runner: QueryRunner): Transaction {
  return {
    forUpdate: ' FOR UPDATE',
    forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
    async rows<Row>(sql: string, parameters: readonly Parameter[] = []) {
      const result = await runner.query(sql, checkedParameters(parameters), true);
      // The caller states the types of the selected columns. Nothing checks them.
      return result.records as Row[];
    },
    async change(sql, parameters = []) {
      const result = await runner.query(sql, checkedParameters(parameters), true);
      return result.affected ?? 0;
    },
    async insert(table, rows) {
      for (const { sql, parameters } of insertStatements('INSERT', table, rows))
        await runner.query(sql, checkedParameters(parameters));
    },
    async replace(table, rows) {
      for (const { sql, parameters } of insertStatements('REPLACE', table, rows))
        await runner.query(sql, checkedParameters(parameters));
    },
  };
}

/**
 * Swallows an error of the rollback, because the caller throws the original error. The transaction may still be open on
 * the connection, so the connection leaves the pool.
 */
async function rollBack(runner: QueryRunner, connection: PoolConnection): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    connection.destroy();
  }
}

function serverOf(url: URL) {
  return {
    host: url.hostname,
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    // The empty object enables TLS and verifies the server's certificate.
    ...(url.searchParams.get('ssl') === 'true' && { ssl: {} }),
  };
}

function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1));
}

/** Takes a named lock of the database server on a separate connection, because the work may need the whole pool. */
async function exclusively<T>(url: URL, work: () => Promise<T>): Promise<T> {
  const name = `laurel ${createHash('sha256').update(databaseOf(url)).digest('hex').slice(0, 40)}`;
  const connection = await createConnection(serverOf(url));
  try {
    const [[answer]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS taken', [
      name,
      EXCLUSIVE_WAIT_SECONDS,
    ]);
    if (answer?.['taken'] !== 1) {
      throw new PlainError(
        `Another server has locked ${url.host}${url.pathname} for ${EXCLUSIVE_WAIT_SECONDS} s. Start again when it has finished.`,
      );
    }
    return await work();
  } finally {
    // The lock ends with its connection.
    await connection.end();
  }
}
