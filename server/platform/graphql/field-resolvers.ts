import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.js';

type Resolve = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>;
type Method = (...values: unknown[]) => unknown;
type Read = (
  root: unknown,
  args: Record<string, unknown>,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

/** The argument of a parameter, by its decorator. */
const reads: Readonly<Record<string, Read>> = {
  root: (root) => root,
  args: (_root, args) => args,
  context: (_root, _args, context) => context,
  info: (_root, _args, _context, info) => info,
};

/**
 * The field resolvers of these classes, by type and field: each only calls its method. type-graphql's own resolvers sort their parameters,
 * look for middlewares and validate (with a promise) at every call, which is half the cost of a page of a few hundred objects. Operations,
 * of which a request has one or two, keep type-graphql's. Throws when a method needs something that is not supported here.
 */
export function fieldResolvers(
  resolverClasses: readonly unknown[],
  instanceOf: (resolverClass: unknown) => object,
): Record<string, Record<string, Resolve>> {
  const storage = getMetadataStorage();
  if (storage.middlewares.length + storage.resolverMiddlewares.length + storage.authorizedFields.length > 0)
    throw new Error(
      'Middlewares and @Authorized do nothing here: what is permitted is decided in tickets/data/visibility.ts.',
    );
  const found: Record<string, Record<string, Resolve>> = {};
  for (const { target, methodName, schemaName, kind } of storage.fieldResolvers) {
    if (!resolverClasses.includes(target)) continue;
    const type = storage.resolverClasses.find((known) => known.target === target)?.getObjectType();
    const name = storage.objectTypes.find((known) => known.target === type)?.name;
    const where = `${target.name}.${methodName}`;
    if (kind !== 'external' || name === undefined) throw new Error(`${where} is not a resolver of a type.`);
    found[name] ??= {};
    found[name][schemaName] = calling(instanceOf(target), methodName, readsOf(target, methodName, where));
  }
  return found;
}

function readsOf(target: unknown, methodName: string, where: string): Read[] {
  const params = getMetadataStorage()
    .params.filter((param) => param.target === target && param.methodName === methodName)
    .sort((a, b) => a.index - b.index);
  if (params.length > 4) throw new Error(`${where} has more than four parameters.`);
  return params.map((param, i) => {
    const read = reads[param.kind];
    const part = 'propertyName' in param && param.propertyName !== undefined;
    if (!read || part || param.index !== i)
      throw new Error(`Parameter ${param.index} of ${where} has to be a whole @Root, @Args, @Ctx or @Info.`);
    return read;
  });
}

const nothing: Read = () => undefined;

function calling(instance: object, methodName: string, given: readonly Read[]): Resolve {
  const method = (instance as Record<string, Method>)[methodName] as Method;
  // One by one, without an array for each call: there are only these kinds.
  const [a = nothing, b = nothing, c = nothing, d = nothing] = given;
  return (root, args, context, info) =>
    method.call(
      instance,
      a(root, args, context, info),
      b(root, args, context, info),
      c(root, args, context, info),
      d(root, args, context, info),
    );
}
