import { Field, Int, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../server/rules/vocabulary';
import { Open } from './access';
import { Competency } from './competency';
import { Level } from './level';
import { Money } from './money';
import { Node } from './node';

@Open()
@ObjectType({
  implements: Node,
  description:
    'What members receive: for the level of their membership or, with a competency, for displaying it at a level.',
})
export class Benefit extends Node {
  @Field(() => String, {
    description: 'Its key. The same key at a higher level replaces the quantity of the lower one.',
  })
  key!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Level, { description: 'The level that it comes with.' })
  level!: LevelName;

  @Field(() => Competency, {
    nullable: true,
    description: 'The competency that it comes with; null when it comes with the membership itself.',
  })
  competency!: Competency | null;

  @Field(() => Int, { description: 'How many, in one term.' })
  quantity!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'What it is worth; null when the programme does not say.',
  })
  value!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What it costs in a term; null when it is free of charge.',
  })
  price!: Money | null;
}
