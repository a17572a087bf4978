import { Field, Int, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { Benefit } from './benefit';

@Open()
@ObjectType({
  description:
    'The difference between two membership levels in one benefit, for one source: the membership itself or a competency.',
})
export class BenefitDifference {
  @Field(() => Benefit, {
    description:
      'The benefit at the target level or, if that level does not include it, at the starting level.',
  })
  benefit!: Benefit;

  @Field(() => Int, {
    description:
      'The quantity per term at the starting level; 0 when that level does not include the benefit.',
  })
  quantityBefore!: number;

  @Field(() => Int, {
    description: 'The quantity per term at the target level; 0 when that level does not include the benefit.',
  })
  quantityAfter!: number;

  @Field(() => Int, { description: 'The increase in quantity; negative for a decrease.' })
  added!: number;
}
