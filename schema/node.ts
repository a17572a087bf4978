import { Field, ID, InterfaceType } from 'type-graphql';
import { Allow, ANYONE } from './access';

@InterfaceType({
  description: 'An object with an id that is unique in the whole programme.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  // A viewer who can reach an object may know its id.
  @Allow(ANYONE)
  @Field(() => ID, {
    description: 'The id of the object, unique in the whole programme. It is opaque: do not parse it.',
  })
  id!: string;
}
