import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '../../server/catalogue/read-catalogue';
import { problemInEnglish } from './in-english';
import type { Database } from '../../server/db/database';
import { CatalogueVersionTable } from '../../server/db/entities';
import { instant } from '../../server/db/instant';
import { day, type Catalogue } from '../../server/rules';

const TEXT = readFileSync(join(__dirname, '../../server/catalogue/catalogue-2017.json'), 'utf8');

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests plant faults that no type would allow
export type EditableJson = Record<string, any>;

export function catalogueDocument2017(): EditableJson {
  return JSON.parse(TEXT) as EditableJson;
}

export const catalogue2017: Catalogue = readValidCatalogue(catalogueDocument2017());

export function readValidCatalogue(document: unknown, version = 1): Catalogue {
  const { catalogue, problems } = readCatalogue(document, version);
  if (catalogue === null) throw new Error(problems.map(problemInEnglish).join('\n'));
  return catalogue;
}

export function credentialIn(document: EditableJson, code: string): EditableJson {
  const credential = (document['credentials'] as EditableJson[]).find((one) => one['code'] === code);
  if (credential === undefined) throw new Error(`There is no credential ${code}.`);
  return credential;
}

export async function storeVersion(
  database: Database,
  number: number,
  appliesFrom: string,
  document: EditableJson,
  publishedAt = new Date('2026-01-01T00:00:00Z'),
): Promise<void> {
  readValidCatalogue(document, number);
  await database.transaction((transaction) =>
    transaction.insert(CatalogueVersionTable, {
      number,
      appliesFrom: day(appliesFrom),
      publishedAt: instant(publishedAt),
      publishedBy: 'test',
      document: JSON.stringify(document),
    }),
  );
}
