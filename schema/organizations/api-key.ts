import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Private, type Scope } from '../access';
import { connectionOf } from '../connection';
import { Node } from '../node';
import { DateTime } from '../scalars/date-time';

export const ApiKeyScope = { READ_ORGANIZATION: 'READ_ORGANIZATION' } as const satisfies {
  [Name in Scope]: Name;
};

registerEnumType(ApiKeyScope, {
  name: 'ApiKeyScope',
  description: 'Permission of an API key within its organization.',
  valuesConfig: {
    READ_ORGANIZATION: { description: 'Read all data of the organization that its employees may read.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'A key with which a program acts for an organization. Its secret is shown once and never stored.',
})
export class ApiKey extends Node {
  @Field(() => String, { description: 'The purpose of the key, as entered by its creator.' })
  name!: string;

  @Field(() => String, { description: 'The first characters of the secret, which help to tell keys apart.' })
  hint!: string;

  @Field(() => [ApiKeyScope], { description: 'The permissions of the key.' })
  scopes!: readonly Scope[];

  @Field(() => DateTime, { description: 'The time of creation.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of expiry. Null when the key never expires.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of the last use, to the minute. Null when the key was never used.',
  })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The time of revocation. Null when the key was not revoked.',
  })
  revokedAt!: Date | null;
}

export const ApiKeyConnection = connectionOf('ApiKey', () => ApiKey, 'API keys');
