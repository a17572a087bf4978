import { Field, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { DisplayedCompetency } from '../statuses/displayed-competency';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';

@Open()
@ObjectType({
  description:
    'The public profile of a member on a day. Membership level and competencies are those of the day; all other fields have their current values.',
})
export class MarketingProfile {
  @Field(() => String, { description: 'The name of the organization.' })
  name!: string;

  @Field(() => String, { description: 'The self-description of the organization, as plain text.' })
  description!: string;

  @Field(() => String, { description: 'The city of the main office.' })
  city!: string;

  @Field(() => String, { description: 'The ISO 3166-1 code of the country, such as `DE`.' })
  country!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The website. Null when the organization has stated none.',
  })
  website!: string | null;

  @Field(() => [String], {
    description: 'The languages in which the organization works, as BCP 47 tags such as `pt-BR`.',
  })
  languages!: readonly string[];

  @Field(() => Level, { description: 'The level of the membership that runs on the day.' })
  membershipLevel!: LevelName;

  @ListSize(4)
  @Field(() => [DisplayedCompetency], {
    description: 'The competencies that the profile displays on the day.',
  })
  displayedCompetencies!: readonly DisplayedCompetency[];
}
