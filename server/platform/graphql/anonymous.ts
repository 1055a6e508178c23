import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

/** The root fields that need no token, in addition to introspection. */
export type OpenFields = Readonly<Record<OperationTypeNode, ReadonlySet<string>>>;

/** The fields that the SDL marks with `@withoutToken`. */
export function openFields(schema: GraphQLSchema): OpenFields {
  const named = (type: GraphQLObjectType | null | undefined): string[] =>
    Object.values(type?.getFields() ?? {})
      .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'withoutToken'))
      .map(({ name }) => name);
  return {
    query: new Set(['__typename', ...named(schema.getQueryType())]),
    mutation: new Set(['__typename', ...named(schema.getMutationType())]),
    subscription: new Set(named(schema.getSubscriptionType())),
  };
}

const introspection = new Set(['__schema', '__type']);

/**
 * Whether a document may be executed without a valid token: all root fields of all its operations need none. Only the document decides, so
 * that the answer reveals nothing about the schema.
 */
export function isOpenToAll(
  document: DocumentNode,
  withoutToken: OpenFields,
  introspectable: boolean,
): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return document.definitions.every((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return true;
    if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
    const open = withoutToken[definition.operation];
    const isOpen = (name: string): boolean =>
      open.has(name) || (introspectable && definition.operation === 'query' && introspection.has(name));
    return allOpen(definition.selectionSet, isOpen, fragments, new Set());
  });
}

function allOpen(
  set: SelectionSetNode,
  isOpen: (name: string) => boolean,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  visited: Set<string>,
): boolean {
  return set.selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return isOpen(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return allOpen(selection.selectionSet, isOpen, fragments, visited);
    const name = selection.name.value;
    if (visited.has(name)) return true;
    visited.add(name);
    const fragment = fragments.get(name);
    return fragment !== undefined && allOpen(fragment.selectionSet, isOpen, fragments, visited);
  });
}
