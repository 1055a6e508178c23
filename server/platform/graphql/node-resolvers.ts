import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../contract/generated/types.js';
import { BadInput } from '../kernel/bad-input.js';
import type { Context } from './context.js';
import { loadNode } from './nodes.js';

const MOST = 100;

@Resolver()
export class NodeQueries {
  @Query(() => Node, { nullable: true })
  node(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<unknown> {
    return loadNode(ctx.reader, id);
  }

  @Query(() => [Node], { nullable: 'items' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() ctx: Context): Promise<unknown[]> {
    if (ids.length > MOST) throw new BadInput('ids', 'TOO_MANY', `ids must have at most ${MOST} values.`);
    const { reader } = ctx;
    return Promise.all(ids.map((id) => loadNode(reader, id)));
  }
}
