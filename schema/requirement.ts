import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../server/rules/vocabulary';
import { Open } from './access';
import { ListSize } from './list-size';
import { MarketClass } from './market-class';
import { Metric } from './metric';
import { Need } from './need';
import { Decimal } from './scalars/decimal';

@Open()
@ObjectType({
  description: 'Some of the people of a group, who must satisfy a second need besides.',
})
export class PeopleSubgroup {
  @Field(() => Int, { description: 'How many of those same people.' })
  count!: number;

  @Field(() => Need, { description: 'What each of them must hold besides.' })
  each!: typeof Need;
}

@Open()
@ObjectType({ description: 'A number of different people, each of whom satisfies a need.' })
export class PeopleGroup {
  @Field(() => Int, { description: 'How many people.' })
  count!: number;

  @Field(() => Need, { description: 'What each of them must hold.' })
  each!: typeof Need;

  @Field(() => PeopleSubgroup, {
    nullable: true,
    description: 'How many of those same people must satisfy a second need; null when none has to.',
  })
  ofThose!: PeopleSubgroup | null;
}

@Open()
@ObjectType({
  description:
    'People who hold credentials. All groups together are different people: a person fills one place.',
})
export class PeopleRequirement {
  @ListSize(1)
  @Field(() => [PeopleGroup], { description: 'The groups.' })
  groups!: readonly PeopleGroup[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'What a metric must reach in one class of markets.' })
export class MarketThreshold {
  @Field(() => MarketClass, { description: 'The class of markets.' })
  market!: MarketClassName;

  @Field(() => Decimal, {
    nullable: true,
    description: 'The least sum that suffices; null when the path is closed to this class of markets.',
  })
  atLeast!: number | null;
}

@Open()
@ObjectType({
  description:
    'A sales or adoption metric that reaches a threshold, summed over the months up to the latest closed one.',
})
export class MetricRequirement {
  @Field(() => Metric, { description: 'What is measured.' })
  metric!: Metric;

  @Field(() => Int, { description: 'How many calendar months are summed.' })
  months!: number;

  @ListSize(2)
  @Field(() => [MarketThreshold], { description: 'The threshold of each class of markets.' })
  thresholds!: readonly MarketThreshold[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'Requirements that must all hold.' })
export class AllRequirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly (typeof Requirement)[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'Requirements of which one is enough.' })
export class AnyRequirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly (typeof Requirement)[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

export const Requirement = createUnionType({
  name: 'Requirement',
  description: 'What must hold on a path: people with credentials, a metric, or several of these.',
  types: () => [PeopleRequirement, MetricRequirement, AllRequirement, AnyRequirement] as const,
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});
