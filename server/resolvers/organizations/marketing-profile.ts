import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow, ANYONE, OWN_ORGANIZATION } from '../../../schema/access';
import { DisplayedCompetency } from '../../../schema/statuses/displayed-competency';
import { ListSize } from '../../../schema/list-size';
import { MarketingProfile } from '../../../schema/organizations/marketing-profile';
import { Organization } from '../../../schema/organizations/organization';
import { LocalDate } from '../../../schema/scalars/local-date';
import { allows } from '../../auth/allows';
import { sentence } from '../../messages';
import { BadInput } from '../../request/bad-input';
import type { Context } from '../../request/context';
import type { StoredProfile } from '../../request/loaders/profiles';
import type { Day, Level as LevelName } from '../../rules';
import { CatalogueOnDay } from '../../presenters/catalogue/catalogue-on-day';
import { programmeToday } from '../../presenters/catalogue/programme';
import { loadOrganizationOnDay } from '../statuses/load-on-day';
import { presentDisplayedCompetencies } from '../../presenters/statuses/displayed-competency';
import type { OrganizationSource } from '../../presenters/organizations/organization';
import { SemanticNonNull } from '../../../schema/semantic-non-null';

const ON = {
  nullable: true,
  description:
    'The requested day. Future days are available only to the organization itself and to the vendor. Default: today.',
} as const;

@Resolver(() => Organization)
export class MarketingProfileResolver {
  @Allow(ANYONE)
  @ListSize(4)
  @SemanticNonNull()
  @FieldResolver(() => [DisplayedCompetency], {
    nullable: true,
    description:
      'The competencies displayed on the profile on a day: those attained on any day of the running term so far. Empty without a running membership.',
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
      'The public profile on a day. Null without a running membership, because only members have a profile.',
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
 * Reads the profile from the stored spans, and evaluates it only while they are outdated. Only the organization and the
 * vendor may ask about a future day: others must not even learn whether there will be a profile.
 */
async function profileOf(
  context: Context,
  organization: OrganizationSource,
  on: Day | null,
): Promise<Profile> {
  const { today, viewer, load } = context;
  const day = on ?? today;
  if (day > today && !allows(OWN_ORGANIZATION, viewer, organization)) {
    throw new BadInput({
      code: 'INVALID',
      path: ['on'],
      sentence: sentence('profile.toCome', { on: day, today }),
    });
  }
  const stored = await load.profile(day).load(organization.organizationId);
  const { membershipLevel, displayed } = stored ?? (await evaluateProfile(context, organization, day));
  const catalogue = new CatalogueOnDay(await programmeToday(context), day);
  return { membershipLevel, displayed: () => presentDisplayedCompetencies(displayed, catalogue) };
}

async function evaluateProfile(
  context: Context,
  organization: OrganizationSource,
  day: Day,
): Promise<StoredProfile> {
  const organizationOnDay = await loadOrganizationOnDay(context, organization, day);
  const membership = await organizationOnDay.membership();
  return { membershipLevel: membership?.level ?? null, displayed: await organizationOnDay.displayedSince() };
}
