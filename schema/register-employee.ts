import { Field, InputType, ObjectType } from 'type-graphql';
import { Employee } from './employee';
import { CommandInput, Payload } from './payload';

@InputType({
  description:
    'A new account. Whoever has signed in makes an own one; an agent of the vendor makes one for somebody else.',
})
export class RegisterEmployeeInput extends CommandInput {
  @Field(() => String, { description: 'The name, at most 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The e-mail address.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For agents only: the subject of the person's tokens. Absent: nobody can sign in to the account yet. Your own account gets the subject of your token.",
  })
  subject?: string | null;
}

@ObjectType({ description: 'The answer to `registerEmployee`.' })
export class RegisterEmployeePayload extends Payload {
  @Field(() => Employee, {
    nullable: true,
    description:
      'The person; null when the command was refused, or is repeated by somebody who may no longer see the person.',
  })
  employee!: Employee | null;
}
