import { Field, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { Node } from '../node';

@Open()
@ObjectType({
  implements: Node,
  description:
    'A business area in which an organization can prove the skills of its people. It is the same object in every version of the catalogue. `rules` describes it as one version does.',
})
export class Competency extends Node {
  @Field(() => String, {
    description: 'The key of the competency in every version of the catalogue, such as `data-platform`.',
  })
  key!: string;

  @Field(() => String, {
    description:
      "The name of the competency in today's catalogue or, if it is not in today's catalogue, in the newest version that contains it.",
  })
  name!: string;
}
