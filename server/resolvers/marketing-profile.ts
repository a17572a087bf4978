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
import type { StoredProfile } from '../request/loaders/profiles';
import type { Day, Level as LevelName } from '../rules';
import { CatalogueOnDay } from '../presenters/catalogue-on-day';
import { onDay } from './load-on-day';
import { presentDisplayed } from '../presenters/displayed';
import type { OrganizationSource } from '../presenters/organization';

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
    nullable: true,
    description:
      'What its profile shows on a day: what was attained on any day of the running term so far. Empty without a running membership.',
  })
  async displayedCompetencies(
    @Root() organization: OrganizationSource,
    @Arg('on', () => LocalDate, ON) on: Day | null = null,
    @Ctx() context: Context,
  ) {
    const { displayed } = await profileOf(context, organization, on);
    return displayed();
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
    const { membershipLevel, displayed } = await profileOf(context, organization, on);
    if (membershipLevel === null) return null;
    return {
      name: () => organization.name,
      description: () => organization.description,
      city: () => organization.city,
      country: () => organization.country,
      website: () => organization.website,
      languages: () => organization.languages,
      membershipLevel,
      displayedCompetencies: displayed,
    };
  }
}

interface Profile {
  readonly membershipLevel: LevelName | null;
  readonly displayed: () => readonly DisplayedCompetency[];
}

/**
 * A profile from the stored spans; evaluated only while they are outdated. A profile of a day to come, and whether
 * there will be one, is for the organization and the vendor.
 */
async function profileOf(
  context: Context,
  organization: OrganizationSource,
  on: Day | null,
): Promise<Profile> {
  const { today, viewer, load } = context;
  const day = on ?? today;
  if (day > today && !allows(OWN_ORGANIZATION, viewer, organization)) {
    throw new BadInput(say('profile.toCome', { on: day, today }));
  }
  const stored = await load.profile(day).load(organization.organizationId);
  const { membershipLevel, displayed } = stored ?? (await evaluated(context, organization, day));
  const catalogue = new CatalogueOnDay(await context.catalogues(), day);
  return { membershipLevel, displayed: () => presentDisplayed(displayed, catalogue) };
}

async function evaluated(
  context: Context,
  organization: OrganizationSource,
  day: Day,
): Promise<StoredProfile> {
  const asked = await onDay(context, organization, day);
  const membership = await asked.membership();
  return { membershipLevel: membership?.level ?? null, displayed: await asked.displayedSince() };
}
