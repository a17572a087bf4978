import { AuditEntryResolver } from './organizations/audit-entry';
import { CauseResolver } from './statuses/cause';
import { ActingOverrideResolver, CompetencyStatusResolver } from './statuses/competency-status';
import { CriticalPersonResolver } from './statuses/critical-person';
import { DerivedOrganizationResolver, OrganizationStatusResolver } from './statuses/organization-status';
import { PlanStepResolver } from './statuses/plan';
import {
  ContributingCredentialResolver,
  ContributorResolver,
  PeopleProgressResolver,
  UncountedAchievementResolver,
} from './statuses/progress';
import { AchievementResolver } from './people/achievement';
import { AffiliationResolver } from './people/affiliation';
import { ApiKeyResolver } from './organizations/api-key';
import { AssociationPreviewResolver } from './people/association-preview';
import { BenefitRedemptionResolver, BenefitResolver, EntitlementResolver } from './catalogue/benefit';
import { CatalogueResolver } from './catalogue/catalogue';
import { CataloguePreviewResolver, PreviewedOrganizationResolver } from './catalogue/catalogue-preview';
import { CompetencyResolver } from './catalogue/competency';
import { EmployeeResolver } from './people/employee';
import { InvitationResolver } from './people/invitation';
import { MembershipCreditResolver, MembershipResolver } from './memberships/membership';
import { MembershipQuoteResolver, ShortenedTermResolver } from './memberships/membership-quote';
import { MetricRecordResolver } from './metrics/metric-record';
import { MonthClosingResolver } from './metrics/month-closing';
import { NodeResolver } from './node';
import { OrganizationResolver } from './organizations/organization';
import { OrganizationFactsResolver } from './organizations/organization-facts';
import { OrganizationMembershipResolver } from './memberships/organization-membership';
import { MarketingProfileResolver } from './organizations/marketing-profile';
import { OrganizationAtRiskResolver } from './statuses/organizations-at-risk';
import {
  EndOverridesResolver,
  OrganizationRenewalResolver,
  ProveLevelResolver,
  RenewNowResolver,
} from './statuses/renewal-risk';
import { OverrideResolver, PlacedCohortOverridesResolver } from './overrides/override';
import { ViewerResolver } from './people/viewer';

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
