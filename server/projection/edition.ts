import type { Reader } from '../db/database';
import type { MonthClosing } from '../rules';

/**
 * The edition of the programme: the number of catalogue versions and closed months, which are only ever added. Each
 * organization stores the edition from which its spans were derived. A new edition makes all spans outdated in its own
 * transaction, without writing their rows. A transaction that derives spans from an older edition leaves them outdated.
 */
export function editionOf(versions: readonly unknown[], closings: readonly MonthClosing[]): number {
  return versions.length + closings.length;
}

/** The edition of an organization whose spans are marked as outdated. It is lower than every real edition. */
export const NO_EDITION = 0;

export interface Editions {
  readonly current: number;
  /** The oldest edition from which spans were derived; null if there are no organizations. */
  readonly oldest: number | null;
}

/**
 * Both editions as columns, so that they are consistent with the other columns of a statement. However many
 * organizations there are, the columns read only the ends of two indexes and a short table. Versions are numbered
 * without gaps, so the highest number is their count.
 */
export const EDITION_COLUMNS =
  'COALESCE((SELECT MAX(number) FROM catalogue_version), 0) + (SELECT COUNT(*) FROM month_closing) AS current,' +
  ' (SELECT MIN(edition) FROM organization) AS oldest';

export async function readEditions(reader: Reader): Promise<Editions> {
  const [row] = await reader.rows<Editions>(`SELECT ${EDITION_COLUMNS}`);
  if (row === undefined) throw new Error('The database returned no row.');
  return row;
}

/** The current edition if some spans are outdated; null if all spans are up to date. */
export function pendingEdition({ current, oldest }: Editions): number | null {
  return oldest === null || oldest >= current ? null : current;
}
