import { Field, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { type CompetencyStatus } from './competency-status';
import { DisplayedCompetency } from './displayed-competency';
import { Level } from './level';
import { ListSize } from './list-size';
import { RenewalRisk } from './renewal-risk';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({
  description:
    'How an organization stands on a day, derived from the facts and rules when it is asked, and only as far as it is asked.',
})
export class OrganizationStatus {
  @Field(() => LocalDate, { description: 'The day.' })
  on!: Day;

  @Field(() => [Level], {
    description:
      'The levels of membership that may be bought: every one up to the highest that is attained in at least one competency.',
  })
  eligibleLevels!: readonly LevelName[];

  @ListSize(4)
  @Field(() => [DisplayedCompetency], {
    description:
      'What the profile shows: what was attained on any day of the running term so far. Empty without a running membership.',
  })
  displayedCompetencies!: readonly DisplayedCompetency[];

  @Field(() => Level, {
    nullable: true,
    description: 'The level of the running membership; null when none runs.',
  })
  membershipLevel!: LevelName | null;

  @Field(() => Boolean, {
    description:
      'Whether, by what is known, something that the profile shows will not be attained at that level on the day of renewal. False without a running membership.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether, by what is known, the level of the membership may be bought on the day of renewal; null without a running membership.',
  })
  willBeEligible!: boolean | null;

  @Field(() => RenewalRisk, {
    nullable: true,
    description: 'What endangers the renewal by what is known, why, and what would mend it.',
  })
  renewalRisk!: RenewalRisk | null;

  // Resolved in server/resolvers/organization-status.ts, for their arguments.
  competencies!: readonly CompetencyStatus[];
  competency!: CompetencyStatus | null;
}
