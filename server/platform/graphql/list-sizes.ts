import {
  type GraphQLField,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { DEFAULT_PAGE } from '../db/page.js';

/** The field of a mutation's `input` whose items the mutation changes. */
export interface GivenList {
  list: string;
}

/**
 * How many items the cost of a document assumes for a field, by the field's name, or the list of the input that says it. Other fields count
 * as one item.
 */
export type ListSizes = ReadonlyMap<string, number | GivenList>;

/**
 * The sizes of the lists of the contract: that of a page, or what `@listSize` says. `@forEach` names the list of the input whose items a
 * mutation changes. Cost is counted before a document is validated: so if several fields have the same name, the largest size counts.
 * Throws for a list without a size.
 */
export function listSizes(schema: GraphQLSchema): ListSizes {
  const directive = schema.getDirective('listSize');
  if (!directive) throw new Error('The SDL does not define the directive @listSize.');
  const lengths = new Map<string, number>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const said = field.astNode && getDirectiveValues(directive, field.astNode);
      const size = (said?.assumedSize as number | undefined) ?? sizeByType(field);
      // A connection has as many edges and nodes as the page that the connection's own size counts.
      if (size === undefined && !isConnection(type))
        throw new Error(`${type.name}.${field.name} is a list without pages: give it @listSize in the SDL.`);
      if (size !== undefined && size > 1)
        lengths.set(field.name, Math.max(size, lengths.get(field.name) ?? 1));
    }
  }
  return new Map<string, number | GivenList>([...lengths, ...givenLists(schema)]);
}

function givenLists(schema: GraphQLSchema): [string, GivenList][] {
  const directive = schema.getDirective('forEach');
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields.flatMap(({ name, astNode }): [string, GivenList][] => {
    const said = directive && astNode && getDirectiveValues(directive, astNode);
    return said ? [[name, { list: String(said.list) }]] : [];
  });
}

/** Undefined for a list whose type does not say how long it is. */
function sizeByType({ type, args }: GraphQLField<unknown, unknown>): number | undefined {
  const nullable = getNullableType(type);
  const item = getNamedType(type);
  if (isConnection(item)) return DEFAULT_PAGE;
  // The ids that the document gives are counted. Payloads list few errors.
  const isShort = args.some(({ name }) => name === 'ids') || item.name === 'UserError';
  return isListType(nullable) && isCompositeType(item) && !isShort ? undefined : 1;
}

function isConnection({ name }: { name: string }): boolean {
  return name.endsWith('Connection');
}
