import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { LocalDate } from '../scalars/local-date';
import { FlagComparison, LevelComparison, StatusComparison } from '../statuses/status-comparison';

@InterfaceType({
  implements: StatusComparison,
  description:
    'A difference that a catalogue version would make to the status of an organization, according to the recorded facts. The values before are without the version, the values after are with it.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class CatalogueEffect extends StatusComparison {
  @Field(() => Boolean, { description: 'True for a gain, false for a loss.' })
  isGain!: boolean;

  @Field(() => LocalDate, {
    description:
      'The first day of the difference. A level differs no earlier than the day on which the version applies. The renewal flags may differ from today on.',
  })
  from!: Day;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day after the difference, such as the day on which a lost level would have expired anyway. Null when no such day is known.',
  })
  until!: Day | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the difference. Null when no such day is known.',
  })
  lastDay!: Day | null;
}

@Private()
@ObjectType({
  implements: [StatusComparison, CatalogueEffect, LevelComparison],
  description: 'An effect on the attained or displayed level of a competency (ATTAINED, DISPLAYED).',
})
export class CompetencyLevelEffect extends LevelComparison implements CatalogueEffect {
  isGain!: boolean;
  from!: Day;
  until!: Day | null;
  lastDay!: Day | null;

  @Field(() => String, {
    description: "The key of the competency. Today's catalogue need not contain the competency.",
  })
  competencyKey!: string;
}

@Private()
@ObjectType({
  implements: [StatusComparison, CatalogueEffect, LevelComparison],
  description:
    'An effect on the level of the membership that may be bought or that is running (ELIGIBLE, MEMBERSHIP).',
})
export class MembershipLevelEffect extends LevelComparison implements CatalogueEffect {
  isGain!: boolean;
  from!: Day;
  until!: Day | null;
  lastDay!: Day | null;
}

@Private()
@ObjectType({
  implements: [StatusComparison, CatalogueEffect, FlagComparison],
  description: 'An effect on a flag that concerns the renewal (RENEWAL_AT_RISK, WILL_BE_ELIGIBLE).',
})
export class RenewalFlagEffect extends FlagComparison implements CatalogueEffect {
  isGain!: boolean;
  from!: Day;
  until!: Day | null;
  lastDay!: Day | null;
}
