import type { Reader } from '../db/database';
import type { MonthClosing } from '../rules';

/**
 * The edition of the programme: the number of catalogue versions and closed months, which are only ever added. Each
 * organization stores the edition that its spans were derived from. A new edition marks all spans as outdated in its
 * own transaction, without writing their rows. A transaction that derives spans from an older edition cannot clear that
 * mark.
 */
export function editionOf(versions: readonly unknown[], closings: readonly MonthClosing[]): number {
  return versions.length + closings.length;
}

/** Marks the spans of an organization as outdated. It is older than every edition. */
export const NO_EDITION = 0;

export interface Editions {
  readonly current: number;
  /** The oldest edition that spans were derived from; null: there are no organizations. */
  readonly oldest: number | null;
}

/**
 * Both editions as columns of a statement, consistent with its other columns. They read the ends of two indexes and a
 * short table, for any number of organizations. Versions are numbered without gaps.
 */
export const EDITIONS =
  'COALESCE((SELECT MAX(number) FROM catalogue_version), 0) + (SELECT COUNT(*) FROM month_closing) AS current,' +
  ' (SELECT MIN(edition) FROM organization) AS oldest';

export async function readEditions(reader: Reader): Promise<Editions> {
  const [row] = await reader.rows<Editions>(`SELECT ${EDITIONS}`);
  if (row === undefined) throw new Error('The database returned no row.');
  return row;
}

/** The current edition while some spans are older; null: all spans are up to date. */
export function pendingEdition({ current, oldest }: Editions): number | null {
  return oldest === null || oldest >= current ? null : current;
}
