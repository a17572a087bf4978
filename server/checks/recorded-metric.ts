import { metricRecordId } from '../../schema/metric-record-id';
import { writeDecimal } from '../../schema/scalars/decimal';
import type { MetricRecordRow } from '../db/entities';
import { say } from '../messages';
import { monthOf, type Day, type Month } from '../rules';
import { checkKnown } from './known-keys';
import { checkFields, MAX_GLOBAL_ID_LENGTH, MAX_WORD_LENGTH } from './fields';
import { invalid } from './text';
import { checkVersion } from './version';
import type { Refusal } from './refusal';
import { refused, type Verdict } from './verdict';

/** So that sums are exact: 90 months of it are still less than 2^53 hundredths. */
const MAX_HUNDREDTHS = 99_999_999_999_999;

/** What was measured of an organization in a month. The organization is named by the id or by the key. */
export interface GivenMetric {
  readonly organizationId?: string | null;
  readonly organizationKey?: string | null;
  readonly metric: string;
  readonly month: Month;
  readonly amount: number;
  /** The version that the caller has seen, 0 of what is not recorded; a feed has seen none. */
  readonly expectedVersion?: number | null;
}

const LENGTHS = {
  organizationId: MAX_GLOBAL_ID_LENGTH,
  organizationKey: 80,
  metric: MAX_WORD_LENGTH,
} as const;

/** Whether it may name what is stored: nothing else is to be looked for. */
export function mayBeStored(given: GivenMetric): boolean {
  return checkFields(given, LENGTHS, []).length === 0;
}

/** What is looked up for all rows at once. */
export interface MetricLookups {
  /** Every metric that is in some version of the catalogue. */
  readonly metrics: ReadonlySet<string>;
  readonly today: Day;
  /** The stored id of the organization that a row names; null: there is no such organization. */
  organizationOf(given: GivenMetric): string | null;
  /** What is recorded already, by `metricRecordId`. */
  readonly recorded: ReadonlyMap<string, MetricRecordRow>;
}

/** Whether a metric can be recorded, and whether that changes anything: decided without asking anybody. */
export function judgeMetric(
  given: GivenMetric,
  lookups: MetricLookups,
  path: readonly string[],
): Verdict<MetricRecordRow> {
  const unusable = refused(checkFields(given, LENGTHS, path));
  if (unusable !== null) return unusable;
  const { metric, month, amount: hundredths } = given;
  const { metrics, today, recorded } = lookups;
  const organizationId = lookups.organizationOf(given);
  const bad = refused([
    checkOrganization(given, organizationId, path),
    checkKnown('metric', metric, metrics, [...path, 'metric']),
    month > monthOf(today) ? invalid([...path, 'month'], say('metric.month.future', { month, today })) : null,
    checkAmount(hundredths, [...path, 'amount']),
  ]);
  if (bad !== null) return bad;
  if (organizationId === null) throw new Error('What is unknown has been refused.');
  const before = recorded.get(metricRecordId({ organizationId, metric, month }));
  const changed = refused([checkSeen(given, before, [...path, 'expectedVersion'])]);
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

const MAX_AMOUNT = writeDecimal(MAX_HUNDREDTHS);

/** What is measured or supposed of a month, in hundredths. */
export function checkAmount(hundredths: number, path: readonly string[]): Refusal | null {
  return Math.abs(hundredths) <= MAX_HUNDREDTHS
    ? null
    : invalid(path, say('metric.amount', { amount: writeDecimal(hundredths), most: MAX_AMOUNT }));
}

/** Also of an amount that stays the same: whoever has seen another one may want to think again. */
function checkSeen(
  { metric, month, expectedVersion = null }: GivenMetric,
  recorded: MetricRecordRow | undefined,
  path: readonly string[],
): Refusal | null {
  if (expectedVersion === null) return null;
  if (recorded !== undefined) return checkVersion(recorded, expectedVersion, path);
  if (expectedVersion === 0) return null;
  const message = say('metric.version.none', { metric, month, expected: expectedVersion });
  return { code: 'CHANGED', message, path };
}

function checkOrganization(
  { organizationId = null, organizationKey = null }: GivenMetric,
  found: string | null,
  path: readonly string[],
): Refusal | null {
  if ((organizationId === null) === (organizationKey === null)) {
    return invalid(path, say('organization.whichOfRow'));
  }
  if (found !== null) return null;
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
