import type { CallOptions, ClientOptions } from './connect.ts';
import * as op from './generated/operations.ts';
import type { ListOptions } from './list.ts';
import { verbsOf, type Beside } from './verbs.ts';

/** A method for each operation of client/sdk/operations, by noun. */
export type Methods = ReturnType<typeof methodsOf>;

export function methodsOf(client: ClientOptions) {
  const { ask, list, command } = verbsOf(client);
  return {
    achievements: {
      /** What a person has earned, oldest first. */
      ofEmployee: (id: string, options?: ListOptions) =>
        list(op.AchievementsOfEmployeeDocument, { id }, options, ({ node }) =>
          node?.__typename === 'Employee' ? node.achievements : null,
        ),
      /** What fills no slot of a competency on a day, person by person, and why. */
      uncounted: (
        id: string,
        key: string,
        variables: Beside<op.UncountedAchievementsQueryVariables, 'id' | 'key'> = {},
        options?: ListOptions,
      ) =>
        list(
          op.UncountedAchievementsDocument,
          { id, key, ...variables },
          options,
          ({ organization }) => organization?.competency?.uncounted,
        ),
      /** Writes down what a person has earned. */
      record: command(op.RecordAchievementDocument, 'achievement'),
      /** Writes down up to 500 at once; the same record twice changes nothing. */
      import: command(op.ImportAchievementsDocument, 'rows', 'counts'),
      /** Mends what was written down wrongly. */
      correct: command(op.CorrectAchievementDocument, 'achievement'),
      /** Takes an achievement back: it no longer counts. */
      revoke: command(op.RevokeAchievementDocument, 'achievement'),
    },
    affiliations: {
      /** Who belongs, belonged and will belong to an organization. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListAffiliationsDocument, { id }, options, ({ organization }) => organization?.affiliations),
      /** Whether, and from when on, whoever asks may associate with an organization; null without an account. */
      preview: (organizationId: string, options?: CallOptions) =>
        ask(
          op.AssociationPreviewDocument,
          { organizationId },
          options,
          ({ viewer }) => viewer.employee?.associationPreview ?? null,
        ),
      /** Joins an organization today, and leaves the one before it. */
      associate: command(op.AssociateDocument, 'affiliation'),
      /** Ends the affiliation of somebody who leaves. */
      end: command(op.EndAffiliationDocument, 'affiliation'),
      /** Makes a member an admin, or an admin a member. */
      changeRole: command(op.ChangeAffiliationRoleDocument, 'affiliation'),
      /** Takes over an affiliation from elsewhere. */
      record: command(op.RecordAffiliationDocument, 'affiliation'),
    },
    apiKeys: {
      /** The API keys of an organization, newest first. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListApiKeysDocument, { id }, options, ({ organization }) => organization?.apiKeys),
      /** Makes an API key; its secret is told this once, and `SecretLost` thrown when it did not arrive. */
      create: command(op.CreateApiKeyDocument, 'apiKey', 'secret'),
      /** Replaces an API key as `create` makes one; the old one goes on for some hours. */
      rotate: command(op.RotateApiKeyDocument, 'apiKey', 'secret', 'replaced'),
      /** Ends an API key at once. */
      revoke: command(op.RevokeApiKeyDocument, 'apiKey'),
    },
    auditEntries: {
      /** Everything that was changed about an organization, newest first. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListAuditEntriesDocument, { id }, options, ({ organization }) => organization?.auditEntries),
    },
    benefits: {
      /** What members receive, by level and competency. */
      list: (variables: op.BenefitsQueryVariables = {}, options?: CallOptions) =>
        ask(op.BenefitsDocument, variables, options, ({ benefits }) => benefits),
      /** What another level of membership gives more, or less. */
      difference: (variables: op.BenefitDifferenceQueryVariables, options?: CallOptions) =>
        ask(op.BenefitDifferenceDocument, variables, options, ({ benefitDifference }) => benefitDifference),
      /** What an organization may use, and what is left of it; null when there is no such organization. */
      ofOrganization: (
        id: string,
        variables: Beside<op.BenefitsOfOrganizationQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.BenefitsOfOrganizationDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.benefits ?? null,
        ),
      /** What an organization has used, newest first. */
      redemptions: (
        id: string,
        variables: Beside<op.ListBenefitRedemptionsQueryVariables, 'id'> = {},
        options?: ListOptions,
      ) =>
        list(
          op.ListBenefitRedemptionsDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.benefitRedemptions,
        ),
      /** Uses some of a benefit. */
      redeem: command(op.RedeemBenefitDocument, 'redemption'),
    },
    catalogue: {
      /** The catalogue of a day: its centers, competencies and credentials. */
      get: (variables: op.CatalogueOnQueryVariables = {}, options?: CallOptions) =>
        ask(op.CatalogueOnDocument, variables, options, ({ catalogue }) => catalogue),
      /** All versions of the catalogue, oldest first. */
      versions: (options?: CallOptions) =>
        ask(op.CatalogueVersionsDocument, {}, options, ({ catalogueVersions }) => catalogueVersions),
      /** What is wrong with a document; nothing: it can be published. */
      check: (variables: op.CheckCatalogueQueryVariables, options?: CallOptions) =>
        ask(op.CheckCatalogueDocument, variables, options, ({ checkCatalogue }) => checkCatalogue),
      /** How many organizations would gain or lose something if a document were published. */
      preview: (variables: op.PreviewCatalogueQueryVariables, options?: CallOptions) =>
        ask(op.PreviewCatalogueDocument, variables, options, ({ previewCatalogue }) => previewCatalogue),
      /** Which organizations would gain or lose what, if a document were published. */
      previewOrganizations: (
        variables: Beside<op.PreviewCatalogueOrganizationsQueryVariables>,
        options?: ListOptions,
      ) =>
        list(
          op.PreviewCatalogueOrganizationsDocument,
          variables,
          options,
          ({ previewCatalogue }) => previewCatalogue.organizations,
        ),
      /** Publishes a document as the next version. */
      publish: command(op.PublishCatalogueDocument, 'catalogue'),
    },
    centers: {
      /** The Centers of Excellence, with the competencies of each. */
      list: (variables: op.CentersQueryVariables = {}, options?: CallOptions) =>
        ask(op.CentersDocument, variables, options, ({ centers }) => centers),
    },
    competencies: {
      /** The competencies, in the order of the catalogue. */
      list: (variables: op.CompetenciesQueryVariables = {}, options?: CallOptions) =>
        ask(op.CompetenciesDocument, variables, options, ({ competencies }) => competencies),
      /** A competency with its paths and benefits; null when there is none. */
      get: (key: string, variables: Beside<op.CompetencyQueryVariables, 'key'> = {}, options?: CallOptions) =>
        ask(op.CompetencyDocument, { key, ...variables }, options, ({ competency }) => competency),
      /** What each path of a competency asks for, as deep as it goes; null when there is no such competency. */
      paths: (
        key: string,
        variables: Beside<op.CompetencyPathsQueryVariables, 'key'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.CompetencyPathsDocument,
          { key, ...variables },
          options,
          ({ competency }) => competency?.paths ?? null,
        ),
    },
    credentials: {
      /** The credentials that people can earn. */
      list: (variables: op.CredentialsQueryVariables = {}, options?: CallOptions) =>
        ask(op.CredentialsDocument, variables, options, ({ credentials }) => credentials),
      /** The credential with a code; null when there is none. */
      get: (
        code: string,
        variables: Beside<op.CredentialQueryVariables, 'code'> = {},
        options?: CallOptions,
      ) => ask(op.CredentialDocument, { code, ...variables }, options, ({ credential }) => credential),
    },
    employees: {
      /** All people with an account, in the order of their registration. */
      list: (options?: ListOptions) =>
        list(op.ListEmployeesDocument, {}, options, ({ employees }) => employees),
      /** A person's account, for the person, its admins and agents; null when there is none. */
      get: (id: string, options?: CallOptions) =>
        ask(op.EmployeeByIdDocument, { id }, options, ({ node }) =>
          node?.__typename === 'Employee' ? node : null,
        ),
      /** Who belongs to an organization on a day. */
      ofOrganization: (
        id: string,
        variables: Beside<op.EmployeesOfOrganizationQueryVariables, 'id'> = {},
        options?: ListOptions,
      ) =>
        list(
          op.EmployeesOfOrganizationDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.employees,
        ),
      /** Makes an account. */
      register: command(op.RegisterEmployeeDocument, 'employee'),
      /** Changes a person's name or address. */
      update: command(op.UpdateEmployeeDocument, 'employee'),
    },
    invitations: {
      /** The invitations to join an organization, newest first. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListInvitationsDocument, { id }, options, ({ organization }) => organization?.invitations),
      /** Invites somebody; the token is told this once, and `SecretLost` thrown when it did not arrive. */
      invite: command(op.InviteEmployeeDocument, 'invitation', 'token'),
      /** Takes an invitation back. */
      revoke: command(op.RevokeInvitationDocument, 'invitation'),
    },
    memberships: {
      /** The terms of an organization's membership, latest first. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListMembershipsDocument, { id }, options, ({ organization }) => organization?.memberships),
      /** The term that runs on a day; null when none does. */
      running: (
        id: string,
        variables: Beside<op.RunningMembershipQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.RunningMembershipDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.membership ?? null,
        ),
      /** What an offer costs, and whether it may be bought; null when there is no such organization. */
      quote: (
        id: string,
        offer: string,
        variables: Beside<op.MembershipQuoteQueryVariables, 'id' | 'offer'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.MembershipQuoteDocument,
          { id, offer, ...variables },
          options,
          ({ organization }) => organization?.membershipQuote ?? null,
        ),
      /** Buys, renews or upgrades, for the total that was quoted. */
      purchase: command(op.PurchaseMembershipDocument, 'membership'),
      /** Gives a term back. */
      refund: command(op.RefundMembershipDocument, 'membership', 'paidBack'),
      /** Takes over a term of a programme that ran before. */
      record: command(op.RecordMembershipDocument, 'membership'),
    },
    metrics: {
      /** What is measured of organizations, month by month. */
      list: (variables: op.MetricsQueryVariables = {}, options?: CallOptions) =>
        ask(op.MetricsDocument, variables, options, ({ metrics }) => metrics),
      /** What the vendor has measured of an organization. */
      ofOrganization: (id: string, options?: ListOptions) =>
        list(
          op.ListMetricRecordsDocument,
          { id },
          options,
          ({ organization }) => organization?.metricRecords,
        ),
      /** Writes down what was measured of an organization. */
      record: command(op.RecordMetricsDocument, 'metricRecords'),
      /** Writes down up to 500 amounts at once; the same amount twice changes nothing. */
      import: command(op.ImportMetricsDocument, 'rows', 'counts'),
    },
    months: {
      /** The months that the vendor has closed, latest first. */
      closed: (options?: ListOptions) =>
        list(op.ListClosedMonthsDocument, {}, options, ({ closedMonths }) => closedMonths),
      /** Closes a month: its sales are complete, and windows end with it. */
      close: command(op.CloseMonthDocument, 'monthClosing'),
    },
    offers: {
      /** The memberships on sale. */
      list: (variables: op.OffersQueryVariables = {}, options?: CallOptions) =>
        ask(op.OffersDocument, variables, options, ({ offers }) => offers),
    },
    organizations: {
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
      /** How it stands on a day, as a whole; null when there is no such organization. */
      status: (
        id: string,
        variables: Beside<op.OrganizationStatusQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.OrganizationStatusDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.status ?? null,
        ),
      /** The level of each competency on a day; null when there is no such organization. */
      competencies: (
        id: string,
        variables: Beside<op.OrganizationCompetenciesQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.OrganizationCompetenciesDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.competencies ?? null,
        ),
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
      forecast: (
        id: string,
        variables: Beside<op.ForecastQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.ForecastDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.forecast ?? null,
        ),
      /** Whose leaving would cost a level; null when there is no such organization. */
      criticalPeople: (
        id: string,
        variables: Beside<op.CriticalPeopleQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.CriticalPeopleDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.criticalPeople ?? null,
        ),
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
      renewalRisk: (
        id: string,
        variables: Beside<op.RenewalRiskQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.RenewalRiskDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.renewalRisk ?? null,
        ),
      /** When its membership can be renewed; null when there is no term to renew. */
      renewalWindow: (
        id: string,
        variables: Beside<op.RenewalWindowQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.RenewalWindowDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.renewalWindow ?? null,
        ),
      /** Those whose renewal is in danger, by the day of renewal. */
      atRisk: (variables: Beside<op.OrganizationsAtRiskQueryVariables> = {}, options?: ListOptions) =>
        list(
          op.OrganizationsAtRiskDocument,
          variables,
          options,
          ({ organizationsAtRisk }) => organizationsAtRisk,
        ),
      /** What customers see of it; null without a running membership. */
      marketingProfile: (
        id: string,
        variables: Beside<op.MarketingProfileQueryVariables, 'id'> = {},
        options?: CallOptions,
      ) =>
        ask(
          op.MarketingProfileDocument,
          { id, ...variables },
          options,
          ({ organization }) => organization?.marketingProfile ?? null,
        ),
    },
    overrides: {
      /** The vendor's decisions about the competencies of an organization, latest first. */
      list: (id: string, options?: ListOptions) =>
        list(op.ListOverridesDocument, { id }, options, ({ organization }) => organization?.overrides),
      /** Lifts a competency of an organization, or withholds it, for some days. */
      place: command(op.PlaceOverrideDocument, 'override'),
      /** Does so for all organizations whose membership ends in a span of days; answers the first hundred. */
      placeForCohort: command(op.PlaceCohortOverridesDocument, 'overrides'),
      /** Which organizations a cohort has. */
      previewCohort: (variables: Beside<op.CohortOverridePreviewQueryVariables>, options?: ListOptions) =>
        list(
          op.CohortOverridePreviewDocument,
          variables,
          options,
          ({ cohortOverridePreview }) => cohortOverridePreview,
        ),
      /** Ends an override today. */
      revoke: command(op.RevokeOverrideDocument, 'override'),
    },
    policy: {
      /** The numbers of the programme. */
      get: (variables: op.PolicyQueryVariables = {}, options?: CallOptions) =>
        ask(op.PolicyDocument, variables, options, ({ policy }) => policy),
    },
    viewer: {
      /** Who you are to the server, today. */
      get: (options?: CallOptions) => ask(op.ViewerDocument, {}, options, ({ viewer }) => viewer),
    },
  };
}
