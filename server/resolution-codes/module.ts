import { ResolutionCodes } from '../../migrations/2026-11-28-resolution-codes.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ResolutionCodeEntity } from './data/entities.js';
import { resolutionCodesById } from './data/reads.js';
import { resolutionCodeEvents } from './events.js';
import { resolutionCodeMutations } from './mutations.js';
import { toResolutionCode } from './node.js';
import { OrganisationCodesResolver, ResolutionCodeQueries } from './resolvers.js';

export default defineModule({
  name: 'resolution-codes',
  migrations: [{ name: '2026-11-28-resolution-codes', class: ResolutionCodes }],
  entities: [ResolutionCodeEntity],
  resolvers: [ResolutionCodeQueries, OrganisationCodesResolver],
  mutations: resolutionCodeMutations,
  events: resolutionCodeEvents,
  nodes: { ResolutionCode: node(resolutionCodesById, toResolutionCode) },
});
