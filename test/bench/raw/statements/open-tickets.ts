import { globalId, list, moment, object, plain, text, when, word } from '../json.js';
import { inQueue, internal, nameOf, numberOf, openToAgent, person, visible } from '../seen.js';

/** The server counts up to this number. */
const MOST = 10_000;

const ofPage = `from comments c where c.organisation_id = $1 and c.ticket_id = page.id and (c.visibility = 'PUBLIC' or page.internal)`;

const comments = object({
  totalCount: plain(`select count(*) from (select ${ofPage} limit ${MOST}) c`),
  nodes: list(
    object({
      id: globalId('Comment', 'c.id'),
      visibility: word('c.visibility'),
      body: text('c.body'),
      createdAt: moment('c.created_at'),
      author: object({
        id: when('author.id is not null', globalId('User', 'author.id')),
        name: text(nameOf('author', 'c.author_key_id')),
      }),
    }),
    'c.id',
    `from (select c.* ${ofPage} order by c.id desc limit 3) c ${person('author', 'c.author_user_id')}`,
  ),
});

function named(type: string, alias: string): string {
  return object({ id: globalId(type, `${alias}.id`), name: text(`${alias}.name`) });
}

const node = object({
  id: globalId('Ticket', 'page.id'),
  number: word('page.number'),
  type: word('page.type'),
  subject: text('page.subject'),
  status: word('page.status'),
  priority: word(`'P' || page.priority`),
  labels: text('page.labels'),
  updatedAt: moment('page.updated_at'),
  requester: named('User', 'requester'),
  assignee: when('assignee.id is not null', named('User', 'assignee')),
  queue: object({ id: globalId('Queue', 'page.queue_id'), name: text('page.queue') }),
  comments,
});

// The condition of the indexes of open tickets.
const open = `t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`;

/**
 * Counts the queues that the agent sees by the index alone, and searches the others for tickets that involve
 * the agent.
 */
const counted = `select count(*) from (
  select from queues q join tickets t on t.organisation_id = $1 and t.queue_id = q.id
  where q.organisation_id = $1 and ${openToAgent} and ${open}
  union all
  select from queues q join tickets t on t.organisation_id = $1 and t.queue_id = q.id
  where q.organisation_id = $1 and not ${openToAgent} and ${open} and ${visible} limit ${MOST}) t`;

/** A cursor of the raw server: the sort values of the page. */
const cursor = `'"' || translate(encode(('[' || last.priority || ',"' || last.id || '"]')::bytea, 'base64'), E'\\n', '') || '"'`;

/**
 * The fifty most urgent open tickets of all queues, their total count, and the cursors of the next page and of
 * the event stream.
 */
export const openTickets = `
with found as materialized (
  select t.id, ${numberOf} as number, t.type, t.subject, t.status, t.priority, t.labels, t.updated_at, t.requester_id, t.assignee_id, t.queue_id,
    q.name as queue, ${internal} as internal
  from tickets t ${inQueue} where t.organisation_id = $1 and ${open} and ${visible} order by t.priority, t.id limit 51),
page as materialized (select * from found order by priority, id limit 50)
select ${object({
  data: object({
    tickets: object({
      totalCount: plain(counted),
      eventCursor: plain(`select '"' || number || '"' from event_heads where organisation_id = $1`),
      pageInfo: object({
        hasNextPage: plain('select count(*) > 50 from found'),
        endCursor: plain(`select ${cursor} from page last order by last.priority desc, last.id desc limit 1`),
      }),
      nodes: list(
        node,
        'page.priority, page.id',
        `from page ${person('requester', 'page.requester_id')} ${person('assignee', 'page.assignee_id')}`,
      ),
    }),
  }),
})} as answer`;
