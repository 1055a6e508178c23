import type { Progress } from '../../client-examples/node/incident-log/progress.js';
import { lastTicket, loadHistory, loadKeys } from './load/history.js';
import { type Owner, openOwner } from './load/owner.js';
import { loadPeople, type People } from './load/people.js';
import { loadTickets } from './load/tickets.js';
import { loadTimelines } from './load/timelines.js';

const SLICE = 2000;

/** The data that the bench requests. */
export interface World {
  people: People;
  /** Queues that the viewer sees. */
  pages: string[];
  timelines: string[];
  /** Tickets to comment on, which are on none of the pages. */
  commented: string[];
  /** Tickets to put on hold, which have no other use. */
  held: string[];
  /** A text about the amount of data. */
  size: string;
}

/** Fills the migrated database at `url`, as its owner. */
export async function makeWorld(
  url: string,
  { tickets, people: count }: { tickets: number; people: number },
  progress: Progress,
): Promise<World> {
  const owner = await openOwner(url);
  try {
    const people = await loadPeople(owner, count);
    progress.begin('loading tickets, in thousands', Math.ceil(tickets / 1000));
    for (let from = 0; from < tickets; from += SLICE) {
      const after = await lastTicket(owner);
      const to = Math.min(from + SLICE, tickets) - 1;
      await loadTickets(owner, people, from, to, tickets);
      await loadHistory(owner, people, after);
      for (let i = from; i <= to; i += 1000) progress.step();
    }
    progress.end();
    const timelines = await loadTimelines(owner, people);
    await owner.run(counters, [people.organisationId]);
    await owner.run(counts, [people.organisationId]);
    await loadKeys(owner, people);
    progress.say('vacuum, analyze, checkpoint');
    await owner.run('vacuum (analyze)');
    await owner.run('checkpoint');
    return { people, timelines, ...(await choices(owner, people)), size: await sizeOf(owner) };
  } finally {
    await owner.close();
  }
}

// Sets the next number of each ticket type.
const counters = `insert into ticket_counters (organisation_id, type, number)
  select organisation_id, type, max(number) from tickets where organisation_id = $1 group by organisation_id, type`;

const counts = `insert into ticket_counts (organisation_id, queue_id, status, type, priority, is_assigned, tickets)
  select organisation_id, queue_id, status, type, priority, assignee_id is not null, count(*) from tickets
  where organisation_id = $1 group by 1, 2, 3, 4, 5, 6`;

async function choices(owner: Owner, { organisationId, queueIds, viewer }: People) {
  const pages = await owner.rows<{ id: string }>(
    `select q.id from queues q where q.organisation_id = $1 and q.id <> $2 and (q.visibility = 'ORGANISATION' or q.team_id = any ($3))
       order by q.id`,
    [organisationId, queueIds[0], viewer.teamIds],
  );
  const worked = await owner.rows<{ id: string }>(
    `select t.id from tickets t where t.organisation_id = $1 and t.queue_id = $2 and t.status = 'INVESTIGATING' order by t.id limit 1000`,
    [organisationId, queueIds[0]],
  );
  const ids = worked.map((row) => row.id);
  // A ticket must not be held again before its last call was answered, so most tickets are for that.
  const some = Math.floor(ids.length / 4);
  return { pages: pages.map((row) => row.id), commented: ids.slice(0, some), held: ids.slice(some) };
}

async function sizeOf(owner: Owner): Promise<string> {
  const counts = await owner.rows<{ count: string; of: string }>(
    `select to_char(count(*), 'FM999,999,999') as count, 'tickets' as of from tickets
     union all select to_char(count(*), 'FM999,999,999'), 'comments' from comments
     union all select to_char(count(*), 'FM999,999,999'), 'events' from events`,
  );
  return counts.map((row) => `${row.count} ${row.of}`).join(', ');
}
