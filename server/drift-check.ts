import { modules } from './modules.js';
import { resolvedFields } from './platform/contract/generated/types.js';
import { driftOf, unlistedResolvers } from './platform/graphql/drift.js';
import { listSizes } from './platform/graphql/list-sizes.js';
import { buildSchema, buildTypeGraphqlSchema, readSdl } from './platform/graphql/schema.js';

/** The command behind `npm run check:drift` and the build: fails when schema/ and the resolvers differ. */
const implemented = buildTypeGraphqlSchema(modules.resolvers);
const drift = [...(await driftOf(readSdl(), implemented)), ...unlistedResolvers(implemented, resolvedFields)];
if (drift.length > 0) {
  console.error(`schema/ and the resolvers differ in ${drift.length}:\n  ${drift.join('\n  ')}`);
  process.exit(1);
}
listSizes(buildSchema(modules.resolvers));
console.log('schema/ and the resolvers agree.');
process.exit(0);
