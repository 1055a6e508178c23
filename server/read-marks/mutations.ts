import { mutations } from '../platform/graphql/mutations.js';
import { ticketPayload } from '../tickets/payloads.js';
import { markTicketRead } from './commands/mark-ticket-read.js';

export const readMarkMutations = mutations({
  markTicketRead: {
    operation: 'markTicketRead',
    inPackets: true,
    answer: async (ctx, input) =>
      ticketPayload(ctx, await ctx.run(markTicketRead(ctx.services.seals), input)),
  },
});
