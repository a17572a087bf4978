import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Open } from './access';
import { Credential } from './credential';

@Open()
@ObjectType({ description: 'One credential that a person must hold.' })
export class CredentialNeed {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'Needs of which one person must satisfy all.' })
export class AllNeed {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly (typeof Need)[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'Needs of which one is enough.' })
export class AnyNeed {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly (typeof Need)[];

  @Field(() => String, { description: 'The same in words.' })
  inWords!: string;
}

export const Need = createUnionType({
  name: 'Need',
  description: 'What one person must hold: a credential, or several of them joined by all or any.',
  types: () => [CredentialNeed, AllNeed, AnyNeed] as const,
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});
