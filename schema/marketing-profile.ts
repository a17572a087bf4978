import { Field, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../server/rules/vocabulary';
import { Open } from './access';
import { DisplayedCompetency } from './displayed-competency';
import { Level } from './level';
import { ListSize } from './list-size';

@Open()
@ObjectType({
  description:
    'What customers see of a member. What the organization says of itself is as it says it now, whatever the day.',
})
export class MarketingProfile {
  @Field(() => String, { description: 'The name of the organization.' })
  name!: string;

  @Field(() => String, { description: 'What it says of itself; plain text.' })
  description!: string;

  @Field(() => String, { description: 'The city of its main office.' })
  city!: string;

  @Field(() => String, { description: 'The ISO 3166-1 code of its country, such as `DE`.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'Its website; null when it has named none.' })
  website!: string | null;

  @Field(() => [String], { description: 'The languages that it works in, as BCP 47 tags such as `pt-BR`.' })
  languages!: readonly string[];

  @Field(() => Level, { description: 'The level of the membership that runs on the day.' })
  membershipLevel!: LevelName;

  @ListSize(4)
  @Field(() => [DisplayedCompetency], {
    description: 'The competencies that it may show.',
  })
  displayedCompetencies!: readonly DisplayedCompetency[];
}
