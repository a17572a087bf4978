import type { Achievement } from '../../schema/achievement';
import type { Employee } from '../../schema/employee';
import type { MarketingProfile } from '../../schema/marketing-profile';
import type { Organization } from '../../schema/organization';
import type { AchievementRow, AffiliationRow, EmployeeRow, OrganizationRow } from '../db/entities';

/**
 * The columns that are read of rows which come in hundreds: some always, others only where they are shown, that is where
 * a field of the same name is selected of one of the types that are made of these rows.
 */
export interface Columns<Row = Readonly<Record<string, unknown>>, Type = Row> {
  readonly types: readonly string[];
  readonly always: readonly (keyof Row & string)[];
  readonly shown: readonly (keyof Row & keyof Type & string)[];
}

/** A row that was read so. */
type ReadBy<Row, Of extends Columns<Row, Row>> = Pick<Row, Of['always'][number]> &
  Partial<Pick<Row, Of['shown'][number]>>;

export const ORGANIZATION_COLUMNS = {
  types: ['Organization', 'MarketingProfile'],
  always: ['id', 'searchName', 'market', 'size'],
  shown: ['key', 'name', 'country', 'city', 'description', 'website', 'languages', 'registeredAt', 'version'],
} as const satisfies Columns<OrganizationRow, Organization & MarketingProfile>;
export type ReadOrganization = ReadBy<OrganizationRow, typeof ORGANIZATION_COLUMNS>;

export const COLLEAGUE_COLUMNS = {
  types: ['Employee'],
  always: ['id', 'organizationId'],
  shown: ['name', 'email', 'registeredAt', 'version'],
} as const satisfies Columns<ColleagueRow, Employee>;
/** A person, with the organization that the person is found in. */
type ColleagueRow = EmployeeRow & Pick<AffiliationRow, 'organizationId'>;
export type ReadColleague = ReadBy<ColleagueRow, typeof COLLEAGUE_COLUMNS>;
export type ReadEmployee = Omit<ReadColleague, 'organizationId'>;

export const ACHIEVEMENT_COLUMNS = {
  types: ['Achievement'],
  // One field may show several of these.
  always: ['id', 'employeeId', 'credential', 'earnedOn', 'expiry', 'expiresOn'],
  shown: ['revokedOn', 'source', 'externalId', 'recordedAt', 'version'],
} as const satisfies Columns<AchievementRow, Achievement>;
export type ReadAchievement = ReadBy<AchievementRow, typeof ACHIEVEMENT_COLUMNS>;

/** What a field shows was read, because the field is selected. */
export function shown<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('A column is shown that was not read.');
  return value;
}
