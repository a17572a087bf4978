import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import type { CommandCall } from '../server/commands/run-command';
import type { Database } from '../server/db/database';
import { AchievementTable, AuditEntryTable, MetricRecordTable } from '../server/db/entities';
import { openDatabase } from '../server/db/open-database';
import { ACHIEVEMENT_IMPORT } from '../server/import/achievements';
import { importFile, type ImportSource } from '../server/import/import-file';
import type { ImportKind } from '../server/import/import-kind';
import { METRIC_IMPORT } from '../server/import/metrics';
import { addDays, month } from '../server/rules';
import { mariadbUrl, startMariadbOnDemand, stopMariadb } from '../test/support/mariadb';
import { id, storeProgramme, loadCatalogue2017, TODAY } from './api/data';

/** Rows per portion, the same as on the command line. The limit inserts as many rows per statement. */
const PORTION = 500;
const GOAL = 0.4;

interface Options {
  readonly smoke: boolean;
  readonly write: (line: string) => void;
}

export async function benchImport({ smoke, write }: Options): Promise<boolean> {
  const [rows, rounds] = smoke ? [1000, 1] : [20_000, 7];
  const folder = await mkdtemp(join(tmpdir(), 'laurel-bench-'));
  await startMariadbOnDemand();
  try {
    write('rows a second of an import, of the INSERT of the same rows, ratio (the median of paired rounds)');
    let allMet = true;
    for (const target of [await sqliteIn(folder), await mariadb()]) {
      for (const file of [await achievementsIn(folder, rows), await metricsIn(folder, rows)]) {
        const { line, met } = await compare(target, file, rounds);
        write(smoke ? line : `${line}, goal ${GOAL}: ${met ? 'met' : 'MISSED'}`);
        allMet &&= met;
      }
      await target.close();
    }
    return smoke || allMet;
  } finally {
    await stopMariadb();
    await rm(folder, { recursive: true });
  }
}

interface Target {
  readonly name: string;
  readonly database: Database;
  /** Runs each portion in one transaction through the bare driver. */
  insert(portions: readonly (readonly Statement[])[]): Promise<void>;
  close(): Promise<void>;
}

interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

interface File {
  readonly name: string;
  readonly rows: number;
  readonly tables: readonly Table[];
  /** Returns the number of stored rows. */
  readonly importInto: (database: Database) => Promise<number>;
}

type Table = typeof AchievementTable | typeof MetricRecordTable | typeof AuditEntryTable;

/** Runs the import and the limit alternately, so that other load on the machine affects both. */
async function compare(
  target: Target,
  file: File,
  rounds: number,
): Promise<{ readonly line: string; readonly met: boolean }> {
  const { database } = target;
  const importRates: number[] = [];
  const limitRates: number[] = [];
  // Warms up, and stores the rows that the limit will insert.
  await runImport(target, file);
  const portions = await portionsOf(database, file);
  for (let round = 0; round < rounds; round++) {
    await emptyTables(database, file);
    limitRates.push(file.rows / (await secondsOf(() => target.insert(portions))));
    await emptyTables(database, file);
    importRates.push(file.rows / (await secondsOf(() => runImport(target, file))));
  }
  await emptyTables(database, file);
  const ratio = median(importRates.map((rate, i) => rate / (limitRates[i] ?? 0)));
  const [rate, limit] = [median(importRates), median(limitRates)].map((value) =>
    Math.round(value).toLocaleString('en'),
  );
  return {
    line: `${target.name}, ${file.name}: ${rate}, ${limit}, ratio ${ratio.toFixed(2)}`,
    met: ratio >= GOAL,
  };
}

async function runImport({ database }: Target, file: File): Promise<void> {
  const stored = await file.importInto(database);
  if (stored !== file.rows) throw new Error(`The import stored ${stored} of ${file.rows} ${file.name}.`);
}

async function emptyTables(database: Database, { tables }: File): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const { options } of tables) await transaction.change(`DELETE FROM ${options.name}`);
  });
}

async function portionsOf(database: Database, { tables }: File): Promise<readonly (readonly Statement[])[]> {
  const portions: Statement[][] = [];
  for (const { options } of tables) {
    const columns = Object.keys(options.columns);
    const names = columns.map((column) => `\`${column}\``).join(', ');
    const rows = await database.rows<Record<string, unknown>>(
      `SELECT ${names} FROM ${options.name} ORDER BY ${names}`,
    );
    const row = `(${columns.map(() => '?').join(', ')})`;
    for (let start = 0; start < rows.length; start += PORTION) {
      const some = rows.slice(start, start + PORTION);
      (portions[start / PORTION] ??= []).push({
        sql: `INSERT INTO ${options.name} (${names}) VALUES ${some.map(() => row).join(', ')}`,
        values: some.flatMap((one) => columns.map((column) => one[column])),
      });
    }
  }
  return portions;
}

