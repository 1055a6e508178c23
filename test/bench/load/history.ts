import { loadedFacts, old } from '../facts.js';
import type { Owner } from './owner.js';
import type { People } from './people.js';

/** Loads the comments and then the events of the tickets with ids after `after`. */
export async function loadHistory(
  owner: Owner,
  { organisationId }: Pick<People, 'organisationId'>,
  after: string | null,
) {
  await owner.run(comments, [organisationId, after]);
  await owner.run(events, [organisationId, after]);
}

/**
 * Loads idempotency records, as many as some days of work leave. For an empty table PostgreSQL would choose a
 * plan that it keeps while the bench fills the table.
 */
export async function loadKeys(owner: Owner, { organisationId }: People): Promise<void> {
  await owner.run(
    `insert into idempotency_records (organisation_id, actor, key, request_hash, answer)
      select $1, 'user:' || (n % 50), 'loaded-' || n, sha256(n::text::bytea), jsonb_build_object('value', jsonb_build_object('n', n))
      from generate_series(1, 10000) n on conflict do nothing`,
    [organisationId],
  );
}

/** The last ticket id. Ids of later tickets are greater. */
export async function lastTicket(owner: Owner): Promise<string | null> {
  return (await owner.rows<{ id: string }>('select id from tickets order by id desc limit 1'))[0]?.id ?? null;
}

// Zero to fourteen comments per ticket, five on average. Every fifth is internal; requester and agent take
// turns.
const comments = `
insert into comments (organisation_id, id, ticket_id, author_user_id, visibility, body, created_at, occurred_at)
select $1, uuidv7(at - clock_timestamp()), t.id,
  case when n % 2 = 1 then t.requester_id else coalesce(t.assignee_id, t.requester_id) end,
  case when (t.number + n) % 5 = 0 then 'INTERNAL' else 'PUBLIC' end,
  repeat('We looked at it again, and it looks as if the cable was the cause. ', 1 + pg_temp.pick(t.number, n, 5)), at, at
from tickets t
cross join lateral generate_series(1, floor(15 * (pg_temp.pick(t.number, 20, 1000) / 1000.0) ^ 2)::int) n
cross join lateral (select t.created_at + n * interval '47 minutes') c (at)
where t.organisation_id = $1 and ($2::uuid is null or t.id > $2::uuid) order by t.id, n`;

const events = `
with happened as (
  select t.id as ticket, 'TICKET_CREATED' as type, 'PUBLIC' as visibility, null::uuid as comment, t.requester_id as who, t.created_at as at,
    jsonb_build_array(jsonb_build_object('field', 'Ticket.status', 'from', null, 'to', 'NEW')) as changes from tickets t
    where t.organisation_id = $1 and ($2::uuid is null or t.id > $2::uuid)
  union all
  select t.id, 'TICKET_ASSIGNED', 'PUBLIC', null, t.assignee_id, t.created_at + interval '10 minutes',
    jsonb_build_array(jsonb_build_object('field', 'Ticket.assignee', 'from', null, 'to', t.assignee_id)) from tickets t
    where t.organisation_id = $1 and ($2::uuid is null or t.id > $2::uuid) and t.assignee_id is not null
  union all
  select t.id, 'TICKET_CLOSED', 'PUBLIC', null, t.requester_id, t.closed_at,
    jsonb_build_array(jsonb_build_object('field', 'Ticket.status', 'from', 'RESOLVED', 'to', 'CLOSED')) from tickets t
    where t.organisation_id = $1 and ($2::uuid is null or t.id > $2::uuid) and t.closed_at is not null
  union all
  select c.ticket_id, 'COMMENT_ADDED', c.visibility, c.id, c.author_user_id, c.created_at, '[]' from comments c
    where c.organisation_id = $1 and ($2::uuid is null or c.ticket_id > $2::uuid)
), appended as (
  insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, actor_user_id, recorded_at, occurred_at, cause,
    changes, facts, archived)
  select $1, head.number + row_number() over (order by h.at, h.ticket, h.comment), h.type, h.ticket, h.visibility, h.comment, h.who, h.at, h.at,
    jsonb_build_object('kind', 'REQUEST', 'requestId', md5(h.ticket::text || h.at)), h.changes, ${loadedFacts}, ${old('h.at')}
  from happened h join tickets t on t.organisation_id = $1 and t.id = h.ticket
  join queues q on q.organisation_id = $1 and q.id = t.queue_id
  cross join (select number from event_heads where organisation_id = $1) head
  returning 1
)
update event_heads set number = number + (select count(*) from appended) where organisation_id = $1`;
