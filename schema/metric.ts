import { Field, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Node } from './node';

@Open()
@ObjectType({
  implements: Node,
  description: 'Something that the vendor measures of each organization, month by month.',
})
export class Metric extends Node {
  @Field(() => String, { description: 'Its key in the catalogue, such as `azureConsumption`.' })
  key!: string;

  @Field(() => String, {
    description: 'What is counted: a currency such as `USD`, or a word such as `customers`.',
  })
  unit!: string;
}
