import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeFirstCatalogue } from '../../server/commands/store-first-catalogue';
import type { Database } from '../../server/db/database';
import { emptyTables } from '../../server/db/empty-tables';
import { readCommandLine } from '../../server/import/command-line';
import { runImport } from '../../server/import/run-import';
import { day } from '../../server/rules';
import { chunked } from './chunks';
import { storeOrganizations, storePerson } from './facts';
import { TODAY } from './test-server';

/** The first line of a file of achievements. */
export const HEADER = 'subject,credential,earnedOn,expiresOn,externalId\n';

/** Nothing is stored but whom imports may name: Ann and Bob, who are with one organization, and another one. */
export async function forImports(database: Database): Promise<void> {
  await emptyTables(database);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  await storeOrganizations(database, { id: 'own' }, { id: 'other' });
  for (const subject of ['ann', 'bob']) await storePerson(database, subject, { organizationId: 'own' });
}

interface Given {
  readonly input?: string;
  readonly on?: Database;
}

/** Runs imports as the command line does, but for the process, from files in a folder of their own. */
export function imports(database: () => Database) {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-import-'));
  const path = (name: string) => join(folder, name);
  /** Says what is on the standard input, and whether it is done on another database. */
  const run = async (args: readonly string[], { input = '', on = database() }: Given = {}) => {
    const order = readCommandLine(args);
    if (order === null) throw new Error('Help is asked for.');
    const said: string[] = [];
    const refused = await runImport(order, {
      database: on,
      calendar: { today: day(TODAY), timeZone: 'UTC' },
      input: chunked(Buffer.from(input)),
      write: (line) => said.push(line),
      screen: { write: () => true },
    });
    return { refused, said, report: readFileSync(order.report, 'utf8').split('\n').slice(1, -1) };
  };
  return {
    path,
    file: (name: string, text: string): string => {
      writeFileSync(path(name), text);
      return path(name);
    },
    run,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** What is stored, but for what is another with every import: ids and instants. */
export async function storedBy(database: Database) {
  const known = await database.rows<{ id: string; externalId: string }>(
    'SELECT id, externalId FROM achievement',
  );
  const names = new Map(known.map(({ id, externalId }) => [id, externalId]));
  const withoutOwn = (text: string | null) => {
    if (text === null) return null;
    const { id: _id, recordedAt: _at, ...value } = JSON.parse(text) as Record<string, unknown>;
    return value;
  };
  const entries = await database.rows<Record<string, string | null> & { subject: string }>(
    "SELECT * FROM audit_entry WHERE command IN ('importAchievements', 'importMetrics') ORDER BY id",
  );
  return {
    achievements: await database.rows(
      'SELECT source, externalId, employeeId, credential, earnedOn, expiry, expiresOn, revokedOn, version FROM achievement ORDER BY source, externalId',
    ),
    metrics: await database.rows('SELECT * FROM metric_record ORDER BY organizationId, metric, month'),
    entries: entries.map(({ id: _id, at: _at, subject, oldValue, newValue, ...entry }) => ({
      ...entry,
      subject: names.get(subject.slice('ach_'.length)) ?? subject,
      before: withoutOwn(oldValue ?? null),
      after: withoutOwn(newValue ?? null),
    })),
    unfinished: await database.rows('SELECT * FROM import_progress'),
  };
}
