import type { Pool, RowDataPacket } from 'mysql2';
import { DataSource } from 'typeorm';
import type { Database, Parameter } from './database';
import { TABLES } from './entities';
import { MIGRATIONS } from './migrations';
import { retrying } from './retry';
import { countStatement, StatementCounter } from './statements';
import { transactionOn } from './transaction';

/** MySQL 8 or MariaDB, each opened as what it is: as the other, TypeORM would report drift that is not there. */
export async function openMysql(url: URL, connections: number): Promise<Database> {
  const source = new DataSource({
    type: url.protocol === 'mariadb:' ? 'mariadb' : 'mysql',
    host: url.hostname,
    port: url.port === '' ? 3306 : Number(url.port),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
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
    logging: true,
    logger: new StatementCounter(),
  });
  await source.initialize();
  // TypeORM's driver keeps the mysql2 pool under this name, but does not declare its type.
  const pool = (source.driver as unknown as { pool: Pool }).pool.promise();
  return {
    dialect: 'mysql',
    place: `${url.protocol}//${url.host}${url.pathname}`,
    source,
    async rows<Row>(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
      countStatement();
      const [rows] = await pool.query<(Row & RowDataPacket)[]>(sql, [...parameters]);
      return rows;
    },
    transaction: (work) =>
      retrying(async () => {
        const runner = source.createQueryRunner();
        try {
          // What a lock made us wait for must be seen once we have it; a repeatable read would not show it.
          await runner.startTransaction('READ COMMITTED');
          const result = await work(transactionOn(runner, { forUpdate: ' FOR UPDATE' }));
          await runner.commitTransaction();
          return result;
        } catch (error) {
          if (runner.isTransactionActive) await runner.rollbackTransaction();
          throw error;
        } finally {
          await runner.release();
        }
      }),
    close: () => source.destroy(),
  };
}
