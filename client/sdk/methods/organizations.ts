import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function organizations(connection: Connection) {
  const { ask, command, list, ofOrganization } = verbsOf(connection);
  return {
    /** All organizations, by name. */
    list: (variables: Beside<op.ListOrganizationsQueryVariables> = {}, options?: ListOptions) =>
      list(op.ListOrganizationsDocument, variables, options, ({ organizations }) => organizations),
    /** The organization with an id; null when there is none. */
    get: (id: string, options?: CallOptions) =>
      ask(op.OrganizationByIdDocument, { id }, options, ({ organization }) => organization),
    /** The organization with a key, such as `nordwind-it`; null when there is none. */
    byKey: (key: string, options?: CallOptions) =>
      ask(op.OrganizationByKeyDocument, { key }, options, ({ organization }) => organization),
    /** The same with what only itself and the vendor see, such as the `version` that `update` expects. */
    details: (id: string, options?: CallOptions) =>
      ask(op.OrganizationDetailsDocument, { id }, options, ({ organization }) => organization),
    /** Lets a partner company join the programme. */
    register: command(op.RegisterOrganizationDocument, 'organization'),
    /** Changes what is said of an organization. */
    update: command(op.UpdateOrganizationDocument, 'organization'),
    /** All organizations with their statuses: what a request for each would tell, in one for each page. */
    statuses: (variables: Beside<op.OrganizationStatusesQueryVariables> = {}, options?: ListOptions) =>
      list(op.OrganizationStatusesDocument, variables, options, ({ organizations }) => organizations),
    /** How it stands on a day, as a whole; null when there is no such organization. */
    status: ofOrganization(op.OrganizationStatusDocument, ({ status }) => status),
    /** The level of each competency on a day; null when there is no such organization. */
    competencies: ofOrganization(op.OrganizationCompetenciesDocument, ({ competencies }) => competencies),
    /** How far each path of a competency is on a day, and who fills which slot; null when there is none. */
    progress: (
      id: string,
      key: string,
      variables: Beside<op.CompetencyProgressQueryVariables, 'id' | 'key'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.CompetencyProgressDocument,
        { id, key, ...variables },
        options,
        ({ organization }) => organization?.competency ?? null,
      ),
    /** The changes of its status to come, with their causes; null when there is no such organization. */
    forecast: ofOrganization(op.ForecastDocument, ({ forecast }) => forecast),
    /** Whose leaving would cost a level; null when there is no such organization. */
    criticalPeople: ofOrganization(op.CriticalPeopleDocument, ({ criticalPeople }) => criticalPeople),
    /** The ways to a level, cheapest first; null when there is no such organization. */
    plan: (id: string, variables: Beside<op.PlanQueryVariables, 'id'>, options?: CallOptions) =>
      ask(op.PlanDocument, { id, ...variables }, options, ({ organization }) => organization?.plan ?? null),
    /** How it would stand if something happened; nothing is stored. Null when there is no such organization. */
    whatIf: (
      id: string,
      changes: op.WhatIfQueryVariables['changes'],
      variables: Beside<op.WhatIfQueryVariables, 'id' | 'changes'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.WhatIfDocument,
        { id, changes, ...variables },
        options,
        ({ organization }) => organization?.whatIf ?? null,
      ),
    /** What endangers its renewal, and what would mend it; null when there is no such organization. */
    renewalRisk: ofOrganization(op.RenewalRiskDocument, ({ renewalRisk }) => renewalRisk),
    /** When its membership can be renewed; null when there is no term to renew. */
    renewalWindow: ofOrganization(op.RenewalWindowDocument, ({ renewalWindow }) => renewalWindow),
    /** Those whose renewal is in danger, by the day of renewal. */
    atRisk: (variables: Beside<op.OrganizationsAtRiskQueryVariables> = {}, options?: ListOptions) =>
      list(
        op.OrganizationsAtRiskDocument,
        variables,
        options,
        ({ organizationsAtRisk }) => organizationsAtRisk,
      ),
    /** The same with what endangers each, and what would mend it. */
    renewalRisks: (variables: Beside<op.RenewalRisksQueryVariables> = {}, options?: ListOptions) =>
      list(
        op.RenewalRisksDocument,
        variables,
        // A larger page would cost more than one request may.
        { pageSize: 25, ...options },
        ({ organizationsAtRisk }) => organizationsAtRisk,
      ),
    /** What customers see of it; null without a running membership. */
    marketingProfile: ofOrganization(op.MarketingProfileDocument, ({ marketingProfile }) => marketingProfile),
  };
}
