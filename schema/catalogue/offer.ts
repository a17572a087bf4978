import { Field, ObjectType } from 'type-graphql';
import type { Level as LevelName } from '../../server/rules/vocabulary';
import { Open } from '../access';
import { Level } from './level';
import { Money } from '../money';
import { Node } from '../node';

@Open()
@ObjectType({ implements: Node, description: 'A membership on sale.' })
export class Offer extends Node {
  @Field(() => String, { description: 'The key of the offer in the catalogue, such as `gold-membership`.' })
  key!: string;

  @Field(() => String, {
    description:
      'The name of the offer, such as `Gold membership`. The key when the catalogue gives no name.',
  })
  name!: string;

  @Field(() => Level, { description: 'The level of the membership.' })
  level!: LevelName;

  @Field(() => Money, { description: 'The list price of one term.' })
  price!: Money;
}
