import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { MarketClass as MarketClassName } from '../../server/rules/vocabulary';
import type { InWords } from '../in-words';
import { Open } from '../access';
import { ListSize } from '../list-size';
import { MarketClass } from './market-class';
import { Metric } from './metric';
import { Need } from './need';
import { Decimal } from '../scalars/decimal';

@InterfaceType({
  description:
    'A requirement of a path: people with credentials, a metric, or a combination of requirements.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Requirement {
  @Field(() => String, { description: 'The requirement as text for people.' })
  inWords!: InWords;
}

@Open()
@ObjectType({
  description: 'A number of people in a group who must also satisfy a second need.',
})
export class PeopleSubgroup {
  @Field(() => Int, { description: 'The number of people within the group.' })
  count!: number;

  @Field(() => Need, { description: 'The second need that each of them must satisfy.' })
  each!: Need;
}

@Open()
@ObjectType({ description: 'A number of different people, each of whom must satisfy a need.' })
export class PeopleGroup {
  @Field(() => Int, { description: 'The number of people.' })
  count!: number;

  @Field(() => Need, { description: 'The need that each of them must satisfy.' })
  each!: Need;

  @Field(() => PeopleSubgroup, {
    nullable: true,
    description:
      'The people in the group who must also satisfy a second need. Null when there is no second need.',
  })
  ofThose!: PeopleSubgroup | null;
}

@Open()
@ObjectType({
  implements: Requirement,
  description:
    'A requirement for people who hold credentials. The groups consist of different people: each person fills only one slot.',
})
export class PeopleRequirement extends Requirement {
  @ListSize(1)
  @Field(() => [PeopleGroup], { description: 'The groups.' })
  groups!: readonly PeopleGroup[];
}

@Open()
@ObjectType({ description: 'The threshold of a metric in one market class.' })
export class MarketThreshold {
  @Field(() => MarketClass, { description: 'The market class.' })
  market!: MarketClassName;

  @Field(() => Decimal, {
    nullable: true,
    description:
      'The minimum sum, with two decimal places. Null when the path is closed to this market class.',
  })
  atLeast!: string | null;
}

@Open()
@ObjectType({
  implements: Requirement,
  description:
    'A requirement that a sales or adoption metric reaches a threshold. The metric is summed over the months up to the latest closed one.',
})
export class MetricRequirement extends Requirement {
  @Field(() => Metric, { description: 'The metric.' })
  metric!: Metric;

  @Field(() => Int, { description: 'The number of calendar months that are summed.' })
  months!: number;

  @ListSize(2)
  @Field(() => [MarketThreshold], { description: 'The threshold of each market class.' })
  thresholds!: readonly MarketThreshold[];
}

@Open()
@ObjectType({
  implements: Requirement,
  description: 'A combination of requirements, all of which must be met.',
})
export class AllRequirement extends Requirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly Requirement[];
}

@Open()
@ObjectType({
  implements: Requirement,
  description: 'A combination of requirements, at least one of which must be met.',
})
export class AnyRequirement extends Requirement {
  @ListSize(2)
  @Field(() => [Requirement], { description: 'The requirements.' })
  of!: readonly Requirement[];
}
