import { Presences } from '../../migrations/2026-11-28-presences.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import { presenceMutations } from './mutations.js';
import { PresentUserResolver, TicketPresenceResolver } from './resolvers.js';
import { PresenceSubscriptions } from './subscriptions.js';

export default defineModule({
  name: 'presence',
  migrations: [{ name: '2026-11-28-presences', class: Presences }],
  resolvers: [TicketPresenceResolver, PresentUserResolver, PresenceSubscriptions],
  mutations: presenceMutations,
  adds: [ticketFields.add({ presence: [] }), rowsWithoutEvents.add({ presences: 'COME_AND_GO' })],
});
