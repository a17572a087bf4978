import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Cause } from './cause';
import { Competency } from '../catalogue/competency';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';

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
  description: 'Part of the status of an organization. The first four are levels, the last two are flags.',
  valuesConfig: {
    ATTAINED: { description: 'The attained level of a competency.' },
    DISPLAYED: { description: 'The displayed level of a competency.' },
    ELIGIBLE: { description: 'The highest membership level that may be bought.' },
    MEMBERSHIP: { description: 'The level of the running membership.' },
    RENEWAL_AT_RISK: { description: 'Whether a displayed competency will not last to the renewal day.' },
    WILL_BE_ELIGIBLE: {
      description: 'Whether the level of the membership may be bought on the renewal day.',
    },
  },
});

@Private()
@ObjectType()
export abstract class AnswerDifference {
  @Field(() => StatusAspect, { description: 'The part of the status that differs.' })
  aspect!: StatusAspect;

  @Field(() => Level, {
    nullable: true,
    description: 'The level before. Null when there is none or the aspect is a flag.',
  })
  levelBefore!: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The level after. Null when there is none or the aspect is a flag.',
  })
  levelAfter!: LevelName | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The flag before. Null when no membership is running or the aspect is a level.',
  })
  flagBefore!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The flag after. Null when no membership is running or the aspect is a level.',
  })
  flagAfter!: boolean | null;

  @Field(() => String, { description: 'The difference as a sentence for people.' })
  inWords!: string;
}

@Private()
@ObjectType({ description: 'A difference between two statuses of an organization.' })
export class StatusDifference extends AnswerDifference {
  @Field(() => Competency, {
    nullable: true,
    description: 'The competency for an attained or displayed level; null for other aspects.',
  })
  competency!: Competency | null;
}

@Private()
@ObjectType({
  description: 'A change of status: from this day on, the status differs from that of the day before.',
})
export class StatusChange extends StatusDifference {
  @Field(() => LocalDate, { description: 'The first day of the new status.' })
  on!: Day;

  @ListSize(2)
  @Field(() => [Cause], { description: 'The events of that day that cause the change.' })
  causes!: readonly Cause[];
}
