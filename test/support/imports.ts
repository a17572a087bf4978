import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeFirstCatalogue } from '../../server/commands/catalogue/store-first-catalogue';
import type { Database } from '../../server/db/database';
import { emptyTables } from '../../server/db/empty-tables';
import { readCommandLine } from '../../server/import/command-line';
import { runImport } from '../../server/import/run-import';
import { day } from '../../server/rules';
import { chunked } from './chunks';
import { storeOrganizations, storePerson } from './facts';
import { TODAY } from './test-server';

export const HEADER = 'subject,credential,earnedOn,expiry,externalId\n';

/** Empties the database and stores the rows that imports refer to: `own` with the people Ann and Bob, and `other`. */
export async function prepareForImports(database: Database): Promise<void> {
  await emptyTables(database);
  await storeFirstCatalogue(database, { file: null, timeZone: 'UTC' }, new Date());
  await storeOrganizations(database, { id: 'own' }, { id: 'other' });
  for (const subject of ['ann', 'bob']) await storePerson(database, subject, { organizationId: 'own' });
}

interface RunOptions {
  readonly input?: string;
  readonly on?: Database;
}

/** Runs imports as the command line does, but in this process, from files in a temporary folder. */
export function importRunner(database: () => Database) {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-import-'));
  const path = (name: string) => join(folder, name);
  const run = async (args: readonly string[], { input = '', on = database() }: RunOptions = {}) => {
    const settings = readCommandLine(args);
    if (settings === null) throw new Error('The arguments ask for help.');
    const said: string[] = [];
    const refused = await runImport(settings, {
      database: on,
      calendar: { today: day(TODAY), timeZone: 'UTC' },
      input: chunked(Buffer.from(input)),
      write: (line) => said.push(line),
      screen: { write: () => true },
    });
    return { refused, said, report: readFileSync(settings.report, 'utf8').split('\n').slice(1, -1) };
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

/** The stored rows without ids and instants, which differ with every import. */
export async function storedRows(database: Database) {
  const achievements = await database.rows<{ id: string; externalId: string }>(
    'SELECT id, externalId FROM achievement',
  );
  const externalIds = new Map(achievements.map(({ id, externalId }) => [id, externalId]));
  const withoutIdAndInstant = (text: string | null) => {
    if (text === null) return null;
    const { id: _id, createdAt: _at, ...value } = JSON.parse(text) as Record<string, unknown>;
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
    entries: entries.map(({ id: _id, createdAt: _at, subject, oldValue, newValue, ...entry }) => ({
      ...entry,
      subject: externalIds.get(subject.slice('ach_'.length)) ?? subject,
      before: withoutIdAndInstant(oldValue ?? null),
      after: withoutIdAndInstant(newValue ?? null),
    })),
    unfinished: await database.rows('SELECT * FROM import_progress'),
  };
}
