import { commentsById, toComment } from '../comments/index.js';
import type { Context } from '../platform/graphql/context.js';
import { madeId } from '../platform/graphql/made-id.js';
import { command, mutations } from '../platform/graphql/mutations.js';
import type { Result } from '../platform/kernel/result.js';
import { ticketPayload } from '../tickets/payloads.js';
import { changeMajorIncident } from './commands/change-major-incident.js';
import { declareMajorIncident } from './commands/declare-major-incident.js';
import { endMajorIncident } from './commands/end-major-incident.js';
import { postMajorIncidentUpdate } from './commands/post-update.js';

export const majorIncidentMutations = mutations({
  declareMajorIncident: command(declareMajorIncident, ticketPayload),
  changeMajorIncident: command(changeMajorIncident, ticketPayload),
  postMajorIncidentUpdate: command(postMajorIncidentUpdate, updatePayload),
  endMajorIncident: command(endMajorIncident, ticketPayload),
});

async function updatePayload(ctx: Context, result: Result<{ commentId: string; ticketId: string }>) {
  const comment = result.ok ? await ctx.reads.load(commentsById, result.value.commentId) : null;
  const commentId = madeId('Comment', result, (made) => made.commentId);
  const shown = await ticketPayload(ctx, result);
  return { ...shown, comment: comment ? toComment(comment) : null, commentId };
}
