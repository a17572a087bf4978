import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ApiKey, ApiKeyScope } from './api-key';
import type { Scope } from '../access';
import { CommandInput, Payload } from '../payload';
import { DateTime } from '../scalars/date-time';

@InputType({ description: 'A new API key for a program of an organization.' })
export class CreateApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The organization that the key acts for.' })
  organizationId!: string;

  @Field(() => String, { description: 'The purpose of the key, at most 100 characters.' })
  name!: string;

  @Field(() => [ApiKeyScope], { description: 'The permissions of the key: at least one scope.' })
  scopes!: readonly Scope[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of expiry. Default: the key never expires.',
  })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The result of `createApiKey`.' })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; null when the command was refused.' })
  apiKey!: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret, to be sent as `Authorization: Bearer lrl_…`. It is returned only once: null when the command was refused, and in the response to a repeat.',
  })
  secret!: string | null;
}