async function sqliteIn(folder: string): Promise<Target> {
  const path = join(folder, 'bench.sqlite');
  const database = await openProgramme(`sqlite:${path}`);
  const connection = new Libsql(path);
  const prepared = new Map<string, Libsql.Statement>();
  return {
    name: 'SQLite',
    database,
    async insert(portions) {
      for (const statements of portions) {
        connection.exec('BEGIN IMMEDIATE');
        for (const { sql, values } of statements) {
          const statement = prepared.get(sql) ?? connection.prepare(sql);
          prepared.set(sql, statement);
          statement.run([...values]);
        }
        connection.exec('COMMIT');
      }
    },
    async close() {
      connection.close();
      await database.close();
    },
  };
}

async function mariadb(): Promise<Target> {
  const server = (await mariadbUrl()).replace('mariadb://', 'mysql://');
  // A unique name, because the server may outlive this run.
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const connection = await createConnection({ uri: server, charset: 'utf8mb4', dateStrings: true });
  await connection.query(`CREATE DATABASE ${name}`);
  const database = await openProgramme(`${await mariadbUrl()}/${name}`);
  await connection.query(`USE ${name}`);
  return {
    name: 'MariaDB',
    database,
    async insert(portions) {
      for (const statements of portions) {
        await connection.beginTransaction();
        for (const { sql, values } of statements) await connection.query(sql, [...values]);
        await connection.commit();
      }
    },
    async close() {
      await database.close();
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}

const SIZE = { organizations: 200, people: 4000, achievements: 0 };

async function openProgramme(url: string): Promise<Database> {
  const database = await openDatabase(url, { connections: 2 });
  await storeProgramme(database, SIZE);
  return database;
}

async function achievementsIn(folder: string, rows: number): Promise<File> {
  const codes = loadCatalogue2017().credentials.map(({ code }) => code);
  const lines = Array.from({ length: rows }, (_, i) => {
    const person = id(2, (i * 7919) % SIZE.people);
    return `emp_${person},${codes[i % codes.length]},${addDays(TODAY, -(i % 900))},${100_000 + i}`;
  });
  const header = 'employeeId,credential,earnedOn,externalId';
  const tables = [AchievementTable, AuditEntryTable];
  return file(
    'achievements',
    ACHIEVEMENT_IMPORT,
    join(folder, 'achievements.csv'),
    [header, ...lines],
    tables,
  );
}

async function metricsIn(folder: string, rows: number): Promise<File> {
  const keys = loadCatalogue2017().metrics.map(({ key }) => key);
  const lines = Array.from({ length: rows }, (_, i) => {
    const organization = i % SIZE.organizations;
    const rest = Math.floor(i / SIZE.organizations);
    const months = Math.floor(rest / keys.length);
    const yearMonth = month(
      `${2024 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`,
    );
    return `org_${id(1, organization)},${keys[rest % keys.length]},${yearMonth},${(i * 7919) % 20_000}.50`;
  });
  const header = 'organizationId,metric,month,amount';
  const tables = [MetricRecordTable, AuditEntryTable];
  return file('metrics', METRIC_IMPORT, join(folder, 'metrics.csv'), [header, ...lines], tables);
}

async function file<Input, Row>(
  name: string,
  kind: ImportKind<Input, Row>,
  path: string,
  lines: readonly string[],
  tables: readonly Table[],
): Promise<File> {
  await writeFile(path, `${lines.join('\n')}\n`);
  const key = { kind: kind.name, source: 'bench', fileHash: randomUUID() };
  return {
    name,
    rows: lines.length - 1,
    tables,
    async importInto(database) {
      const source: ImportSource<Input, Row> = {
        kind,
        format: 'csv',
        open: ({ bytes }) => createReadStream(path, { start: bytes }),
        provenance: { source: 'bench', reason: null },
        portion: PORTION,
        reportPath: `${path}.refused.csv`,
        database,
        progress: { begin: () => undefined, update: () => undefined, end: () => undefined },
      };
      const { counts } = await importFile({ ...source, call: callsOf(database), key });
      return counts.created;
    },
  };
}

function callsOf(database: Database): () => CommandCall {
  const versions = [loadCatalogue2017()];
  const viewer: CommandCall['viewer'] = {
    kind: 'person',
    subject: 'bench',
    roles: new Set(['AGENT']),
    employee: null,
  };
  return () => ({ viewer, now: new Date(), today: TODAY, database, catalogues: async () => versions });
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
