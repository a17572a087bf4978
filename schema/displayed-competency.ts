import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Open } from './access';
import { Competency } from './competency';
import { Level } from './level';
import { LocalDate } from './scalars/local-date';

@Open()
@ObjectType({ description: 'A competency on the profile of a member.' })
export class DisplayedCompetency {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, {
    description: "Its best level within the term so far, but not more than the membership's.",
  })
  level!: LevelName;

  @Field(() => LocalDate, {
    description:
      'Since when the profile shows it at this level: the first day of the running term on which it was attained at it. With a new term it begins anew.',
  })
  since!: Day;
}
