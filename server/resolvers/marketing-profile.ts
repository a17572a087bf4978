import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, ANYONE, OWN_ORGANIZATION } from '../../schema/access';
import { DisplayedCompetency } from '../../schema/displayed-competency';
import { ListSize } from '../../schema/list-size';
import { MarketingProfile } from '../../schema/marketing-profile';
import { Organization } from '../../schema/organization';
import { LocalDate } from '../../schema/scalars/local-date';
import { allows } from '../auth/allows';
import { say } from '../messages';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';
import type { OrganizationOnDay } from '../request/organization-on-day';
import type { Day } from '../rules';
import { onDay } from './load-on-day';
import { presentDisplayed } from './present-displayed';
import type { OrganizationSource } from './present-organization';

const ON = {
  nullable: true,
  description:
    'The day; today when absent. Days to come are answered to the organization itself and to the vendor.',
} as const;

/** What customers see of an organization. */
@Resolver(() => Organization)
export class MarketingProfileResolver {
  @Allow(ANYONE)
  @ListSize(4)
  @FieldResolver(() => [DisplayedCompetency], {
    description:
      'What its profile shows on a day: what was attained on any day of the running term so far. Empty without a running membership.',
  })
  async displayedCompetencies(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    return presentDisplayed(await onPublicDay(context, organization, on));
  }

  @Allow(ANYONE)
  @FieldResolver(() => MarketingProfile, {
    nullable: true,
    description:
      'What customers see of it on a day; null without a running membership: only members have a profile.',
  })
  async marketingProfile(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const asked = await onPublicDay(context, organization, on);
    if (asked.membership === null) return null;
    return {
      name: () => organization.name,
      description: () => organization.description,
      city: () => organization.city,
      country: () => organization.country,
      website: () => organization.website,
      languages: () => organization.languages,
      membershipLevel: asked.membership.level,
      displayedCompetencies: () => presentDisplayed(asked),
    };
  }
}

/** What a profile will show, and whether there will be one, is told to nobody else ahead of time. */
function onPublicDay(
  context: Context,
  organization: OrganizationSource,
  on: Day | null,
): Promise<OrganizationOnDay> {
  const { today, viewer } = context;
  if (on !== null && on > today && !allows(OWN_ORGANIZATION, viewer, organization)) {
    throw new BadInput(say('profile.toCome', { on, today }));
  }
  return onDay(context, organization, on);
}
