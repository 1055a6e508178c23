import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { MAX_PAGE } from '../db/page.js';
import type { GivenList, ListSizes } from './list-sizes.js';

/** The values of an operation's variables, coerced. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * The cost of a field: one point, plus the cost of its selections times the size of its page. Without values, a variable counts as the
 * maximum.
 */
export function fieldCost(node: FieldNode, below: number, sizes: ListSizes, values?: Values): number {
  return 1 + pageSize(node, sizes, values) * below;
}

function pageSize(node: FieldNode, sizes: ListSizes, values: Values | undefined): number {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value === 'first' || name.value === 'last') {
      const size = numberOf(value, values);
      // Null means: not given. A size over the maximum is refused later.
      if (size !== null) return Math.min(Math.max(size, 1), MAX_PAGE);
    }
    if (name.value === 'ids') return Math.max(lengthOf(value, values), 1);
  }
  const size = sizes.get(node.name.value) ?? 1;
  return typeof size === 'number' ? size : givenLength(node, size, values);
}

/** The length of a list of the field's `input`; the maximum as long as the values are unknown. */
function givenLength(node: FieldNode, { list }: GivenList, values: Values | undefined): number {
  const input = node.arguments?.find(({ name }) => name.value === 'input')?.value;
  if (input?.kind === Kind.OBJECT) {
    const given = input.fields.find(({ name }) => name.value === list)?.value;
    const isOne = given && given.kind !== Kind.LIST && given.kind !== Kind.VARIABLE;
    return given && !isOne ? Math.max(lengthOf(given, values), 1) : 1;
  }
  if (input?.kind !== Kind.VARIABLE) return 1;
  const given = values ? (values[input.name.value] as Values | null | undefined)?.[list] : undefined;
  if (!values) return MAX_PAGE;
  return Array.isArray(given) ? Math.min(Math.max(given.length, 1), MAX_PAGE) : 1;
}

function numberOf(value: ValueNode, values: Values | undefined): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return null;
  const given = values ? values[value.name.value] : MAX_PAGE;
  return typeof given === 'number' ? given : null;
}

function lengthOf(value: ValueNode, values: Values | undefined): number {
  if (value.kind === Kind.LIST) return value.values.length;
  const given = value.kind === Kind.VARIABLE ? values?.[value.name.value] : undefined;
  return Array.isArray(given) ? Math.min(given.length, MAX_PAGE) : MAX_PAGE;
}

/** How many mutations a root field of a mutation counts as. */
function changesBy(node: FieldNode, sizes: ListSizes, values: Values): number {
  const size = sizes.get(node.name.value);
  return typeof size === 'object' ? givenLength(node, size, values) : 1;
}

/** The cost of an operation with these values of its variables. */
export interface Asked {
  /** One point for each field, times the sizes of the pages it is in. */
  cost: number;
  /** How many mutations its root fields count as, if it is a mutation. */
  changes: number;
}

/** Measures an operation. Linear in the document: each fragment is measured once. */
export function askedBy(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  sizes: ListSizes,
  values: Values,
): Asked {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Asked>();
  const ofSet = (set: SelectionSetNode | undefined): Asked => {
    const sum = { cost: 0, changes: 0 };
    for (const selection of set?.selections ?? []) {
      const { cost, changes } = ofSelection(selection);
      sum.cost += cost;
      sum.changes += changes;
    }
    return sum;
  };
  const ofFragment = (name: string): Asked => {
    const asked = known.get(name) ?? ofSet(fragments.get(name)?.selectionSet);
    known.set(name, asked);
    return asked;
  };
  const ofSelection = (selection: SelectionNode): Asked => {
    if (isLeftOut(selection.directives, values)) return { cost: 0, changes: 0 };
    if (selection.kind === Kind.FIELD) {
      const below = ofSet(selection.selectionSet).cost;
      return {
        cost: fieldCost(selection, below, sizes, values),
        changes: changesBy(selection, sizes, values),
      };
    }
    return selection.kind === Kind.INLINE_FRAGMENT
      ? ofSet(selection.selectionSet)
      : ofFragment(selection.name.value);
  };
  return ofSet(operation.selectionSet);
}

function isLeftOut(directives: readonly DirectiveNode[] = [], values: Values): boolean {
  return directives.some((directive) => {
    const { value } = directive.arguments?.find(({ name }) => name.value === 'if') ?? {};
    if (!value) return false;
    const holds =
      value.kind === Kind.BOOLEAN ? value.value : value.kind === Kind.VARIABLE && values[value.name.value];
    return directive.name.value === 'skip' ? holds === true : directive.name.value === 'include' && !holds;
  });
}
