import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Connection } from '../db/page.js';
import type { ResolverClass } from './schema.js';

type ClassOf = abstract new (...args: never[]) => object;

/** The resolver of a connection's `totalCount`: counted only when it is asked for. */
export function countOf(connection: () => ClassOf): ResolverClass {
  @Resolver(connection)
  class ConnectionResolver {
    @FieldResolver(() => Int)
    totalCount(@Root() page: unknown): Promise<number> {
      return (page as Connection<unknown>).count();
    }
  }
  return ConnectionResolver;
}

/** A connection whose nodes are shown as `map` says. */
export function mapConnection<R, N>(page: Connection<R>, map: (row: R) => N): Connection<N> {
  const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: map(node) }));
  return { ...page, edges, nodes: edges.map((edge) => edge.node) };
}
