import { Field, InputType, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Refusal } from './refusal';

/**
 * The base of every payload; `query: Query` is added to each when the schema is built. All are open: a viewer who may
 * run the command may read its answer.
 */
@Open()
@ObjectType()
export abstract class Payload {
  @Field(() => [Refusal], { description: 'Why the command was not done; empty when it was.' })
  refusals!: readonly Refusal[];
}

/** What every input has. */
@InputType()
export abstract class CommandInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A text of your choice, up to 190 characters, that makes it safe to send the same command again: within 24 hours a repeat changes nothing and is answered with the same objects. With other arguments, for another command, or after you have moved to another organization, it is refused.',
  })
  idempotencyKey?: string | null;
}
