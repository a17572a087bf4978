import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../schema/access';
import { ConnectionArguments } from '../../schema/connection';
import { Cost } from '../../schema/cost';
import { Level } from '../../schema/level';
import { Organization } from '../../schema/organization';
import { OrganizationAtRisk, OrganizationAtRiskConnection } from '../../schema/organization-at-risk';
import { LocalDate } from '../../schema/scalars/local-date';
import type { Context } from '../request/context';
import { must } from '../request/must';
import { pageOfMembersAtRisk, type MemberAtRisk } from '../request/organizations-at-risk';
import type { Day, Level as LevelName } from '../rules';
import { presentOrganization } from './present-organization';

@Resolver(() => OrganizationAtRisk)
export class OrganizationAtRiskResolver {
  @Allow(AGENTS)
  @Cost(2000)
  @Query(() => OrganizationAtRiskConnection, {
    description:
      'The members whose renewal is in danger by what is known, with either flag bad: by the day of renewal, then by id. Counting them looks at every member.',
  })
  async organizationsAtRisk(
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
    const asked = { on: on ?? context.today, renewalBefore, level };
    return pageOfMembersAtRisk(context.reader, await context.catalogues(), asked, paging);
  }

  @FieldResolver(() => Organization, { description: 'The organization; its `renewalRisk` tells why.' })
  async organization(@Root() { organizationId }: MemberAtRisk, @Ctx() { load }: Context) {
    return presentOrganization(must(await load.organization.load(organizationId)));
  }
}
