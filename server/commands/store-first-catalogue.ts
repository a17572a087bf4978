import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogue } from '../catalogue/read-catalogue';
import { sentenceOf } from '../catalogue/problem';
import { unmeetableRules } from '../catalogue/unmeetable-rules';
import type { Database } from '../db/database';
import { isDuplicate } from '../db/duplicate';
import { AuditEntryTable, CatalogueVersionTable } from '../db/entities';
import { instant } from '../db/instant';
import { newId } from '../db/new-id';
import { globalId } from '../../schema/global-id';
import { say } from '../messages';
import { PlainError } from '../messages/plain-error';

const BUILT_IN = join(__dirname, '../catalogue/catalogue-2017.json');
const SERVER = 'server';

export interface FirstCatalogue {
  /** Null: the historic catalogue that comes with Laurel. */
  readonly file: string | null;
  readonly timeZone: string;
}

/** An empty programme gets the document as version 1 of its catalogue, which applies from the beginning of time. */
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
        document: JSON.stringify(document),
      });
      await transaction.insert(AuditEntryTable, {
        id: newId(now),
        at,
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
    // Another server that started at the same time has stored it.
    if (!isDuplicate(error)) throw error;
  }
}

/** Days begin where the configuration says; a catalogue that says otherwise would tell its partners wrong days. */
export async function mustBeInTimeZone(database: Database, timeZone: string): Promise<void> {
  const rows = await database.rows<{ number: number; document: string }>(
    'SELECT number, document FROM catalogue_version ORDER BY number',
  );
  for (const { number, document } of rows) {
    // It was checked before it was stored.
    const { policy } = JSON.parse(document) as { policy: { timeZone: string } };
    refuseOtherTimeZone(`version ${number}`, policy.timeZone, timeZone);
  }
}

function refuseOtherTimeZone(file: string, named: string, timeZone: string): void {
  if (named !== timeZone) throw new BadCatalogue(say('catalogue.timeZone', { file, named, timeZone }));
}

/** A document that is wrong stops the start, with each place and reason. */
export class BadCatalogue extends PlainError {}

async function checkedDocument(file: string, timeZone: string): Promise<unknown> {
  const document = parse(file, await read(file));
  const { catalogue, problems } = readCatalogue(document);
  const found = catalogue === null ? problems : unmeetableRules(catalogue);
  if (found.length > 0) {
    throw new BadCatalogue([say('catalogue.bad', { file }), ...found.map(sentenceOf)].join('\n'));
  }
  refuseOtherTimeZone(file, catalogue?.policy.timeZone ?? timeZone, timeZone);
  return document;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new BadCatalogue(say('catalogue.unreadable', { file, reason: (error as Error).message }));
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadCatalogue(say('catalogue.unreadable', { file, reason: (error as Error).message }));
  }
}
