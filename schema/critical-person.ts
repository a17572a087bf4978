import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { Competency } from './competency';
import type { Employee } from './employee';
import { Level } from './level';
import { ListSize } from './list-size';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({ description: 'A level that would be lost.' })
export class LevelLoss {
  @Field(() => Competency, {
    nullable: true,
    description: 'The competency; null: what is lost is a level of membership that may be bought.',
  })
  competency!: Competency | null;

  @Field(() => LocalDate, { description: 'The first day on which it would be lower.' })
  on!: Day;

  @Field(() => Level, { description: 'The level that is expected with the person.' })
  before!: LevelName;

  @Field(() => Level, { nullable: true, description: 'The level without the person; null: none.' })
  after!: LevelName | null;
}

@Private()
@ObjectType({
  description: 'Somebody whose leaving would cost the organization a level, on the day or up to the renewal.',
})
export class CriticalPerson {
  @ListSize(2)
  @Field(() => [LevelLoss], { description: 'The competencies that would be lower, earliest first.' })
  losses!: readonly LevelLoss[];

  @Field(() => LevelLoss, {
    nullable: true,
    description: 'The highest level that may be bought, where it would be lower; null when it stays.',
  })
  eligible!: LevelLoss | null;

  @Field(() => Boolean, {
    description: 'Whether the membership could be renewed at its level with the person, and not without.',
  })
  losesRenewal!: boolean;

  // Resolved in server/resolvers/critical-person.ts.
  employee!: Employee;
}
