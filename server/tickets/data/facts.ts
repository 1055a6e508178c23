import { type Sql, sql } from '../../platform/db/sql.js';
import { eventFacts } from '../../platform/events/event-facts.js';
import type { FilterFacts } from './changes.js';
import { assigneeLeft } from './inactive-assignees.js';

/** Values of a ticket that filters use, as they are stored. Times are texts. */
interface TicketFacts {
  id: string;
  number: number;
  /** Missing in events that were recorded before tickets could be reclassified. */
  formerNumbers?: readonly string[];
  team: string;
  changeKind: string | null;
  impact: string;
  urgency: string;
  holdReason: string | null;
  resolutionCode: string | null;
  createdBy: string | null;
  /** Missing in events that were recorded before there were companies. */
  company?: string | null;
  updatedAt: string;
  reportedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  resumeAt: string | null;
  /** Missing in events that were recorded before the moment was stored with the ticket. */
  autoCloseAt?: string | null;
  watchers: readonly string[];
  affectedUsers: readonly string[];
  items: readonly string[];
  isMajorIncident: boolean;
  /** Whether the assignee was deactivated, or lost their role. */
  assigneeLeft?: boolean;
  /** Whether all agents see the tickets of the queue. */
  isOpen: boolean;
}

declare module '../../platform/events/event-facts.js' {
  interface ModuleFacts {
    ticket: TicketFacts;
  }
}

function factsOfTicket(organisationId: string, ticketId: Sql): Sql<TicketFacts> {
  const people = (participation: 'WATCHER' | 'AFFECTED') => sql`(
    select coalesce(jsonb_agg(tp.user_id order by tp.user_id), '[]') from ticket_people tp
    where tp.organisation_id = ${organisationId} and tp.ticket_id = ${ticketId} and tp.participation = ${sql.lit(participation)})`;
  return sql<TicketFacts>`(select jsonb_build_object('id', t.id, 'number', t.number, 'formerNumbers', t.former_numbers, 'changeKind', t.change_kind, 'impact', t.impact,
      'urgency', t.urgency, 'holdReason', t.hold_reason, 'resolutionCode', t.resolution_code,
      'createdBy', coalesce(t.created_by_user_id, t.created_by_key_id), 'updatedAt', t.updated_at, 'reportedAt', t.reported_at,
      'resolvedAt', t.resolved_at, 'closedAt', t.closed_at, 'resumeAt', t.hold_resume_at, 'autoCloseAt', t.auto_close_at,
      'team', q.team_id, 'isOpen', q.visibility = 'ORGANISATION', 'isMajorIncident', t.major_incident,
      'assigneeLeft', ${assigneeLeft(organisationId)}, 'company', t.company_id,
      'items', (select coalesce(jsonb_agg(ti.item_id order by ti.item_id), '[]') from ticket_configuration_items ti
        where ti.organisation_id = ${organisationId} and ti.ticket_id = ${ticketId}),
      'watchers', ${people('WATCHER')}, 'affectedUsers', ${people('AFFECTED')})
    from tickets t join queues q on q.organisation_id = ${organisationId} and q.id = t.queue_id
    where t.organisation_id = ${organisationId} and t.id = ${ticketId})`;
}

/** The facts that events have of their ticket. */
export const ticketFacts = eventFacts.add({ ticket: factsOfTicket });

/** The facts of an event; null when it was recorded before the server stored them. */
export function factsIn({ added }: FilterFacts): TicketFacts | null {
  return added?.ticket ?? null;
}
