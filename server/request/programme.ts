import { readCatalogue } from '../catalogue/read-catalogue';
import { sentenceOf } from '../catalogue/problem';
import type { Reader } from '../db/database';
import type { CatalogueVersionRow } from '../db/entities';
import type { Catalogue, MonthClosing } from '../rules';

/** What holds for every organization. */
export interface ProgrammeNow {
  /** All versions of the catalogue, oldest first. */
  readonly versions: readonly Catalogue[];
  readonly closings: readonly MonthClosing[];
}

/**
 * The programme as a server knows it. A version of the catalogue never changes once it is stored, so each is read once;
 * whether a newer one has come, from this server or another, and which months are closed is one small statement a
 * request.
 */
export class Programme {
  #versions: readonly Catalogue[] = [];

  /** The versions that have been read so far. What is in one of them is in the programme for good. */
  get known(): readonly Catalogue[] {
    return this.#versions;
  }

  async versions(reader: Reader): Promise<readonly Catalogue[]> {
    return (await this.upToDate(reader)).versions;
  }

  async upToDate(reader: Reader): Promise<ProgrammeNow> {
    const rows = await reader.rows<{ newest: number | null } & (MonthClosing | { month: null })>(
      'SELECT MAX(number) AS newest, NULL AS month, NULL AS closedOn FROM catalogue_version' +
        ' UNION ALL SELECT NULL, month, closedOn FROM month_closing',
    );
    const newest = rows.find(({ month }) => month === null)?.newest ?? 0;
    const known = this.#versions.at(-1)?.version ?? 0;
    if (newest > known) await this.#readAfter(known, reader);
    const closings = rows.flatMap((row) =>
      row.month === null ? [] : [{ month: row.month, closedOn: row.closedOn }],
    );
    return { versions: this.#versions, closings };
  }

  async #readAfter(known: number, reader: Reader): Promise<void> {
    const rows = await reader.rows<CatalogueVersionRow>(
      'SELECT * FROM catalogue_version WHERE number > ? ORDER BY number',
      [known],
    );
    const fresh = rows.map(read);
    // Two requests may have asked at once; what the other one added stays as it is.
    const have = new Set(this.#versions.map(({ version }) => version));
    this.#versions = [...this.#versions, ...fresh.filter(({ version }) => !have.has(version))];
  }
}

function read({ number, appliesFrom, document }: CatalogueVersionRow): Catalogue {
  const { catalogue, problems } = readCatalogue(JSON.parse(document), number);
  if (catalogue === null) {
    throw new Error(
      `Version ${number} of the catalogue cannot be read: ${problems.map(sentenceOf).join(' ')}`,
    );
  }
  return { ...catalogue, appliesFrom };
}
