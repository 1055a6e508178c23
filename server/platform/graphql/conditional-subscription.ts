import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Refuses `@skip` and `@include` at the root of a subscription, as the present draft of the specification does: whether there is anything
 * to subscribe to must not depend on variables. The library's rule is not used, because it throws for some of these documents and ignores
 * variables. https://spec.graphql.org/draft/#sec-Single-Root-Field
 */
export function conditionalSubscription(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    const directive = conditionIn(definition.selectionSet, fragments, new Set());
    if (!directive) continue;
    const message = 'The root of a subscription takes neither @skip nor @include.';
    return new GraphQLError(message, { nodes: directive });
  }
  return null;
}

function conditionIn(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  visited: Set<string>,
): DirectiveNode | undefined {
  for (const selection of set.selections) {
    const own = selection.directives?.find(({ name }) => name.value === 'skip' || name.value === 'include');
    if (own) return own;
    if (selection.kind === Kind.FIELD) continue;
    const below = selection.kind === Kind.INLINE_FRAGMENT ? selection : unvisited(selection.name.value);
    const found = below && conditionIn(below.selectionSet, fragments, visited);
    if (found) return found;
  }
  return undefined;

  function unvisited(name: string): FragmentDefinitionNode | undefined {
    if (visited.has(name)) return undefined;
    visited.add(name);
    return fragments.get(name);
  }
}
