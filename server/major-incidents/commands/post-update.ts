import type { Change } from '../../changes/change.js';
import { type AroundComment, addComment } from '../../comments/index.js';
import { invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts } from '../../tickets/index.js';
import { MajorIncidentUpdateEntity } from '../entities.js';
import { mayPost } from '../policy.js';
import { loadStanding, minutesAfter } from '../store.js';

/** Posts a status update: a public comment as any other, which is known as an update and moves the time when the next is due. */
export async function postMajorIncidentUpdate(
  change: Change,
  input: { ticketId: string; body: string },
  around: AroundComment,
): Promise<Result<{ ticketId: string; commentId: string }>> {
  const loaded = await loadStanding(change, input, mayPost);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  if (ticket.status === 'CLOSED' || ticket.status === 'CANCELLED')
    return refused(
      invalid(['ticketId'], 'STATUS', `The ticket is ${ticket.status}: nothing more is told of it.`),
    );
  const { ticketId, body } = input;
  const posted = await addComment(change, { ticketId, body, visibility: 'PUBLIC' }, around);
  if (!posted.ok) return posted;
  const { commentId } = posted.value;
  const { organisationId, now } = change;
  // The update refers to the comment.
  await change.em.flush();
  change.em.create(
    MajorIncidentUpdateEntity,
    { organisationId, ticketId: ticket.id, commentId },
    { persist: true },
  );
  const from = major.nextUpdateDueAt.toISOString();
  major.nextUpdateDueAt = minutesAfter(now, major.updateEveryMinutes);
  major.dueTold = false;
  change.emit({
    type: 'MAJOR_INCIDENT_UPDATED',
    ticketId: ticket.id,
    commentId,
    changes: [{ field: 'nextUpdateDueAt', from, to: major.nextUpdateDueAt.toISOString() }],
    facts: filterFacts(ticket),
  });
  return done({ ticketId: ticket.id, commentId });
}
