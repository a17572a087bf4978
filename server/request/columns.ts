import type { Achievement } from '../../schema/people/achievement';
import type { Employee } from '../../schema/people/employee';
import type { MarketingProfile } from '../../schema/organizations/marketing-profile';
import type { Organization } from '../../schema/organizations/organization';
import type { AchievementRow, AffiliationRow, EmployeeRow, OrganizationRow } from '../db/entities';

/**
 * The columns that a long list reads. Columns in `always` are read by every request. Columns in `shown` are read only
 * if the request selects a field of the same name on one of `types`.
 */
export interface Columns<Row = Readonly<Record<string, unknown>>, Type = Row> {
  readonly types: readonly string[];
  readonly always: readonly (keyof Row & string)[];
  readonly shown: readonly (keyof Row & keyof Type & string)[];
}

type ListedRow<Row, Listed extends Columns<Row, Row>> = Pick<Row, Listed['always'][number]> &
  Partial<Pick<Row, Listed['shown'][number]>>;

export const ORGANIZATION_COLUMNS = {
  types: ['Organization', 'MarketingProfile'],
  always: ['id', 'searchName', 'market', 'size'],
  shown: ['key', 'name', 'country', 'city', 'description', 'website', 'languages', 'createdAt', 'version'],
} as const satisfies Columns<OrganizationRow, Organization & MarketingProfile>;
export type ListedOrganization = ListedRow<OrganizationRow, typeof ORGANIZATION_COLUMNS>;

export const COLLEAGUE_COLUMNS = {
  types: ['Employee'],
  always: ['id', 'organizationId'],
  shown: ['name', 'email', 'createdAt', 'version'],
} as const satisfies Columns<ColleagueRow, Employee>;
type ColleagueRow = EmployeeRow & Pick<AffiliationRow, 'organizationId'>;
export type ListedColleague = ListedRow<ColleagueRow, typeof COLLEAGUE_COLUMNS>;
export type ListedEmployee = Omit<ListedColleague, 'organizationId'>;

export const ACHIEVEMENT_COLUMNS = {
  types: ['Achievement'],
  // Some fields are computed from several of the columns in `always`.
  always: ['id', 'employeeId', 'credential', 'earnedOn', 'expiry', 'expiresOn', 'revokedOn'],
  shown: ['source', 'externalId', 'createdAt', 'version'],
} as const satisfies Columns<AchievementRow, Achievement>;
export type ListedAchievement = ListedRow<AchievementRow, typeof ACHIEVEMENT_COLUMNS>;

/** Asserts that a column was read. A resolver runs only for a selected field, whose column is always read. */
export function requireColumn<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The list did not read the column of this field.');
  return value;
}
