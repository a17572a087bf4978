import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { Competency } from '../catalogue/competency';
import { Level } from '../catalogue/level';
import { LocalDate } from '../scalars/local-date';

@Open()
@ObjectType({ description: 'A competency displayed on the profile of a member.' })
export class DisplayedCompetency {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, {
    description:
      'The displayed level: the best level attained so far in the running term, up to the level of the membership.',
  })
  level!: LevelName;

  @Field(() => LocalDate, {
    description:
      'The first day of the running term on which the displayed level was attained. It starts again with every new term.',
  })
  from!: Day;

  @Field(() => LocalDate, {
    description:
      'The first day after the running term. The profile shows the level, or a higher one, on each day before it. The next term displays only competencies that are attained from its first day.',
  })
  until!: Day;

  @Field(() => LocalDate, { description: 'The last day of the running term.' })
  lastDay!: Day;
}
