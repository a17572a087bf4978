import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { ListSize } from '../list-size';
import { MarketClass } from './market-class';
import { Metric } from './metric';
import { Need } from './need';
import { Decimal } from '../scalars/decimal';

@Open()
@ObjectType({
  description: 'A number of people in a group who must also satisfy a second need.',
})
export class PeopleSubgroup {
  @Field(() => Int, { description: 'The number of people within the group.' })
  count!: number;

  @Field(() => Need, { description: 'The second need that each of them must satisfy.' })
  each!: typeof Need;
}

@Open()
@ObjectType({ description: 'A number of different people, each of whom must satisfy a need.' })
export class PeopleGroup {
  @Field(() => Int, { description: 'The number of people.' })
  count!: number;

  @Field(() => Need, { description: 'The need that each of them must satisfy.' })
  each!: typeof Need;

  @Field(() => PeopleSubgroup, {
    nullable: true,
    description:
      'The people in the group who must also satisfy a second need. Null when there is no second need.',
  })
  ofThose!: PeopleSubgroup | null;
}

@Open()
@ObjectType({
  description:
    'A requirement for people who hold credentials. The groups consist of different people: each person fills only one slot.',
})
export class PeopleRequirement {
  @ListSize(1)
  @Field(() => [PeopleGroup], { description: 'The groups.' })
  groups!: readonly PeopleGroup[];

  @Field(() => String, { description: 'The requirement as text for people.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'The threshold of a metric in one market class.' })
export class MarketThreshold {
  @Field(() => MarketClass, { description: 'The market class.' })
  market!: MarketClassName;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The minimum sum. Null when the path is closed to this market class.',
  })
  atLeast!: number | null;
}

@Open()
@ObjectType({
  description:
    'A requirement that a sales or adoption metric reaches a threshold. The metric is summed over the months up to the latest closed one.',
})
export class MetricRequirement {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @Field(() => Int, { description: 'The number of calendar months that are summed.' })
  months!: number;

  @ListSize(2)
  @Field(() => [MarketThreshold], { description: 'The threshold of each market class.' })
  thresholds!: readonly MarketThreshold[];

  @Field(() => String, { description: 'The requirement as text for people.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'A combination of requirements, all of which must be met.' })
export class AllRequirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly (typeof Requirement)[];

  @Field(() => String, { description: 'The requirement as text for people.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'A combination of requirements, at least one of which must be met.' })
export class AnyRequirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly (typeof Requirement)[];

  @Field(() => String, { description: 'The requirement as text for people.' })
  inWords!: string;
}

export const Requirement = createUnionType({
  name: 'Requirement',
  description:
    'A requirement of a path: people with credentials, a metric, or a combination of requirements.',
  types: () => [PeopleRequirement, MetricRequirement, AllRequirement, AnyRequirement] as const,
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});
