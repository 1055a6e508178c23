import { iso } from '../json.js';

/** The facts that filters use, of the ticket `t`. */
const facts = `jsonb_build_object('type', t.type, 'status', t.status, 'priority', 'P' || t.priority, 'queue', t.queue_id, 'assignee', t.assignee_id,
  'requester', t.requester_id, 'category', t.category_id, 'subcategory', t.subcategory_id, 'labels', to_jsonb(t.labels),
  'services', to_jsonb(t.service_ids), 'channel', t.channel, 'externalReference', t.external_reference, 'createdAt', ${iso('t.created_at')})`;

/**
 * Appends an event about the ticket `ticket` by the agent $2. It is the last part of a statement because other
 * writers wait for the head of the log.
 */
export function appendEvent(event: {
  type: string;
  request: string;
  changes?: string;
  commentId?: string;
}): string {
  const { type, request, changes = `'[]'`, commentId = 'null::uuid' } = event;
  return `
head as (
  update event_heads set number = number + 1 where organisation_id = $1 and exists (select from ticket)
  returning number, clock_timestamp() as at
), event as (
  insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, actor_user_id, recorded_at, occurred_at, cause, changes, facts)
  select $1, head.number, '${type}', t.id, 'PUBLIC', ${commentId}, $2, head.at, head.at,
    jsonb_build_object('kind', 'REQUEST', 'requestId', ${request}::text), ${changes}, ${facts}
  from ticket t, head returning 1
)`;
}

/** The changes of an event as SQL: old and new value by field. */
export function changed(fields: Record<string, readonly [from: string, to: string]>): string {
  const changes = Object.entries(fields).map(
    ([field, [from, to]]) => `jsonb_build_object('field', '${field}', 'from', ${from}, 'to', ${to})`,
  );
  return `jsonb_build_array(${changes.join(', ')})`;
}
