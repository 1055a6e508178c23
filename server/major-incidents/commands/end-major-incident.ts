import { closeWhenQuiet } from '../../closure/data/quiet.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { EndMajorIncidentInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { filterFacts, touch } from '../../tickets/index.js';
import { loadStanding } from '../data/store.js';
import { mayLead } from '../rules/policy.js';

/** Ends a major incident. The record stays, and closing the ticket needs a review, unless it was downgraded. */
export async function endMajorIncident(
  command: CommandContext,
  input: EndMajorIncidentInput,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadStanding(command, input, mayLead);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  const check = new InputCheck();
  const summary = check.required('summary', input.summary, 2000);
  if (check.errors.length > 0) return err(...check.errors);
  const downgraded = input.downgraded ?? false;
  Object.assign(major, {
    endedAt: command.occurredAt,
    endedByUserId: command.onBehalfOf.userId,
    endedByKeyId: command.onBehalfOf.keyId,
    endSummary: summary,
    downgraded,
  });
  ticket.majorIncident = !downgraded;
  touch(command, ticket);
  if (downgraded) await closeWhenQuiet(command, ticket);
  command.emit({
    type: 'MAJOR_INCIDENT_ENDED',
    ticketId: ticket.id,
    changes: [
      ...(downgraded ? [changed('Ticket.majorIncident', true, false)] : []),
      { field: 'MajorIncident.nextUpdateDueAt', from: major.nextUpdateDueAt.toISOString(), to: null },
      { field: 'MajorIncident.endSummary', from: null, to: summary },
    ],
    facts: filterFacts(ticket),
  });
  return ok({ ticketId: ticket.id });
}
