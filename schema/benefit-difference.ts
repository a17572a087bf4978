import { Field, Int, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Benefit } from './benefit';

@Open()
@ObjectType({ description: 'What another level of membership changes in one benefit of one source.' })
export class BenefitDifference {
  @Field(() => Benefit, {
    description:
      'The benefit as it is at the level to which it goes or, where that has none of it, as it was.',
  })
  benefit!: Benefit;

  @Field(() => Int, { description: 'How many there are in a term at the level from which it goes; 0: none.' })
  quantityBefore!: number;

  @Field(() => Int, { description: 'How many there are in a term at the level to which it goes; 0: none.' })
  quantityAfter!: number;

  @Field(() => Int, { description: 'How many more that is; below 0: how many less.' })
  added!: number;
}
