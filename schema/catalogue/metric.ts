import { Field, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { Node } from '../node';

@Open()
@ObjectType({
  implements: Node,
  description: 'A sales or adoption metric that the vendor measures for each organization, month by month.',
})
export class Metric extends Node {
  @Field(() => String, { description: 'The key of the metric in the catalogue, such as `azureConsumption`.' })
  key!: string;

  @Field(() => String, {
    description:
      'The name of the metric, such as `Azure consumption`. The key when the catalogue gives no name.',
  })
  name!: string;

  @Field(() => String, {
    description: 'The unit of the amounts: a currency such as `USD`, or a word such as `customers`.',
  })
  unit!: string;
}
