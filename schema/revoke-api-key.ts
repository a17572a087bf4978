import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ApiKey } from './api-key';
import { CommandInput, Payload } from './payload';

@InputType({ description: 'A key that opens nothing from now on.' })
export class RevokeApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;
}

@ObjectType({ description: 'The answer to `revokeApiKey`.' })
export class RevokeApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; null when the command was refused.' })
  apiKey!: ApiKey | null;
}
