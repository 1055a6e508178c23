import { Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';

/** One answer of a subscription, as graphql-ws gives it. */
export interface Item {
  data?: Record<string, unknown> | null;
  errors?: readonly unknown[];
}

/** What is known of a subscription that runs, or has ended. */
export interface Watched {
  /** How many items came that are no positions. */
  readonly received: number;
  /** The last of them, the newest first. */
  readonly newestFirst: readonly Item[];
  /** The last position. */
  readonly position: { readonly cursor: string | undefined; readonly at: Date } | undefined;
  readonly ended: boolean;
}

export const nothingYet: Watched = { received: 0, newestFirst: [], position: undefined, ended: false };

const KEPT = 50;

/** A position says only that nothing happened: it is no item to show, and never takes the place of one. */
export function withItem(watched: Watched, item: Item, at: Date): Watched {
  const position = positionIn(item);
  if (position) return { ...watched, position: { ...position, at } };
  return {
    ...watched,
    received: watched.received + 1,
    newestFirst: [item, ...watched.newestFirst.slice(0, KEPT - 1)],
  };
}

/** What the response shows. */
export function shown({ received, newestFirst }: Watched): Record<string, unknown> {
  const items = newestFirst.map(({ data, errors }) => (errors ? { errors, data } : data));
  const older = received - items.length;
  return { received, ...(older > 0 ? { notShownAnyMore: older } : {}), newestFirst: items };
}

/** One line on how it goes. */
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

/** The document with `__typename` on what each subscription gives: without it a position looks like an event. */
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
