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
 * The programme as a server knows it. Versions of the catalogue and closed months are only ever added, so each is read
 * once; whether there are more, from this server or another, costs one small statement a request.
 */
export class Programme {
  #known: ProgrammeNow = { versions: [], closings: [] };

  /** What has been read so far. What is in it is in the programme for good. */
  get known(): ProgrammeNow {
    return this.#known;
  }

  async versions(reader: Reader): Promise<readonly Catalogue[]> {
    return (await this.upToDate(reader)).versions;
  }

  async upToDate(reader: Reader): Promise<ProgrammeNow> {
    const [row] = await reader.rows<{ newest: number | null; closed: number }>(
      'SELECT (SELECT MAX(number) FROM catalogue_version) AS newest, (SELECT COUNT(*) FROM month_closing) AS closed',
    );
    const { newest, closed } = row ?? { newest: null, closed: 0 };
    const hasVersions = (newest ?? 0) <= newestOf(this.#known);
    const hasClosings = closed <= this.#known.closings.length;
    if (hasVersions && hasClosings) return this.#known;
    const [versions, closings] = await Promise.all([
      hasVersions ? [] : this.#newVersions(reader),
      hasClosings
        ? this.#known.closings
        : reader.rows<MonthClosing>('SELECT month, closedOn FROM month_closing'),
    ]);
    // Two requests may have asked at once; what the other one added stays as it is.
    const have = new Set(this.#known.versions.map(({ version }) => version));
    this.#known = {
      versions: [...this.#known.versions, ...versions.filter(({ version }) => !have.has(version))],
      closings: closings.length > this.#known.closings.length ? closings : this.#known.closings,
    };
    return this.#known;
  }

  async #newVersions(reader: Reader): Promise<readonly Catalogue[]> {
    const rows = await reader.rows<CatalogueVersionRow>(
      'SELECT * FROM catalogue_version WHERE number > ? ORDER BY number',
      [newestOf(this.#known)],
    );
    return rows.map(read);
  }
}

function newestOf({ versions }: ProgrammeNow): number {
  return versions.at(-1)?.version ?? 0;
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
