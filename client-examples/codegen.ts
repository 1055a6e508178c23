import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Generates the types of your operations from the contract of a running server. Copy this file, then:
 *
 *     npm install --save-dev @graphql-codegen/cli @graphql-codegen/client-preset
 *     npx graphql-codegen --config codegen.ts
 *
 * Write operations with `graphql(…)` of `src/ticketwire`, or in `.graphql` files below `src`.
 */
const config: CodegenConfig = {
  schema: 'http://127.0.0.1:4000/schema.graphql',
  documents: ['src/**/*.{ts,tsx,graphql}', '!src/ticketwire/**'],
  generates: {
    'src/ticketwire/': {
      preset: 'client',
      config: {
        scalars: {
          // ISO 8601 in UTC: sorts as text, and `new Date(…)` reads it.
          DateTime: 'string',
          JSON: 'unknown',
        },
        strictScalars: true,
        enumsAsTypes: true,
        // Later versions of the server add values and members: the types make you handle them.
        futureProofEnums: true,
        futureProofUnions: true,
        useTypeImports: true,
      },
    },
  },
};

export default config;
