import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../server/rules/vocabulary';
import { Private } from './access';
import { Cause } from './cause';
import { Competency } from './competency';
import { ActingOverride } from './competency-status';
import { Level } from './level';
import { ListSize } from './list-size';
import { PlanWay } from './plan';
import { LocalDate } from './scalars/local-date';

@InterfaceType({
  description: 'Something that would mend a renewal that is at risk.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Repair {
  // Each kind has its own resolver in server/resolvers/renewal-risk.ts.
  @Field(() => String, { description: 'The same for people.' })
  inWords!: string;
}

@Private()
@ObjectType({
  implements: Repair,
  description:
    'The membership is renewed on the day asked, on which its level may still be bought: a renewal is judged by the day of its purchase.',
})
export class RenewNow extends Repair {
  @Field(() => Level, { description: 'The level of the membership to be renewed.' })
  level!: LevelName;
}

@Private()
@ObjectType({
  implements: Repair,
  description: 'Overrides end that withhold a competency whose proof is there.',
})
export class EndOverrides extends Repair {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description: 'The overrides, none of which may act on the day of renewal.',
  })
  overrides!: readonly ActingOverride[];
}

@Private()
@ObjectType({ implements: Repair, description: 'What is missing is earned by the day of renewal.' })
export class ProveLevel extends Repair {
  @Field(() => PlanWay, {
    description: 'Who would have to earn what until the day of renewal, by the rules of that day.',
  })
  way!: PlanWay;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description:
      'The overrides that withhold the competency on the day of renewal and have to end as well; usually none.',
  })
  overrides!: readonly ActingOverride[];
}

@Private()
@ObjectType({
  description: 'A competency that the profile shows at a level which will not last to the renewal.',
})
export class CompetencyAtRisk {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, { description: 'The level at which the profile shows it.' })
  displayedLevel!: LevelName;

  @Field(() => Level, {
    nullable: true,
    description:
      'The level at which it will be attained on the day of renewal, by what is known; null: none.',
  })
  expectedLevel!: LevelName | null;

  @ListSize(2)
  @Field(() => [Cause], {
    description:
      'Everything that lowers it after the last day at the displayed level, past or future: at least one.',
  })
  causes!: readonly Cause[];

  @ListSize(2)
  @Field(() => [Repair], {
    description:
      'What would mend it, cheapest first: what only takes a decision, then plans as `Organization.plan` ranks them. Empty where nothing can, such as for what is retired.',
  })
  repairs!: readonly Repair[];

  @Field(() => String, { description: 'The same for people.' })
  inWords!: string;
}

@Private()
@ObjectType({
  description:
    'What endangers the renewal of the membership by what is known, why, and what would mend it. The two flags are independent: the level may stay eligible although something that is shown does not last.',
})
export class RenewalRisk {
  @Field(() => Boolean, {
    description:
      'Whether something that the profile shows will not be attained at that level on the day of renewal. False without a running membership.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the level to be renewed may be bought on the day of renewal; null without a running membership.',
  })
  willBeEligible!: boolean | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day of renewal: the end of the running term or, where further terms follow without a gap, of the last of them. Null without a running membership.',
  })
  renewalDay!: Day | null;

  @Field(() => Level, {
    nullable: true,
    description:
      'The level to be renewed, which is that of the last term; null without a running membership.',
  })
  level!: LevelName | null;

  @ListSize(2)
  @Field(() => [CompetencyAtRisk], {
    description: 'What the profile shows and will not last.',
  })
  competencies!: readonly CompetencyAtRisk[];

  @ListSize(2)
  @Field(() => [Cause], {
    description:
      'Where the level will not be eligible: what takes the eligibility away for good. Empty where it will be, and where it never was since the first of the terms that follow each other without a gap.',
  })
  causes!: readonly Cause[];

  @ListSize(10)
  @Field(() => [Repair], {
    description:
      'Where the level will not be eligible: what would make it so, cheapest first. Empty where it will be.',
  })
  repairs!: readonly Repair[];

  @Field(() => String, { description: 'The same for people, as a whole.' })
  inWords!: string;
}
