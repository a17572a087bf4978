import { Field, Int, ObjectType } from 'type-graphql';
import type { Day } from '../server/rules/vocabulary';
import { Private } from './access';
import { Benefit } from './benefit';
import { ListSize } from './list-size';
import type { Membership } from './membership';
import { Money } from './money';
import { LocalDate } from './scalars/local-date';

@Private()
@ObjectType({
  description:
    'What gives a benefit: the level of the membership or, where the benefit says so, a competency on the profile.',
})
export class EntitlementSource {
  @Field(() => Benefit, {
    description:
      'The benefit as it comes with this source: its level, its competency if it comes with one, and its quantity.',
  })
  benefit!: Benefit;

  @Field(() => LocalDate, { description: 'The first day of the term with as much of it from this source.' })
  since!: Day;
}

@Private()
@ObjectType({
  description:
    'So much of a benefit a member may use in its running term. The level of the membership and the competencies on the profile add; a higher level replaces the quantity of a lower one. It never shrinks within a term, and begins anew with the next.',
})
export class Entitlement {
  @Field(() => String, { description: 'The key of the benefit, for `redeemBenefit`.' })
  key!: string;

  @Field(() => String, { description: 'Its name, as the catalogue of the day has it.' })
  name!: string;

  // Resolved in server/resolvers/benefit.ts.
  membership!: Membership;

  @Field(() => Int, { description: 'How many in the term, from all sources together.' })
  quantity!: number;

  @Field(() => Int, { description: 'How many were used in the term up to the day.' })
  used!: number;

  @Field(() => Int, {
    description: 'How many are left; 0 where a correction has left less than was used.',
  })
  remaining!: number;

  @Field(() => Money, {
    nullable: true,
    description:
      'What it is worth, all sources together; null when one of them does not say it, and when they say it in several currencies.',
  })
  value!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What it costs in the term, all sources together; null when it is free of charge, and when the sources have prices in several currencies, which each of them tells.',
  })
  price!: Money | null;

  @Field(() => LocalDate, { description: 'The first day of the term with any of it.' })
  since!: Day;

  @Field(() => LocalDate, { description: 'The end of the term: the first day on which it is gone.' })
  until!: Day;

  @ListSize(2)
  @Field(() => [EntitlementSource], {
    description: 'What gives it: the membership first, then the competencies by key.',
  })
  sources!: readonly EntitlementSource[];
}
