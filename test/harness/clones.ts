type Rows = (sql: string, values?: unknown[]) => Promise<unknown[]>;

/** Copies a ticket with its labels and links, as often as given. The API would take long to make so many. */
export async function cloneTicket(rows: Rows, id: string, count: number): Promise<void> {
  const made = `insert into tickets select one.* from tickets t, generate_series(1, $2) n, jsonb_populate_record(t,
    jsonb_build_object('id', gen_random_uuid(), 'number', 100000 + n + (select max(number) from tickets))) one
    where t.id = $1 returning organisation_id, id`;
  const labels = `insert into ticket_labels select one.* from made, ticket_labels l,
    jsonb_populate_record(l, jsonb_build_object('ticket_id', made.id)) one where l.ticket_id = $1`;
  await rows(
    `with made as (${made}), labels as (${labels})
    insert into ticket_links select one.* from made, ticket_links l, jsonb_populate_record(l,
      jsonb_build_object('id', gen_random_uuid()) || case when l.to_ticket_id = $1
        then jsonb_build_object('to_ticket_id', made.id) else jsonb_build_object('from_ticket_id', made.id) end) one
      where $1 in (l.from_ticket_id, l.to_ticket_id)`,
    [id, count],
  );
}
