import { readCatalogueStepwise } from './read-catalogue';
import type { Problem } from './problem';
import type { Reader } from '../db/database';
import type { CatalogueVersionRow } from '../db/entities';
import type { Instant } from '../db/instant';
import { runWithoutPauses, type Catalogue, type MonthClosing, type RunWork, type Work } from '../rules';

export interface ProgrammeState {
  /** Oldest first. */
  readonly versions: readonly Catalogue[];
  readonly closings: readonly MonthClosing[];
}

/**
 * Caches the catalogue versions of a server. A stored version never changes, so each is read once. One small statement
 * per request returns the newest version number and the closed months. The statement also checks that the newest cached
 * version still exists: `npm run demo:reset` stores other versions with the same numbers.
 */
export class KnownVersions {
  readonly #run: RunWork;
  #known: CachedVersions = NO_VERSIONS;
  /** The read in progress, identified by the newest version that is being read. */
  #reading: { readonly newest: string; readonly known: Promise<CachedVersions> } | null = null;

  constructor(run: RunWork = runWithoutPauses) {
    this.#run = run;
  }

  get known(): readonly Catalogue[] {
    return this.#known.versions;
  }

  async versions(reader: Reader): Promise<readonly Catalogue[]> {
    return (await this.programmeState(reader)).versions;
  }

  async programmeState(reader: Reader): Promise<ProgrammeState> {
    const known = this.#known;
    const rows = await reader.rows<Lookup & (MonthClosing | { month: null })>(LOOKUP, [newestNumber(known)]);
    const { newest, publishedAt } = rows.find(({ month }) => month === null) ?? NO_VERSION;
    const valid = publishedAt === known.publishedAt ? known : NO_VERSIONS;
    const current =
      (newest ?? 0) > newestNumber(valid)
        ? await this.#readNewer(valid, known, reader)
        : this.#remember(valid, known);
    const closings = rows.flatMap((row) =>
      row.month === null ? [] : [{ month: row.month, closedOn: row.closedOn }],
    );
    return { versions: current.versions, closings };
  }

  async #readNewer(valid: CachedVersions, known: CachedVersions, reader: Reader): Promise<CachedVersions> {
    const rows = await reader.rows<CatalogueVersionRow>(
      'SELECT * FROM catalogue_version WHERE number > ? ORDER BY number',
      [newestNumber(valid)],
    );
    const publishedAt = rows.at(-1)?.publishedAt ?? valid.publishedAt;
    const newest = identify(rows.at(-1)?.number ?? newestNumber(valid), publishedAt);
    // A concurrent request has read the same versions in the meantime.
    if (rows.length > 0 && newest === identify(newestNumber(this.#known), this.#known.publishedAt))
      return this.#known;
    return this.#remember(await this.#readOnce(valid, rows, publishedAt, newest), known);
  }

  /** Shares one read among all concurrent requests, because reading a document can take 60 ms. */
  #readOnce(
    valid: CachedVersions,
    rows: readonly CatalogueVersionRow[],
    publishedAt: Instant | null,
    newest: string,
  ): Promise<CachedVersions> {
    if (this.#reading?.newest === newest) return this.#reading.known;
    const reading = { newest, known: this.#read(valid, rows, publishedAt) };
    this.#reading = reading;
    return reading.known.finally(() => {
      if (this.#reading === reading) this.#reading = null;
    });
  }

  async #read(
    { versions }: CachedVersions,
    rows: readonly CatalogueVersionRow[],
    publishedAt: Instant | null,
  ): Promise<CachedVersions> {
    const newer = await this.#run(readVersions(rows));
    return { versions: [...versions, ...newer], publishedAt };
  }

  /** Does not overwrite the result of a concurrent request. */
  #remember(current: CachedVersions, known: CachedVersions): CachedVersions {
    if (this.#known === known) this.#known = current;
    return current;
  }
}

interface CachedVersions {
  readonly versions: readonly Catalogue[];
  readonly publishedAt: Instant | null;
}

const NO_VERSIONS: CachedVersions = { versions: [], publishedAt: null };

/** Two versions can be published in the same millisecond, and another database has versions of the same numbers. */
function identify(number: number, publishedAt: Instant | null): string {
  return `${number} ${publishedAt ?? ''}`;
}

function newestNumber({ versions }: CachedVersions): number {
  return versions.at(-1)?.version ?? 0;
}

interface Lookup {
  readonly newest: number | null;
  /** The publication instant of the newest cached version; null if that version does not exist. */
  readonly publishedAt: Instant | null;
}

const NO_VERSION: Lookup = { newest: null, publishedAt: null };

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
    throw new Error(`Version ${number} of the catalogue cannot be read: ${problems.map(written).join(', ')}`);
  }
  return { ...catalogue, appliesFrom };
}

/** For the log. */
function written({ place, sentence: { key, values } }: Problem): string {
  return `${place}: ${key} ${JSON.stringify(values)}`;
}
