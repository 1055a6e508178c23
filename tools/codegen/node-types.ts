import { type GraphQLSchema, isInterfaceType } from 'graphql';

/** The plugin: the names of the types that have global ids. */
export function plugin(schema: GraphQLSchema): string {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('The schema has no interface Node.');
  const names = schema
    .getPossibleTypes(node)
    .map(({ name }) => name)
    .sort();
  return `// Generated from schema/ by \`npm run codegen\`. Do not edit.

/** The types that have global ids: all that implement \`Node\`. */
export const nodeTypes = [
${names.map((name) => `  '${name}',\n`).join('')}] as const;
export type NodeType = (typeof nodeTypes)[number];
`;
}
