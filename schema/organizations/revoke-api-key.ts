import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ApiKey } from './api-key';
import { CommandInput, Payload } from '../payload';

@InputType({ description: 'The API key to revoke. It stops working immediately.' })
export class RevokeApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The key.' })
  apiKeyId!: string;
}

@ObjectType({ description: 'The result of `revokeApiKey`.' })
export class RevokeApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; null when the command was refused.' })
  apiKey!: ApiKey | null;
}
