import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Allow, ANYONE } from '../../schema/access';
import { Node } from '../../schema/node';
import { sentence } from '../messages';
import { shorten } from '../messages/shorten';
import { BadInput } from '../request/bad-input';
import type { Context } from '../request/context';
import { findNode } from './find-node';

const MAX_NODES = 100;

@Resolver()
export class NodeResolver {
  @Allow({ ...ANYONE, authorizesEachObject: true })
  @Query(() => Node, {
    nullable: true,
    description: 'The object with the given id. Null when it does not exist or you may not see it.',
  })
  node(
    @Arg('id', () => ID, { description: 'The id of any object.' }) id: string,
    @Ctx() context: Context,
  ): Promise<object | null> {
    return findNode(context, id);
  }

  @Allow({ ...ANYONE, authorizesEachObject: true })
  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description:
      'The objects with the given ids, in the same order. Null for each object that does not exist or that you may not see. A duplicate id is an error.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: `The ids of any objects: at most ${MAX_NODES}.` })
    ids: readonly string[],
    @Ctx() context: Context,
  ): Promise<readonly (object | null)[]> {
    if (ids.length > MAX_NODES)
      throw new BadInput({
        code: 'INVALID',
        path: ['ids'],
        sentence: sentence('nodes.tooMany', { count: ids.length, max: MAX_NODES }),
      });
    const index = ids.findIndex((id, i) => ids.indexOf(id) < i);
    const repeated = ids[index];
    if (repeated !== undefined) {
      throw new BadInput({
        code: 'INVALID',
        path: ['ids', String(index)],
        sentence: sentence('nodes.repeated', { id: shorten(repeated) }),
      });
    }
    return Promise.all(ids.map((id) => findNode(context, id)));
  }
}
