import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import type { Employee } from '../people/employee';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';

@InterfaceType({
  description: 'The loss of a level that a departure would cause.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class LevelLoss {
  @Field(() => LocalDate, { description: 'The first day on which the level would be lower.' })
  on!: Day;

  @Field(() => Level, { description: 'The level expected with the person.' })
  levelBefore!: LevelName;

  @Field(() => Level, {
    nullable: true,
    description: 'The level without the person. Null when no level would be left.',
  })
  levelAfter!: LevelName | null;
}

@Private()
@ObjectType({ implements: LevelLoss, description: 'The loss of a level in a competency.' })
export class CompetencyLevelLoss extends LevelLoss {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;
}

@Private()
@ObjectType({
  implements: LevelLoss,
  description: 'The loss of the highest membership level that may be bought.',
})
export class EligibilityLoss extends LevelLoss {}

@Private()
@ObjectType({
  description:
    'A person whose departure would cost the organization a level, on the requested day or up to the renewal day.',
})
export class CriticalPerson {
  @ListSize(2)
  @Field(() => [CompetencyLevelLoss], {
    description: 'The competencies whose level would be lower, earliest first.',
  })
  losses!: readonly CompetencyLevelLoss[];

  @Field(() => EligibilityLoss, {
    nullable: true,
    description:
      'The loss in the highest membership level that may be bought. Null when that level would stay.',
  })
  eligibilityLoss!: EligibilityLoss | null;

  @Field(() => Boolean, {
    description: 'Whether the membership could be renewed at its level with the person, but not without.',
  })
  losesRenewal!: boolean;

  employee!: Employee;
}
