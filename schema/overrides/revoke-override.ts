import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Override } from './override';
import { CommandInput, Payload } from '../payload';

@InputType({
  description: 'The override to end today. If it has not begun, it is never in effect.',
})
export class RevokeOverrideInput extends CommandInput {
  @Field(() => ID, { description: 'The override.' })
  overrideId!: string;

  @Field(() => Int, {
    description:
      'The version that you last read. The command is refused when the override has changed since.',
  })
  expectedVersion!: number;

  @Field(() => String, { description: 'The reason for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The result of `revokeOverride`.' })
export class RevokeOverridePayload extends Payload {
  @Field(() => Override, {
    nullable: true,
    description: 'The override; null when the command was refused.',
  })
  override!: Override | null;
}
