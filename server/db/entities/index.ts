import { AchievementTable } from './achievement';
import { AffiliationTable } from './affiliation';
import { AnsweredCommandTable } from './answered-command';
import { ApiKeyTable } from './api-key';
import { AuditEntryTable } from './audit-entry';
import { BenefitRedemptionTable } from './benefit-redemption';
import { CatalogueVersionTable } from './catalogue-version';
import { CompetencyOverrideTable } from './competency-override';
import { EmployeeTable } from './employee';
import { ImportProgressTable } from './import-progress';
import { InvitationTable } from './invitation';
import { LevelSpanTable } from './level-span';
import { MemberSpanTable } from './member-span';
import { MembershipTable } from './membership';
import { MembershipCreditTable } from './membership-credit';
import { MetricRecordTable } from './metric-record';
import { MonthClosingTable } from './month-closing';
import { OrganizationTable } from './organization';

export const TABLES = [
  AchievementTable,
  AffiliationTable,
  AnsweredCommandTable,
  ApiKeyTable,
  AuditEntryTable,
  BenefitRedemptionTable,
  CatalogueVersionTable,
  CompetencyOverrideTable,
  EmployeeTable,
  ImportProgressTable,
  InvitationTable,
  LevelSpanTable,
  MemberSpanTable,
  MembershipTable,
  MembershipCreditTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
] as const;

export {
  AchievementTable,
  AffiliationTable,
  AnsweredCommandTable,
  ApiKeyTable,
  AuditEntryTable,
  BenefitRedemptionTable,
  CatalogueVersionTable,
  CompetencyOverrideTable,
  EmployeeTable,
  ImportProgressTable,
  InvitationTable,
  LevelSpanTable,
  MemberSpanTable,
  MembershipTable,
  MembershipCreditTable,
  MetricRecordTable,
  MonthClosingTable,
  OrganizationTable,
};
export type { AchievementRow } from './achievement';
export type { AffiliationRow } from './affiliation';
export type { AnsweredCommandRow } from './answered-command';
export type { ApiKeyRow } from './api-key';
export type { AuditEntryRow } from './audit-entry';
export type { BenefitRedemptionRow } from './benefit-redemption';
export type { CatalogueVersionRow } from './catalogue-version';
export type { CompetencyOverrideRow } from './competency-override';
export type { EmployeeRow } from './employee';
export type { ImportProgressRow } from './import-progress';
export type { InvitationRow } from './invitation';
export type { Aspect, LevelSpanRow } from './level-span';
export type { MemberSpanRow } from './member-span';
export type { MembershipRow } from './membership';
export type { MembershipCreditRow } from './membership-credit';
export type { MetricRecordRow } from './metric-record';
export type { MonthClosingRow } from './month-closing';
export type { OrganizationRow } from './organization';
