import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Open } from '../access';
import { Competency } from './competency';
import { Level } from './level';
import { ListSize } from '../list-size';
import { Node } from '../node';
import { Requirement } from './requirement';
import { LocalDate } from '../scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description:
    'One way to attain a level of a competency. All requirements of a path must be met together; requirements of different paths cannot be combined.',
})
export class AttainmentPath extends Node {
  @Field(() => String, { description: 'The key of the path, unique within its competency.' })
  key!: string;

  @Field(() => String, { description: 'The name of the path.' })
  name!: string;

  @Field(() => Level, { description: 'The level to which the path leads.' })
  level!: LevelName;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the path is effective. Null when it has been effective from the beginning of time.',
  })
  from!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which the path is no longer effective. Null when no end is planned.',
  })
  until!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The last day on which the path is effective. Null when no end is planned, or when the path is never effective.',
  })
  lastDay!: Day | null;

  @Field(() => Competency, { description: 'The competency of the path.' })
  competency!: Competency;

  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements. The path holds only when every one is met.' })
  requirements!: readonly Requirement[];

  @Field(() => String, {
    description:
      'The requirements as readable text, with the days on which the path is effective if they are limited.',
  })
  inWords!: InWords;
}
