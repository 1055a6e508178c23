import { Catalogue } from '../../migrations/2026-11-25-catalogue.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { CategoryEntity, QueueEntity } from './data/entities.js';
import { categoriesById, queuesById } from './data/reads.js';
import { catalogEvents } from './events.js';
import { catalogMutations } from './mutations.js';
import { toCategory, toQueue } from './node.js';
import {
  ApiKeyQueuesResolver,
  CatalogQueries,
  CategoryResolver,
  OrganisationQueueResolver,
  QueueResolver,
  TeamQueuesResolver,
} from './resolvers.js';

export default defineModule({
  name: 'catalog',
  migrations: [{ name: '2026-11-25-catalogue', class: Catalogue }],
  entities: [QueueEntity, CategoryEntity],
  resolvers: [
    CatalogQueries,
    QueueResolver,
    CategoryResolver,
    OrganisationQueueResolver,
    TeamQueuesResolver,
    ApiKeyQueuesResolver,
  ],
  mutations: catalogMutations,
  events: catalogEvents,
  nodes: {
    Queue: node(queuesById, toQueue),
    Category: node(categoriesById, toCategory),
  },
});
