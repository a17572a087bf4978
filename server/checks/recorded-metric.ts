import type { OneFieldOf } from '../../schema/one-of';
import type { OrganizationReference } from '../../schema/organizations/organization-reference';
import { metricRecordId } from '../../schema/metrics/metric-record-id';
import type { MetricRecordRow } from '../db/entities';
import { sentence } from '../messages';
import { monthOf, readHundredths, writeHundredths, type Day, type Month } from '../rules';
import { checkKnownKey } from './known-keys';
import { unknownOrganization } from './organization';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_CATALOGUE_KEY_LENGTH } from './fields';
import { invalidRefusal } from './text';
import { checkVersion } from './version';
import type { Refusal } from './refusal';
import { refusedVerdict, type Verdict } from './verdict';

/** Keeps sums exact: 90 monthly amounts of this size add up to less than 2^53 hundredths. */
const MAX_HUNDREDTHS = 99_999_999_999_999;

export interface GivenMetric {
  readonly organization: OneFieldOf<OrganizationReference>;
  readonly metric: string;
  readonly month: Month;
  /** Decimal text. */
  readonly amount: string;
  /** For optimistic locking: the version that the caller has seen, or 0 if there was no record. Feeds leave it out. */
  readonly expectedVersion?: number | null;
}

/** The values of a record that can be refused. Their paths differ between commands and files. */
export type MetricField =
  'organizationId' | 'organizationKey' | 'metric' | 'month' | 'amount' | 'expectedVersion';

type PathOf = (field: MetricField) => readonly string[];

const MAX_LENGTHS = {
  organizationId: MAX_GLOBAL_ID_LENGTH,
  organizationKey: 80,
  metric: MAX_CATALOGUE_KEY_LENGTH,
} as const;

export function canBeLookedUp(input: GivenMetric): boolean {
  return checkTexts(input, () => []).length === 0;
}

function checkTexts({ organization, metric }: GivenMetric, pathOf: PathOf): readonly Refusal[] {
  const texts = { organizationId: organization.id, organizationKey: organization.key, metric };
  return checkFields(texts, MAX_LENGTHS, pathOf);
}

/** The stored data against which rows are judged, read once for all rows. */
export interface MetricLookups {
  readonly metrics: ReadonlySet<string>;
  readonly today: Day;
  organizationOf(input: GivenMetric): string | null;
  /** The stored records by `metricRecordId`. */
  readonly recorded: ReadonlyMap<string, MetricRecordRow>;
}

export function judgeMetric(
  input: GivenMetric,
  lookups: MetricLookups,
  pathOf: PathOf,
): Verdict<MetricRecordRow> {
  const unusable = refusedVerdict(checkTexts(input, pathOf));
  if (unusable !== null) return unusable;
  const { metric, month } = input;
  const amount = readAmount(input.amount, pathOf('amount'));
  const { metrics, today, recorded } = lookups;
  const organizationId = lookups.organizationOf(input);
  const bad = refusedVerdict([
    organizationId === null ? unknownOrganizationOf(input.organization, pathOf) : null,
    checkKnownKey('metric', metric, metrics, pathOf('metric')),
    month > monthOf(today)
      ? invalidRefusal(pathOf('month'), sentence('metric.month.future', { month, latest: monthOf(today) }))
      : null,
    amount.refusal,
  ]);
  if (bad !== null) return bad;
  if (organizationId === null) throw new Error('An unknown organization was not refused.');
  const { hundredths } = amount;
  if (hundredths === null) throw new Error('An invalid amount was not refused.');
  const before = recorded.get(metricRecordId({ organizationId, metric, month }));
  const changed = refusedVerdict([checkExpectedVersion(input, before, pathOf('expectedVersion'))]);
  if (changed !== null) return changed;
  if (before === undefined) {
    return {
      outcome: 'CREATED',
      row: { organizationId, metric, month, hundredths, version: 1 },
      before: null,
    };
  }
  if (before.hundredths === hundredths) return { outcome: 'UNCHANGED', row: before };
  return { outcome: 'UPDATED', row: { ...before, hundredths, version: before.version + 1 }, before };
}

const MIN_AMOUNT = writeHundredths(-MAX_HUNDREDTHS);
const MAX_AMOUNT = writeHundredths(MAX_HUNDREDTHS);
/** Metrics are stored in hundredths. */
const METRIC_PLACES = 2;

export type ReadAmount =
  | { readonly hundredths: number; readonly refusal: null }
  | { readonly hundredths: null; readonly refusal: Refusal };

export function readAmount(amount: string, path: readonly string[]): ReadAmount {
  const { units: hundredths, problem } = readHundredths(amount);
  if (problem === 'format') throw new Error('The scalar Decimal accepts only decimal numbers.');
  if (hundredths !== null && Math.abs(hundredths) <= MAX_HUNDREDTHS) return { hundredths, refusal: null };
  const reason =
    problem === 'places'
      ? sentence('metric.places', { amount, places: METRIC_PLACES })
      : sentence('metric.amount', { amount, min: MIN_AMOUNT, max: MAX_AMOUNT });
  return { hundredths: null, refusal: invalidRefusal(path, reason) };
}

/** The version is checked even if the amount is unchanged, since the caller may have seen a different amount. */
function checkExpectedVersion(
  { metric, month, expectedVersion = null }: GivenMetric,
  recorded: MetricRecordRow | undefined,
  path: readonly string[],
): Refusal | null {
  if (expectedVersion === null) return null;
  if (recorded !== undefined) return checkVersion(recorded, expectedVersion, path, 0);
  if (expectedVersion === 0) return null;
  return invalidRefusal(
    path,
    sentence('metric.version.none', { metric, month, version: 0, expected: expectedVersion }),
  );
}

function unknownOrganizationOf({ id, key }: GivenMetric['organization'], pathOf: PathOf): Refusal {
  return id === undefined
    ? {
        code: 'NOT_FOUND',
        sentence: sentence('organization.unknownKey', { key }),
        path: pathOf('organizationKey'),
      }
    : unknownOrganization(id, pathOf('organizationId'));
}
