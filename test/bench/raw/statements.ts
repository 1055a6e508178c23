/*
 * What a person would write who needs exactly these three answers: one statement each, which builds the JSON of the answer. Who
 * asks ($1 the organisation, $2 the agent, $3 their teams) is known beforehand; what they may see is the same as in the program.
 */

/** Whether the agent sees the ticket \`t\` in the queue \`q\`, and what is internal on it. */
const open = `(t.assignee_id = $2 or q.visibility = 'ORGANISATION' or q.team_id = any ($3::uuid[]))`;
const visible = `(${open} or t.requester_id = $2 or exists (select from ticket_people p
  where p.organisation_id = $1 and p.ticket_id = t.id and p.user_id = $2 and p.asked_in))`;
const internal = `(${open} or exists (select from ticket_people p where p.organisation_id = $1 and p.ticket_id = t.id
  and p.user_id = $2 and p.relation = 'WATCHER' and p.asked_in))`;
const inQueue = 'join queues q on q.organisation_id = t.organisation_id and q.id = t.queue_id';
const numberOf = `case t.type when 'INCIDENT' then 'INC' when 'SERVICE_REQUEST' then 'REQ' when 'CHANGE_REQUEST' then 'CHG'
  when 'PROBLEM' then 'PRB' else 'TKT' end || '-' || t.number`;

function moment(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function person(alias: string, id: string): string {
  return `left join users ${alias} on ${alias}.organisation_id = $1 and ${alias}.id = ${id}`;
}

function key(alias: string, id: string): string {
  return `left join api_keys ${alias} on ${alias}.organisation_id = $1 and ${alias}.id = ${id}`;
}

/** $4: the queue. */
export const queuePage = `
select json_build_object('data', json_build_object('tickets', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'number', page.number, 'subject', page.subject, 'status', page.status, 'priority', 'P' || page.priority, 'labels', to_json(page.labels),
  'requester', json_build_object('name', requester.name),
  'assignee', case when assignee.id is not null then json_build_object('name', assignee.name) end,
  'queue', json_build_object('name', page.queue),
  'comments', json_build_object('nodes', comments.nodes)) order by page.priority, page.id), '[]'))))::text as answer
from (select t.id, ${numberOf} as number, t.subject, t.status, t.priority, t.labels, t.requester_id, t.assignee_id, q.name as queue,
    ${internal} as internal
  from tickets t ${inQueue} where t.organisation_id = $1 and t.queue_id = $4 and ${visible} order by t.priority, t.id limit 50) page
${person('requester', 'page.requester_id')} ${person('assignee', 'page.assignee_id')}
cross join lateral (select coalesce(json_agg(json_build_object('body', c.body, 'createdAt', ${moment('c.created_at')},
    'author', json_build_object('name', coalesce(author.name, program.name))) order by c.id), '[]') as nodes
  from (select c.* from comments c where c.organisation_id = $1 and c.ticket_id = page.id and (c.visibility = 'PUBLIC' or page.internal)
    order by c.id desc limit 3) c
  ${person('author', 'c.author_user_id')} ${key('program', 'c.author_key_id')}) comments`;

/** $4: the ticket. Its first and its last hundred entries. */
export const timeline = `
with ticket as (select t.id, t.subject, ${internal} as internal from tickets t ${inQueue}
  where t.organisation_id = $1 and t.id = $4 and ${visible}),
entry as (select e.number, row_number() over (order by e.number) as first, row_number() over (order by e.number desc) as last,
  case when e.type = 'COMMENT_ADDED' and c.id is not null then json_build_object('__typename', 'Comment', 'body', c.body,
    'occurredAt', ${moment('c.occurred_at')}, 'author', json_build_object('name', coalesce(author.name, writer.name)))
  else json_build_object('__typename', 'TicketEvent', 'type', e.type, 'occurredAt', ${moment('e.occurred_at')},
    'actor', json_build_object('name', coalesce(actor.name, program.name)),
    'changes', (select coalesce(json_agg(json_build_object('field', change ->> 'field', 'from', shown_from.value, 'to', shown_to.value)
        order by i), '[]')
      from jsonb_array_elements(e.changes) with ordinality as told (change, i),
        lateral (select ${shown("change -> 'from'")}) shown_from (value), lateral (select ${shown("change -> 'to'")}) shown_to (value)))
  end as node
  from ticket join events e on e.organisation_id = $1 and e.ticket_id = ticket.id
  left join attachments a on a.organisation_id = $1 and a.id = e.attachment_id
  left join comments c on c.organisation_id = $1 and c.id = case when e.comment_id is null then a.comment_id else e.comment_id end
  ${person('author', 'c.author_user_id')} ${key('writer', 'c.author_key_id')}
  ${person('actor', 'e.actor_user_id')} ${key('program', 'e.actor_key_id')}
  where ticket.internal or coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC')
select json_build_object('data', json_build_object('ticket', (select json_build_object('subject', ticket.subject,
  'oldest', json_build_object('nodes', (select json_agg(node order by number) from entry where first <= 100)),
  'newest', json_build_object('nodes', (select json_agg(node order by number) from entry where last <= 100))) from ticket)))::text as answer`;

/** A value of a change as the contract shows it: ids of objects are global ids. */
function shown(value: string): string {
  const id = (type: string) =>
    `to_jsonb(rtrim(translate(encode(convert_to('${type}:' || (${value} #>> '{}'), 'UTF8'), 'base64'), '+/', '-_'), '='))`;
  return `case when jsonb_typeof(${value}) <> 'string' then ${value} when change ->> 'field' in ('assignee', 'requester') then ${id('User')}
    when change ->> 'field' = 'queue' then ${id('Queue')} else ${value} end`;
}

/** $4: the ticket, $5: the comment's id, $6: what it says, $7: the trace id. */
export const addComment = `
with ticket as (
  update tickets t set version = t.version + 1, updated_at = now() from queues q
  where t.organisation_id = $1 and t.id = $4 and q.organisation_id = $1 and q.id = t.queue_id and ${visible} returning t.*
), comment as (
  insert into comments (organisation_id, id, ticket_id, author_user_id, visibility, body, created_at, occurred_at)
  select $1, $5, ticket.id, $2, 'PUBLIC', $6, ticket.updated_at, ticket.updated_at from ticket returning *
), head as (
  update event_heads set number = number + 1 where organisation_id = $1 and exists (select from comment)
  returning number, clock_timestamp() as at
), event as (
  insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, actor_user_id, recorded_at, occurred_at, cause,
    changes, facts)
  select $1, head.number, 'COMMENT_ADDED', t.id, 'PUBLIC', $5, $2, head.at, head.at,
    jsonb_build_object('kind', 'REQUEST', 'requestId', $7::text), '[]', jsonb_build_object('type', t.type, 'status', t.status,
    'priority', 'P' || t.priority, 'queue', t.queue_id, 'assignee', t.assignee_id, 'requester', t.requester_id,
    'category', t.category_id, 'subcategory', t.subcategory_id, 'labels', to_jsonb(t.labels), 'services', to_jsonb(t.service_ids), 'channel', t.channel,
    'externalReference', t.external_reference, 'createdAt', ${moment('t.created_at')})
  from ticket t, head returning 1
)
select json_build_object('data', json_build_object('addComment', json_build_object('comment', json_build_object('body', comment.body,
  'visibility', comment.visibility, 'author', json_build_object('name', author.name)), 'errors', '[]'::json)))::text as answer
from comment join event on true ${person('author', 'comment.author_user_id')}`;
