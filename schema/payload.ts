import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Refusal } from './refusal';
// No field names the types of refusals.
import './refusal-types';

/**
 * Base of every payload. The schema build adds `query: Query` to each. All payloads are open: a viewer who may run the
 * command may read its result.
 */
@Open()
@ObjectType()
export abstract class Payload {
  @Field(() => [Refusal], {
    description: 'The reasons why the command was refused; empty when it succeeded.',
  })
  refusals!: readonly Refusal[];
}

@InputType()
export abstract class CommandInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A text of your choice, at most 190 characters, that makes it safe to repeat the command. Within 24 hours, a repeat changes nothing and returns the same objects. A repeat is refused with other arguments, for another command, or after you have moved to another organization. Default: no protection against repeats.',
  })
  idempotencyKey?: string | null;
}
