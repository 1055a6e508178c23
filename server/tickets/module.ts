import { TicketPaths } from '../../migrations/2026-11-27-ticket-paths.js';
import { BegunWork } from '../../migrations/2026-11-28-begun-work.js';
import { Filters } from '../../migrations/2026-11-28-filters.js';
import { HoldCauses } from '../../migrations/2026-11-28-hold-causes.js';
import { OneName } from '../../migrations/2026-11-28-one-name.js';
import { Participations } from '../../migrations/2026-11-28-participations.js';
import { Reclassified } from '../../migrations/2026-11-28-reclassified.js';
import { TicketCounts } from '../../migrations/2026-11-28-ticket-counts.js';
import { Waiting } from '../../migrations/2026-11-28-waiting.js';
import { continuedWorks } from '../platform/commands/continuation.js';
import { eventReactions } from '../platform/commands/reactions.js';
import { rowsWithoutEvents } from '../platform/db/rows-without-events.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { AffectedResolver } from './affected-resolver.js';
import { ownConditions } from './data/conditions.js';
import { TicketEntity, TicketPersonEntity } from './data/entities.js';
import { ticketFacts } from './data/facts.js';
import { filterConditions } from './data/filter.js';
import { ownFields, ticketFields } from './data/node.js';
import { ownOrders, ticketOrders } from './data/orders.js';
import { ticketsById } from './data/reads.js';
import { ticketCounts } from './data/ticket-counts.js';
import { ownRelations, viewerRelations } from './data/viewer-conditions.js';
import { ticketEventFields, ticketEvents } from './events.js';
import { heldTickets } from './held-tickets.js';
import { holdCauseEnded, holdDue, otherHolds } from './holds.js';
import { ticketMutations } from './mutations.js';
import {
  QueueTicketsResolver,
  TicketCancellationResolver,
  TicketClosureResolver,
  TicketHoldResolver,
  TicketQueries,
  TicketResolutionResolver,
  TicketResolver,
} from './resolvers.js';

export default defineModule({
  name: 'tickets',
  migrations: [
    { name: '2026-11-27-ticket-paths', class: TicketPaths },
    { name: '2026-11-28-begun-work', class: BegunWork },
    { name: '2026-11-28-filters', class: Filters },
    { name: '2026-11-28-hold-causes', class: HoldCauses },
    { name: '2026-11-28-participations', class: Participations },
    { name: '2026-11-28-one-name', class: OneName },
    { name: '2026-11-28-reclassified', class: Reclassified },
    { name: '2026-11-28-ticket-counts', class: TicketCounts },
    { name: '2026-11-28-waiting', class: Waiting },
  ],
  entities: [TicketEntity, TicketPersonEntity],
  resolvers: [
    TicketQueries,
    TicketResolver,
    TicketHoldResolver,
    TicketResolutionResolver,
    TicketClosureResolver,
    TicketCancellationResolver,
    AffectedResolver,
    QueueTicketsResolver,
  ],
  mutations: ticketMutations,
  events: ticketEvents,
  nodes: {
    Ticket: node(ticketsById, (ticket) => ticket),
  },
  schedule: [holdDue],
  adds: [
    eventReactions.add(holdCauseEnded),
    continuedWorks.add(otherHolds),
    ticketFields.add(ownFields),
    ticketFacts,
    ticketCounts,
    // They change with events, by as many rows as tickets had other values.
    rowsWithoutEvents.add({ ticket_counts: 'COME_AND_GO' }),
    heldTickets,
    filterConditions.add(ownConditions),
    viewerRelations.add(ownRelations),
    ticketOrders.add(ownOrders),
    eventFields.add(ticketEventFields),
  ],
});
