import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { InWords } from '../in-words';
import { Open } from '../access';
import { Credential } from './credential';

@InterfaceType({
  description: 'The credentials that one person must hold: a single credential, or a combination of needs.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Need {
  @Field(() => String, { description: 'The need as text for people.' })
  inWords!: InWords;
}

@Open()
@ObjectType({ implements: Need, description: 'One credential that a person must hold.' })
export class CredentialNeed extends Need {
  @Field(() => Credential, { description: 'The credential.' })
  credential!: Credential;
}

@Open()
@ObjectType({
  implements: Need,
  description: 'A combination of needs, all of which one person must satisfy.',
})
export class AllNeed extends Need {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly Need[];
}

@Open()
@ObjectType({
  implements: Need,
  description: 'A combination of needs, at least one of which a person must satisfy.',
})
export class AnyNeed extends Need {
  @Field(() => [Need], { description: 'The needs.' })
  of!: readonly Need[];
}
