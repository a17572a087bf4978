import { AuditEntryResolver } from './organizations/audit-entry';
import {
  AchievementCauseResolver,
  AffiliationCauseResolver,
  MembershipCauseResolver,
  OverrideCauseResolver,
} from './statuses/cause';
import { ActingOverrideResolver, COMPETENCY_STATUS_RESOLVERS } from './statuses/competency-status';
import { CriticalPersonResolver } from './statuses/critical-person';
import { DerivedOrganizationResolver, ORGANIZATION_STATUS_RESOLVERS } from './statuses/organization-status';
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
import { BenefitDifferenceResolver } from './catalogue/benefit-difference';
import { BenefitRedemptionResolver, OrganizationRedemptionsResolver } from './memberships/benefit-redemption';
import { EntitlementResolver, OrganizationEntitlementsResolver } from './memberships/entitlement';
import { CatalogueResolver, CatalogueVersionResolver } from './catalogue/catalogue';
import { CataloguePreviewResolver, PreviewedOrganizationResolver } from './catalogue/catalogue-preview';
import { CompetencyResolver } from './catalogue/competency';
import { CompetencyRulesResolver } from './catalogue/competency-rules';
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
import { OrganizationAtRiskResolver } from './statuses/organization-at-risk';
import {
  EndOverridesResolver,
  OrganizationRenewalResolver,
  ProveLevelResolver,
  RenewNowResolver,
} from './statuses/renewal-risk';
import { OverrideResolver, PlacedCohortOverridesResolver } from './overrides/override';
import { ViewerResolver } from './people/viewer';

export const RESOLVERS = [
  AchievementCauseResolver,
  AffiliationCauseResolver,
  MembershipCauseResolver,
  OverrideCauseResolver,
  ActingOverrideResolver,
  ...COMPETENCY_STATUS_RESOLVERS,
  CriticalPersonResolver,
  DerivedOrganizationResolver,
  ...ORGANIZATION_STATUS_RESOLVERS,
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
  BenefitDifferenceResolver,
  OrganizationEntitlementsResolver,
  OrganizationRedemptionsResolver,
  EntitlementResolver,
  CataloguePreviewResolver,
  CatalogueResolver,
  CatalogueVersionResolver,
  CompetencyResolver,
  CompetencyRulesResolver,
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
