import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { Database } from '../../server/db/database';
import { migrate } from '../../server/db/migrate';
import { openDatabase } from '../../server/db/open-database';
import { mariadbUrl } from './mariadb';

const CONNECTIONS = 10;

export interface TestDatabase {
  readonly url: string;
  /** Opens the database again, as another server would. */
  open(): Promise<Database>;
  drop(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: 'SQLite' | 'MariaDB';
  create(): Promise<TestDatabase>;
}

/** Suffices for tests whose subject is the same on every database, such as the limits of a request. */
export const SQLITE: DatabaseKind = { name: 'SQLite', create: createSqlite };

/** The databases to test on. MariaDB is included only if the test command provides a server. */
export const DATABASES: readonly DatabaseKind[] = [
  SQLITE,
  ...(process.env['LAUREL_TEST_MARIADB'] === undefined
    ? []
    : [{ name: 'MariaDB', create: createMariadb } as const]),
];

export async function openMigratedDatabase(
  kind: DatabaseKind,
): Promise<{ database: Database; test: TestDatabase }> {
  const test = await kind.create();
  const database = await test.open();
  await migrate(database);
  return { database, test };
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-'));
  return testDatabase(`sqlite:${join(folder, 'test.sqlite')}`, () => rm(folder, { recursive: true }));
}

async function createMariadb(): Promise<TestDatabase> {
  const server = await mariadbUrl();
  const name = `laurel_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  return testDatabase(url.href, () => onServer(server, `DROP DATABASE ${name}`));
}

function testDatabase(url: string, remove: () => Promise<void>): TestDatabase {
  const opened: Database[] = [];
  return {
    url,
    async open() {
      const database = await openDatabase(url, { connections: CONNECTIONS });
      opened.push(database);
      return database;
    },
    async drop() {
      await Promise.all(opened.map((database) => database.close()));
      await remove();
    },
  };
}

export async function onServer(server: string, statement: string): Promise<void> {
  const connection = await createConnection(server.replace(/^mariadb:/, 'mysql:'));
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
