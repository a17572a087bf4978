import { metricRecordId } from '../../schema/metrics/metric-record-id';
import { formatDecimal } from '../../schema/scalars/decimal';
import type { MetricRecordRow } from '../db/entities';
import { say } from '../messages';
import { monthOf, type Day, type Month } from '../rules';
import { checkKnownKey } from './known-keys';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_CATALOGUE_KEY_LENGTH } from './fields';
import { invalidRefusal } from './text';
import { checkVersion } from './version';
import type { Refusal } from './refusal';
import { refusedVerdict, type Verdict } from './verdict';

/** Keeps sums exact: 90 monthly amounts of this size add up to less than 2^53 hundredths. */
const MAX_HUNDREDTHS = 99_999_999_999_999;

/** The organization is named by id or by key. */
export interface GivenMetric {
  readonly organizationId?: string | null;
  readonly organizationKey?: string | null;
  readonly metric: string;
  readonly month: Month;
  readonly amount: number;
  /** For optimistic locking: the version that the caller has seen, or 0 if there was no record. Feeds leave it out. */
  readonly expectedVersion?: number | null;
}

const MAX_LENGTHS = {
  organizationId: MAX_GLOBAL_ID_LENGTH,
  organizationKey: 80,
  metric: MAX_CATALOGUE_KEY_LENGTH,
} as const;

export function canBeLookedUp(input: GivenMetric): boolean {
  return checkFields(input, MAX_LENGTHS, []).length === 0;
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
  path: readonly string[],
): Verdict<MetricRecordRow> {
  const unusable = refusedVerdict(checkFields(input, MAX_LENGTHS, path));
  if (unusable !== null) return unusable;
  const { metric, month, amount: hundredths } = input;
  const { metrics, today, recorded } = lookups;
  const organizationId = lookups.organizationOf(input);
  const bad = refusedVerdict([
    checkOrganization(input, organizationId, path),
    checkKnownKey('metric', metric, metrics, [...path, 'metric']),
    month > monthOf(today)
      ? invalidRefusal([...path, 'month'], say('metric.month.future', { month, today }))
      : null,
    checkAmount(hundredths, [...path, 'amount']),
  ]);
  if (bad !== null) return bad;
  if (organizationId === null) throw new Error('An unknown organization was not refused.');
  const before = recorded.get(metricRecordId({ organizationId, metric, month }));
  const changed = refusedVerdict([checkExpectedVersion(input, before, [...path, 'expectedVersion'])]);
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

const MAX_AMOUNT = formatDecimal(MAX_HUNDREDTHS);

export function checkAmount(hundredths: number, path: readonly string[]): Refusal | null {
  return Math.abs(hundredths) <= MAX_HUNDREDTHS
    ? null
    : invalidRefusal(path, say('metric.amount', { amount: formatDecimal(hundredths), max: MAX_AMOUNT }));
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
  const message = say('metric.version.none', { metric, month, expected: String(expectedVersion) });
  return invalidRefusal(path, message);
}

function checkOrganization(
  { organizationId = null, organizationKey = null }: GivenMetric,
  storedId: string | null,
  path: readonly string[],
): Refusal | null {
  if ((organizationId === null) === (organizationKey === null)) {
    return invalidRefusal(path, say('organization.whichOfRow'));
  }
  if (storedId !== null) return null;
  return organizationId === null
    ? {
        code: 'NOT_FOUND',
        message: say('organization.unknownKey', { key: organizationKey ?? '' }),
        path: [...path, 'organizationKey'],
      }
    : {
        code: 'NOT_FOUND',
        message: say('organization.unknown', { id: organizationId }),
        path: [...path, 'organizationId'],
      };
}
