import { Links } from '../../migrations/2026-11-25-links.js';
import { commentReactions } from '../comments/index.js';
import { aroundCreation } from '../intake/index.js';
import { eventFields, ifVisible } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields, workflowPoint } from '../tickets/index.js';
import { followUp } from './commands/create-follow-up.js';
import { followMerges } from './commands/follow-merges.js';
import { linkTickets } from './commands/link-tickets.js';
import { splitTicket } from './commands/split-ticket.js';
import { unlinkTickets } from './commands/unlink-tickets.js';
import { KnownErrorEntity, TicketLinkEntity } from './data/entities.js';
import { knownErrorsById } from './data/reads.js';
import { KnownErrorMutations, LinkMutations } from './mutations.js';
import { toKnownError } from './node.js';
import {
  KnownErrorResolver,
  LinkedTicketResolver,
  ResolvedTicketResolver,
  TicketLinkResolver,
  VerifiedTicketResolver,
} from './resolvers.js';
import { merged } from './rules/merged.js';

export default defineModule({
  name: 'links',
  migrations: [{ name: '2026-11-25-links', class: Links }],
  entities: [TicketLinkEntity, KnownErrorEntity],
  resolvers: [
    LinkedTicketResolver,
    TicketLinkResolver,
    KnownErrorResolver,
    ResolvedTicketResolver,
    VerifiedTicketResolver,
    LinkMutations,
    KnownErrorMutations,
  ],
  adds: [
    aroundCreation.add(followUp),
    commentReactions.add(followMerges),
    workflowPoint.add({ gates: [merged] }),
    ticketFields.add({
      links: [],
      parent: [],
      children: [],
      childCounts: [],
      openChildren: [],
      followUpOf: [],
      followUps: [],
      problems: [],
      knownErrors: [],
      workarounds: [],
    }),
    eventFields.add({ links: ifVisible('Ticket'), knownErrors: ifVisible('KnownError') }),
  ],
  commands: [linkTickets, splitTicket, unlinkTickets],
  nodes: {
    KnownError: node(knownErrorsById, toKnownError),
  },
});
