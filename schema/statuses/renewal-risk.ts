import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Day, Level as LevelName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Private } from '../access';
import { Cause } from './cause';
import { Competency } from '../catalogue/competency';
import { ActingOverride } from './competency-status';
import { Level } from '../catalogue/level';
import { ListSize } from '../list-size';
import { PlanWay } from './plan';
import { LocalDate } from '../scalars/local-date';

@InterfaceType({
  description: 'A measure that would remove a risk to a renewal.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Repair {
  // Each kind has its own resolver in server/resolvers/statuses/renewal-risk.ts.
  @Field(() => String, { description: 'The repair as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({
  implements: Repair,
  description:
    'Renew the membership on the requested day, while its level may still be bought. Eligibility for a renewal depends on the day of the purchase.',
})
export class RenewNow extends Repair {
  @Field(() => Level, { description: 'The level of the membership to renew.' })
  level!: LevelName;
}

@Private()
@ObjectType({
  implements: Repair,
  description: 'End the overrides that withhold a competency whose requirements are met.',
})
export class EndOverrides extends Repair {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description: 'The overrides, none of which may be in effect on the renewal day.',
  })
  overrides!: readonly ActingOverride[];
}

@Private()
@ObjectType({
  implements: Repair,
  description: 'Meet the remaining requirements of a path by the renewal day.',
})
export class ProveLevel extends Repair {
  @Field(() => PlanWay, {
    description:
      'The people and the credentials that they would have to earn by the renewal day, under the rules of that day.',
  })
  way!: PlanWay;

  @ListSize(1)
  @Field(() => [ActingOverride], {
    description:
      'The overrides that withhold the competency on the renewal day and must end as well; usually none.',
  })
  overrides!: readonly ActingOverride[];
}

@Private()
@ObjectType({
  description: 'A displayed competency whose level will not last to the renewal day.',
})
export class CompetencyAtRisk {
  @Field(() => Competency, { description: 'The competency.' })
  competency!: Competency;

  @Field(() => Level, { description: 'The displayed level.' })
  displayedLevel!: LevelName;

  @Field(() => Level, {
    nullable: true,
    description:
      'The level expected on the renewal day, according to the recorded facts. Null when no level will be attained.',
  })
  expectedLevel!: LevelName | null;

  @ListSize(2)
  @Field(() => [Cause], {
    description:
      'The events, past or future, that lower the level after the last day at the displayed level: at least one.',
  })
  causes!: readonly Cause[];

  @ListSize(2)
  @Field(() => [Repair], {
    description:
      'The possible repairs, cheapest first: those that only need a decision, then plans in the order of `Organization.plan`. Empty when no repair is possible, for example because the competency is retired.',
  })
  repairs!: readonly Repair[];

  @Field(() => String, { description: 'The risk as a sentence for people.' })
  inWords!: InWords;
}

@Private()
@ObjectType({
  description:
    'The risks to the renewal of the membership according to the recorded facts, with their causes and repairs. The two flags are independent: the level may stay eligible although a displayed competency does not last.',
})
export class RenewalRisk {
  @Field(() => Boolean, {
    description:
      'Whether a displayed competency will not be attained at its displayed level on the renewal day. False without a running membership.',
  })
  renewalAtRisk!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the level to renew may be bought on the renewal day. Null without a running membership.',
  })
  willBeEligible!: boolean | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The renewal day: the end of the running term or, if further terms follow without a gap, the end of the last of them. Null without a running membership.',
  })
  renewalDay!: Day | null;

  @Field(() => Level, {
    nullable: true,
    description: 'The level to renew, which is that of the last term. Null without a running membership.',
  })
  level!: LevelName | null;

  @ListSize(2)
  @Field(() => [CompetencyAtRisk], {
    description: 'The displayed competencies whose level will not last.',
  })
  competencies!: readonly CompetencyAtRisk[];

  @ListSize(2)
  @Field(() => [Cause], {
    description:
      'The causes of the last loss of eligibility. Empty when the level will be eligible, or when it was never eligible since the start of the first of the consecutive terms.',
  })
  causes!: readonly Cause[];

  @ListSize(10)
  @Field(() => [Repair], {
    description:
      'The repairs that would make the level eligible, cheapest first. Empty when it will be eligible.',
  })
  repairs!: readonly Repair[];

  @Field(() => String, { description: 'A summary of the renewal risk for people.' })
  inWords!: InWords;
}
