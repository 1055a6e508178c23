import { resolvedFields } from '../contract/generated/types.js';
import { driftOf, unlistedResolvers } from './drift.js';
import { resolverClasses } from './registry.js';
import { buildSchema, buildTypeGraphqlSchema, readSdl } from './schema.js';

/** The command behind `npm run check:drift` and the build: fails when schema/ and the resolvers differ. */
const implemented = buildTypeGraphqlSchema(resolverClasses);
const drift = [...(await driftOf(readSdl(), implemented)), ...unlistedResolvers(implemented, resolvedFields)];
if (drift.length > 0) {
  console.error(`schema/ and the resolvers differ in ${drift.length}:\n  ${drift.join('\n  ')}`);
  process.exit(1);
}
buildSchema(resolverClasses);
console.log('schema/ and the resolvers agree.');
process.exit(0);
