import { Field, ID, InputType } from 'type-graphql';
import { OneOf } from '../one-of';

@OneOf()
@InputType({ description: 'A person. Give exactly one field.' })
export class EmployeeReference {
  @Field(() => ID, { nullable: true, description: 'The id of the person.' })
  id?: string;

  @Field(() => String, { nullable: true, description: "The subject of the person's tokens." })
  subject?: string;
}
