import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Employee } from './employee';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'Changes to an account. Omitted fields keep their values.' })
export class UpdateEmployeeInput extends CommandInput {
  @Field(() => ID, { description: 'The person.' })
  employeeId!: string;

  @Field(() => Int, {
    description: 'The version that you last read. The command is refused when the account has changed since.',
  })
  expectedVersion!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The new name, at most 200 characters. It cannot be null.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new e-mail address. Null removes the old one.',
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "For agents only: the subject of the person's tokens, for an account to which nobody can sign in yet. It cannot be null.",
  })
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'An optional reason for the audit log, at most 1,000 characters.',
  })
  reason?: string | null;
}

@ObjectType({ description: 'The result of `updateEmployee`.' })
export class UpdateEmployeePayload extends Payload {
  @Field(() => Employee, {
    nullable: true,
    description:
      'The person. Null when the command was refused, or is repeated by a caller who may no longer see the person.',
  })
  employee!: Employee | null;
}
