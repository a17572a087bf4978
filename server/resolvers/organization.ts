import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow, ANYONE, ORGANIZATION_ADMINS } from '../../schema/access';
import { ApiKeyConnection } from '../../schema/api-key';
import { AuditEntryConnection } from '../../schema/audit-entry';
import { ConnectionArguments } from '../../schema/connection';
import { idOf } from '../../schema/global-id';
import { Organization, OrganizationConnection } from '../../schema/organization';
import {
  OrganizationFilter,
  OrganizationOrder,
  type OrganizationOrderName,
} from '../../schema/organization-filter';
import { RegisterOrganizationInput, RegisterOrganizationPayload } from '../../schema/register-organization';
import { LocalDate } from '../../schema/scalars/local-date';
import { UpdateOrganizationInput, UpdateOrganizationPayload } from '../../schema/update-organization';
import { registerOrganization } from '../commands/register-organization';
import { updateOrganization } from '../commands/update-organization';
import type { ApiKeyRow } from '../db/entities';
import { say } from '../messages';
import { BadInput } from '../request/bad-input';
import type { ReadOrganization } from '../request/columns';
import type { Context } from '../request/context';
import type { ChildList } from '../request/list';
import { childPage } from '../request/paging';
import { searchByName, searchByRenewal } from '../search/search-organizations';
import type { Day } from '../rules';
import { WHILE_OUTDATED } from './organizations-at-risk';
import { presentApiKey } from '../presenters/api-key';
import { auditEntriesBy } from './audit-entry';
import { presentAuditEntry } from '../presenters/audit-entry';
import { presentOrganization, type OrganizationSource } from '../presenters/organization';
import { readOrganizationFilter } from './arguments/organization-filter';
import { refuseIllFormed } from './arguments/refuse-input';

const API_KEYS: ChildList<ApiKeyRow> = {
  name: 'apiKeys',
  table: 'api_key',
  columns: '*',
  parent: 'organizationId',
  orderBy: { id: 'text' },
  descending: true,
};

const AUDIT_ENTRIES = auditEntriesBy('organizationId');

@Resolver(() => Organization)
export class OrganizationResolver {
  @Allow(ANYONE)
  @Query(() => Organization, {
    nullable: true,
    description:
      'The organization with an id or a key, whichever of the two is given; null when there is none. What is no id of an organization is an error.',
  })
  async organization(
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id: string | null = null,
    @Arg('key', () => String, { nullable: true, description: 'Its key, such as `nordwind-it`.' })
    key: string | null = null,
    @Ctx() context: Context,
  ): Promise<Organization | null> {
    if ((id === null) === (key === null)) throw new BadInput(say('organization.which'));
    refuseIllFormed('key', key);
    const row =
      id === null
        ? await context.load.organizationWithKey.load(key ?? '')
        : await organizationWithId(context, id);
    return row && presentOrganization(row);
  }

  @Allow(AGENTS)
  @Query(() => OrganizationConnection, {
    nullable: true,
    description: `All organizations, or those that are on a day, past or future, what is looked for. ${WHILE_OUTDATED}`,
  })
  async organizations(
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('country', () => String, {
      nullable: true,
      description: 'Only those of the country with this ISO 3166-1 code, such as `DE`; as in `filter`.',
    })
    country: string | null = null,
    @Arg('filter', () => OrganizationFilter, { nullable: true, description: 'What is looked for.' })
    filter: OrganizationFilter | null = null,
    @Arg('orderBy', () => OrganizationOrder, {
      nullable: true,
      description: 'The order of the list; by name when absent.',
    })
    orderBy: OrganizationOrderName | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day on which they are what is looked for, past or future; today when absent.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const given = { ...filter, country: oneCountry(country, filter?.country ?? null) };
    const search = await readOrganizationFilter(given, context);
    const order = orderBy === 'RENEWAL_DAY' ? searchByRenewal : searchByName;
    return order(context, search, on ?? context.today, paging, (row) => {
      // What is asked of an organization inside often begins with its row.
      context.load.organization.prime(row.id, row);
      return presentOrganization(row);
    });
  }

  @Allow(AGENTS)
  @Mutation(() => RegisterOrganizationPayload, { description: 'Lets a partner company join the programme.' })
  async registerOrganization(
    @Arg('input', () => RegisterOrganizationInput, { description: 'The company.' })
    input: RegisterOrganizationInput,
    @Ctx() context: Context,
  ): Promise<RegisterOrganizationPayload> {
    const { answer, refusals } = await registerOrganization(context, input);
    if (answer === null) return { organization: null, refusals };
    const row = await context.load.organization.load(answer.organizationId);
    return { organization: row && presentOrganization(row), refusals };
  }

  @Allow({ ...ORGANIZATION_ADMINS, organization: 'input.organizationId' })
  @Mutation(() => UpdateOrganizationPayload, {
    description: 'Changes what is said of an organization. Its market and country are for agents to change.',
  })
  async updateOrganization(
    @Arg('input', () => UpdateOrganizationInput, { description: 'What changes.' })
    input: UpdateOrganizationInput,
    @Ctx() context: Context,
  ): Promise<UpdateOrganizationPayload> {
    const { answer, refusals } = await updateOrganization(context, input);
    if (answer === null) return { organization: null, refusals };
    const row = await context.load.organization.load(answer.organizationId);
    return { organization: row && presentOrganization(row), refusals };
  }

  @Allow(ORGANIZATION_ADMINS)
  @FieldResolver(() => ApiKeyConnection, { description: 'The API keys of the organization, newest first.' })
  apiKeys(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, API_KEYS, organizationId, paging, presentApiKey);
  }

  @Allow({ ...AGENTS, organization: 'root' })
  @FieldResolver(() => AuditEntryConnection, {
    description: 'Everything that was changed about the organization, newest first.',
  })
  auditEntries(
    @Root() { organizationId }: OrganizationSource,
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Ctx() context: Context,
  ) {
    return childPage(context, AUDIT_ENTRIES, organizationId, paging, presentAuditEntry);
  }
}

/** Said in two places it must be the same. */
function oneCountry(a: string | null, b: string | null): string | null {
  if (a !== null && b !== null && a !== b) throw new BadInput(say('organizations.countries', { a, b }));
  return a ?? b;
}

function organizationWithId(context: Context, given: string): Promise<ReadOrganization | null> {
  const id = idOf('Organization', given);
  if (id === null) throw new BadInput(say('id.unknown', { value: given, what: 'an organization' }));
  return context.load.organization.load(id);
}
