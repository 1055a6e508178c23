import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { ActorReads } from '../actor/actor-reads.js';
import { type NestedList, type NestedPage, nestedKey } from '../db/nested-page.js';
import { type Connection, type PageArgs, toConnection, windowOf } from '../db/page.js';
import type { ResolverClass } from './schema.js';

type ClassOf = abstract new (...args: never[]) => object;

/** The resolver of the count: it counts only when one of its fields is selected. */
export function countOf(connection: () => ClassOf): ResolverClass {
  @Resolver(connection)
  class ConnectionResolver {
    @FieldResolver(() => Int)
    async totalCount(@Root() page: unknown): Promise<number> {
      return (await (page as Connection<unknown>).count()).total;
    }

    @FieldResolver(() => Boolean)
    async totalCountIsCapped(@Root() page: unknown): Promise<boolean> {
      return (await (page as Connection<unknown>).count()).isCapped;
    }
  }
  return ConnectionResolver;
}

/** A connection whose nodes are mapped by `map`. */
export function mapConnection<R, N>(page: Connection<R>, map: (row: R) => N): Connection<N> {
  const nodes = page.nodes.map(map);
  return {
    // Made when they are read, like those of the page.
    get edges() {
      return page.edges.map(({ cursor }, i) => ({ cursor, node: nodes[i] as N }));
    },
    nodes,
    get pageInfo() {
      return page.pageInfo;
    },
    count: page.count,
  };
}

type Asked = readonly FieldNode[];

/** The selected fields of the nodes of a connection, whatever their types and conditions. */
function fieldsOfNodes(connection: Asked, fragments: GraphQLResolveInfo['fragments']): Asked {
  const found: FieldNode[] = [];
  const walk = (set: SelectionSetNode | undefined, path: readonly string[]): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragments[selection.name.value]?.selectionSet, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, path);
      else if (path.length === 0) found.push(selection);
      else if (path[0] === selection.name.value) walk(selection.selectionSet, path.slice(1));
    }
  };
  for (const { selectionSet } of connection) {
    walk(selectionSet, ['nodes']);
    walk(selectionSet, ['edges', 'node']);
  }
  return found;
}

function pageOf(args: PageArgs, connection: Asked, fragments: GraphQLResolveInfo['fragments']): NestedPage {
  const { first = null, after = null, last = null, before = null } = args;
  const plain = { first, after, last, before };
  const asked = new Set(fieldsOfNodes(connection, fragments).map((field) => field.name.value));
  return { args: plain, asked, name: JSON.stringify([plain, ...asked]) };
}

// graphql collects the fields of a node once for each execution, in which arguments have one value.
const pages = new WeakMap<Asked, NestedPage>();

/** The selected fields of the connection that is being resolved. */
export function askedPage(args: PageArgs, { fieldNodes, fragments }: GraphQLResolveInfo): NestedPage {
  const known = pages.get(fieldNodes);
  if (known) return known;
  const page = pageOf(args, fieldNodes, fragments);
  pages.set(fieldNodes, page);
  return page;
}

/** Whether the connection that is being resolved shows anything of its page: an empty page is read only for what is before and after it. */
export function showsPage({ first }: PageArgs, { fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const selects = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === 'pageInfo';
      if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection.selectionSet);
      const fragment = fragments[selection.name.value];
      return fragment !== undefined && selects(fragment.selectionSet);
    });
  return first !== 0 || fieldNodes.some(({ selectionSet }) => selectionSet && selects(selectionSet));
}

/**
 * The selections of a nested connection, for each node of the connection that is being resolved: one page for each alias. Selections that
 * are not known yet are left out; their own resolver reads them.
 */
export function askedOfEach(name: string, info: GraphQLResolveInfo): NestedPage[] {
  const { fragments, returnType, variableValues } = info;
  const type = nodeType(getNamedType(returnType));
  const field = type?.getFields()[name];
  if (!field) return [];
  const nodes = fieldsOfNodes(info.fieldNodes, fragments).filter((node) => node.name.value === name);
  const named = Map.groupBy(nodes, (node) => node.alias?.value ?? name);
  return [...named.values()].flatMap((same) => {
    try {
      const args: PageArgs = getArgumentValues(field, same[0] as FieldNode, variableValues);
      return [pageOf(args, same, fragments)];
    } catch {
      return [];
    }
  });
}

function nodeType(connection: GraphQLNamedType): GraphQLObjectType | undefined {
  const nodes = isObjectType(connection) ? connection.getFields().nodes : undefined;
  const type = nodes && getNamedType(nodes.type);
  return isObjectType(type) ? type : undefined;
}

/** A page of a list of the object that is being resolved. */
export async function nestedConnection<R, N>(
  reads: ActorReads,
  list: NestedList<ActorReads, R>,
  parentId: string,
  args: PageArgs,
  info: GraphQLResolveInfo,
  map: (row: R) => N,
): Promise<Connection<N>> {
  // An error in the arguments is reported for this field only, not for others that are read with it.
  const window = windowOf(args, list.order);
  const rows = await reads.load(list.pages, nestedKey(parentId, askedPage(args, info)));
  return toConnection(rows, list.order, window, map, () => reads.load(list.counts, parentId));
}
