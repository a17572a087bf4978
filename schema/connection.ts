import { type ClassType, ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Open } from './access';

@Open()
@ObjectType({ description: 'The position of a page within its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more objects follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether objects precede this page.' })
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
      'The maximum number of objects, from the beginning of the list or after `after`: 1 to 100. Either `first` or `last` is required.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Starts the page after the object with this cursor. Use it with `first`. Default: the beginning of the list.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The maximum number of objects, up to the end of the list or before `before`: 1 to 100. Either `first` or `last` is required.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Ends the page before the object with this cursor. Use it with `last`. Default: the end of the list.',
  })
  before?: string | null;
}

export interface Connection<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Promise<number>;
}

export function connectionOf<T extends object>(name: string, node: () => ClassType<T>, plural: string) {
  @Open()
  @ObjectType(`${name}Edge`, { description: `One entry in a list of ${plural}.` })
  class Edge {
    @Field(node, { description: 'The object.' })
    node!: T;

    @Field(() => String, { description: 'The position of the object in the list, for `after` and `before`.' })
    cursor!: string;
  }

  @Open()
  @ObjectType(`${name}Connection`, { description: `A page of a list of ${plural}.` })
  class PageOfNodes {
    @Field(() => [Edge], { description: 'The objects of this page with their cursors.' })
    edges!: Edge[];

    @Field(() => [node()], { description: 'The objects of this page.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'The position of this page in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'The number of objects in the whole list.' })
    totalCount!: number;
  }
  return PageOfNodes;
}
