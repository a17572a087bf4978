import type { CallOptions, Connection } from '../connect.ts';
import * as op from '../generated/operations.ts';
import type { ListOptions } from '../list.ts';
import { methodHelpers, type OptionalVariables } from '../method-helpers.ts';

export function organizations(connection: Connection) {
  const { ask, command, list, ofOrganization } = methodHelpers(connection);
  return {
    /**
     * Organizations that match a `filter` on a day. Default: all organizations, by name.
     *
     * For: the vendor's agents.
     */
    list: (variables: OptionalVariables<op.ListOrganizationsQueryVariables> = {}, options?: ListOptions) =>
      list(op.ListOrganizationsDocument, variables, options, ({ organizations }) => organizations),
    /** The organization with the given id; null when there is none. */
    get: (id: string, options?: CallOptions) =>
      ask(op.OrganizationByIdDocument, { id }, options, ({ organization }) => organization),
    /** The organization with the given key, such as `nordwind-it`; null when there is none. */
    byKey: (key: string, options?: CallOptions) =>
      ask(op.OrganizationByKeyDocument, { key }, options, ({ organization }) => organization),
    /**
     * The organization with its non-public fields, such as the `version` that `update` expects.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    details: (id: string, options?: CallOptions) =>
      ask(op.OrganizationDetailsDocument, { id }, options, ({ organization }) => organization),
    /**
     * Registers a partner company in the programme.
     *
     * For: the vendor's agents.
     */
    register: command(op.RegisterOrganizationDocument, 'organization'),
    /**
     * Changes the details of an organization.
     *
     * For: admins of the organization, the vendor's agents.
     */
    update: command(op.UpdateOrganizationDocument, 'organization'),
    /**
     * Organizations with their statuses, in one request per page instead of one per organization.
     *
     * For: the vendor's agents.
     */
    statuses: (
      variables: OptionalVariables<op.OrganizationStatusesQueryVariables> = {},
      options?: ListOptions,
    ) => list(op.OrganizationStatusesDocument, variables, options, ({ organizations }) => organizations),
    /**
     * The complete status on a day; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    status: ofOrganization(op.OrganizationStatusDocument, 'status'),
    /**
     * The level of each competency on a day; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    competencies: ofOrganization(op.OrganizationCompetenciesDocument, 'competencies'),
    /**
     * The progress of each path of a competency on a day, with the person in each slot; null when the organization or
     * the competency does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    progress: (
      id: string,
      key: string,
      variables: OptionalVariables<op.CompetencyProgressQueryVariables, 'id' | 'key'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.CompetencyProgressDocument,
        { id, key, ...variables },
        options,
        ({ organization }) => organization?.competency ?? null,
      ),
    /**
     * The nearest path of each competency to a level, with what it lacks, the nearest first; null when the
     * organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    progressTowards: ofOrganization(op.ProgressTowardsDocument, 'progressTowards'),
    /**
     * The future changes of status with their causes; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    forecast: ofOrganization(op.ForecastDocument, 'forecast'),
    /**
     * The levels and flags over a span of days as consecutive spans with the causes of each change; null when the
     * organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    timeline: ofOrganization(op.TimelineDocument, 'timeline'),
    /**
     * The people whose departure would cost a level; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    criticalPeople: ofOrganization(op.CriticalPeopleDocument, 'criticalPeople'),
    /**
     * The ways to reach a level, cheapest first; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    plan: ofOrganization(op.PlanDocument, 'plan'),
    /**
     * The status under hypothetical changes, which are not stored; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    whatIf: (
      id: string,
      changes: op.WhatIfQueryVariables['changes'],
      variables: OptionalVariables<op.WhatIfQueryVariables, 'id' | 'changes'> = {},
      options?: CallOptions,
    ) =>
      ask(
        op.WhatIfDocument,
        { id, changes, ...variables },
        options,
        ({ organization }) => organization?.whatIf ?? null,
      ),
    /**
     * The risks to the renewal with causes and repairs; null when the organization does not exist.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    renewalRisk: ofOrganization(op.RenewalRiskDocument, 'renewalRisk'),
    /**
     * The period in which the membership can be renewed; null when there is no term to renew.
     *
     * For: employees of the organization, admins of the organization, the vendor's agents, API keys of the
     * organization with the scope READ_ORGANIZATION.
     */
    renewalWindow: ofOrganization(op.RenewalWindowDocument, 'renewalWindow'),
    /**
     * Members whose renewal is endangered, by renewal day.
     *
     * For: the vendor's agents.
     */
    atRisk: (
      variables: OptionalVariables<op.OrganizationsAtRiskQueryVariables> = {},
      options?: ListOptions,
    ) =>
      list(
        op.OrganizationsAtRiskDocument,
        variables,
        options,
        ({ organizationsAtRisk }) => organizationsAtRisk,
      ),
    /**
     * Members whose renewal is endangered, with the causes and repairs.
     *
     * For: the vendor's agents.
     */
    renewalRisks: (variables: OptionalVariables<op.RenewalRisksQueryVariables> = {}, options?: ListOptions) =>
      list(
        op.RenewalRisksDocument,
        variables,
        // A larger page would exceed the cost limit of a request.
        { pageSize: 25, ...options },
        ({ organizationsAtRisk }) => organizationsAtRisk,
      ),
    /** The public profile; null without a running membership. */
    marketingProfile: ofOrganization(op.MarketingProfileDocument, 'marketingProfile'),
  };
}
