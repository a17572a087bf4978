import {
  AssociateDocument,
  AssociationPreviewDocument,
  ChangeAffiliationRoleDocument,
  CheckCatalogueDocument,
  CloseMonthDocument,
  CohortOverridePreviewDocument,
  CompetenciesDocument,
  CorrectAchievementDocument,
  EndAffiliationDocument,
  ImportAchievementsDocument,
  ImportMetricsDocument,
  InviteEmployeeDocument,
  ListOrganizationsDocument,
  MarketingProfileDocument,
  OrganizationByKeyDocument,
  OrganizationsAtRiskDocument,
  PlaceCohortOverridesDocument,
  PlaceOverrideDocument,
  PreviewCatalogueDocument,
  PublishCatalogueDocument,
  RecordAchievementDocument,
  RecordAffiliationDocument,
  RecordMembershipDocument,
  RecordMetricsDocument,
  RegisterEmployeeDocument,
  RegisterOrganizationDocument,
  RenewalRiskDocument,
  RevokeAchievementDocument,
  RevokeInvitationDocument,
  RevokeOverrideDocument,
  UpdateEmployeeDocument,
  UpdateOrganizationDocument,
  type AssociateInput,
  type AssociateMutation,
  type AssociationPreviewQuery,
  type ChangeAffiliationRoleInput,
  type ChangeAffiliationRoleMutation,
  type CheckCatalogueQuery,
  type CheckCatalogueQueryVariables,
  type CloseMonthInput,
  type CloseMonthMutation,
  type CohortOverridePreviewQuery,
  type CohortOverridePreviewQueryVariables,
  type CompetenciesQuery,
  type CompetenciesQueryVariables,
  type CorrectAchievementInput,
  type CorrectAchievementMutation,
  type EndAffiliationInput,
  type EndAffiliationMutation,
  type ImportAchievementsInput,
  type ImportAchievementsMutation,
  type ImportMetricsInput,
  type ImportMetricsMutation,
  type InviteEmployeeInput,
  type InviteEmployeeMutation,
  type ListOrganizationsQuery,
  type ListOrganizationsQueryVariables,
  type MarketingProfileQuery,
  type MarketingProfileQueryVariables,
  type OrganizationByKeyQuery,
  type OrganizationsAtRiskQuery,
  type OrganizationsAtRiskQueryVariables,
  type PlaceCohortOverridesMutation,
  type PlaceCohortOverridesMutationVariables,
  type PlaceOverrideInput,
  type PlaceOverrideMutation,
  type PreviewCatalogueQuery,
  type PreviewCatalogueQueryVariables,
  type PublishCatalogueInput,
  type PublishCatalogueMutation,
  type RecordAchievementInput,
  type RecordAchievementMutation,
  type RecordAffiliationInput,
  type RecordAffiliationMutation,
  type RecordMembershipInput,
  type RecordMembershipMutation,
  type RecordMetricsInput,
  type RecordMetricsMutation,
  type RegisterEmployeeInput,
  type RegisterEmployeeMutation,
  type RegisterOrganizationInput,
  type RegisterOrganizationMutation,
  type RenewalRiskQuery,
  type RenewalRiskQueryVariables,
  type RevokeAchievementInput,
  type RevokeAchievementMutation,
  type RevokeInvitationInput,
  type RevokeInvitationMutation,
  type RevokeOverrideInput,
  type RevokeOverrideMutation,
  type TypedDocumentString,
  type UpdateEmployeeInput,
  type UpdateEmployeeMutation,
  type UpdateOrganizationInput,
  type UpdateOrganizationMutation,
} from './generated/operations';

export type * from './generated/operations';

