import { addedFacts, facts } from '../../facts.js';

/**
 * Appends an event about the ticket `ticket` by the agent $2. It is the last part of a statement because other
 * writers wait for the head of the log.
 */
export function appendEvent(event: {
  type: string;
  request: string;
  changes?: string;
  commentId?: string;
  /** By how much the counts of tickets with these statuses change; those with the ticket's other values. */
  counts?: readonly (readonly [status: string, change: number])[];
}): string {
  const { type, request, changes = `'[]'`, commentId = 'null::uuid', counts = [] } = event;
  const counted = `counted as (
  insert into ticket_counts as c (organisation_id, queue_id, status, type, priority, is_assigned, tickets)
  select $1, t.queue_id, k.status, t.type, t.priority, t.assignee_id is not null, k.change
  from ticket t, lateral (values ${counts.map(([status, change]) => `(${status}, ${change})`).join()}) k (status, change) order by k.status
  on conflict (organisation_id, queue_id, status, type, priority, is_assigned) do update set tickets = c.tickets + excluded.tickets
  returning 1
), `;
  return `
${counts.length > 0 ? counted : ''}head as (
  update event_heads set number = number + 1 where organisation_id = $1 and exists (select from ${counts.length > 0 ? 'counted' : 'ticket'})
  returning number, clock_timestamp() as at
), event as (
  insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, actor_user_id, recorded_at, occurred_at, cause, changes, facts)
  select $1, head.number, '${type}', t.id, 'PUBLIC', ${commentId}, $2, head.at, head.at,
    jsonb_build_object('kind', 'REQUEST', 'requestId', ${request}::text, 'caller', 'user:' || $2::uuid::text), ${changes},
    ${facts} || jsonb_build_object('added', f.added)
      || case when f.before = f.added then '{}' else jsonb_build_object('addedBefore', f.before) end
  from ticket t join queues q on q.organisation_id = $1 and q.id = t.queue_id
    cross join lateral (select now.added, coalesce((select now.added || coalesce(last.facts -> 'added', '{}') from events last
      where last.organisation_id = $1 and last.ticket_id = t.id order by last.number desc limit 1), '{}') as before
      from (select ${addedFacts} as added offset 0) now) f
    cross join head returning 1
)`;
}

/** The changes of an event as SQL: old and new value by field. */
export function changed(fields: Record<string, readonly [from: string, to: string]>): string {
  const changes = Object.entries(fields).map(
    ([field, [from, to]]) => `jsonb_build_object('field', '${field}', 'from', ${from}, 'to', ${to})`,
  );
  return `jsonb_build_array(${changes.join(', ')})`;
}
