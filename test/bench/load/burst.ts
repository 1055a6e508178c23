/** Appends the last event of a ticket to the log again, many times at once: a burst that no call of the API can write. */
export const burst = `with last as (select * from events where ticket_id = $1 order by number desc limit 1),
  head as (update event_heads h set number = h.number + $2 from last where h.organisation_id = last.organisation_id
    returning h.number - $2 as number)
  insert into events select (jsonb_populate_record(null::events,
      to_jsonb(last) || jsonb_build_object('number', head.number + n, 'recorded_at', now()))).*
  from last, head, generate_series(1, $2::int) n returning organisation_id`;
