import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Level as LevelName, MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import { Level } from '../catalogue/level';
import { MarketClass } from '../catalogue/market-class';
import { DaySpanInput } from '../day-span';

export const OrganizationOrder = { NAME: 'NAME', RENEWAL_DAY: 'RENEWAL_DAY' } as const;
export type OrganizationOrderName = keyof typeof OrganizationOrder;

registerEnumType(OrganizationOrder, {
  name: 'OrganizationOrder',
  description: 'Order of a list of organizations.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    RENEWAL_DAY: {
      description:
        'By renewal day. Only members are listed, because an organization without a running membership has no renewal day.',
    },
  },
});

@InputType({ description: 'A competency and the lowest level that matches.' })
export class CompetencyLevelInput {
  @Field(() => String, { description: 'The key of the competency, such as `cloud-platform`.' })
  competency!: string;

  @Field(() => Level, {
    nullable: true,
    description: 'The lowest level that matches. Default: SILVER.',
  })
  atLeast?: LevelName | null;
}

@InputType({
  description:
    'Conditions that an organization must meet on the requested day. An organization must meet all given conditions; omitted ones exclude nothing.',
})
export class OrganizationFilter {
  @Field(() => CompetencyLevelInput, {
    nullable: true,
    description: 'Organizations that have attained a competency.',
  })
  attained?: CompetencyLevelInput | null;

  @Field(() => CompetencyLevelInput, {
    nullable: true,
    description: 'Organizations whose public profile displays a competency.',
  })
  displayed?: CompetencyLevelInput | null;

  @Field(() => Level, {
    nullable: true,
    description: 'Organizations that may buy a membership of this level.',
  })
  eligibleLevel?: LevelName | null;

  @Field(() => Level, {
    nullable: true,
    description: 'Organizations with a running membership of this level.',
  })
  membershipLevel?: LevelName | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: members whose renewal is endangered, because `renewalAtRisk` is true or `willBeEligible` is false. False: all other members.',
  })
  atRisk?: boolean | null;

  @Field(() => DaySpanInput, { nullable: true, description: 'Members whose renewal day lies in this span.' })
  renewal?: DaySpanInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Organizations in the country with this ISO 3166-1 code, such as `DE`.',
  })
  country?: string | null;

  @Field(() => MarketClass, { nullable: true, description: 'Organizations in a market of this class.' })
  market?: MarketClassName | null;
}
