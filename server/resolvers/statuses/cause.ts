import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Achievement } from '../../../schema/people/achievement';
import {
  AchievementCause,
  AffiliationCause,
  MembershipCause,
  OverrideCause,
} from '../../../schema/statuses/cause';
import { Membership } from '../../../schema/memberships/membership';
import { Override } from '../../../schema/overrides/override';
import { sentence } from '../../messages';
import type { Context } from '../../request/context';
import { required } from '../../request/required';
import { catalogueToday } from '../../presenters/catalogue/catalogue-on-day';
import type {
  AchievementCauseSource,
  AffiliationCauseSource,
  MembershipCauseSource,
  OverrideCauseSource,
} from '../../presenters/statuses/cause';
import { personName } from '../../presenters/people/person-name';
import { presentAchievement } from '../../presenters/people/achievement';
import { presentMembership } from '../../presenters/memberships/membership';
import { presentOverride } from '../../presenters/overrides/override';

const IN_WORDS = { description: 'The event as a sentence for people.' } as const;

@Resolver(() => AffiliationCause)
export class AffiliationCauseResolver {
  @FieldResolver(() => String, IN_WORDS)
  async inWords(@Root() { kind, on, contributor }: AffiliationCauseSource, @Ctx() { load, words }: Context) {
    const person = await personName(contributor, load);
    return words.say(sentence(`cause.${kind}`, { person, day: on }));
  }
}

@Resolver(() => AchievementCause)
export class AchievementCauseResolver {
  @FieldResolver(() => Achievement, {
    nullable: true,
    description: 'The achievement. Null for a hypothetical achievement of a what-if.',
  })
  async achievement(@Root() { achievementId, contributor }: AchievementCauseSource, @Ctx() context: Context) {
    const row = await context.load.achievement.load(achievementId);
    return row && presentAchievement(row, await catalogueToday(context), contributor.organizationId);
  }

  @FieldResolver(() => String, IN_WORDS)
  async inWords(
    @Root() { kind, on, contributor, credential }: AchievementCauseSource,
    @Ctx() { load, words }: Context,
  ) {
    const person = await personName(contributor, load);
    return words.say(sentence(`cause.${kind}`, { person, credential: credential.code, day: on }));
  }
}

@Resolver(() => OverrideCause)
export class OverrideCauseResolver {
  @FieldResolver(() => Override, {
    nullable: true,
    description: 'The override. Null for a hypothetical override of a what-if.',
  })
  async override(@Root() { overrideId }: OverrideCauseSource, @Ctx() context: Context) {
    const row = await context.load.override.load(overrideId);
    return row && presentOverride(row, await catalogueToday(context));
  }
}

@Resolver(() => MembershipCause)
export class MembershipCauseResolver {
  @FieldResolver(() => Membership, { description: 'The term.' })
  async membership(@Root() { membershipId }: MembershipCauseSource, @Ctx() { load }: Context) {
    return presentMembership(required(await load.membership.load(membershipId)));
  }
}
