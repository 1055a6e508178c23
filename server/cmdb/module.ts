import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ConfigurationItemEntity, ServiceEntity } from './data/entities.js';
import { itemsById, servicesById } from './data/reads.js';
import { cmdbEvents } from './events.js';
import { cmdbMutations } from './mutations.js';
import { toItem, toService } from './node.js';
import { CmdbQueries, ConfigurationItemResolver, ServiceResolver } from './resolvers.js';

export default defineModule({
  name: 'cmdb',
  entities: [ServiceEntity, ConfigurationItemEntity],
  resolvers: [CmdbQueries, ServiceResolver, ConfigurationItemResolver],
  mutations: cmdbMutations,
  events: cmdbEvents,
  nodes: {
    Service: node(servicesById, toService),
    ConfigurationItem: node(itemsById, toItem),
  },
});
