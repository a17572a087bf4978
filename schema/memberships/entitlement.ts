import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../../server/rules/vocabulary';
import { Private } from '../access';
import { Benefit } from '../catalogue/benefit';
import { ListSize } from '../list-size';
import type { Membership } from './membership';
import { Money } from '../money';
import { Node } from '../node';
import { LocalDate } from '../scalars/local-date';

@Private()
@ObjectType({
  description:
    'A source of a benefit: the level of the membership or, if the benefit names one, a displayed competency.',
})
export class EntitlementSource {
  @Field(() => Benefit, {
    description:
      'The benefit from this source, with its level, its quantity and, if it has one, its competency.',
  })
  benefit!: Benefit;

  @Field(() => LocalDate, {
    description: 'The first day of the term on which this source gave this quantity.',
  })
  from!: Day;
}

@Private()
@ObjectType({
  implements: Node,
  description:
    'The quantity of a benefit that a member may use in its running term, as of a day. It is identified by the organization, the benefit and the day. The quantities of the membership and of the displayed competencies add up; a higher level replaces the quantity of a lower one. An entitlement never shrinks within a term and starts again with the next term.',
})
export class Entitlement extends Node {
  @Field(() => String, { description: 'The key of the benefit, for `redeemBenefit`.' })
  key!: string;

  @Field(() => String, { description: 'The name of the benefit in the catalogue of the day.' })
  name!: string;

  // Resolved in server/resolvers/memberships/entitlement.ts.
  membership!: Membership;

  @Field(() => Int, { description: 'The total quantity for the term, from all sources.' })
  quantity!: number;

  @Field(() => Int, { description: 'The quantity used in the term up to the day.' })
  used!: number;

  @Field(() => Int, {
    description: 'The quantity left; 0 when a correction has lowered the total below the quantity used.',
  })
  remaining!: number;

  @Field(() => Money, {
    nullable: true,
    description:
      'The total value from all sources. Null when a source states no value or the currencies differ.',
  })
  value!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'The total price for the term, from all sources. Null when the benefit is free of charge. Also null when the currencies differ; `sources` then lists the prices.',
  })
  price!: Money | null;

  @Field(() => LocalDate, {
    description: 'The first day of the term on which the member had any of the benefit.',
  })
  from!: Day;

  @Field(() => LocalDate, { description: 'The first day after the term and without the entitlement.' })
  until!: Day;

  @Field(() => LocalDate, { description: 'The last day of the term.' })
  lastDay!: Day;

  @ListSize(2)
  @Field(() => [EntitlementSource], {
    description: 'The sources of the benefit: the membership first, then the competencies by key.',
  })
  sources!: readonly EntitlementSource[];
}
