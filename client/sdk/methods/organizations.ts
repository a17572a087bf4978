import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { verbsOf, type Beside } from '../verbs.ts';

export function organizations(connection: Connection) {
  const { ask, command, list, ofOrganization } = verbsOf(connection);
  return {
    /**
     * All organizations, or those that a `filter` finds on a day, by name unless `orderBy` says otherwise.
     *
     * For: the vendor's agents.
     */
    list: (variables: Beside<op.ListOrganizationsQueryVariables> = {}, options?: ListOptions) =>
      list(op.ListOrganizationsDocument, variables, options, ({ organizations }) => organizations),
    /** The organization with an id; null when there is none. */
    get: (id: string, options?: CallOptions) =>
      ask(op.OrganizationByIdDocument, { id }, options, ({ organization }) => organization),
    /** The organization with a key, such as `nordwind-it`; null when there is none. */
    byKey: (key: string, options?: CallOptions) =>
      ask(op.OrganizationByKeyDocument, { key }, options, ({ organization }) => organization),
    /**
     * The same with what is not public, such as the `version` that `update` expects.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    details: (id: string, options?: CallOptions) =>
      ask(op.OrganizationDetailsDocument, { id }, options, ({ organization }) => organization),
    /**
     * Lets a partner company join the programme.
     *
     * For: the vendor's agents.
     */
    register: command(op.RegisterOrganizationDocument, 'organization'),
    /**
     * Changes what is said of an organization.
     *
     * For: admins of the organization, the vendor's agents.
     */
    update: command(op.UpdateOrganizationDocument, 'organization'),
    /**
     * All organizations with their statuses: what a request for each would tell, in one for each page.
     *
     * For: the vendor's agents.
     */
    statuses: (variables: Beside<op.OrganizationStatusesQueryVariables> = {}, options?: ListOptions) =>
      list(op.OrganizationStatusesDocument, variables, options, ({ organizations }) => organizations),
    /**
     * How it stands on a day, as a whole; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    status: ofOrganization(op.OrganizationStatusDocument, ({ status }) => status),
    /**
     * The level of each competency on a day; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    competencies: ofOrganization(op.OrganizationCompetenciesDocument, ({ competencies }) => competencies),
    /**
     * How far each path of a competency is on a day, and who fills which slot; null when there is none.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
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
    /**
     * The changes of its status to come, with their causes; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    forecast: ofOrganization(op.ForecastDocument, ({ forecast }) => forecast),
    /**
     * Whose leaving would cost a level; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    criticalPeople: ofOrganization(op.CriticalPeopleDocument, ({ criticalPeople }) => criticalPeople),
    /**
     * The ways to a level, cheapest first; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    plan: (id: string, variables: Beside<op.PlanQueryVariables, 'id'>, options?: CallOptions) =>
      ask(op.PlanDocument, { id, ...variables }, options, ({ organization }) => organization?.plan ?? null),
    /**
     * How it would stand if something happened; nothing is stored. Null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
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
    /**
     * What endangers its renewal, and what would mend it; null when there is no such organization.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    renewalRisk: ofOrganization(op.RenewalRiskDocument, ({ renewalRisk }) => renewalRisk),
    /**
     * When its membership can be renewed; null when there is no term to renew.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    renewalWindow: ofOrganization(op.RenewalWindowDocument, ({ renewalWindow }) => renewalWindow),
    /**
     * Those whose renewal is in danger, by the day of renewal.
     *
     * For: the vendor's agents.
     */
    atRisk: (variables: Beside<op.OrganizationsAtRiskQueryVariables> = {}, options?: ListOptions) =>
      list(
        op.OrganizationsAtRiskDocument,
        variables,
        options,
        ({ organizationsAtRisk }) => organizationsAtRisk,
      ),
    /**
     * The same with what endangers each, and what would mend it.
     *
     * For: the vendor's agents.
     */
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
