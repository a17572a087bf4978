import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '../../server/catalogue/read-catalogue';
import { sentenceOf } from '../../server/catalogue/problem';
import type { Catalogue } from '../../server/rules';

const TEXT = readFileSync(join(__dirname, '../../server/catalogue/catalogue-2017.json'), 'utf8');

/** A parsed document that a test may spoil at any place. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests plant faults that no type would allow
export type Editable = Record<string, any>;

/** The historic catalogue as its document, a fresh copy each time. */
export function catalogueDocument2017(): Editable {
  return JSON.parse(TEXT) as Editable;
}

export const catalogue2017: Catalogue = mustRead(catalogueDocument2017());

export function mustRead(document: unknown, version = 1): Catalogue {
  const { catalogue, problems } = readCatalogue(document, version);
  if (catalogue === null) throw new Error(problems.map(sentenceOf).join('\n'));
  return catalogue;
}

/** One credential of a document, to be spoiled. */
export function credentialIn(document: Editable, code: string): Editable {
  const found = (document['credentials'] as Editable[]).find((one) => one['code'] === code);
  if (found === undefined) throw new Error(`There is no credential ${code}.`);
  return found;
}
