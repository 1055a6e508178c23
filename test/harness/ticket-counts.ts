import type pg from 'pg';

const key = 'organisation_id, queue_id, status, type, priority, is_assigned';

/** Fails when a count of tickets differs from a full count. */
export async function checkCounts(database: pg.Pool): Promise<void> {
  const { rows } = await database.query(`select * from (
      select organisation_id, queue_id, status, type, priority, assignee_id is not null as is_assigned, count(*)::int as counted
      from tickets group by 1, 2, 3, 4, 5, 6) t
    full join ticket_counts c using (${key}) where coalesce(counted, 0) <> coalesce(tickets, 0)`);
  if (rows.length > 0) throw new Error(`Counts of tickets are wrong: ${JSON.stringify(rows)}`);
}

/** Counts all tickets again, for a test that has written tickets past the server. */
export async function recount(database: Pick<pg.Client, 'query'>): Promise<void> {
  await database.query('delete from ticket_counts');
  await database.query(`insert into ticket_counts (${key}, tickets) select organisation_id, queue_id, status, type, priority,
    assignee_id is not null, count(*) from tickets group by 1, 2, 3, 4, 5, 6`);
}

/** Whether a statement writes tickets. */
export function writesTickets(statement: string | pg.QueryConfig): boolean {
  const text = typeof statement === 'string' ? statement : statement.text;
  return /\b(into|update|delete from) tickets\b/i.test(text);
}
