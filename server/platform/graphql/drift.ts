import { DiffRule, diff } from '@graphql-inspector/core';
import { buildSchema as buildSdl, type GraphQLSchema, isObjectType } from 'graphql';

/** Words in the names of changes that only the SDL has: descriptions, deprecations and directives. */
const onlyInSdl = /DESCRIPTION|DEPRECAT|DIRECTIVE/;
const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** The differences between the implementation and the contract; empty when there are none. */
export async function driftOf(sdl: string, typeGraphqlSchema: GraphQLSchema): Promise<string[]> {
  const changes = await diff(buildSdl(sdl), typeGraphqlSchema, [DiffRule.ignoreDescriptionChanges]);
  return changes.filter((change) => !onlyInSdl.test(change.type)).map((change) => change.message);
}

/**
 * Differences between the field resolvers in the code and those that codegen found in the source. A resolver for a field that is also a
 * plain property would not be missed when it is removed.
 */
export function unlistedResolvers(
  typeGraphqlSchema: GraphQLSchema,
  resolvedFields: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.values(typeGraphqlSchema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.has(type.name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(
          (field) =>
            (field.resolve !== undefined) !== Boolean(resolvedFields[type.name]?.includes(field.name)),
        )
        .map((field) =>
          field.resolve
            ? `${type.name}.${field.name} has a resolver that codegen did not see`
            : `${type.name}.${field.name} has no resolver`,
        ),
    );
}
