import type { Owner } from './owner.js';
import type { People } from './people.js';

/**
 * Loads the tickets numbered `from` to `to` of `total`, oldest first, over two years. Most are closed and the
 * newest tenth is in progress. Queues differ much in size, and urgent tickets are rare.
 */
export async function loadTickets(owner: Owner, people: People, from: number, to: number, total: number) {
  await owner.run(tickets, [
    people.organisationId,
    from,
    to,
    total,
    people.requesterIds,
    people.agentIds,
    people.queueIds,
  ]);
}

const tickets = `
with made as (
  select i, now() - interval '730 days' * (1 - i::float8 / ($4::int + 1)) as at,
    case when i % 10 < 6 then 'INCIDENT' when i % 10 < 9 then 'SERVICE_REQUEST' else 'PROBLEM' end as type,
    case when i % 10 < 6 then i / 10 * 6 + i % 10 when i % 10 < 9 then i / 10 * 3 + i % 10 - 6 else i / 10 end + 1 as number,
    case
      when i < $4::int * 0.9 then case when pick(i, 1, 100) < 85 then 'CLOSED' when pick(i, 1, 100) < 92 then 'CANCELLED'
        when pick(i, 1, 100) < 96 then 'RESOLVED' else 'INVESTIGATING' end
      when pick(i, 1, 100) < 30 then 'NEW' when pick(i, 1, 100) < 70 then 'INVESTIGATING'
      when pick(i, 1, 100) < 85 then 'ON_HOLD' else 'RESOLVED' end as status,
    case when pick(i, 2, 100) < 3 then 1 when pick(i, 2, 100) < 18 then 2 when pick(i, 2, 100) < 68 then 3 else 4 end as priority,
    ($5::uuid[])[1 + pick(i, 3, cardinality($5::uuid[]))] as requester,
    ($6::uuid[])[1 + pick(i, 4, cardinality($6::uuid[]))] as agent,
    ($7::uuid[])[1 + floor(cardinality($7::uuid[]) * (pick(i, 5, 1000) / 1000.0) ^ 2)::int] as queue
  from generate_series($2::int, $3::int) i
), loaded as (
insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority,
  matrix_priority, labels, requester_id, created_by_user_id, queue_id, dispatched, assignee_id, hold_reason, held_from, held_since,
  resolution_code, resolution_notes, resolved_at, resolved_by_user_id, closure_summary, closed_at, closed_by_user_id, cancelled_at,
  cancelled_by_user_id, version, created_at, updated_at, reported_at)
select $1, uuidv7(at - clock_timestamp()), type, number, status,
  (array['Printer jams', 'Mail is late', 'No access to the share', 'Laptop overheats', 'VPN drops', 'Wrong invoice'])[1 + pick(i, 6, 6)]
    || ' in building ' || pick(i, 7, 40),
  repeat('It began this morning and comes back every few minutes. ', 3 + pick(i, 8, 6)),
  (array['PORTAL', 'EMAIL', 'PHONE', 'API', 'MONITORING'])[1 + pick(i, 9, 5)], 'MEDIUM', 'MEDIUM', priority, 3,
  (array['{}', '{vip}', '{hardware,onsite}', '{network}', '{remote,network,recurring}'])[1 + pick(i, 10, 5)]::text[],
  requester, requester, queue, true, case when status <> 'NEW' then agent end,
  case when status = 'ON_HOLD' then 'AWAITING_VENDOR' end, case when status = 'ON_HOLD' then 'INVESTIGATING' end,
  case when status = 'ON_HOLD' then at + interval '3 hours' end,
  case when resolved then 'FIXED' end, case when resolved then 'The part was replaced.' end,
  case when resolved then at + interval '1 day' end, case when resolved then agent end,
  case when status = 'CLOSED' then 'Confirmed.' end, case when status = 'CLOSED' then at + interval '2 days' end,
  case when status = 'CLOSED' then requester end, case when status = 'CANCELLED' then at + interval '1 hour' end,
  case when status = 'CANCELLED' then requester end, 3, at, at + interval '2 days', at
from made, lateral (select status in ('RESOLVED', 'CLOSED')) process (resolved)
returning organisation_id, id, labels)
insert into ticket_labels (organisation_id, ticket_id, label) select organisation_id, id, unnest(labels) from loaded`.replaceAll(
  'pick(',
  'pg_temp.pick(',
);
