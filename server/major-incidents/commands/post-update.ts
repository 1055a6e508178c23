import { addComment } from '../../comments/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { filterFacts } from '../../tickets/index.js';
import { MajorIncidentUpdateEntity } from '../data/entities.js';
import { loadStanding, minutesAfter } from '../data/store.js';
import { mayPost } from '../rules/policy.js';

/** Posts a status update: a public comment as any other, which is known as an update and moves the time when the next is due. */
export async function postMajorIncidentUpdate(
  command: CommandContext,
  input: { ticketId: string; body: string },
): Promise<Result<{ ticketId: string; commentId: string }>> {
  const loaded = await loadStanding(command, input, mayPost);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  if (ticket.status === 'CLOSED' || ticket.status === 'CANCELLED')
    return err(
      invalid(
        ['ticketId'],
        'STATUS',
        `postMajorIncidentUpdate is not possible for a ticket that is ${ticket.status}.`,
      ),
    );
  const { ticketId, body } = input;
  const posted = await addComment(command, { ticketId, body, visibility: 'PUBLIC' });
  if (!posted.ok) return posted;
  const { commentId } = posted.value;
  const { organisationId, now } = command;
  // The update refers to the comment.
  await command.em.flush();
  command.em.create(
    MajorIncidentUpdateEntity,
    { organisationId, ticketId: ticket.id, commentId },
    { persist: true },
  );
  const from = major.nextUpdateDueAt.toISOString();
  major.nextUpdateDueAt = minutesAfter(now, major.updateEveryMinutes);
  major.dueTold = false;
  command.emit({
    type: 'MAJOR_INCIDENT_UPDATED',
    ticketId: ticket.id,
    commentId,
    changes: [{ field: 'nextUpdateDueAt', from, to: major.nextUpdateDueAt.toISOString() }],
    facts: filterFacts(ticket),
  });
  return ok({ ticketId: ticket.id, commentId });
}
