import type { ClassType } from 'type-graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Open } from './access';

@Open()
@ObjectType({ description: 'Where a page of a list stands in the whole list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more objects follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when objects precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first object; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last object; null on an empty page.',
  })
  endCursor!: string | null;
}

@ArgsType()
export class ConnectionArguments {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many objects at most, from the beginning or after `after`: 1 to 100. Either `first` or `last` is required.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Begin after the object with this cursor; goes with `first`.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many objects at most, up to the end or before `before`: 1 to 100. Either `first` or `last` is required.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'End before the object with this cursor; goes with `last`.',
  })
  before?: string | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
}

/** The connection and edge types of a list of objects. */
export function connectionOf<T extends object>(name: string, node: () => ClassType<T>, plural: string) {
  @Open()
  @ObjectType(`${name}Edge`, { description: `One of the ${plural} of a list, and its place in it.` })
  class Edge {
    @Field(node, { description: 'The object.' })
    node!: T;

    @Field(() => String, { description: 'Its place in the list: for `after` and `before`.' })
    cursor!: string;
  }

  @Open()
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${plural}.` })
  class PageOfNodes {
    @Field(() => [Edge], { description: 'The objects of this page, each with its cursor.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The objects of this page.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many objects the whole list has.' })
    totalCount!: number;
  }
  return PageOfNodes;
}
