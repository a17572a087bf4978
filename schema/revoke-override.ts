import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Override } from './override';
import { CommandInput, Payload } from './payload';

@InputType({
  description: 'An override that acts no longer from today on. One that has not begun never acts.',
})
export class RevokeOverrideInput extends CommandInput {
  @Field(() => ID, { description: 'The override.' })
  overrideId!: string;

  @Field(() => Int, { description: 'The version that you have seen.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Why, for the audit log, at most 1,000 characters.' })
  reason!: string;
}

@ObjectType({ description: 'The answer to `revokeOverride`.' })
export class RevokeOverridePayload extends Payload {
  @Field(() => Override, {
    nullable: true,
    description: 'The override; null when the command was refused.',
  })
  override!: Override | null;
}
