import { Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';

/** One answer of a subscription, as graphql-ws gives it. */
export interface Item {
  data?: Record<string, unknown> | null;
  errors?: readonly unknown[];
}

/** The state of a subscription that runs or has ended. */
export interface Watched {
  /** Number of items that are not positions. */
  readonly received: number;
  /** The last of these items, newest first. */
  readonly newestFirst: readonly Item[];
  /** The last position. */
  readonly position: { readonly cursor: string | undefined; readonly at: Date } | undefined;
  readonly ended: boolean;
}

export const nothingYet: Watched = { received: 0, newestFirst: [], position: undefined, ended: false };

const KEPT = 50;

/** A position is not shown as an item, and never replaces one: it says only that nothing happened. */
export function withItem(watched: Watched, item: Item, at: Date): Watched {
  const position = positionIn(item);
  if (position) return { ...watched, position: { ...position, at } };
  return {
    ...watched,
    received: watched.received + 1,
    newestFirst: [item, ...watched.newestFirst.slice(0, KEPT - 1)],
  };
}

/** The text of the response pane. */
export function shown({ received, newestFirst }: Watched): Record<string, unknown> {
  const items = newestFirst.map(({ data, errors }) => (errors ? { errors, data } : data));
  const older = received - items.length;
  return { received, ...(older > 0 ? { notShownAnyMore: older } : {}), newestFirst: items };
}

/** The state in one line. */
export function statusLine({ received, position, ended }: Watched): string {
  const items = `${received} ${received === 1 ? 'item' : 'items'}`;
  if (ended) return `Ended after ${items}.`;
  if (!position) return `Live: ${items}.`;
  const cursor = position.cursor === undefined ? '' : ` Cursor: ${position.cursor}`;
  return `Live: ${items}. Nothing new at ${position.at.toLocaleTimeString()}.${cursor}`;
}

function positionIn({ data, errors }: Item): { cursor: string | undefined } | undefined {
  if (errors || !data) return undefined;
  const fields = Object.values(data);
  const [only] = fields;
  if (fields.length !== 1 || typeof only !== 'object' || only === null) return undefined;
  if (!('__typename' in only) || only.__typename !== 'StreamPosition') return undefined;
  return { cursor: 'cursor' in only ? String(only.cursor) : undefined };
}

/** Adds `__typename` to the result of each subscription: without it a position looks like an event. */
export function withTypenames(document: string): string {
  let changed = false;
  const ast = visit(parse(document), {
    OperationDefinition(operation) {
      if (operation.operation !== 'subscription') return undefined;
      const named = namingTypes(operation);
      changed ||= named !== operation;
      return named;
    },
  });
  return changed ? print(ast) : document;
}

function namingTypes(operation: OperationDefinitionNode): OperationDefinitionNode {
  let changed = false;
  const selections = operation.selectionSet.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection;
    const within = selection.selectionSet.selections;
    const named = within.some((it) => it.kind === Kind.FIELD && !it.alias && it.name.value === '__typename');
    if (named) return selection;
    changed = true;
    const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
    return { ...selection, selectionSet: { ...selection.selectionSet, selections: [typename, ...within] } };
  });
  return changed ? { ...operation, selectionSet: { ...operation.selectionSet, selections } } : operation;
}
