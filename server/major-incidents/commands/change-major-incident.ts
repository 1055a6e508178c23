import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ChangeMajorIncidentInput } from '../../platform/contract/generated/types.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { filterFacts, touch, wrongAssignee } from '../../tickets/index.js';
import { checkCadence, letFollow, loadStanding, minutesAfter } from '../data/store.js';
import { mayLead } from '../rules/policy.js';

/** Changes the leader of a major incident, or the interval of its status updates. */
export async function changeMajorIncident(
  command: CommandContext,
  input: ChangeMajorIncidentInput,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadStanding(command, input, mayLead);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  const check = new InputCheck();
  const leadId = check.id('leadId', input.leadId, 'User');
  check.notNull('leadId', input.leadId);
  check.notNull('updateEveryMinutes', input.updateEveryMinutes);
  checkCadence(check, input.updateEveryMinutes);
  const wrong = leadId ? await wrongAssignee(command, leadId, 'leadId') : null;
  if (wrong) check.errors.push(wrong);
  if (check.errors.length > 0) return err(...check.errors);

  const of = () => ({
    lead: major.leadId,
    updateEveryMinutes: major.updateEveryMinutes,
    nextUpdateDueAt: major.nextUpdateDueAt.toISOString(),
  });
  const before = of();
  if (leadId) major.leadId = leadId;
  const minutes = input.updateEveryMinutes ?? major.updateEveryMinutes;
  if (minutes !== major.updateEveryMinutes) {
    // Counted from the last update, or from the declaration.
    const since = minutesAfter(major.nextUpdateDueAt, -major.updateEveryMinutes);
    Object.assign(major, {
      updateEveryMinutes: minutes,
      nextUpdateDueAt: minutesAfter(since, minutes),
      dueTold: false,
    });
  }
  const after = of();
  const changes = (['lead', 'updateEveryMinutes', 'nextUpdateDueAt'] as const)
    .map((field) => changed(`MajorIncident.${field}` as const, before[field], after[field]))
    .filter(({ from, to }) => from !== to);
  if (changes.length === 0) return ok({ ticketId: ticket.id });
  touch(command, ticket);
  const facts = filterFacts(ticket);
  command.emit({ type: 'MAJOR_INCIDENT_CHANGED', ticketId: ticket.id, changes, facts });
  if (before.lead !== major.leadId) await letFollow(command, ticket, major.leadId);
  return ok({ ticketId: ticket.id });
}
