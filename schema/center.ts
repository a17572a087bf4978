import { Field, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Competency } from './competency';
import { Node } from './node';

@Open()
@ObjectType({ implements: Node, description: 'A Center of Excellence: a group of competencies.' })
export class Center extends Node {
  @Field(() => String, { description: 'Its key in the catalogue, such as `cloud-platform`.' })
  key!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => [Competency], {
    description: 'The competencies of this center, in the order of the catalogue.',
  })
  competencies!: readonly Competency[];
}
