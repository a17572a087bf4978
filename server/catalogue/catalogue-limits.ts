import { sentence, type Phrase } from '../messages';
import { MAX_SETS, MAX_WAYS } from '../rules';
import type { Problem } from './problem';

/**
 * Maximum sizes of a catalogue version. Many evaluations take time proportional to the product of two of these sizes,
 * so the limits are only a few times the size of a real programme (2017: 18 competencies, 48 paths, 97 credentials).
 * bench/abuse measures the slowest documents within the limits. The limits are checked on publication only, so that
 * stored versions stay readable after the limits change.
 */
export const CATALOGUE_LIMITS = {
  /** Characters of the whole document. */
  document: 1_048_576,
  /** Strings, numbers, lists and objects. */
  values: 30_000,
  /** Characters of a string, in each language. `description`, `note` and `name` apply to those texts and to field names. */
  text: 200,
  description: 1_000,
  note: 2_000,
  name: 200,

  centers: 50,
  metrics: 100,
  credentials: 1_000,
  competencies: 100,
  pathsOfCompetency: 50,
  paths: 500,
  /** A path is read in one step, which must be short. */
  valuesOfPath: 5_000,
  offers: 50,
  benefits: 500,
  reminderDays: 20,

  /** Distinct combinations of a metric and a number of months. */
  windows: 100,
  monthsOfWindow: 120,

  /** Includes nested requirements. */
  requirementsOfPath: 100,
  requirements: 2_000,
  groupsOfPath: 20,
  groups: 1_000,
  slotsOfPath: 200,
  slots: 2_000,
  /** Combinations of the alternatives in the requirements of a path. A plan examines at most this many. */
  waysOfPath: MAX_WAYS,
  ways: 2_000,
  /** Each code, each "all" and each "any" is one part. */
  partsOfNeed: 100,
  parts: 5_000,
  /** Combinations of the alternatives in a need. A plan keeps at most this many. */
  waysOfNeed: MAX_SETS,
  waysOfGroup: MAX_SETS,
} as const;

/** Reading a document recurses once per level. Real documents are nested far less deeply. */
export const MAX_NESTING = 50;

export function checkLimit(
  limit: keyof typeof CATALOGUE_LIMITS,
  count: number,
  place: string,
): readonly Problem[] {
  const max = CATALOGUE_LIMITS[limit];
  if (count <= max) return [];
  return [{ place, sentence: sentence(`catalogue.limit.${limit}`, { count: capped(count), max }) }];
}

const MAX_COUNTED = 1_000_000_000;

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => Math.min(total + count, MAX_COUNTED), 0);
}

export function product(counts: readonly number[]): number {
  return counts.reduce((total, count) => Math.min(total * count, MAX_COUNTED), 1);
}

function capped(count: number): Phrase | number {
  return count < MAX_COUNTED ? count : sentence('catalogue.orMore', { count });
}
