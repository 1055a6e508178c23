import { Links } from '../../migrations/2026-11-25-links.js';
import { commentReactions } from '../comments/index.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { followMerges } from './commands/follow-merges.js';
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

export const links = defineModule({
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
  adds: [commentReactions.add(followMerges)],
  nodes: {
    KnownError: node(knownErrorsById, toKnownError),
  },
});
