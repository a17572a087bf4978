import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Achievement } from '../../../schema/people/achievement';
import { Cause } from '../../../schema/statuses/cause';
import { Membership } from '../../../schema/memberships/membership';
import { Override } from '../../../schema/overrides/override';
import { Contributor } from '../../../schema/statuses/progress';
import { levelInWords, say } from '../../messages';
import type { Context } from '../../request/context';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import type { CauseSource } from '../../presenters/statuses/cause';
import { personName } from '../../presenters/people/person-name';
import { presentAchievement } from '../../presenters/people/achievement';
import { presentContributor } from '../../presenters/statuses/contributor';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentOverride } from '../../presenters/overrides/override';

@Resolver(() => Cause)
export class CauseResolver {
  @FieldResolver(() => Contributor, {
    nullable: true,
    description: 'The person who joins, leaves or holds the credential. Null for other kinds of causes.',
  })
  contributor(@Root() { person, organizationId }: CauseSource) {
    return person === null ? null : presentContributor(person, organizationId);
  }

  @FieldResolver(() => Achievement, {
    nullable: true,
    description:
      'The achievement that begins or ends. Null for other kinds of causes, and for a hypothetical achievement of a what-if.',
  })
  async achievement(@Root() { achievementId, organizationId }: CauseSource, @Ctx() context: Context) {
    const row = achievementId === null ? null : await context.load.achievement.load(achievementId);
    return row && presentAchievement(row, await catalogueToday(context), organizationId);
  }

  @FieldResolver(() => Override, {
    nullable: true,
    description:
      'The override that begins or ends. Null for other kinds of causes, and for a hypothetical override of a what-if.',
  })
  async override(@Root() { overrideId }: CauseSource, @Ctx() context: Context) {
    const row = overrideId === null ? null : await context.load.override.load(overrideId);
    return row && presentOverride(row, await catalogueToday(context));
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description: 'The term that begins or ends. Null for other kinds of causes.',
  })
  async membership(@Root() { membershipId }: CauseSource, @Ctx() { load }: Context) {
    const row = membershipId === null ? null : await load.membership.load(membershipId);
    return row && presentMembership(row);
  }

  @FieldResolver(() => String, { description: 'The cause as a sentence for people.' })
  async inWords(@Root() cause: CauseSource, @Ctx() { load }: Context): Promise<string> {
    return say(`cause.${cause.kind}`, {
      day: cause.on,
      person:
        cause.person === null
          ? ''
          : await personName(presentContributor(cause.person, cause.organizationId), load),
      credential: cause.credential?.code ?? '',
      competency: cause.competency?.name ?? '',
      path: cause.path?.key ?? '',
      version: String(cause.catalogueVersion ?? ''),
      month: cause.month ?? '',
      metrics: cause.metrics.map(({ name }) => name).join(', '),
      level: cause.level === null ? '' : levelInWords(cause.level),
    });
  }
}
