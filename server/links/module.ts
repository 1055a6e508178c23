import { Links } from '../../migrations/2026-11-25-links.js';
import { commentReactions } from '../comments/index.js';
import { aroundCreation } from '../intake/index.js';
import { continuedWorks } from '../platform/commands/continuation.js';
import { eventReactions } from '../platform/commands/reactions.js';
import { eventFields } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { filterConditions } from '../tickets/data/filter.js';
import { ticketFields, workflowPoint } from '../tickets/index.js';
import { followUp } from './commands/create-follow-up.js';
import { followMerges } from './commands/follow-merges.js';
import { informMerged, informOthers } from './commands/inform-merged.js';
import { KnownErrorEntity, TicketLinkEntity } from './data/entities.js';
import { incidentsInformed } from './data/known-errors.js';
import { parentFact, parentIds } from './data/parent-condition.js';
import { knownErrorsById } from './data/reads.js';
import { linkEvents, linkFields } from './events.js';
import { linkMutations } from './mutations.js';
import { toKnownError } from './node.js';
import {
  KnownErrorQueries,
  KnownErrorResolver,
  LinkedTicketResolver,
  LinkOfEventResolver,
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
    KnownErrorQueries,
    LinkedTicketResolver,
    LinkOfEventResolver,
    TicketLinkResolver,
    KnownErrorResolver,
    ResolvedTicketResolver,
    VerifiedTicketResolver,
  ],
  mutations: linkMutations,
  events: linkEvents,
  adds: [
    aroundCreation.add(followUp),
    parentFact,
    filterConditions.add({ parentIds }),
    commentReactions.add(followMerges),
    eventReactions.add(informMerged),
    continuedWorks.add(informOthers),
    continuedWorks.add(incidentsInformed),
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
    eventFields.add(linkFields),
  ],
  nodes: {
    KnownError: node(knownErrorsById, toKnownError),
  },
});
