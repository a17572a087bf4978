import type { Database } from '../../server/db/database';
import type {
  AchievementRow,
  AffiliationRow,
  CompetencyOverrideRow,
  MembershipRow,
  MetricRecordRow,
  MonthClosingRow,
  OrganizationRow,
} from '../../server/db/entities';
import type { DemoRows } from '../../server/demo/rows';
import type { Expiry, MemberFacts, Override } from '../../server/rules';

export type FactRows = Omit<DemoRows, 'employees' | 'redemptions'>;

export async function readFactRows(database: Database): Promise<FactRows> {
  const all = <Row>(table: string) => database.rows<Row>(`SELECT * FROM ${table}`);
  return {
    organizations: await all<OrganizationRow>('organization'),
    affiliations: await all<AffiliationRow>('affiliation'),
    achievements: await all<AchievementRow>('achievement'),
    metricRecords: await all<MetricRecordRow>('metric_record'),
    monthClosings: await all<MonthClosingRow>('month_closing'),
    overrides: await all<CompetencyOverrideRow>('competency_override'),
    memberships: await all<MembershipRow>('membership'),
  };
}

/** The people include everyone who was ever affiliated with the organization. */
export function factsOf(rows: FactRows, { id, market }: OrganizationRow): MemberFacts {
  const ownRows = <Row extends { readonly organizationId: string }>(list: readonly Row[]) =>
    list.filter(({ organizationId }) => organizationId === id);
  const nonEmpty = ownRows(rows.affiliations).filter(
    ({ fromDay, untilDay }) => untilDay === null || fromDay < untilDay,
  );
  const affiliations = Map.groupBy(nonEmpty, ({ employeeId }) => employeeId);
  const achievements = Map.groupBy(rows.achievements, ({ employeeId }) => employeeId);
  return {
    market,
    people: [...affiliations].map(([person, spans]) => ({
      id: person,
      affiliations: spans.map(({ fromDay, untilDay }) => ({ from: fromDay, until: untilDay })),
      achievements: (achievements.get(person) ?? []).map((row) => ({ ...row, expiry: expiryOf(row) })),
    })),
    metrics: ownRows(rows.metricRecords),
    closings: rows.monthClosings,
    overrides: ownRows(rows.overrides).map(
      // The type of the row does not express that only GRANT has a level.
      ({ fromDay, untilDay, ...row }) => ({ ...row, from: fromDay, until: untilDay }) as Override,
    ),
    memberships: ownRows(rows.memberships).map(
      ({ pricePaidMinorUnits, currency, fromDay, untilDay, ...row }) => ({
        ...row,
        from: fromDay,
        until: untilDay,
        paid: { minorUnits: pricePaidMinorUnits, currency },
      }),
    ),
  };
}

function expiryOf({ expiry, expiresOn }: AchievementRow): Expiry {
  if (expiry === 'NEVER') return { kind: 'never' };
  if (expiry === 'BY_VALIDITY') return { kind: 'by-validity' };
  if (expiresOn === null) throw new RangeError('An expiry ON a day needs the day.');
  return { kind: 'on', day: expiresOn };
}
