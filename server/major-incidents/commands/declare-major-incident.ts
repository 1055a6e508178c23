import type { CommandContext } from '../../platform/commands/command-context.js';
import type { DeclareMajorIncidentInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { filterFacts, statusCategory, touch, wrongAssignee } from '../../tickets/index.js';
import { MajorIncidentEntity } from '../data/entities.js';
import { checkCadence, letFollow, loadMajorIncident, minutesAfter } from '../data/store.js';
import { mayLead } from '../rules/policy.js';

/** Declares an open incident a major incident. One that ended before can be declared again. */
export async function declareMajorIncident(
  command: CommandContext,
  input: DeclareMajorIncidentInput,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadMajorIncident(command, input, mayLead);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  const { organisationId, onBehalfOf, occurredAt, now } = command;
  const check = new InputCheck();
  const reason = check.required('reason', input.reason, 2000);
  const leadId = check.id('leadId', input.leadId, 'User');
  checkCadence(check, input.updateEveryMinutes);
  if (ticket.type !== 'INCIDENT')
    check.fail(['ticketId'], 'TYPE', 'declareMajorIncident needs a ticket of type INCIDENT.');
  else if (statusCategory(ticket.status) === 'DONE')
    check.fail(['ticketId'], 'STATUS', 'declareMajorIncident needs an open incident.');
  if (major && !major.endedAt) check.fail(['ticketId'], 'EXISTS', 'The ticket is already a major incident.');
  const wrong = leadId ? await wrongAssignee(command, leadId, 'leadId') : null;
  if (wrong) check.errors.push(wrong);
  if (check.errors.length > 0) return err(...check.errors);

  const { updateEveryMinutes } = input;
  const declared = {
    reason,
    leadId,
    declaredByUserId: onBehalfOf.userId,
    declaredByKeyId: onBehalfOf.keyId,
    declaredAt: occurredAt,
    updateEveryMinutes,
    nextUpdateDueAt: minutesAfter(now, updateEveryMinutes),
    dueTold: false,
    endedAt: null,
    endedByUserId: null,
    endedByKeyId: null,
    endSummary: null,
    downgraded: false,
  };
  if (major) Object.assign(major, declared);
  else
    command.em.create(
      MajorIncidentEntity,
      { organisationId, ticketId: ticket.id, ...declared },
      { persist: true },
    );
  const before = ticket.majorIncident;
  ticket.majorIncident = true;
  touch(command, ticket);
  command.emit({
    type: 'MAJOR_INCIDENT_DECLARED',
    ticketId: ticket.id,
    changes: [
      { field: 'Ticket.majorIncident', from: before, to: true },
      { field: 'MajorIncident.lead', from: null, to: leadId },
      { field: 'MajorIncident.updateEveryMinutes', from: null, to: updateEveryMinutes },
      { field: 'MajorIncident.nextUpdateDueAt', from: null, to: declared.nextUpdateDueAt.toISOString() },
      { field: 'TicketEvent.reason', from: null, to: reason },
    ],
    facts: filterFacts(ticket),
  });
  await letFollow(command, ticket, leadId);
  return ok({ ticketId: ticket.id });
}
