import { AuditEntryResolver } from './audit-entry';
import { CauseResolver } from './cause';
import { ActingOverrideResolver, CompetencyStatusResolver } from './competency-status';
import { CriticalPersonResolver } from './critical-person';
import { DerivedOrganizationResolver, OrganizationStatusResolver } from './organization-status';
import { PlanStepResolver } from './plan';
import {
  ContributingCredentialResolver,
  ContributorResolver,
  PeopleProgressResolver,
  UncountedAchievementResolver,
} from './progress';
import { AchievementResolver } from './achievement';
import { AffiliationResolver } from './affiliation';
import { ApiKeyResolver } from './api-key';
import { AssociationPreviewResolver } from './association-preview';
import { BenefitRedemptionResolver, BenefitResolver, EntitlementResolver } from './benefit';
import { CatalogueResolver } from './catalogue';
import { CataloguePreviewResolver, PreviewedOrganizationResolver } from './catalogue-preview';
import { CompetencyResolver } from './competency';
import { EmployeeResolver } from './employee';
import { InvitationResolver } from './invitation';
import { MembershipCreditResolver, MembershipResolver } from './membership';
import { MembershipQuoteResolver, ShortenedTermResolver } from './membership-quote';
import { MetricRecordResolver } from './metric-record';
import { MonthClosingResolver } from './month-closing';
import { NodeResolver } from './node';
import { OrganizationResolver } from './organization';
import { OrganizationFactsResolver } from './organization-facts';
import { OrganizationMembershipResolver } from './organization-membership';
import { MarketingProfileResolver } from './marketing-profile';
import { OrganizationAtRiskResolver } from './organizations-at-risk';
import {
  EndOverridesResolver,
  OrganizationRenewalResolver,
  ProveLevelResolver,
  RenewNowResolver,
} from './renewal-risk';
import { OverrideResolver, PlacedCohortOverridesResolver } from './override';
import { ViewerResolver } from './viewer';

export const RESOLVERS = [
  CauseResolver,
  ActingOverrideResolver,
  CompetencyStatusResolver,
  CriticalPersonResolver,
  DerivedOrganizationResolver,
  OrganizationStatusResolver,
  PlanStepResolver,
  ContributingCredentialResolver,
  ContributorResolver,
  PeopleProgressResolver,
  UncountedAchievementResolver,
  AchievementResolver,
  AffiliationResolver,
  ApiKeyResolver,
  AuditEntryResolver,
  AssociationPreviewResolver,
  BenefitRedemptionResolver,
  BenefitResolver,
  EntitlementResolver,
  CataloguePreviewResolver,
  CatalogueResolver,
  CompetencyResolver,
  EmployeeResolver,
  InvitationResolver,
  MembershipResolver,
  MembershipCreditResolver,
  MembershipQuoteResolver,
  ShortenedTermResolver,
  MetricRecordResolver,
  MonthClosingResolver,
  NodeResolver,
  OrganizationResolver,
  OrganizationFactsResolver,
  OrganizationMembershipResolver,
  OverrideResolver,
  PlacedCohortOverridesResolver,
  PreviewedOrganizationResolver,
  MarketingProfileResolver,
  OrganizationAtRiskResolver,
  OrganizationRenewalResolver,
  RenewNowResolver,
  EndOverridesResolver,
  ProveLevelResolver,
  ViewerResolver,
] as const;
