import { SavedViews } from '../../migrations/2026-11-28-saved-views.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { SavedViewEntity } from './data/entities.js';
import { savedViewsById } from './data/reads.js';
import { savedViewEvents } from './events.js';
import { savedViewMutations } from './mutations.js';
import { toSavedView } from './node.js';
import { SavedViewQueries, SavedViewResolver } from './resolvers.js';
import { TicketViewSnapshotResolver, TicketViewSubscriptions } from './subscriptions.js';

export default defineModule({
  name: 'views',
  migrations: [{ name: '2026-11-28-saved-views', class: SavedViews }],
  entities: [SavedViewEntity],
  resolvers: [SavedViewQueries, SavedViewResolver, TicketViewSubscriptions, TicketViewSnapshotResolver],
  mutations: savedViewMutations,
  events: savedViewEvents,
  nodes: { SavedView: node(savedViewsById, toSavedView) },
});
