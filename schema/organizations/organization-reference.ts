import { Field, ID, InputType } from 'type-graphql';
import { OneOf } from '../one-of';

@OneOf()
@InputType({ description: 'An organization. Give exactly one field.' })
export class OrganizationReference {
  @Field(() => ID, { nullable: true, description: 'The id of the organization.' })
  id?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The key of the organization, such as `nordwind-it`.',
  })
  key?: string;
}