export interface ClientOptions {
  /** Where the GraphQL endpoint is, such as `https://laurel.example/graphql`. */
  readonly url: string;
  /** A person's token or an API key; absent: the public. */
  readonly token?: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** A typed client: methods by noun, and `request` for documents of your own. */
export interface Client {
  request<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  readonly affiliations: {
    associate(input: AssociateInput): Promise<AssociateMutation['associate']>;
    end(input: EndAffiliationInput): Promise<EndAffiliationMutation['endAffiliation']>;
    changeRole(
      input: ChangeAffiliationRoleInput,
    ): Promise<ChangeAffiliationRoleMutation['changeAffiliationRole']>;
    record(input: RecordAffiliationInput): Promise<RecordAffiliationMutation['recordAffiliation']>;
    /** Of whoever has the token; null without an account. */
    preview(organizationId: string): Promise<AssociationPreview | null>;
  };
  readonly achievements: {
    record(input: RecordAchievementInput): Promise<RecordAchievementMutation['recordAchievement']>;
    revoke(input: RevokeAchievementInput): Promise<RevokeAchievementMutation['revokeAchievement']>;
    correct(input: CorrectAchievementInput): Promise<CorrectAchievementMutation['correctAchievement']>;
    import(input: ImportAchievementsInput): Promise<ImportAchievementsMutation['importAchievements']>;
  };
  readonly catalogue: {
    /** What is wrong with a document; nothing: it could be published. */
    check(variables: CheckCatalogueQueryVariables): Promise<CheckCatalogueQuery['checkCatalogue']>;
    /** Who would gain or lose what, if it were published. */
    preview(variables: PreviewCatalogueQueryVariables): Promise<PreviewCatalogueQuery['previewCatalogue']>;
    publish(input: PublishCatalogueInput): Promise<PublishCatalogueMutation['publishCatalogue']>;
  };
  readonly competencies: {
    list(variables?: CompetenciesQueryVariables): Promise<CompetenciesQuery['competencies']>;
  };
  readonly employees: {
    register(input: RegisterEmployeeInput): Promise<RegisterEmployeeMutation['registerEmployee']>;
    update(input: UpdateEmployeeInput): Promise<UpdateEmployeeMutation['updateEmployee']>;
  };
  readonly invitations: {
    invite(input: InviteEmployeeInput): Promise<InviteEmployeeMutation['inviteEmployee']>;
    revoke(input: RevokeInvitationInput): Promise<RevokeInvitationMutation['revokeInvitation']>;
  };
  readonly memberships: {
    record(input: RecordMembershipInput): Promise<RecordMembershipMutation['recordMembership']>;
  };
  readonly metrics: {
    record(input: RecordMetricsInput): Promise<RecordMetricsMutation['recordMetrics']>;
    import(input: ImportMetricsInput): Promise<ImportMetricsMutation['importMetrics']>;
    closeMonth(input: CloseMonthInput): Promise<CloseMonthMutation['closeMonth']>;
  };
  readonly organizations: {
    /** Those whose renewal is in danger, by the day of renewal: for the vendor's agents. */
    atRisk(
      variables: OrganizationsAtRiskQueryVariables,
    ): Promise<OrganizationsAtRiskQuery['organizationsAtRisk']>;
    byKey(key: string): Promise<OrganizationByKeyQuery['organization']>;
    /** What customers see; null without a running membership. */
    marketingProfile(variables: MarketingProfileQueryVariables): Promise<MarketingProfile | null>;
    page(variables: ListOrganizationsQueryVariables): Promise<ListOrganizationsQuery['organizations']>;
    register(input: RegisterOrganizationInput): Promise<RegisterOrganizationMutation['registerOrganization']>;
    /** What endangers the renewal, and what would mend it; null where there is no such organization. */
    renewalRisk(variables: RenewalRiskQueryVariables): Promise<RenewalRisk | null>;
    update(input: UpdateOrganizationInput): Promise<UpdateOrganizationMutation['updateOrganization']>;
  };
  readonly overrides: {
    place(input: PlaceOverrideInput): Promise<PlaceOverrideMutation['placeOverride']>;
    revoke(input: RevokeOverrideInput): Promise<RevokeOverrideMutation['revokeOverride']>;
    /** Answers with a page of what was placed; sent again with the same idempotency key, with the next one. */
    placeForCohort(
      variables: PlaceCohortOverridesMutationVariables,
    ): Promise<PlaceCohortOverridesMutation['placeCohortOverrides']>;
    previewCohort(
      variables: CohortOverridePreviewQueryVariables,
    ): Promise<CohortOverridePreviewQuery['cohortOverridePreview']>;
  };
}

export type MarketingProfile = NonNullable<
  NonNullable<MarketingProfileQuery['organization']>['marketingProfile']
>;

export type RenewalRisk = NonNullable<RenewalRiskQuery['organization']>['renewalRisk'];

export type AssociationPreview = NonNullable<
  AssociationPreviewQuery['viewer']['employee']
>['associationPreview'];

/** One of the errors of an answer, as the server wrote it. */
export interface ErrorOfAnswer {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly errorId?: string };
}

