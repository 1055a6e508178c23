import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { fieldCost } from './cost.js';
import type { ListSizes } from './list-sizes.js';

export interface DocumentLimits {
  tokens: number;
  depth: number;
  width: number;
  aliases: number;
  directives: number;
  rootFields: number;
  cost: number;
  inputValues: number;
}

interface Measure {
  depth: number;
  /** Fields of this set, including those of its fragments. */
  fields: number;
  /** Fields with selections of their own; the standard rules compare each with each. */
  objects: number;
  /** The largest number of these in one set, at this level or below. */
  width: number;
  aliases: number;
  directives: number;
  /** Number of introspection fields; each is expensive, whatever it selects. */
  introspections: number;
  cost: number;
  inputDepth: number;
}

/** Tools introspect once. */
const MOST_INTROSPECTIONS = 2;

/**
 * The first broken limit of each operation and fragment. This is linear in the document, and comes before anything that is not: the
 * standard rules compare fields with each other. The parser limits the tokens. Cost counts one point for each field, times the size of the
 * pages it is in.
 */
export function brokenLimits(
  document: DocumentNode,
  limits: DocumentLimits,
  sizes: ListSizes,
): GraphQLError[] {
  const measureOf = measurer(document, sizes);
  return document.definitions.flatMap((definition) => {
    if (!isExecutable(definition)) return [];
    const measure = measureOf(definition);
    // The depth and cost of a fragment count where it is spread; its other limits also count when it is not spread, because all of it is
    // read.
    const { depth, fields, cost } = definition.kind === Kind.OPERATION_DEFINITION ? measure : nothing;
    const broken = [
      { limit: 'DEPTH', value: depth, most: limits.depth },
      { limit: 'ALIASES', value: measure.aliases, most: limits.aliases },
      { limit: 'ROOT_FIELDS', value: fields, most: limits.rootFields },
      { limit: 'WIDTH', value: measure.width, most: limits.width },
      { limit: 'DIRECTIVES', value: measure.directives, most: limits.directives },
      { limit: 'INTROSPECTION', value: measure.introspections, most: MOST_INTROSPECTIONS },
      { limit: 'COST', value: cost, most: limits.cost },
      { limit: 'INPUT_DEPTH', value: measure.inputDepth, most: limits.depth },
    ].find(({ value, most }) => value > most);
    return broken ? [refusal(broken, definition)] : [];
  });
}

/** The error of an exceeded limit. */
export function refusal(
  broken: { limit: string; value: number; most: number },
  node?: DefinitionNode,
): GraphQLError {
  const what = broken.limit.toLowerCase().replace('_', ' ');
  const message = `The document's ${what} is ${broken.value}; at most ${broken.most} is allowed.`;
  return new GraphQLError(message, { nodes: node, extensions: { code: 'DOCUMENT_LIMIT', ...broken } });
}

type Executable = OperationDefinitionNode | FragmentDefinitionNode;

function isExecutable(definition: DefinitionNode): definition is Executable {
  return definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION;
}

const nothing: Measure = {
  depth: 0,
  fields: 0,
  objects: 0,
  width: 0,
  aliases: 0,
  directives: 0,
  introspections: 0,
  cost: 0,
  inputDepth: 0,
};

/**
 * Measures operations and fragments in one pass: each fragment is measured once, however often it is spread. A spread adds what the
 * fragment's fields add at its place.
 */
function measurer(document: DocumentNode, sizes: ListSizes): (definition: Executable) => Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Measure>();

  const ofSet = (set: SelectionSetNode): Measure => {
    const sum = { ...nothing };
    for (const selection of set.selections) add(sum, ofSelection(selection));
    sum.width = Math.max(sum.width, sum.objects);
    return sum;
  };
  const ofSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FIELD) return ofField(selection);
    const below =
      selection.kind === Kind.INLINE_FRAGMENT
        ? ofSet(selection.selectionSet)
        : ofFragment(selection.name.value);
    return withDirectives(below, selection.directives);
  };
  const ofFragment = (name: string): Measure => {
    const measure = known.get(name);
    if (measure) return measure;
    // It counts nothing while it is being measured; the standard rules refuse a fragment that contains itself.
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const found = fragment ? withDirectives(ofSet(fragment.selectionSet), fragment.directives) : nothing;
    known.set(name, found);
    return found;
  };
  const ofField = (node: FieldNode): Measure => {
    const below = node.selectionSet ? ofSet(node.selectionSet) : nothing;
    const given = withDirectives(below, node.directives);
    for (const { value } of node.arguments ?? []) {
      given.inputDepth = Math.max(given.inputDepth, literalDepth(value));
    }
    // Introspection queries of tools are deep, and the standard rules limit them.
    given.depth = introspection.has(node.name.value) ? 1 : below.depth + 1;
    given.introspections += introspection.has(node.name.value) ? 1 : 0;
    given.fields = 1;
    given.objects = node.selectionSet ? 1 : 0;
    given.aliases += node.alias ? 1 : 0;
    given.cost = fieldCost(node, below.cost, sizes);
    return given;
  };
  return (definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return ofFragment(definition.name.value);
    const measure = withDirectives(ofSet(definition.selectionSet), definition.directives);
    for (const { directives, defaultValue } of definition.variableDefinitions ?? []) {
      measure.directives += directives?.length ?? 0;
      if (defaultValue) measure.inputDepth = Math.max(measure.inputDepth, literalDepth(defaultValue));
    }
    return measure;
  };
}

function add(sum: Measure, one: Measure): void {
  sum.depth = Math.max(sum.depth, one.depth);
  sum.fields += one.fields;
  sum.objects += one.objects;
  sum.width = Math.max(sum.width, one.width);
  sum.aliases += one.aliases;
  sum.directives += one.directives;
  sum.introspections += one.introspections;
  sum.cost += one.cost;
  sum.inputDepth = Math.max(sum.inputDepth, one.inputDepth);
}

function withDirectives(measure: Measure, directives: readonly DirectiveNode[] = []): Measure {
  return { ...measure, directives: measure.directives + directives.length };
}

/** How deeply lists and objects are nested. */
function literalDepth(value: ValueNode): number {
  const inner =
    value.kind === Kind.LIST
      ? value.values
      : value.kind === Kind.OBJECT
        ? value.fields.map((field) => field.value)
        : null;
  return inner ? 1 + inner.reduce((deepest, one) => Math.max(deepest, literalDepth(one)), 0) : 0;
}

/**
 * The error of variables that are too many or too deep, before they are coerced; null when they are within the limits. It uses a list
 * instead of recursion, because deep values must not overflow the stack.
 */
export function brokenVariables(variables: unknown, limits: DocumentLimits): GraphQLError | null {
  let level = [variables].filter(isContainer);
  let values = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    // The first level is the object of all variables.
    if (depth > limits.depth + 1)
      return refusal({ limit: 'INPUT_DEPTH', value: depth - 1, most: limits.depth });
    const below: object[] = [];
    for (const container of level) {
      for (const inner of Object.values(container)) {
        values += 1;
        if (isContainer(inner)) below.push(inner);
      }
    }
    if (values > limits.inputValues) {
      return refusal({ limit: 'INPUT_VALUES', value: values, most: limits.inputValues });
    }
    level = below;
  }
  return null;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const introspection = new Set(['__schema', '__type']);
