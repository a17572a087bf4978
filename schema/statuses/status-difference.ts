import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { Private } from '../access';
import { Competency } from '../catalogue/competency';
import { FlagComparison, LevelComparison, StatusComparison } from './status-comparison';

@InterfaceType({
  implements: StatusComparison,
  description: 'A difference between the status of an organization with and without hypothetical changes.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class StatusDifference extends StatusComparison {}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusDifference, LevelComparison],
  description: 'A difference in the attained or displayed level of a competency (ATTAINED, DISPLAYED).',
})
export class CompetencyLevelDifference extends LevelComparison implements StatusDifference {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;
}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusDifference, LevelComparison],
  description:
    'A difference in the level of the membership that may be bought or that is running (ELIGIBLE, MEMBERSHIP).',
})
export class MembershipLevelDifference extends LevelComparison implements StatusDifference {}

@Private()
@ObjectType({
  implements: [StatusComparison, StatusDifference, FlagComparison],
  description: 'A difference in a flag that concerns the renewal (RENEWAL_AT_RISK, WILL_BE_ELIGIBLE).',
})
export class RenewalFlagDifference extends FlagComparison implements StatusDifference {}
