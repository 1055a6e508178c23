import type { Scope } from '../../platform/actor/scope.js';
import { MAX_COUNT } from '../../platform/db/page.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { eventCounters } from '../../platform/events/event-counters.js';
import { type CountedEvent, countChanges } from '../rules/ticket-counts.js';
import { seenPersonally, seesQueueWhole } from './visibility.js';

/** SQL that changes the counts of tickets by events. All transactions lock the counts in the order of their keys. */
function changeCounts(organisationId: string, events: readonly CountedEvent[]): Sql | null {
  const changes = countChanges(events);
  if (changes.length === 0) return null;
  return sql`insert into ticket_counts as c (organisation_id, queue_id, status, type, priority, is_assigned, tickets)
    select ${organisationId}::uuid, k."queueId", k.status, k.type, k.priority, k."isAssigned", k.change
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as k ("queueId" uuid, status text, type text, priority smallint,
      "isAssigned" boolean, change int)
    order by k."queueId", k.status, k.type, k.priority, k."isAssigned"
    on conflict (organisation_id, queue_id, status, type, priority, is_assigned) do update set tickets = c.tickets + excluded.tickets
    returning 1`;
}

/** The counts of tickets by queue, status, type, priority and whether they are assigned. */
export const ticketCounts = eventCounters.add(changeCounts);

/**
 * What a scope sees of the tickets that match a condition on counted columns of `tickets t`, which holds only in these queues (null: any), as rows `t` of which each stands for a number
 * of `tickets`: the counts of the queues that it sees whole, and, of other queues, the tickets that it sees personally. Of those it reads
 * at most one more than counts show, for each reason to see them.
 */
export function countedTickets(
  scope: Scope,
  condition: Sql<boolean>,
  queueIds: readonly string[] | null,
): Sql {
  const { organisationId } = scope;
  // With the columns of tickets, so that a condition has one text. The assignee itself does not matter.
  const counts = sql`(select c.queue_id, c.status, c.type, c.priority, case when c.is_assigned then c.queue_id end as assignee_id, c.tickets
    from ticket_counts c where c.organisation_id = ${organisationId}) t`;
  const whole = sql`select ${counted}, t.tickets from ${counts} where ${seesQueueWhole(scope)} and ${condition}`;
  const personal = seenPersonally(scope, queueIds).map(
    (seen) => sql`(select ${counted}, 1 from tickets t
      where t.organisation_id = ${organisationId} and ${seen} and ${condition} limit ${sql.raw(String(MAX_COUNT + 1))})`,
  );
  return sql`(${sql.join([whole, ...personal], sql` union all `)}) t`;
}

const counted = sql.raw('t.queue_id, t.status, t.type, t.priority, t.assignee_id');

/**
 * When a statement over `countedTickets` is planned. To plan the sum of counts takes longer than to run it. Which index finds the tickets of
 * a person best depends on the person.
 */
export function plannedFor({ sees }: Scope): 'once' | 'each time' {
  return sees === 'teams' || sees === 'own' ? 'each time' : 'once';
}
