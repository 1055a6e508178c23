import { globalId, list, moment, object, text, word } from '../json.js';
import { inQueue, internal, nameOf, visible } from '../seen.js';

/** A value of a change as in the contract: ids become global ids. */
function shown(value: string): string {
  const id = `(${value} #>> '{}')`;
  return `case when coalesce(jsonb_typeof(${value}), 'null') <> 'string' then coalesce(${value}::text, 'null')
    when change ->> 'field' in ('Ticket.assignee', 'Ticket.requester') then ${globalId('User', id)}
    when change ->> 'field' = 'Ticket.queue' then ${globalId('Queue', id)} else ${value}::text end`;
}

/** The type or the field of a change as in the contract: `TicketHold.resumeAt` is `TICKET_HOLD` and `RESUME_AT`. */
function nameIn(part: 'of' | 'field'): string {
  const name = `split_part(change ->> 'field', '.', ${part === 'of' ? 1 : 2})`;
  return word(`upper(regexp_replace(${name}, '(?<=.)([A-Z])', '_\\1', 'g'))`);
}

const changes = list(
  object({
    of: nameIn('of'),
    field: nameIn('field'),
    from: shown(`(change -> 'from')`),
    to: shown(`(change -> 'to')`),
  }),
  'i',
  'from jsonb_array_elements(e.changes) with ordinality as told (change, i)',
);

const isComment = `e.type = 'COMMENT_ADDED' and c.id is not null`;

/** A comment if the event added one, else an event. */
const entryNode = `case when ${isComment} then ${object({
  __typename: `'"Comment"'`,
  body: text('c.body'),
  occurredAt: moment('c.occurred_at'),
  author: object({ name: text(nameOf('author', 'c.author_key_id')) }),
})} else ${object({
  __typename: `'"TicketEvent"'`,
  type: word('e.type'),
  occurredAt: moment('e.occurred_at'),
  actor: object({ name: text(nameOf('actor', 'e.actor_key_id')) }),
  changes,
})} end`;

/** What brings an event `e` its comment `c`: it is about it, or about an attachment `a` of it. */
const withComment = `left join attachments a on a.organisation_id = $1 and a.id = e.attachment_id
  left join said c on c.id = coalesce(e.comment_id, a.comment_id)`;

const seen = `(ticket.internal or coalesce(c.visibility, a.visibility, e.visibility) = 'PUBLIC')`;

/**
 * Builds `entry` of `ticket` (id, internal), `told` (events) and `said` (their comments) and reads each user
 * once. A join for each entry would take four hundred index searches.
 */
function entriesOf(told: string, said: string): string {
  return `
told as materialized (${told}),
said as materialized (${said}),
people as materialized (select u.id, u.name from users u where u.organisation_id = $1
  and u.id = any (array(select actor_user_id from told union select author_user_id from said))),
entry as materialized (select e.number, ${entryNode} as node
  from ticket cross join told e ${withComment}
  left join people author on author.id = c.author_user_id
  left join people actor on actor.id = e.actor_user_id
  where ${seen})`;
}

const allEntries = entriesOf(
  'select e.* from ticket join events e on e.organisation_id = $1 and e.ticket_id = ticket.id',
  'select c.* from ticket join comments c on c.organisation_id = $1 and c.ticket_id = ticket.id',
);

/** The last entries only, which include at least this many of the last comments. */
export function lastEntries(limit: number, comments: number): string {
  return entriesOf(
    `select last.* from ticket cross join lateral (select e.* from events e
       left join attachments a on a.organisation_id = $1 and a.id = e.attachment_id
       left join comments c on c.organisation_id = $1 and c.id = case when e.comment_id is null then a.comment_id else e.comment_id end
       where e.organisation_id = $1 and e.ticket_id = ticket.id and ${seen} order by e.number desc limit ${limit}) last`,
    `select c.* from comments c where c.organisation_id = $1 and c.id = any (array(
       select coalesce(e.comment_id, a.comment_id) from told e left join attachments a on a.organisation_id = $1 and a.id = e.attachment_id
       union select last.id from ticket cross join lateral (select c.id from comments c where c.organisation_id = $1 and c.ticket_id = ticket.id
         and (c.visibility = 'PUBLIC' or ticket.internal) order by c.id desc limit ${comments}) last))`,
  );
}

/** The first or the last entries. */
export function ends(direction: 'asc' | 'desc', limit: number): string {
  return list(
    'e.node',
    'e.number',
    `from (select * from entry order by number ${direction} limit ${limit}) e`,
  );
}

/** $4: the ticket. Its first and its last hundred entries. */
export const timeline = `
with ticket as materialized (select t.id, t.subject, ${internal} as internal from tickets t ${inQueue}
  where t.organisation_id = $1 and t.id = $4 and ${visible}),
${allEntries}
select ${object({
  data: object({
    ticket: `coalesce((select ${object({
      subject: text('ticket.subject'),
      oldest: object({ nodes: ends('asc', 100) }),
      newest: object({ nodes: ends('desc', 100) }),
    })} from ticket), 'null')`,
  }),
})} as answer`;
