import type { Server } from 'node:http';
import pg from 'pg';
import { globalId, moment, object, text, word } from '../raw/json.js';
import { numberOf, person } from '../raw/seen.js';
import { acceptSubscribers, frameOf } from './preframed.js';
import type { Reference } from './reference.js';

/**
 * A server that reads each event, its ticket and the users with a right to it by one hand-written statement, and sends the answer to those
 * of them who subscribe. Its keys are the ids of users; it publishes the event with a number of the log.
 */
export function byStatement(server: Server, { databaseUrl, organisationId }: Database): Reference {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    options: `-c app.organisation_id=${organisationId}`,
  });
  const members = acceptSubscribers(server);
  const publish = async (number: string): Promise<void> => {
    const values = [organisationId, number];
    const { rows } = await pool.query<Read>({ name: 'event', text: statement, values });
    const [row] = rows;
    if (!row) throw new Error(`there is no event ${number}`);
    const frame = frameOf(`{"data":{"ticketEvents":${row.item}}}`);
    for (const userId of row.userIds) for (const member of members.of(userId)) member.write(frame);
  };
  let last = Promise.resolve();
  return {
    publish(number) {
      // One after another, because subscribers get events in the order of the log.
      last = last.then(() => publish(number));
      return last;
    },
  };
}

interface Read {
  item: string;
  userIds: string[];
}

/** Where it reads, as the serving role. */
export interface Database {
  databaseUrl: string;
  organisationId: string;
}

const named = (alias: string) => object({ __typename: word(`'User'`), name: text(`${alias}.name`) });
const byName = (alias: string) => object({ name: text(`${alias}.name`) });

const item = object({
  __typename: word(`'TicketEvent'`),
  cursor: word('e.number'),
  type: word('e.type'),
  occurredAt: moment('e.occurred_at'),
  matches: `'true'`,
  actor: named('actor'),
  comment: object({
    body: text('c.body'),
    visibility: word('c.visibility'),
    author: named('author'),
  }),
  changes: text('e.changes'),
  ticket: object({
    id: globalId('Ticket', 't.id'),
    number: word(numberOf),
    subject: text('t.subject'),
    status: word('t.status'),
    priority: word(`'P' || t.priority`),
    labels: text('t.labels'),
    queue: byName('q'),
    assignee: byName('assignee'),
    requester: byName('requester'),
  }),
});

/** $1: the organisation, $2: the number of a comment's event. */
const statement = `
select ${item} as item,
  array(select t.requester_id union select p.user_id from ticket_people p
    where p.organisation_id = $1 and p.ticket_id = t.id and p.grants_access)::text[] as "userIds"
from events e join tickets t on t.organisation_id = $1 and t.id = e.ticket_id
join queues q on q.organisation_id = $1 and q.id = t.queue_id
join comments c on c.organisation_id = $1 and c.id = e.comment_id
${person('actor', 'e.actor_user_id')} ${person('author', 'c.author_user_id')}
${person('assignee', 't.assignee_id')} ${person('requester', 't.requester_id')}
where e.organisation_id = $1 and e.number = $2 and e.visibility = 'PUBLIC' and c.visibility = 'PUBLIC'`;
