import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ApiKey, ApiKeyScope } from './api-key';
import type { Scope } from './access';
import { CommandInput, Payload } from './payload';
import { DateTime } from './scalars/date-time';

@InputType({ description: 'A new key for a program of an organization.' })
export class CreateApiKeyInput extends CommandInput {
  @Field(() => ID, { description: 'The organization that the key acts for.' })
  organizationId!: string;

  @Field(() => String, { description: 'What the key is for, at most 100 characters.' })
  name!: string;

  @Field(() => [ApiKeyScope], { description: 'What the key may do: at least one scope.' })
  scopes!: readonly Scope[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when on it opens nothing. Absent: it has no end.',
  })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The answer to `createApiKey`.' })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; null when the command was refused.' })
  apiKey!: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The secret, to be sent as `Authorization: Bearer lrl_…`. It is shown this once: null when the command was refused, and in the answer to a repeat.',
  })
  secret!: string | null;
}