/** The server did not answer the request, or not all of it. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly ErrorOfAnswer[],
  ) {
    super(errors.map(({ message }) => message).join(' ') || `The server answered with status ${status}.`);
  }

  /** The code of the first error, such as `FORBIDDEN`. */
  get code(): string | undefined {
    return this.errors[0]?.extensions?.code;
  }
}

export function createClient({ url, token, fetch = globalThis.fetch }: ClientOptions): Client {
  return {
    request,
    affiliations: {
      associate: async (input) => (await request(AssociateDocument, { input })).associate,
      end: async (input) => (await request(EndAffiliationDocument, { input })).endAffiliation,
      changeRole: async (input) =>
        (await request(ChangeAffiliationRoleDocument, { input })).changeAffiliationRole,
      record: async (input) => (await request(RecordAffiliationDocument, { input })).recordAffiliation,
      preview: async (organizationId) => {
        const { viewer } = await request(AssociationPreviewDocument, { organizationId });
        return viewer.employee?.associationPreview ?? null;
      },
    },
    achievements: {
      record: async (input) => (await request(RecordAchievementDocument, { input })).recordAchievement,
      revoke: async (input) => (await request(RevokeAchievementDocument, { input })).revokeAchievement,
      correct: async (input) => (await request(CorrectAchievementDocument, { input })).correctAchievement,
      import: async (input) => (await request(ImportAchievementsDocument, { input })).importAchievements,
    },
    catalogue: {
      check: async (variables) => (await request(CheckCatalogueDocument, variables)).checkCatalogue,
      preview: async (variables) => (await request(PreviewCatalogueDocument, variables)).previewCatalogue,
      publish: async (input) => (await request(PublishCatalogueDocument, { input })).publishCatalogue,
    },
    competencies: {
      list: async (variables = {}) => (await request(CompetenciesDocument, variables)).competencies,
    },
    employees: {
      register: async (input) => (await request(RegisterEmployeeDocument, { input })).registerEmployee,
      update: async (input) => (await request(UpdateEmployeeDocument, { input })).updateEmployee,
    },
    invitations: {
      invite: async (input) => (await request(InviteEmployeeDocument, { input })).inviteEmployee,
      revoke: async (input) => (await request(RevokeInvitationDocument, { input })).revokeInvitation,
    },
    memberships: {
      record: async (input) => (await request(RecordMembershipDocument, { input })).recordMembership,
    },
    metrics: {
      record: async (input) => (await request(RecordMetricsDocument, { input })).recordMetrics,
      import: async (input) => (await request(ImportMetricsDocument, { input })).importMetrics,
      closeMonth: async (input) => (await request(CloseMonthDocument, { input })).closeMonth,
    },
    organizations: {
      atRisk: async (variables) =>
        (await request(OrganizationsAtRiskDocument, variables)).organizationsAtRisk,
      byKey: async (key) => (await request(OrganizationByKeyDocument, { key })).organization,
      marketingProfile: async (variables) =>
        (await request(MarketingProfileDocument, variables)).organization?.marketingProfile ?? null,
      page: async (variables) => (await request(ListOrganizationsDocument, variables)).organizations,
      register: async (input) =>
        (await request(RegisterOrganizationDocument, { input })).registerOrganization,
      renewalRisk: async (variables) =>
        (await request(RenewalRiskDocument, variables)).organization?.renewalRisk ?? null,
      update: async (input) => (await request(UpdateOrganizationDocument, { input })).updateOrganization,
    },
    overrides: {
      place: async (input) => (await request(PlaceOverrideDocument, { input })).placeOverride,
      revoke: async (input) => (await request(RevokeOverrideDocument, { input })).revokeOverride,
      placeForCohort: async (variables) =>
        (await request(PlaceCohortOverridesDocument, variables)).placeCohortOverrides,
      previewCohort: async (variables) =>
        (await request(CohortOverridePreviewDocument, variables)).cohortOverridePreview,
    },
  };

  async function request<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const { data, errors = [] } = await answerOf<Result>(response);
    if (data === undefined || data === null || errors.length > 0)
      throw new RequestFailed(response.status, errors);
    return data;
  }
}

interface AnswerOf<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly ErrorOfAnswer[];
}

async function answerOf<Result>(response: Response): Promise<AnswerOf<Result>> {
  const text = await response.text();
  try {
    // The server speaks GraphQL over HTTP, and the document's type says what its data are.
    return JSON.parse(text) as AnswerOf<Result>;
  } catch {
    // A proxy on the way has answered in its own words; the status says what there is to say.
    throw new RequestFailed(response.status, []);
  }
}
