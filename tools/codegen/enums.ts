import { type GraphQLSchema, isEnumType } from 'graphql';
import { doc } from './doc.ts';

/** The plugin: the enums of the contract, without a library, so that pure code can use them. */
export function plugin(schema: GraphQLSchema): string {
  const enums = Object.values(schema.getTypeMap())
    .filter(isEnumType)
    .filter((type) => !type.name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) => {
      const values = type
        .getValues()
        .map((value) => `${doc(value.description, '  ')}  ${value.name}: '${value.name}',\n`);
      return `${doc(type.description)}export const ${type.name} = {\n${values.join('')}} as const;
export type ${type.name} = (typeof ${type.name})[keyof typeof ${type.name}];
`;
    });
  return `// Generated from schema/ by \`npm run codegen\`. Do not edit.\n\n${enums.join('\n')}`;
}
