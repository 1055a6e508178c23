import type pg from 'pg';

/** A count of tickets that was wrong. */
export interface WrongCount {
  status: string;
  type: string;
  priority: number;
  assigned: boolean;
  /** The count as it was kept. */
  had: number;
  /** The number of tickets. */
  has: number;
}

/** The queues of an organisation, each of which is counted by itself. */
export async function queuesOf(
  client: pg.Client,
  organisationId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query(
    'select id, name from queues where organisation_id = $1 order by name, id',
    [organisationId],
  );
  return rows;
}

/**
 * Compares the counts of a queue with its tickets, and repairs them. Both are read in the snapshot of one statement, and a repair adds the
 * difference: so it is right whatever other transactions add meanwhile, and they wait only for its commit. Two repairs at once would add
 * the difference twice.
 */
export async function repairCounts(
  client: pg.Client,
  organisationId: string,
  queueId: string,
): Promise<WrongCount[]> {
  await client.query('begin');
  try {
    await client.query("select pg_advisory_xact_lock(hashtext('recount'), hashtext($1))", [organisationId]);
    const { rows } = await client.query<WrongCount>(repair, [organisationId, queueId]);
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const repair = `with wrong as (
  select status, type, priority, is_assigned, coalesce(k.tickets, 0) as had, coalesce(t.tickets, 0) as has
  from (select status, type, priority, assignee_id is not null as is_assigned, count(*)::int as tickets from tickets
    where organisation_id = $1 and queue_id = $2 group by 1, 2, 3, 4) t
  full join (select status, type, priority, is_assigned, tickets from ticket_counts where organisation_id = $1 and queue_id = $2) k
    using (status, type, priority, is_assigned)
  where coalesce(k.tickets, 0) <> coalesce(t.tickets, 0)
), repaired as (
  insert into ticket_counts as c (organisation_id, queue_id, status, type, priority, is_assigned, tickets)
  select $1, $2, status, type, priority, is_assigned, has - had from wrong order by status, type, priority, is_assigned
  on conflict (organisation_id, queue_id, status, type, priority, is_assigned) do update set tickets = c.tickets + excluded.tickets
)
select status, type, priority, is_assigned as assigned, had, has from wrong order by 1, 2, 3, 4`;
