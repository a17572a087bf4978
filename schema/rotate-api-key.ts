import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ApiKey } from './api-key';
import { CommandInput, Payload } from './payload';

@InputType({
  description:
    'A key that gets a successor with the same name and scopes, and with the end that the key itself was made with, also if it was replaced before.',
})
export class RotateApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The key that is replaced.' })
  apiKeyId!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how many hours the old key still works, so that programs can change over: 0 to 720.',
  })
  graceHours!: number;
}

@ObjectType({ description: 'The answer to `rotateApiKey`.' })
export class RotateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key; null when the command was refused.' })
  apiKey!: ApiKey | null;

  @Field(() => ApiKey, {
    nullable: true,
    description: 'The old key, which now has an end; null when the command was refused.',
  })
  replaced!: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret of the new key. It is shown this once: null when the command was refused, and in the answer to a repeat.',
  })
  secret!: string | null;
}
