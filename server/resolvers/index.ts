import { ApiKeyResolver } from './api-key';
import { CatalogueResolver } from './catalogue';
import { CompetencyResolver } from './competency';
import { NodeResolver } from './node';
import { OrganizationResolver } from './organization';
import { ViewerResolver } from './viewer';

export const RESOLVERS = [
  ApiKeyResolver,
  CatalogueResolver,
  CompetencyResolver,
  NodeResolver,
  OrganizationResolver,
  ViewerResolver,
] as const;
