import { list, moment, object, text, when, word } from '../json.js';
import { inQueue, internal, nameOf, numberOf, person, visible } from '../seen.js';

const comments = list(
  object({
    body: text('c.body'),
    createdAt: moment('c.created_at'),
    author: object({ name: text(nameOf('author', 'c.author_key_id')) }),
  }),
  'c.id',
  `from (select c.* from comments c where c.organisation_id = $1 and c.ticket_id = page.id and (c.visibility = 'PUBLIC' or page.internal)
    order by c.id desc limit 3) c ${person('author', 'c.author_user_id')}`,
);

const node = object({
  number: word('page.number'),
  subject: text('page.subject'),
  status: word('page.status'),
  priority: word(`'P' || page.priority`),
  labels: text('page.labels'),
  requester: object({ name: text('requester.name') }),
  assignee: when('assignee.id is not null', object({ name: text('assignee.name') })),
  queue: object({ name: text('page.queue') }),
  comments: object({ nodes: comments }),
});

/** $4: the queue. Its fifty most urgent tickets. */
export const queuePage = `
with page as materialized (
  select t.id, ${numberOf} as number, t.subject, t.status, t.priority, t.labels, t.requester_id, t.assignee_id, q.name as queue, ${internal} as internal
  from tickets t ${inQueue} where t.organisation_id = $1 and t.queue_id = $4 and ${visible} order by t.priority, t.id limit 50)
select ${object({
  data: object({
    tickets: object({
      nodes: list(
        node,
        'page.priority, page.id',
        `from page ${person('requester', 'page.requester_id')} ${person('assignee', 'page.assignee_id')}`,
      ),
    }),
  }),
})} as answer`;
