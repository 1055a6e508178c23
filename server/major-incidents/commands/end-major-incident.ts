import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts, touch } from '../../tickets/index.js';
import { mayLead } from '../policy.js';
import { loadStanding } from '../store.js';

export interface EndMajorIncident {
  ticketId: string;
  expectedVersion?: number | null;
  summary: string;
  downgraded?: boolean | null;
}

/** Ends a major incident. The ticket stays known as one, and is reviewed when it is closed, unless it was none after all. */
export async function endMajorIncident(
  change: Change,
  input: EndMajorIncident,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadStanding(change, input, mayLead);
  if (!loaded.ok) return loaded;
  const { ticket, major } = loaded.value;
  const check = new InputCheck();
  const summary = check.required('summary', input.summary, 2000);
  if (check.errors.length > 0) return refused(...check.errors);
  const downgraded = input.downgraded ?? false;
  Object.assign(major, {
    endedAt: change.occurredAt,
    endedByUserId: change.performer.userId,
    endedByKeyId: change.performer.keyId,
    endSummary: summary,
    downgraded,
  });
  ticket.majorIncident = !downgraded;
  touch(change, ticket);
  change.emit({
    type: 'MAJOR_INCIDENT_ENDED',
    ticketId: ticket.id,
    changes: [
      ...(downgraded ? [{ field: 'majorIncident', from: true, to: false }] : []),
      { field: 'nextUpdateDueAt', from: major.nextUpdateDueAt.toISOString(), to: null },
      { field: 'endSummary', from: null, to: summary },
    ],
    facts: filterFacts(ticket),
  });
  return done({ ticketId: ticket.id });
}
