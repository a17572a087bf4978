import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Day, Level as LevelName, MarketClass as MarketClassName } from '../server/rules/vocabulary';
import { Level } from './level';
import { MarketClass } from './market-class';
import { LocalDate } from './scalars/local-date';

export const OrganizationOrder = { NAME: 'NAME', RENEWAL_DAY: 'RENEWAL_DAY' } as const;
export type OrganizationOrderName = keyof typeof OrganizationOrder;

registerEnumType(OrganizationOrder, {
  name: 'OrganizationOrder',
  description: 'In which order organizations are listed.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    RENEWAL_DAY: {
      description:
        'By the day of their renewal. Without a running membership there is none, so this lists members only.',
    },
  },
});

@InputType({ description: 'A competency, and the level that is asked for in it.' })
export class CompetencyLevelInput {
  @Field(() => String, { description: 'Its key, such as `cloud-platform`.' })
  competency!: string;

  @Field(() => Level, {
    nullable: true,
    description: 'This level or a higher one; Silver when absent.',
  })
  atLeast?: LevelName | null;
}

@InputType({
  description:
    'Which organizations are listed, by what they are on the day asked. Whatever is given must hold; what is left out may be anything.',
})
export class OrganizationFilter {
  @Field(() => CompetencyLevelInput, {
    nullable: true,
    description: 'Those that have attained a competency.',
  })
  attained?: CompetencyLevelInput | null;

  @Field(() => CompetencyLevelInput, {
    nullable: true,
    description: 'Those whose public profile shows a competency.',
  })
  displayed?: CompetencyLevelInput | null;

  @Field(() => Level, { nullable: true, description: 'Those that may buy a membership of this level.' })
  eligibleLevel?: LevelName | null;

  @Field(() => Level, { nullable: true, description: 'Those with a running membership of this level.' })
  membershipLevel?: LevelName | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: members whose renewal is in danger, with either flag of `renewalRisk` bad. False: members for whom both are good.',
  })
  atRisk?: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'Members to be renewed on this day or later.' })
  renewalFrom?: Day | null;

  @Field(() => LocalDate, { nullable: true, description: 'Members to be renewed before this day.' })
  renewalBefore?: Day | null;

  @Field(() => String, {
    nullable: true,
    description: 'Those of the country with this ISO 3166-1 code, such as `DE`.',
  })
  country?: string | null;

  @Field(() => MarketClass, { nullable: true, description: 'Those whose market is of this class.' })
  market?: MarketClassName | null;
}
