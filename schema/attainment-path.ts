import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Open } from './access';
import { Competency } from './competency';
import { Level } from './level';
import { ListSize } from './list-size';
import { Node } from './node';
import { Requirement } from './requirement';
import { LocalDate } from './scalars/local-date';

@Open()
@ObjectType({
  implements: Node,
  description:
    'One way to reach one level of one competency. Paths do not mix: all requirements of one path must hold together.',
})
export class AttainmentPath extends Node {
  @Field(() => String, { description: 'Its key, unique in its competency.' })
  key!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Level, { description: 'The level that it leads to.' })
  level!: LevelName;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it can be used; null when it always could.',
  })
  effectiveFrom!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day on which it can no longer be used; null when no end is planned.',
  })
  effectiveUntil!: Day | null;

  @Field(() => Competency, { description: 'The competency that it leads to.' })
  competency!: Competency;

  @ListSize(2)
  @Field(() => [Requirement], { description: 'What must hold, all of it.' })
  requirements!: readonly (typeof Requirement)[];

  @Field(() => String, {
    description: 'What must hold, in words: the requirements and, where it has them, the days of its use.',
  })
  inWords!: string;
}
