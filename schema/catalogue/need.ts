import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Open } from '../access';
import { Credential } from './credential';

@Open()
@ObjectType({ description: 'One credential that a person must hold.' })
export class CredentialNeed {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;

  @Field(() => String, { description: 'The need as text for people.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'A combination of needs, all of which one person must satisfy.' })
export class AllNeed {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly (typeof Need)[];

  @Field(() => String, { description: 'The need as text for people.' })
  inWords!: string;
}

@Open()
@ObjectType({ description: 'A combination of needs, at least one of which a person must satisfy.' })
export class AnyNeed {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly (typeof Need)[];

  @Field(() => String, { description: 'The need as text for people.' })
  inWords!: string;
}

export const Need = createUnionType({
  name: 'Need',
  description: 'The credentials that one person must hold: a single credential, or a combination of needs.',
  types: () => [CredentialNeed, AllNeed, AnyNeed] as const,
  resolveType: (value) => (value as unknown as { __typename: string }).__typename,
});
