import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Cause } from './cause';
import { Competency } from '../catalogue/competency';
import { ListSize } from '../list-size';
import { LocalDate } from '../scalars/local-date';
import { FlagComparison, LevelComparison, StatusComparison } from './status-comparison';

@InterfaceType({
  implements: StatusComparison,
  description: 'A change of status: from this day on, the status differs from that of the day before.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class StatusChange extends StatusComparison {
  @Field(() => LocalDate, { description: 'The first day of the new status.' })
  on!: Day;

  @ListSize(2)
  @Field(() => [Cause], { description: 'The events of that day that cause the change.' })
  causes!: readonly Cause[];
}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusChange, LevelComparison],
  description: 'A change of the attained or displayed level of a competency (ATTAINED, DISPLAYED).',
})
export class CompetencyLevelChange extends LevelComparison implements StatusChange {
  on!: Day;
  causes!: readonly Cause[];

  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;
}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusChange, LevelComparison],
  description:
    'A change of the level of the membership that may be bought or that is running (ELIGIBLE, MEMBERSHIP).',
})
export class MembershipLevelChange extends LevelComparison implements StatusChange {
  on!: Day;
  causes!: readonly Cause[];
}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusChange, FlagComparison],
  description: 'A change of a flag that concerns the renewal (RENEWAL_AT_RISK, WILL_BE_ELIGIBLE).',
})
export class RenewalFlagChange extends FlagComparison implements StatusChange {
  on!: Day;
  causes!: readonly Cause[];
}
