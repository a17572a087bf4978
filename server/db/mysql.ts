import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { DataSource, type QueryRunner } from 'typeorm';
import { WAIT_SECONDS, type Database, type Parameter, type Transaction } from './database';
import { TABLES } from './entities';
import { insertions } from './insertions';
import { MIGRATIONS } from './migrations';
import { requireSupportedVersion } from './require-supported-version';
import { bindable } from './parameters';
import { PlainError } from '../messages/plain-error';
import { RetryTransaction, latestStart, retrying } from './retry';

/** No timer waits longer. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

/** MySQL or MariaDB, each opened as what it is: as the other, TypeORM would report drift that is not there. */
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
    // Days and instants travel as the text that is stored; no time zone ever touches them.
    dateStrings: true,
    timezone: 'Z',
    // Counts and amounts stay far below 2^53 and come as numbers, as on SQLite.
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
    requireSupportedVersion(row?.version ?? '');
  } catch (error) {
    await source.destroy();
    throw error;
  }
  // TypeORM's driver keeps the mysql2 pool under this name, but does not declare its type.
  const { pool } = source.driver as unknown as { pool: Pool };
  const database: Database = {
    dialect: 'mysql',
    place: `${url.protocol}//${url.host}${url.pathname}`,
    source,
    // The driver's own promises would capture the stack of every statement.
    rows: <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      new Promise<Row[]>((resolve, reject) => {
        pool.query<(Row & RowDataPacket)[]>(sql, bindable(parameters), (error, rows) => {
          if (error === null) resolve(rows);
          else reject(error);
        });
      }),
    transaction: (work, until = latestStart()) =>
      retrying(async () => {
        const runner = source.createQueryRunner();
        const connection = await connectionFor(runner, until);
        try {
          // What a lock made us wait for must be seen once we have it; a repeatable read would not show it.
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
    alone: (work) =>
      exclusively(url, () => {
        const nobodyElses: Database = { ...database, alone: (more) => more(nobodyElses) };
        return work(nobodyElses);
      }),
    close: () => source.destroy(),
  };
  return database;
}

/** One of the pool, unless others have all of them until then. What comes too late goes back at once. */
async function connectionFor(runner: QueryRunner, until: number): Promise<PoolConnection> {
  // What mysql2's pool gives; TypeORM does not declare its type.
  const coming = runner.connect() as Promise<PoolConnection>;
  const waiting = new AbortController();
  const time = Math.min(Math.max(until - performance.now(), 0), LONGEST_MILLISECONDS);
  try {
    const connection = await Promise.race([coming, pause(time, null, { signal: waiting.signal })]);
    if (connection !== null && performance.now() < until) return connection;
  } finally {
    waiting.abort();
  }
  coming.then(
    (late) => late.release(),
    () => undefined,
  );
  throw new RetryTransaction('Others have had all connections for too long.');
}

/** The statements of a transaction, on the one connection that has it open. */
function transactionOn(runner: QueryRunner): Transaction {
  return {
    forUpdate: ' FOR UPDATE',
    forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
    async rows<Row>(sql: string, parameters: readonly Parameter[] = []) {
      const result = await runner.query(sql, bindable(parameters), true);
      // The caller names the columns in the SQL and their types in Row; nothing in between knows better.
      return result.records as Row[];
    },
    async change(sql, parameters = []) {
      const result = await runner.query(sql, bindable(parameters), true);
      return result.affected ?? 0;
    },
    async insert(table, rows) {
      for (const { sql, parameters } of insertions('INSERT', table, rows))
        await runner.query(sql, bindable(parameters));
    },
    async replace(table, rows) {
      for (const { sql, parameters } of insertions('REPLACE', table, rows))
        await runner.query(sql, bindable(parameters));
    },
  };
}

/**
 * What made it necessary is what is told, not that it failed. A connection on which it failed may have the transaction
 * still open, so nobody gets it any more.
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
    // The server's certificate is verified.
    ...(url.searchParams.get('ssl') === 'true' && { ssl: {} }),
  };
}

function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1));
}

/** Takes a named lock of the database's server, on a connection of its own: the pool's may all be needed by the work. */
async function exclusively<T>(url: URL, work: () => Promise<T>): Promise<T> {
  const name = `laurel ${createHash('sha256').update(databaseOf(url)).digest('hex').slice(0, 40)}`;
  const connection = await createConnection(serverOf(url));
  try {
    const [[answer]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS taken', [
      name,
      WAIT_SECONDS,
    ]);
    if (answer?.['taken'] !== 1) {
      throw new PlainError(
        `Another server has had ${url.host}${url.pathname} for itself for ${WAIT_SECONDS} s.`,
      );
    }
    return await work();
  } finally {
    // The lock ends with its connection.
    await connection.end();
  }
}
