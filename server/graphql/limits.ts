import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
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
        const measure = measured(document, operation);
        const broken = [
          { limit: 'DEPTH', value: measure.depth, most: limits.depth },
          { limit: 'ALIASES', value: measure.aliases, most: limits.aliases },
          { limit: 'ROOT_FIELDS', value: measure.rootFields, most: limits.rootFields },
          { limit: 'COST', value: measure.cost, most: limits.cost },
        ].find(({ value, most }) => value > most);
        if (broken) context.reportError(refusal(operation, broken));
      }
    },
  });
}

function operations(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function refusal(
  operation: OperationDefinitionNode,
  broken: { limit: string; value: number; most: number },
): GraphQLError {
  const what = broken.limit.toLowerCase().replace('_', ' ');
  const message = `The document's ${what} is ${broken.value}, and at most ${broken.most} is accepted.`;
  return new GraphQLError(message, { nodes: operation, extensions: { code: 'DOCUMENT_LIMIT', ...broken } });
}

const nothing: Measure = { depth: 0, aliases: 0, rootFields: 0, cost: 0 };

/**
 * Measures an operation in one walk of the document: each fragment is measured once, wherever and however often it is spread.
 * What a fragment adds is what its fields add at the place of the spread.
 */
function measured(document: DocumentNode, operation: OperationDefinitionNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measure>();

  const ofSet = (set: SelectionSetNode): Measure => {
    const sum = { ...nothing };
    for (const selection of set.selections) {
      const one = ofSelection(selection);
      sum.depth = Math.max(sum.depth, one.depth);
      sum.aliases += one.aliases;
      sum.rootFields += one.rootFields;
      sum.cost += one.cost;
    }
    return sum;
  };
  const ofSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FIELD) return ofField(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
    return ofFragment(selection.name.value);
  };
  const ofFragment = (name: string): Measure => {
    const measure = known.get(name);
    if (measure) return measure;
    // While it is measured it counts nothing: one that contains itself is refused by the standard rules.
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const found = fragment ? ofSet(fragment.selectionSet) : nothing;
    known.set(name, found);
    return found;
  };
  const ofField = (node: FieldNode): Measure => {
    const below = node.selectionSet ? ofSet(node.selectionSet) : nothing;
    // What tools ask the schema for is deep by nature, and bounded by the standard rules.
    const depth = introspection.has(node.name.value) ? 0 : below.depth;
    const aliases = below.aliases + (node.alias ? 1 : 0);
    return { depth: depth + 1, aliases, rootFields: 1, cost: 1 + pageSize(node) * below.cost };
  };
  return ofSet(operation.selectionSet);
}

// Lists without pages, by how many they may well hold.
const lists: Record<string, number> = {
  tickets: PAGE,
  users: PAGE,
  teams: PAGE,
  apiKeys: PAGE,
  queues: PAGE,
  categories: PAGE,
  comments: PAGE,
  timeline: PAGE,
  attachments: PAGE,
  members: MOST,
  affectedUsers: PAGE,
  watchers: PAGE,
};

const introspection = new Set(['__schema', '__type']);

function pageSize(node: FieldNode): number {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value === 'first' || name.value === 'last') {
      // Beyond the most, the page itself is refused.
      return value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 1), MOST) : MOST;
    }
    if (name.value === 'ids') return value.kind === Kind.LIST ? Math.max(value.values.length, 1) : MOST;
  }
  return lists[node.name.value] ?? 1;
}
