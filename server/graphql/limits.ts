import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

export interface DocumentLimits {
  tokens: number;
  depth: number;
  aliases: number;
  rootFields: number;
  cost: number;
}

interface Measure {
  depth: number;
  aliases: number;
  rootFields: number;
  cost: number;
}

// Lists multiply what is below them by how much they are asked for; a variable may be the most there is.
const PAGE = 25;
const MOST = 100;

/**
 * Refuses documents that ask for too much, before anything is executed: the one place of these limits, for HTTP and websockets
 * alike. Cost counts a point for each field, times the size of the pages it is in. (Tokens are limited by the parser.)
 */
export function limitsRule(limits: DocumentLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document(document) {
      for (const operation of operations(document)) {
        const measure = measured(document, operation, limits);
        refuse(context, operation, 'DEPTH', measure.depth, limits.depth);
        refuse(context, operation, 'ALIASES', measure.aliases, limits.aliases);
        refuse(context, operation, 'ROOT_FIELDS', measure.rootFields, limits.rootFields);
        refuse(context, operation, 'COST', measure.cost, limits.cost);
      }
    },
  });
}

function operations(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function refuse(
  context: ValidationContext,
  node: OperationDefinitionNode,
  limit: string,
  is: number,
  most: number,
): void {
  if (is <= most) return;
  const message = `The document's ${limit.toLowerCase().replace('_', ' ')} is ${is}, and at most ${most} is accepted.`;
  context.reportError(
    new GraphQLError(message, {
      nodes: node,
      extensions: { code: 'DOCUMENT_LIMIT', limit, value: is, most },
    }),
  );
}

/** Measures an operation. Stops counting soon after a limit is broken, so that measuring is cheap for any document. */
function measured(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  limits: DocumentLimits,
): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure: Measure = { depth: 0, aliases: 0, rootFields: 0, cost: 0 };
  const beyond = (): boolean =>
    measure.cost > limits.cost || measure.depth > limits.depth || measure.aliases > limits.aliases;

  const visit = (set: SelectionSetNode, depth: number, factor: number, open: ReadonlySet<string>): void => {
    for (const selection of set.selections) {
      if (beyond()) return;
      if (selection.kind === Kind.FIELD) field(selection, depth, factor, open);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet, depth, factor, open);
      else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // A fragment that contains itself is refused by the standard rules.
        if (fragment && !open.has(name))
          visit(fragment.selectionSet, depth, factor, new Set([...open, name]));
      }
    }
  };
  const field = (node: FieldNode, depth: number, factor: number, open: ReadonlySet<string>): void => {
    measure.depth = Math.max(measure.depth, depth);
    if (node.alias) measure.aliases += 1;
    if (depth === 1) measure.rootFields += 1;
    measure.cost += factor;
    // What tools ask the schema for is deep by nature, and bounded by the standard rules.
    const below = introspection.has(node.name.value) ? Number.NEGATIVE_INFINITY : depth + 1;
    if (node.selectionSet) visit(node.selectionSet, below, factor * pageSize(node), open);
  };
  visit(operation.selectionSet, 1, 1, new Set());
  return measure;
}

const connections = new Set([
  'tickets',
  'users',
  'teams',
  'apiKeys',
  'queues',
  'categories',
  'comments',
  'timeline',
  'attachments',
]);

const introspection = new Set(['__schema', '__type']);

function pageSize(node: FieldNode): number {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value === 'first' || name.value === 'last') {
      // Beyond the most, the page itself is refused.
      return value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 1), MOST) : MOST;
    }
    if (name.value === 'ids') return value.kind === Kind.LIST ? Math.max(value.values.length, 1) : MOST;
  }
  return connections.has(node.name.value) ? PAGE : 1;
}
