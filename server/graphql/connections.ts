import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
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

const known = new WeakMap<GraphQLResolveInfo['fieldNodes'], ReadonlySet<string>>();

/** The fields that are asked of the nodes of the connection being resolved, whatever their types and conditions. */
export function askedOfNodes({ fieldNodes, fragments }: GraphQLResolveInfo): ReadonlySet<string> {
  const found = known.get(fieldNodes);
  if (found) return found;
  const asked = new Set<string>();
  const walk = (set: SelectionSetNode | undefined, path: readonly string[]): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragments[selection.name.value]?.selectionSet, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, path);
      else if (path.length === 0) asked.add(selection.name.value);
      else if (path[0] === selection.name.value) walk(selection.selectionSet, path.slice(1));
    }
  };
  for (const { selectionSet } of fieldNodes) {
    walk(selectionSet, ['nodes']);
    walk(selectionSet, ['edges', 'node']);
  }
  known.set(fieldNodes, asked);
  return asked;
}
