import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCatalogue, checkTimeZone } from '../../catalogue/check-catalogue';
import { problemAtPlace, type Problem } from '../../catalogue/problem';
import type { Database } from '../../db/database';
import { isDuplicate } from '../../db/duplicate';
import { AuditEntryTable, CatalogueVersionTable } from '../../db/entities';
import { instant } from '../../db/instant';
import { newId } from '../../db/new-id';
import { globalId } from '../../../schema/global-id';
import { sentence } from '../../messages';
import type { Catalogue } from '../../rules';
import { PlainError } from '../../messages/plain-error';

const BUILT_IN = join(__dirname, '../../catalogue/catalogue-2017.json');
const SERVER = 'server';

export interface FirstCatalogue {
  /** Null for the built-in historic catalogue. */
  readonly file: string | null;
  readonly timeZone: string;
}

/**
 * Stores the configured document as version 1 of the catalogue, in force from the beginning of time, unless a version
 * already exists.
 */
export async function storeFirstCatalogue(
  database: Database,
  { file, timeZone }: FirstCatalogue,
  now: Date,
): Promise<void> {
  const [stored] = await database.rows('SELECT number FROM catalogue_version');
  if (stored !== undefined) return;
  const document = await checkedDocument(file ?? BUILT_IN, timeZone);
  const at = instant(now);
  try {
    await database.transaction(async (transaction) => {
      await transaction.insert(CatalogueVersionTable, {
        number: 1,
        appliesFrom: null,
        publishedAt: at,
        publishedBy: SERVER,
        document,
      });
      await transaction.insert(AuditEntryTable, {
        id: newId(now),
        createdAt: at,
        actor: SERVER,
        command: 'storeFirstCatalogue',
        organizationId: null,
        subject: globalId('Catalogue', '1'),
        oldValue: null,
        newValue: JSON.stringify({ version: 1, file: file ?? 'built in' }),
        reason: null,
      });
    });
  } catch (error) {
    // Another server that started at the same time has stored the document.
    if (!isDuplicate(error)) throw error;
  }
}

/**
 * Stops the server from starting if a stored version has a different time zone, because the days of that version would
 * be wrong.
 */
export async function requireTimeZone(database: Database, timeZone: string): Promise<void> {
  const rows = await database.rows<{ number: number; document: string }>(
    'SELECT number, document FROM catalogue_version ORDER BY number',
  );
  for (const { number, document } of rows) {
    // Documents are checked before they are stored.
    const stored = JSON.parse(document) as Pick<Catalogue, 'policy'>;
    throwProblems(`version ${number}`, checkTimeZone(stored, timeZone));
  }
}

function throwProblems(file: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new PlainError([sentence('catalogue.bad', { file }), ...problems.map(problemAtPlace)]);
}

async function checkedDocument(file: string, timeZone: string): Promise<string> {
  const text = await read(file);
  const { document, problems } = checkCatalogue(text, { version: 1, appliesFrom: () => null, timeZone });
  throwProblems(file, problems);
  if (document === null) throw new Error('The check found neither a problem nor a document.');
  return document;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new PlainError([sentence('catalogue.unreadable', { file, reason: (error as Error).message })]);
  }
}
