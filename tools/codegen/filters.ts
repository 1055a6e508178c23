import { type GraphQLSchema, isInputObjectType } from 'graphql';

/** The plugin: the names of the conditions of each filter. */
export function plugin(schema: GraphQLSchema): string {
  const filters = Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .filter(({ name }) => name.endsWith('Filter'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) => {
      const names = Object.keys(type.getFields()).map((name) => `    '${name}',\n`);
      return `  ${type.name}: [\n${names.join('')}  ],\n`;
    });
  return `// Generated from schema/ by \`npm run codegen\`. Do not edit.

/** The conditions of each filter. */
export const filterConditionNames = {
${filters.join('')}} as const;
`;
}
