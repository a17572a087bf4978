import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import type { Employee } from '../people/employee';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';

@Private()
@ObjectType({ description: 'The loss of a level that a departure would cause.' })
export class LevelLoss {
  @Field(() => Competency, {
    nullable: true,
    description: 'The competency. Null when the loss concerns the membership level that may be bought.',
  })
  competency!: Competency | null;

  @Field(() => LocalDate, { description: 'The first day on which the level would be lower.' })
  on!: Day;

  @Field(() => Level, { description: 'The level expected with the person.' })
  before!: LevelName;

  @Field(() => Level, {
    nullable: true,
    description: 'The level without the person. Null when no level would be left.',
  })
  after!: LevelName | null;
}

@Private()
@ObjectType({
  description:
    'A person whose departure would cost the organization a level, on the requested day or up to the renewal day.',
})
export class CriticalPerson {
  @ListSize(2)
  @Field(() => [LevelLoss], { description: 'The competencies whose level would be lower, earliest first.' })
  losses!: readonly LevelLoss[];

  @Field(() => LevelLoss, {
    nullable: true,
    description:
      'The loss in the highest membership level that may be bought. Null when that level would stay.',
  })
  eligible!: LevelLoss | null;

  @Field(() => Boolean, {
    description: 'Whether the membership could be renewed at its level with the person, but not without.',
  })
  losesRenewal!: boolean;

  employee!: Employee;
}
