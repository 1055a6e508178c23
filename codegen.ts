import type { CodegenConfig } from '@graphql-codegen/cli';
import { resolvedFieldsIn } from './tools/codegen/resolved-fields.ts';
import { readSdl } from './tools/sdl.ts';

const config: CodegenConfig = {
  // As one text, in the order of its files: read one by one, the order of extensions would be that of the disk.
  schema: readSdl(),
  config: { sort: false },
  generates: {
    'server/platform/contract/generated/types.ts': {
      plugins: ['./tools/codegen/type-graphql-classes.ts'],
      config: { resolvedFields: resolvedFieldsIn('server') },
    },
    'server/platform/contract/generated/enums.ts': {
      plugins: ['./tools/codegen/enums.ts'],
    },
    'server/platform/contract/generated/node-types.ts': {
      plugins: ['./tools/codegen/node-types.ts'],
    },
    'server/platform/contract/generated/filters.ts': {
      plugins: ['./tools/codegen/filters.ts'],
    },
  },
};

export default config;
