import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Employee } from './employee';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'What changes of an account; what is absent stays as it is.' })
export class UpdateEmployeeInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: 'The new name, at most 200 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new e-mail address; an empty text removes the old one.',
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For agents only: the subject of the person's tokens, for an account to which nobody could sign in until now.",
  })
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The answer to `updateEmployee`.' })
export class UpdateEmployeePayload extends Payload {
  @Field(() => Employee, {
    nullable: true,
    description:
      'The person; null when the command was refused, or is repeated by somebody who may no longer see the person.',
  })
  employee!: Employee | null;
}
