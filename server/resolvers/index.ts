import { AchievementResolver } from './achievement';
import { AffiliationResolver } from './affiliation';
import { ApiKeyResolver } from './api-key';
import { AssociationPreviewResolver } from './association-preview';
import { CatalogueResolver } from './catalogue';
import { CompetencyResolver } from './competency';
import { EmployeeResolver } from './employee';
import { InvitationResolver } from './invitation';
import { MonthClosingResolver } from './month-closing';
import { NodeResolver } from './node';
import { OrganizationResolver } from './organization';
import { OrganizationFactsResolver } from './organization-facts';
import { ViewerResolver } from './viewer';

export const RESOLVERS = [
  AchievementResolver,
  AffiliationResolver,
  ApiKeyResolver,
  AssociationPreviewResolver,
  CatalogueResolver,
  CompetencyResolver,
  EmployeeResolver,
  InvitationResolver,
  MonthClosingResolver,
  NodeResolver,
  OrganizationResolver,
  OrganizationFactsResolver,
  ViewerResolver,
] as const;
