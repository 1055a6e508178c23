import { newId } from '../../../server/platform/kernel/ids.js';
import { loadedFacts, old } from '../facts.js';
import type { Owner } from './owner.js';
import type { People } from './people.js';

/** The number of tickets with a long history. Each history has two pages of maximum size. */
const TICKETS = 20;
const ENTRIES = 200;

/**
 * Creates tickets with exactly 200 timeline entries, alternating comments and changes, and returns their ids.
 */
export async function loadTimelines(owner: Owner, people: People): Promise<string[]> {
  const ids = Array.from({ length: TICKETS }, newId);
  const { organisationId, viewer, queueIds, requesterIds } = people;
  await owner.run(tickets, [organisationId, ids, queueIds[1], viewer.userId, requesterIds]);
  await owner.run(comments, [organisationId, ids, ENTRIES]);
  await owner.run(events, [organisationId, ids, ENTRIES, queueIds]);
  return ids;
}

const tickets = `
insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority, matrix_priority,
  requester_id, created_by_user_id, queue_id, dispatched, assignee_id, created_at, updated_at, reported_at)
select $1, id, 'OTHER', i, 'INVESTIGATING', 'A long story ' || i, 'It goes on and on.', 'PORTAL', 'MEDIUM', 'MEDIUM', 4, 3,
  ($5::uuid[])[i], ($5::uuid[])[i], $3, true, $4, now() - interval '10 days', now(), now() - interval '10 days'
from unnest($2::uuid[]) with ordinality t (id, i)`;

// Every second entry, starting with the second.
const comments = `
insert into comments (organisation_id, id, ticket_id, author_user_id, visibility, body, created_at, occurred_at)
select $1, uuidv7(at - clock_timestamp()), t.id, case n % 4 when 0 then t.requester_id else t.assignee_id end,
  case when n % 10 = 0 then 'INTERNAL' else 'PUBLIC' end, 'Entry ' || n || repeat(': it is as it was, and as it was it is', 1 + n % 5), at, at
from tickets t cross join generate_series(2, $3::int, 2) n
cross join lateral (select t.created_at + n * interval '1 hour') c (at)
where t.organisation_id = $1 and t.id = any ($2::uuid[]) order by t.id, n`;

const events = `
with told as (
  select c.*, 2 * row_number() over (partition by c.ticket_id order by c.id) as n from comments c
  where c.organisation_id = $1 and c.ticket_id = any ($2::uuid[])
), appended as (
  insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, actor_user_id, recorded_at, occurred_at, cause,
    changes, facts, archived)
  select $1, head.number + row_number() over (order by t.id, entry.n),
    case when entry.n = 1 then 'TICKET_CREATED' when entry.n % 2 = 0 then 'COMMENT_ADDED' else 'TICKET_ASSIGNED' end, t.id,
    coalesce(told.visibility, 'PUBLIC'), told.id, coalesce(told.author_user_id, t.assignee_id), e.at, e.at,
    jsonb_build_object('kind', 'REQUEST', 'requestId', md5(t.id::text || entry.n)),
    case when entry.n = 1 then jsonb_build_array(jsonb_build_object('field', 'Ticket.status', 'from', null, 'to', 'NEW')) when entry.n % 2 = 0 then '[]'
      else jsonb_build_array(jsonb_build_object('field', 'Ticket.queue', 'from', ($4::uuid[])[1 + entry.n % 4], 'to', ($4::uuid[])[1 + (entry.n + 2) % 4]),
        jsonb_build_object('field', 'Ticket.assignee', 'from', null, 'to', t.assignee_id)) end, ${loadedFacts}, ${old('e.at')}
  from tickets t join queues q on q.organisation_id = $1 and q.id = t.queue_id cross join generate_series(1, $3::int) entry (n) left join told on told.ticket_id = t.id and told.n = entry.n
  cross join lateral (select t.created_at + entry.n * interval '1 hour') e (at)
  cross join (select number from event_heads where organisation_id = $1) head
  where t.organisation_id = $1 and t.id = any ($2::uuid[])
  returning 1
)
update event_heads set number = number + (select count(*) from appended) where organisation_id = $1`;
