import { Field, InputType, ObjectType } from 'type-graphql';
import { Employee } from './employee';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'A new account. Any signed-in person can create their own account; an agent of the vendor can create one for another person.',
})
export class RegisterEmployeeInput extends CommandInput {
  @Field(() => String, { description: 'The name of the person, at most 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address. Default: none.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For agents only: the subject of the person's tokens. Default: nobody can sign in to the account yet. Your own account gets the subject of your token.",
  })
  subject?: string | null;
}

@ObjectType({ description: 'The result of `registerEmployee`.' })
export class RegisterEmployeePayload extends Payload {
  @Field(() => Employee, {
    nullable: true,
    description:
      'The person. Null when the command was refused, or is repeated by a caller who may no longer see the person.',
  })
  employee!: Employee | null;
}
