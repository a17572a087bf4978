import { Field, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { CompetencyRules } from './competency-rules';
import { Node } from '../node';

@Open()
@ObjectType({ implements: Node, description: 'A Center of Excellence: a group of competencies.' })
export class Center extends Node {
  @Field(() => String, { description: 'The key of the center in the catalogue, such as `cloud-platform`.' })
  key!: string;

  @Field(() => String, { description: 'The name of the center.' })
  name!: string;

  @Field(() => [CompetencyRules], {
    description: 'The competencies of this center in this version, in the order of the catalogue.',
  })
  competencies!: readonly CompetencyRules[];
}
