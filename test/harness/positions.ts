import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { readSdl } from '../../server/platform/graphql/schema.js';
import { errorFields } from './client.js';

/**
 * The position of a value in an operation: an argument, or a field of an input object at any depth. Items of
 * lists are at `0`.
 */
export interface Position {
  operation: 'query' | 'mutation' | 'subscription';
  field: string;
  /** Starts with the name of the argument. */
  path: string[];
  /** The scalar or enum of the value. */
  type: string;
}

/** Returns a value for a required position. */
export type Fill = (position: Position) => unknown;

export const contract: GraphQLSchema = buildSchema(readSdl());

/** The name of a position in messages and tables: `createTicket.input.subject`. */
export function nameOf({ field, path }: Position): string {
  return [field, ...path].join('.');
}

/** All positions of scalars and enums, in every entry point. A type in itself, such as a filter in a filter, is left out. */
export function allPositions(): Position[] {
  return rootFields.flatMap(({ operation, field }) =>
    field.args.flatMap((argument) =>
      within(argument.type, [argument.name]).map((leaf) => ({ operation, field: field.name, ...leaf })),
    ),
  );
}

/** All positions of input objects, where a client could send unknown fields. */
export function allInputObjects(): (Omit<Position, 'type'> & { type: string })[] {
  return rootFields.flatMap(({ operation, field }) =>
    field.args.flatMap((argument) =>
      objectsWithin(argument.type, [argument.name]).map((it) => ({ operation, field: field.name, ...it })),
    ),
  );
}

/**
 * Builds an operation with a value at a position, or without it when the value is undefined. `fill` returns
 * the other values; `more` adds optional fields to the input.
 */
export function operationAt(
  position: Position,
  fill: Fill,
  value?: unknown,
  more: object = {},
): { query: string; variables: Record<string, unknown> } {
  const field = rootField(position);
  const variables: Record<string, unknown> = {};
  for (const argument of field.args) {
    if (!isNonNullType(argument.type)) continue;
    const given = required(argument.type, [argument.name], position, fill);
    variables[argument.name] = argument.name === 'input' ? { ...(given as object), ...more } : given;
  }
  if (value !== undefined) put(variables, position, fill, value);
  const given = field.args.filter((argument) => argument.name in variables);
  const declared = given.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = declared ? `(${declared})` : '';
  const call = `${field.name}${passed ? `(${passed})` : ''}`;
  return { query: `${position.operation} ${head} { ${call} ${selectionOf(field)} }`, variables };
}

type RootField = GraphQLField<unknown, unknown>;

const rootFields = (['query', 'mutation', 'subscription'] as const).flatMap((operation) => {
  const type = {
    query: contract.getQueryType(),
    mutation: contract.getMutationType(),
    subscription: contract.getSubscriptionType(),
  }[operation];
  return Object.values(type?.getFields() ?? {}).map((field) => ({ operation, field }));
});

function rootField({ operation, field: name }: Position): RootField {
  const found = rootFields.find((it) => it.operation === operation && it.field.name === name);
  if (!found) throw new Error(`there is no ${operation} ${name}`);
  return found.field;
}

type Around = readonly GraphQLInputType[];

function within(
  type: GraphQLInputType,
  path: string[],
  around: Around = [],
): { path: string[]; type: string }[] {
  if (isNonNullType(type)) return within(type.ofType, path, around);
  if (isListType(type)) return within(type.ofType, [...path, '0'], around);
  if (!isInputObjectType(type)) return [{ path, type: type.name }];
  if (around.includes(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    within(field.type, [...path, field.name], [...around, type]),
  );
}

function objectsWithin(
  type: GraphQLInputType,
  path: string[],
  around: Around = [],
): { path: string[]; type: string }[] {
  if (isNonNullType(type)) return objectsWithin(type.ofType, path, around);
  if (isListType(type)) return objectsWithin(type.ofType, [...path, '0'], around);
  if (!isInputObjectType(type) || around.includes(type)) return [];
  const inner = Object.values(type.getFields());
  return [
    { path, type: type.name },
    ...inner.flatMap((field) => objectsWithin(field.type, [...path, field.name], [...around, type])),
  ];
}

function required(type: GraphQLInputType, path: string[], position: Position, fill: Fill): unknown {
  if (isNonNullType(type)) return required(type.ofType, path, position, fill);
  if (isListType(type)) return [required(type.ofType, [...path, '0'], position, fill)];
  if (!isInputObjectType(type)) return fill({ ...position, path, type: type.name });
  const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(
    fields.map((field) => [field.name, required(field.type, [...path, field.name], position, fill)]),
  );
}

/** Sets a value at its position, and adds the required fields of the objects around it. */
function put(variables: Record<string, unknown>, position: Position, fill: Fill, value: unknown): void {
  let type: GraphQLInputType | undefined = rootField(position).args.find(
    (it) => it.name === position.path[0],
  )?.type;
  let holder: Record<string, unknown> = variables;
  for (const [i, key] of position.path.entries()) {
    if (!type) throw new Error(`there is no ${nameOf(position)}`);
    if (i === position.path.length - 1) {
      holder[key] = value;
      return;
    }
    const bare: GraphQLInputType = isNonNullType(type) ? type.ofType : type;
    holder[key] ??= isListType(bare) ? [] : required(bare, position.path.slice(0, i + 1), position, fill);
    holder = holder[key] as Record<string, unknown>;
    const next = position.path[i + 1] ?? '';
    type = isListType(bare)
      ? bare.ofType
      : isInputObjectType(bare)
        ? bare.getFields()[next]?.type
        : undefined;
  }
}

const fewErrorFields =
  'errors { __typename code path ... on NotFoundError { id } ... on ValidationError { rule } }';

/** The refusals in a payload: of the whole call, or of one of many objects. */
// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
export function refusalsIn(payload: any): any[] {
  const each: { errors: unknown[] }[] = payload?.ticketResults ?? [];
  return [...(payload?.errors ?? []), ...each.flatMap(({ errors }) => errors)];
}

function selectionOf(field: RootField): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  if (isUnionType(type)) return '{ __typename ... on StreamItem { cursor } }';
  const fields = type.getFields();
  // The cost of a mutation of many objects counts its selection for each.
  if (fields.ticketResults) return `{ __typename ${fewErrorFields} ticketResults { ${fewErrorFields} } }`;
  if (fields.errors) return `{ __typename ${errorFields} }`;
  if (!fields.nodes) return '{ __typename }';
  const node = getNamedType(fields.nodes.type);
  return `{ totalCount nodes { __typename ${isObjectType(node) && node.getFields().id ? 'id' : ''} } }`;
}
