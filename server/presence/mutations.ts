import { mutations } from '../platform/graphql/mutations.js';
import { ticketPayload } from '../tickets/payloads.js';
import { setPresence } from './commands/set-presence.js';

export const presenceMutations = mutations({
  setPresence: {
    operation: 'setPresence',
    inPackets: true,
    answer: async (ctx, input) => {
      const result = await ctx.run(setPresence, input);
      if (result.ok && result.value.changed) {
        const { organisationId } = ctx.actor;
        ctx.services.hints.send({ topic: 'presence', organisationId, ticketId: result.value.ticketId });
      }
      const expiresAt = result.ok ? result.value.expiresAt : null;
      return { ...(await ticketPayload(ctx, result)), expiresAt: expiresAt && new Date(expiresAt) };
    },
  },
});
