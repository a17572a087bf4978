import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AGENTS, Allow } from '../../../schema/access';
import { ConnectionArguments } from '../../../schema/connection';
import { DaySpanInput } from '../../../schema/day-span';
import { Level } from '../../../schema/catalogue/level';
import { Organization } from '../../../schema/organizations/organization';
import {
  OrganizationAtRisk,
  OrganizationAtRiskConnection,
} from '../../../schema/statuses/organization-at-risk';
import { LocalDate } from '../../../schema/scalars/local-date';
import { ENGLISH } from '../../messages/words';
import type { Context } from '../../request/context';
import { MAX_EVALUATED } from '../../search/outdated-organization-evaluator';
import { required } from '../../request/required';
import { ALL_ORGANIZATIONS } from '../../search/search-filters';
import { searchByRenewal } from '../../search/search-organizations';
import type { Day, Level as LevelName } from '../../rules';
import { presentOrganization } from '../../presenters/organizations/organization';
import { readDaySpan } from '../arguments/day-span';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

/** Part of the description of every search, since only searches can fail during a refill. */
export const UNAVAILABLE_NOTE = `While the server processes a new catalogue version or a closed month, a search that would have to evaluate more than ${ENGLISH.count(MAX_EVALUATED)} organizations fails with the error \`UNAVAILABLE\`, which states when to retry.`;

@Resolver(() => OrganizationAtRisk)
export class OrganizationAtRiskResolver {
  @Allow(AGENTS)
  @SemanticNonNull()
  @Query(() => OrganizationAtRiskConnection, {
    nullable: true,
    description: `Members whose renewal is endangered according to the recorded facts, because \`renewalAtRisk\` is true or \`willBeEligible\` is false. Ordered by renewal day, then by id. ${UNAVAILABLE_NOTE}`,
  })
  organizationsAtRisk(
    @Args(() => ConnectionArguments) paging: ConnectionArguments,
    @Arg('renewal', () => DaySpanInput, {
      nullable: true,
      description: 'Only members whose renewal day lies in this span. Default: any day.',
    })
    renewal: DaySpanInput | null = null,
    @Arg('level', () => Level, {
      nullable: true,
      description: 'Only members whose running membership has this level. Default: all levels.',
    })
    level: LevelName | null = null,
    @Arg('on', () => LocalDate, {
      nullable: true,
      description: 'The day on which the membership runs, past or future. Default: today.',
    })
    on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const search = {
      ...ALL_ORGANIZATIONS,
      atRisk: true,
      renewal: readDaySpan(renewal, ['renewal']),
      membershipLevel: level,
    };
    return searchByRenewal(context, search, on ?? context.today, paging, (row) => ({
      organizationId: row.id,
      membershipLevel: row.membershipLevel,
      renewalDay: row.renewalDay,
      renewalAtRisk: row.renewalAtRisk === 1,
      willBeEligible: row.willBeEligible === 1,
    }));
  }

  @FieldResolver(() => Organization, { description: 'The organization. Its `renewalRisk` gives the causes.' })
  async organization(
    @Root() { organizationId }: { readonly organizationId: string },
    @Ctx() { load }: Context,
  ) {
    return presentOrganization(required(await load.organization.load(organizationId)));
  }
}
