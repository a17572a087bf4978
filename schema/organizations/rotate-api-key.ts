import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ApiKey } from './api-key';
import { CommandInput, Payload } from '../payload';

@InputType({
  description:
    'The API key to replace. The new key has the same name, scopes and original expiry, even if the old key was already replaced before.',
})
export class RotateApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The key to replace.' })
  apiKeyId!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description:
      'The number of hours for which the old key keeps working, so that programs can switch over: 0 to 720. Default: 24.',
  })
  graceHours!: number;
}

@ObjectType({ description: 'The result of `rotateApiKey`.' })
export class RotateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key; null when the command was refused.' })
  apiKey!: ApiKey | null;

  @Field(() => ApiKey, {
    nullable: true,
    description: 'The old key, which now has an expiry; null when the command was refused.',
  })
  replaced!: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret of the new key. It is returned only once: null when the command was refused, and in the response to a repeat.',
  })
  secret!: string | null;
}
