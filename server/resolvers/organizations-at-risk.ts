import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../schema/access';
import { ConnectionArguments } from '../../schema/connection';
import { Level } from '../../schema/level';
import { Organization } from '../../schema/organization';
import { OrganizationAtRisk, OrganizationAtRiskConnection } from '../../schema/organization-at-risk';
import { LocalDate } from '../../schema/scalars/local-date';
import { countInWords } from '../messages/language';
import type { Context } from '../request/context';
import { MAX_EVALUATED } from '../search/evaluate-outdated';
import { required } from '../request/required';
import { ALL_ORGANIZATIONS } from '../search/organization-search';
import { searchByRenewal } from '../search/search-organizations';
import type { Day, Level as LevelName } from '../rules';
import { presentOrganization } from '../presenters/organization';

/** Said of every search: it is the only answer that depends on how far the server has come. */
export const WHILE_OUTDATED = `While a new catalogue or the closing of a month is worked in, a search that would have to evaluate more than ${countInWords(MAX_EVALUATED)} organizations is answered with the error \`UNAVAILABLE\`, which says when to ask again.`;

@Resolver(() => OrganizationAtRisk)
export class OrganizationAtRiskResolver {
  @Allow(AGENTS)
  @Query(() => OrganizationAtRiskConnection, {
    nullable: true,
    description: `The members whose renewal is in danger by what is known, with either flag bad: by the day of renewal, then by id. ${WHILE_OUTDATED}`,
  })
  organizationsAtRisk(
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('renewalBefore', () => LocalDate, {
      nullable: true,
      description: 'Only those whose day of renewal is before this day.',
    })
    renewalBefore: Day | null = null,
    @Arg('level', () => Level, {
      nullable: true,
      description: 'Only those whose running membership has this level.',
    })
    level: LevelName | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day on which their membership runs, past or future; today when absent.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const search = { ...ALL_ORGANIZATIONS, atRisk: true, renewalBefore, membershipLevel: level };
    return searchByRenewal(context, search, on ?? context.today, paging, (row) => ({
      organizationId: row.id,
      membershipLevel: row.membershipLevel,
      renewalDay: row.renewalDay,
      renewalAtRisk: row.renewalAtRisk === 1,
      willBeEligible: row.willBeEligible === 1,
    }));
  }

  @FieldResolver(() => Organization, { description: 'The organization; its `renewalRisk` tells why.' })
  async organization(
    @Root() { organizationId }: { readonly organizationId: string },
    @Ctx() { load }: Context,
  ) {
    return presentOrganization(required(await load.organization.load(organizationId)));
  }
}
