import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { type DerivedCompetencyStatus } from './competency-status';
import { DisplayedCompetency } from './displayed-competency';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { Node } from '../node';
import { RenewalRisk } from './renewal-risk';
import { LocalDate } from '../scalars/local-date';
import { SemanticNonNull } from '../semantic-non-null';

@InterfaceType({
  description:
    'A status of an organization on a day, with or without hypothetical changes. It is derived from the facts and rules at the time of the request, for the selected fields only.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class DerivedOrganizationStatus {
  @Field(() => LocalDate, { description: 'The day of the status.' })
  on!: Day;

  @Field(() => [Level], {
    description:
      'The membership levels that may be bought: every level up to the highest one attained in at least one competency.',
  })
  eligibleLevels!: readonly LevelName[];

  @ListSize(4)
  @Field(() => [DisplayedCompetency], {
    description:
      'The competencies displayed on the profile: those attained on any day of the running term so far. Empty without a running membership.',
  })
  displayedCompetencies!: readonly DisplayedCompetency[];

  @Field(() => Level, {
    nullable: true,
    description: 'The level of the running membership. Null when none is running.',
  })
  membershipLevel!: LevelName | null;

  @Field(() => Boolean, {
    description:
      'Whether, according to the recorded facts, a displayed competency will not be attained at its displayed level on the renewal day. False without a running membership.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether, according to the recorded facts, the level of the membership may be bought on the renewal day. Null without a running membership.',
  })
  willBeEligible!: boolean | null;

  @SemanticNonNull()
  @Field(() => RenewalRisk, {
    nullable: true,
    description: 'The risks to the renewal according to the recorded facts, with their causes and repairs.',
  })
  renewalRisk!: RenewalRisk | null;

  // Resolved in server/resolvers/statuses/organization-status.ts.
  competencies!: readonly DerivedCompetencyStatus[];
  competency!: DerivedCompetencyStatus | null;
}

@Private()
@ObjectType({
  implements: [DerivedOrganizationStatus, Node],
  description: 'The status of an organization on a day. It is identified by the organization and the day.',
})
export class OrganizationStatus extends DerivedOrganizationStatus implements Node {
  id!: string;
}

@Private()
@ObjectType({
  implements: DerivedOrganizationStatus,
  description:
    'The status that an organization would have on a day under hypothetical changes. It has no id, so that no cache takes it for the actual status.',
})
export class SupposedOrganizationStatus extends DerivedOrganizationStatus {}
