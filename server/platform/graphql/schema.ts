import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  buildASTSchema,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isScalarType,
  parse,
} from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';
import { packageRoot } from '../kernel/package-root.js';
import { fieldResolvers } from './field-resolvers.js';
import { paceLists } from './paced-lists.js';

/** A class with `@Resolver` methods. */
export type ResolverClass = abstract new (...args: never[]) => object;

/** Subscriptions have iterables of their own (`subscribe`), but type-graphql requires a pubSub. */
const noPubSub: PubSub = {
  publish: () => refusePubSub(),
  subscribe: () => refusePubSub(),
};

function refusePubSub(): never {
  throw new Error('A subscription must be declared with `subscribe`, not with `topics`.');
}

/** The contract: all of `schema/`, as one text. */
export function readSdl(): string {
  const folder = join(packageRoot(), 'schema');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** The schema of the resolver classes and generated classes; `drift.ts` compares it with the SDL. */
export function buildTypeGraphqlSchema(
  resolverClasses: readonly ResolverClass[],
  instanceOf = finderOf([]),
): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [...resolverClasses] as unknown as NonEmptyArray<ResolverClass>,
    container: { get: instanceOf },
    validate: false,
    // The SDL is checked instead: these types are only compared with it, and give it their resolvers.
    skipCheck: true,
    pubSub: noPubSub,
  });
}

/**
 * The served schema: the SDL as it is written, with the resolvers. `instances` are resolvers that the composition root made; other classes
 * are made without arguments.
 */
export function buildSchema(
  resolverClasses: readonly ResolverClass[],
  instances: readonly object[] = [],
): GraphQLSchema {
  const instanceOf = finderOf(instances);
  const typeGraphqlSchema = buildTypeGraphqlSchema(resolverClasses, instanceOf);
  const sdl = parse(readSdl());
  const written = buildASTSchema(sdl);
  const schema = makeExecutableSchema({
    typeDefs: sdl,
    assumeValidSDL: true,
    resolvers: {
      ...createResolversMap(typeGraphqlSchema),
      ...abstractTypes(typeGraphqlSchema),
      ...plainTypes(typeGraphqlSchema),
      ...fieldResolvers(resolverClasses, instanceOf),
    },
    resolverValidationOptions: {
      requireResolversToMatchSchema: 'error',
      requireResolversForResolveType: 'error',
    },
  });
  // Scalars have descriptions of their own; the SDL's are served.
  for (const said of Object.values(written.getTypeMap())) {
    const type = schema.getType(said.name);
    if (isScalarType(type)) type.description = said.description;
  }
  paceLists(schema);
  return schema;
}

/** Values of unions and interfaces are plain objects with a `__typename`, read without a promise. */
function abstractTypes(schema: GraphQLSchema): Record<string, { __resolveType: typeof typeNameOf }> {
  const names = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(names.map((type) => [type.name, { __resolveType: typeNameOf }]));
}

/** Fields are properties that graphql reads itself, unless they have a resolver. */
function plainTypes(schema: GraphQLSchema): Record<string, object> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const plain = types.filter((type) => !type.name.startsWith('__') && !roots.includes(type));
  return Object.fromEntries(plain.map((type) => [type.name, {}]));
}

function typeNameOf(value: { readonly __typename?: string }): string | undefined {
  return value.__typename;
}

function finderOf(instances: readonly object[]): (someClass: unknown) => object {
  const made = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]));
  return (someClass) => {
    const known = made.get(someClass);
    if (known) return known;
    const concrete = someClass as new () => object;
    if (concrete.length > 0) throw new Error(`No instance of ${concrete.name} was handed over.`);
    const instance = new concrete();
    made.set(someClass, instance);
    return instance;
  };
}
