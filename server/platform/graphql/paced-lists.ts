import {
  defaultFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { pace } from '../kernel/pace.js';
import type { Context } from './context.js';

/** Lets other operations run between the items of long lists of objects. Lists take most of an operation's time; fields are not wrapped. */
export function paceLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isListType(getNullableType(field.type)) || !isCompositeType(getNamedType(field.type))) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (root, args, context: Context, info) => {
        const found: unknown = resolve(root, args, context, info);
        if (Array.isArray(found)) return paced(context, found);
        return found instanceof Promise ? found.then((list) => paced(context, list)) : found;
      };
    }
  }
}

function paced(context: Context, list: unknown): unknown {
  return Array.isArray(list) && list.length > 1 ? pace.items(context.turn, list) : list;
}
