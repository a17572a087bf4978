import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Private, type Scope } from './access';
import { connectionOf } from './connection';
import { Node } from './node';
import { DateTime } from './scalars/date-time';

export const ApiKeyScope = { READ_ORGANIZATION: 'READ_ORGANIZATION' } as const satisfies {
  [Name in Scope]: Name;
};

registerEnumType(ApiKeyScope, {
  name: 'ApiKeyScope',
  description: 'What an API key may do, for its organization.',
  valuesConfig: {
    READ_ORGANIZATION: { description: 'Read what the employees of the organization may read of it.' },
  },
});

@Private()
@ObjectType({
  implements: Node,
  description:
    'A key with which a program acts for an organization. Its secret is shown once and stored nowhere.',
})
export class ApiKey extends Node {
  @Field(() => String, { description: 'What the key is for, in the words of whoever made it.' })
  name!: string;

  @Field(() => String, { description: 'The first characters of the secret, to tell keys apart.' })
  hint!: string;

  @Field(() => [ApiKeyScope], { description: 'What the key may do.' })
  scopes!: readonly Scope[];

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when on it opens nothing; null when it has no end.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to the minute; null when it never was.',
  })
  lastUsedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null when it was not.' })
  revokedAt!: Date | null;
}

export const ApiKeyConnection = connectionOf('ApiKey', () => ApiKey, 'API keys');
