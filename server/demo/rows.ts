import { createHash } from 'node:crypto';
import type { Day } from '../rules';
import type {
  AchievementRow,
  AffiliationRow,
  BenefitRedemptionRow,
  CompetencyOverrideRow,
  EmployeeRow,
  MembershipRow,
  MetricRecordRow,
  MonthClosingRow,
  OrganizationRow,
} from '../db/entities';
import { instant, toDate, type Instant } from '../db/instant';
import { uuidAt } from '../db/new-id';

export interface DemoRows {
  readonly organizations: readonly OrganizationRow[];
  readonly employees: readonly EmployeeRow[];
  readonly affiliations: readonly AffiliationRow[];
  readonly achievements: readonly AchievementRow[];
  readonly metricRecords: readonly MetricRecordRow[];
  readonly monthClosings: readonly MonthClosingRow[];
  readonly overrides: readonly CompetencyOverrideRow[];
  readonly memberships: readonly MembershipRow[];
  readonly redemptions: readonly BenefitRedemptionRow[];
}

/** The instant when `name` was recorded: during office hours of a past day, or at the beginning of today. */
export function recordingInstant(name: string, day: Day, today: Day): Instant {
  const morning = new Date(`${day < today ? day : today}T00:00:00Z`);
  const minutes = day < today ? 8 * 60 + (digest(name).readUInt16BE(0) % (9 * 60)) : 0;
  return instant(new Date(morning.getTime() + minutes * 60_000));
}

/** An id that is the same in every load, and sorts by recording time like all ids. */
export function idOf(name: string, at: Instant): string {
  return uuidAt(toDate(at).getTime(), digest(name).subarray(0, 16));
}

export function digest(name: string): Buffer {
  return createHash('sha256').update(name).digest();
}
