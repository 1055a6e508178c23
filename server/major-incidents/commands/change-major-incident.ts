import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts, touch, wrongAssignee } from '../../tickets/index.js';
import { mayLead } from '../policy.js';
import { checkCadence, letFollow, loadStanding, minutesAfter } from '../store.js';

export interface ChangeMajorIncident {
  ticketId: string;
  expectedVersion?: number | null;
  leadId?: string | null;
  updateEveryMinutes?: number | null;
}

/** Changes who leads a major incident, or how often it is told of. */
export async function changeMajorIncident(
  change: Change,
  input: ChangeMajorIncident,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadStanding(change, input, mayLead);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  const check = new InputCheck();
  const leadId = check.id('leadId', input.leadId, 'User');
  check.notNull('leadId', input.leadId);
  check.notNull('updateEveryMinutes', input.updateEveryMinutes);
  checkCadence(check, input.updateEveryMinutes);
  const wrong = leadId ? await wrongAssignee(change, leadId, 'leadId') : null;
  if (wrong) check.errors.push(wrong);
  if (check.errors.length > 0) return refused(...check.errors);

  const of = () => ({
    lead: major.leadId,
    updateEveryMinutes: major.updateEveryMinutes,
    nextUpdateDueAt: major.nextUpdateDueAt.toISOString(),
  });
  const before: Record<string, unknown> = of();
  if (leadId) major.leadId = leadId;
  const minutes = input.updateEveryMinutes ?? major.updateEveryMinutes;
  if (minutes !== major.updateEveryMinutes) {
    // Counted from when the last update was posted, or it was declared.
    const since = minutesAfter(major.nextUpdateDueAt, -major.updateEveryMinutes);
    Object.assign(major, {
      updateEveryMinutes: minutes,
      nextUpdateDueAt: minutesAfter(since, minutes),
      dueTold: false,
    });
  }
  const changes = Object.entries(of())
    .map(([field, to]) => ({ field, from: before[field], to }))
    .filter(({ from, to }) => from !== to);
  if (changes.length === 0) return done({ ticketId: ticket.id });
  touch(change, ticket);
  const facts = filterFacts(ticket);
  change.emit({ type: 'MAJOR_INCIDENT_CHANGED', ticketId: ticket.id, changes, facts });
  if (before.lead !== major.leadId) await letFollow(change, ticket, major.leadId);
  return done({ ticketId: ticket.id });
}
