import type { Reader } from '../db/database';
import type { MonthClosing } from '../rules';

/**
 * What concerns every organization at once is only ever added to: versions of the catalogue and closed months. Their
 * number is the edition of the programme. Spans are kept with the edition that they were derived from, so whatever
 * makes a new edition marks everybody's spans as outdated in the same transaction, without touching a row of theirs;
 * and who derives from what was there before cannot take a newer mark away.
 */
export function editionOf(versions: readonly unknown[], closings: readonly MonthClosing[]): number {
  return versions.length + closings.length;
}

/** The edition of an organization that is marked for itself: of none. */
export const NO_EDITION = 0;

export interface Editions {
  readonly current: number;
  /** The oldest edition that spans of an organization are of; null: there is no organization. */
  readonly oldest: number | null;
}

/**
 * Both, as columns of a statement: so they are of the same moment as what else it reads. They cost the ends of two
 * indexes and a short table, however many organizations there are. Versions are numbered without gaps.
 */
export const EDITIONS =
  'COALESCE((SELECT MAX(number) FROM catalogue_version), 0) + (SELECT COUNT(*) FROM month_closing) AS current,' +
  ' (SELECT MIN(edition) FROM organization) AS oldest';

export async function readEditions(reader: Reader): Promise<Editions> {
  const [row] = await reader.rows<Editions>(`SELECT ${EDITIONS}`);
  if (row === undefined) throw new Error('The database has answered without a row.');
  return row;
}

/** The current edition while somebody's spans are of an older one; null: nobody's are. */
export function nextEdition({ current, oldest }: Editions): number | null {
  return oldest === null || oldest >= current ? null : current;
}
