import { AchievementResolver } from './achievement';
import { AffiliationResolver } from './affiliation';
import { ApiKeyResolver } from './api-key';
import { CatalogueResolver } from './catalogue';
import { CompetencyResolver } from './competency';
import { EmployeeResolver } from './employee';
import { MonthClosingResolver } from './month-closing';
import { NodeResolver } from './node';
import { OrganizationResolver } from './organization';
import { OrganizationFactsResolver } from './organization-facts';
import { ViewerResolver } from './viewer';

export const RESOLVERS = [
  AchievementResolver,
  AffiliationResolver,
  ApiKeyResolver,
  CatalogueResolver,
  CompetencyResolver,
  EmployeeResolver,
  MonthClosingResolver,
  NodeResolver,
  OrganizationResolver,
  OrganizationFactsResolver,
  ViewerResolver,
] as const;
