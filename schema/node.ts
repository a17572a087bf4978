import { Field, ID, InterfaceType } from 'type-graphql';
import { Allow, ANYONE } from './access';

@InterfaceType({
  description: 'An object with an id that is unique in the whole programme.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  // Whoever reaches an object may know which one it is.
  @Allow(ANYONE)
  @Field(() => ID, { description: 'Unique in the whole programme, and opaque: do not take it apart.' })
  id!: string;
}
