import { readCatalogueStepwise } from './read-catalogue';
import { sentenceOf } from './problem';
import type { Reader } from '../db/database';
import type { CatalogueVersionRow } from '../db/entities';
import type { Instant } from '../db/instant';
import { runWithoutPauses, type Catalogue, type MonthClosing, type Run, type Work } from '../rules';

/** What holds for every organization. */
export interface ProgrammeState {
  /** All versions of the catalogue, oldest first. */
  readonly versions: readonly Catalogue[];
  readonly closings: readonly MonthClosing[];
}

/**
 * The programme as a server knows it. A version of the catalogue never changes once it is stored, so each is read once;
 * whether a newer one has come, from this server or another, and which months are closed is one small statement a
 * request. The same statement tells whether the newest that is known is still there: a demonstration that is emptied and
 * loaded again has versions of the same numbers, and none of those that were known.
 */
export class KnownVersions {
  readonly #run: Run;
  #known: ReadVersions = NOTHING;
  /** The newest version, which is being read. */
  #reading: { readonly publishedAt: Instant | null; readonly known: Promise<ReadVersions> } | null = null;

  constructor(run: Run = runWithoutPauses) {
    this.#run = run;
  }

  /** The versions that have been read so far. What is in one of them is in the programme for good. */
  get known(): readonly Catalogue[] {
    return this.#known.versions;
  }

  async versions(reader: Reader): Promise<readonly Catalogue[]> {
    return (await this.upToDate(reader)).versions;
  }

  async upToDate(reader: Reader): Promise<ProgrammeState> {
    const known = this.#known;
    const rows = await reader.rows<Lookup & (MonthClosing | { month: null })>(LOOKUP, [numberOf(known)]);
    const { newest, publishedAt } = rows.find(({ month }) => month === null) ?? NEVER;
    const still = publishedAt === known.publishedAt ? known : NOTHING;
    const now =
      (newest ?? 0) > numberOf(still)
        ? await this.#withNewer(still, known, reader)
        : this.#remember(still, known);
    const closings = rows.flatMap((row) =>
      row.month === null ? [] : [{ month: row.month, closedOn: row.closedOn }],
    );
    return { versions: now.versions, closings };
  }

  async #withNewer(still: ReadVersions, known: ReadVersions, reader: Reader): Promise<ReadVersions> {
    const rows = await reader.rows<CatalogueVersionRow>(
      'SELECT * FROM catalogue_version WHERE number > ? ORDER BY number',
      [numberOf(still)],
    );
    const publishedAt = rows.at(-1)?.publishedAt ?? still.publishedAt;
    if (publishedAt !== still.publishedAt && publishedAt === this.#known.publishedAt) return this.#known;
    return this.#remember(await this.#readOnce(still, rows, publishedAt), known);
  }

  /** Reading a document may take 60 ms, and all concurrent requests need a new version at the same time. */
  #readOnce(
    still: ReadVersions,
    rows: readonly CatalogueVersionRow[],
    publishedAt: Instant | null,
  ): Promise<ReadVersions> {
    if (this.#reading?.publishedAt === publishedAt) return this.#reading.known;
    const reading = { publishedAt, known: this.#read(still, rows, publishedAt) };
    this.#reading = reading;
    return reading.known.finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
  }

  async #read(
    { versions }: ReadVersions,
    rows: readonly CatalogueVersionRow[],
    publishedAt: Instant | null,
  ): Promise<ReadVersions> {
    const newer = await this.#run(readVersions(rows));
    return { versions: [...versions, ...newer], publishedAt };
  }

  /** Two requests may have asked at once; what the other one has found stays as it is. */
  #remember(now: ReadVersions, known: ReadVersions): ReadVersions {
    if (this.#known === known) this.#known = now;
    return now;
  }
}

/** Versions that have been read, and when the newest of them was published, by which it is told from others. */
interface ReadVersions {
  readonly versions: readonly Catalogue[];
  readonly publishedAt: Instant | null;
}

const NOTHING: ReadVersions = { versions: [], publishedAt: null };

function numberOf({ versions }: ReadVersions): number {
  return versions.at(-1)?.version ?? 0;
}

interface Lookup {
  readonly newest: number | null;
  /** When the version was published that was asked for; null: there is none. */
  readonly publishedAt: Instant | null;
}

const NEVER: Lookup = { newest: null, publishedAt: null };

const LOOKUP =
  'SELECT MAX(number) AS newest, (SELECT publishedAt FROM catalogue_version WHERE number = ?) AS publishedAt,' +
  ' NULL AS month, NULL AS closedOn FROM catalogue_version' +
  ' UNION ALL SELECT NULL, NULL, month, closedOn FROM month_closing';

function* readVersions(rows: readonly CatalogueVersionRow[]): Work<readonly Catalogue[]> {
  const versions: Catalogue[] = [];
  for (const row of rows) versions.push(yield* readVersion(row));
  return versions;
}

function* readVersion({ number, appliesFrom, document }: CatalogueVersionRow): Work<Catalogue> {
  const { catalogue, problems } = yield* readCatalogueStepwise(JSON.parse(document), number);
  if (catalogue === null) {
    throw new Error(
      `Version ${number} of the catalogue cannot be read: ${problems.map(sentenceOf).join(' ')}`,
    );
  }
  return { ...catalogue, appliesFrom };
}
