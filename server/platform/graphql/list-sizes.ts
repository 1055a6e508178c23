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

/** How many items the cost of a document assumes for a field, by the field's name. Other fields count as one item. */
export type ListSizes = ReadonlyMap<string, number>;

/**
 * The sizes of the lists of the contract: that of a page, or what `@listSize` says. Cost is counted before a document is validated, so the
 * size of a name is the largest of the fields with this name. Throws for a list without a size.
 */
export function listSizes(schema: GraphQLSchema): ListSizes {
  const directive = schema.getDirective('listSize');
  if (!directive) throw new Error('The SDL does not define the directive @listSize.');
  const sizes = new Map<string, number>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const said = field.astNode && getDirectiveValues(directive, field.astNode);
      const size = (said?.assumedSize as number | undefined) ?? sizeByType(field);
      // A connection has as many edges and nodes as the page that the connection's own size counts.
      if (size === undefined && !isConnection(type))
        throw new Error(`${type.name}.${field.name} is a list without pages: give it @listSize in the SDL.`);
      if (size !== undefined && size > 1) sizes.set(field.name, Math.max(size, sizes.get(field.name) ?? 1));
    }
  }
  return sizes;
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
