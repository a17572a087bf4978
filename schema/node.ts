import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'An object with an id that is unique in the whole programme.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Unique in the whole programme, and opaque: do not take it apart.' })
  id!: string;
}
