import { Field, Int, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { Competency } from './competency';
import { Level } from './level';
import { Money } from '../money';
import { Node } from '../node';

@Open()
@ObjectType({
  implements: Node,
  description:
    'A benefit that members receive for the level of their membership or, if it names a competency, for displaying that competency at a level.',
})
export class Benefit extends Node {
  @Field(() => String, {
    description:
      'The key of the benefit. At a higher level, a benefit with the same key replaces the quantity of the lower level.',
  })
  key!: string;

  @Field(() => String, { description: 'The name of the benefit.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A description of the benefit. Null when the catalogue gives none.',
  })
  description!: string | null;

  @Field(() => Level, { description: 'The level that includes the benefit.' })
  level!: LevelName;

  @Field(() => Competency, {
    nullable: true,
    description: 'The competency that includes the benefit. Null when the membership itself includes it.',
  })
  competency!: Competency | null;

  @Field(() => Int, { description: 'The quantity in one term.' })
  quantity!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'The value of the benefit. Null when the programme states none.',
  })
  value!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'The price for one term. Null when the benefit is free of charge.',
  })
  price!: Money | null;
}
