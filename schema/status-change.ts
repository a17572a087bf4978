import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { Cause } from './cause';
import { Competency } from './competency';
import { Level } from './level';
import { ListSize } from './list-size';
import { LocalDate } from './scalars/local-date';

export const StatusAspect = {
  ATTAINED: 'ATTAINED',
  DISPLAYED: 'DISPLAYED',
  ELIGIBLE: 'ELIGIBLE',
  MEMBERSHIP: 'MEMBERSHIP',
  RENEWAL_AT_RISK: 'RENEWAL_AT_RISK',
  WILL_BE_ELIGIBLE: 'WILL_BE_ELIGIBLE',
} as const;
export type StatusAspect = keyof typeof StatusAspect;

registerEnumType(StatusAspect, {
  name: 'StatusAspect',
  description: 'A part of the status of an organization: the first four are levels, the last two are flags.',
  valuesConfig: {
    ATTAINED: { description: 'The attained level of a competency.' },
    DISPLAYED: { description: 'The level at which the profile shows a competency.' },
    ELIGIBLE: { description: 'The highest level of membership that may be bought.' },
    MEMBERSHIP: { description: 'The level of the running membership.' },
    RENEWAL_AT_RISK: { description: 'Something that the profile shows will not last to the renewal.' },
    WILL_BE_ELIGIBLE: { description: 'The level of the membership may be bought on the day of renewal.' },
  },
});

/** What every difference between two answers has. */
@Private()
@ObjectType()
export abstract class AnswerDifference {
  @Field(() => StatusAspect, { description: 'What differs.' })
  aspect!: StatusAspect;

  @Field(() => Level, { nullable: true, description: 'The level before; null: none, or it is about a flag.' })
  levelBefore!: LevelName | null;

  @Field(() => Level, { nullable: true, description: 'The level after; null: none, or it is about a flag.' })
  levelAfter!: LevelName | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The flag before; null: no membership runs, or it is about a level.',
  })
  flagBefore!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The flag after; null: no membership runs, or it is about a level.',
  })
  flagAfter!: boolean | null;

  @Field(() => String, { description: 'The same for people.' })
  inWords!: string;
}

@Private()
@ObjectType({ description: 'A part of a status that is not the same before and after.' })
export class StatusDifference extends AnswerDifference {
  @Field(() => Competency, {
    nullable: true,
    description: 'The competency, of an attained or displayed level; null for the others.',
  })
  competency!: Competency | null;
}

@Private()
@ObjectType({
  description: 'A change of status: from this day on the answer is another than on the day before.',
})
export class StatusChange extends StatusDifference {
  @Field(() => LocalDate, { description: 'The first day of the new answer.' })
  on!: Day;

  @ListSize(2)
  @Field(() => [Cause], { description: 'What happens on that day that makes it change.' })
  causes!: readonly Cause[];
}
