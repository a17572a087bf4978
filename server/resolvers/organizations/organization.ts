import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, ANYONE, ORGANIZATION_ADMINS } from '../../../schema/access';
import { ApiKeyConnection } from '../../../schema/organizations/api-key';
import { AuditEntryConnection } from '../../../schema/organizations/audit-entry';
import { ConnectionArguments } from '../../../schema/connection';
import { storedIdOf } from '../../../schema/global-id';
import type { OneFieldOf } from '../../../schema/one-of';
import { Organization, OrganizationConnection } from '../../../schema/organizations/organization';
import {
  OrganizationFilter,
  OrganizationOrder,
  type OrganizationOrderName,
} from '../../../schema/organizations/organization-filter';
import { OrganizationReference } from '../../../schema/organizations/organization-reference';
import {
  RegisterOrganizationInput,
  RegisterOrganizationPayload,
} from '../../../schema/organizations/register-organization';
import { LocalDate } from '../../../schema/scalars/local-date';
import {
  UpdateOrganizationInput,
  UpdateOrganizationPayload,
} from '../../../schema/organizations/update-organization';
import { registerOrganization } from '../../commands/organizations/register-organization';
import { updateOrganization } from '../../commands/organizations/update-organization';
import type { ApiKeyRow } from '../../db/entities';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { ListedOrganization } from '../../request/columns';
import type { Context } from '../../request/context';
import type { ChildList } from '../../request/list';
import { childPage } from '../../request/paging';
import { searchByName, searchByRenewal } from '../../search/search-organizations';
import type { Day } from '../../rules';
import { UNAVAILABLE_NOTE } from '../statuses/organization-at-risk';
import { presentApiKey } from '../../presenters/organizations/api-key';
import { presentRefusals } from '../../presenters/refusal';
import { auditEntryList } from './audit-entry';
import { presentAuditEntry } from '../../presenters/organizations/audit-entry';
import { presentOrganization, type OrganizationSource } from '../../presenters/organizations/organization';
import { readOrganizationFilter } from '../arguments/organization-filter';
import { refuseIllFormed } from '../arguments/refuse-input';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const API_KEYS: ChildList<ApiKeyRow> = {
  name: 'apiKeys',
  table: 'api_key',
  columns: '*',
  parent: 'organizationId',
  orderBy: { id: 'text' },
  descending: true,
};

const AUDIT_ENTRIES = auditEntryList('organizationId');

@Resolver(() => Organization)
export class OrganizationResolver {
  @Allow(ANYONE)
  @Query(() => Organization, {
    nullable: true,
    description:
      'The organization with the given id or key; null when there is none. An id that is not the id of an organization is an error.',
  })
  async organization(
    @Arg('by', () => OrganizationReference, { description: 'The id or the key of the organization.' })
    by: OneFieldOf<OrganizationReference>,
    @Ctx() context: Context,
  ): Promise<Organization | null> {
    const row =
      by.id === undefined
        ? await organizationWithKey(context, by.key)
        : await organizationWithId(context, by.id);
    return row && presentOrganization(row);
  }

  @Allow(AGENTS)
  @SemanticNonNull()
  @Query(() => OrganizationConnection, {
    nullable: true,
    description: `Organizations that match the filter on a given day, past or future. Without a filter: all organizations. ${UNAVAILABLE_NOTE}`,
  })
  async organizations(
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('filter', () => OrganizationFilter, {
      nullable: true,
      description: 'The conditions that organizations must meet. Default: no conditions.',
    })
    filter: OrganizationFilter | null = null,
    @Arg('orderBy', () => OrganizationOrder, {
      nullable: true,
      description: 'The order of the list. Default: NAME.',
    })
    orderBy: OrganizationOrderName | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day on which organizations must match the filter, past or future. Default: today.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const search = await readOrganizationFilter(filter ?? {}, context);
    const searchOrganizations = orderBy === 'RENEWAL_DAY' ? searchByRenewal : searchByName;
    return searchOrganizations(context, search, on ?? context.today, paging, (row) => {
      // Nested fields often load the same row.
      context.load.organization.prime(row.id, row);
      return presentOrganization(row);
    });
  }

  @Allow(AGENTS)
  @Mutation(() => RegisterOrganizationPayload, {
    description: 'Registers a partner company in the programme.',
  })
  async registerOrganization(
    @Arg('input', () => RegisterOrganizationInput, { description: 'The company.' })
    input: RegisterOrganizationInput,
    @Ctx() context: Context,
  ): Promise<RegisterOrganizationPayload> {
    const { answer, refusals } = await registerOrganization(context, input);
    if (answer === null) return { organization: null, refusals: presentRefusals(refusals, context) };
    const row = await context.load.organization.load(answer.organizationId);
    return { organization: row && presentOrganization(row), refusals: presentRefusals(refusals, context) };
  }

  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => UpdateOrganizationPayload, {
    description:
      'Changes the details of an organization. Only agents may change its market class and country.',
  })
  async updateOrganization(
    @Arg('input', () => UpdateOrganizationInput, { description: 'The changes.' })
    input: UpdateOrganizationInput,
    @Ctx() context: Context,
  ): Promise<UpdateOrganizationPayload> {
    const { answer, refusals } = await updateOrganization(context, input);
    if (answer === null) return { organization: null, refusals: presentRefusals(refusals, context) };
    const row = await context.load.organization.load(answer.organizationId);
    return { organization: row && presentOrganization(row), refusals: presentRefusals(refusals, context) };
  }

  @Allow(ORGANIZATION_ADMINS)
  @SemanticNonNull()
  @FieldResolver(() => ApiKeyConnection, {
    nullable: true,
    description: 'The API keys of the organization, newest first.',
  })
  apiKeys(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, API_KEYS, organizationId, paging, presentApiKey);
  }

  @Allow({ ...AGENTS, organization: 'root' })
  @SemanticNonNull()
  @FieldResolver(() => AuditEntryConnection, {
    nullable: true,
    description: 'All changes to the organization and its data, newest first.',
  })
  auditEntries(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, AUDIT_ENTRIES, organizationId, paging, presentAuditEntry);
  }
}

function organizationWithKey(context: Context, key: string): Promise<ListedOrganization | null> {
  refuseIllFormed(['by', 'key'], key);
  return context.load.organizationWithKey.load(key);
}

function organizationWithId(context: Context, nodeId: string): Promise<ListedOrganization | null> {
  const id = storedIdOf('Organization', nodeId);
  if (id === null)
    throw new BadInput({
      code: 'INVALID',
      path: ['by', 'id'],
      sentence: sentence('id.unknown.organization', { value: nodeId }),
    });
  return context.load.organization.load(id);
}
