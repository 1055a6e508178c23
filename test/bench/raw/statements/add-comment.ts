import { object, text, word } from '../json.js';
import { person, visible } from '../seen.js';
import { appendEvent } from './append-event.js';

/** $4: the ticket, $5: the comment's id, $6: its body, $7: the trace id. */
export const addComment = `
with ticket as (
  update tickets t set version = t.version + 1, updated_at = now() from queues q
  where t.organisation_id = $1 and t.id = $4 and q.organisation_id = $1 and q.id = t.queue_id and ${visible} returning t.*
), comment as (
  insert into comments (organisation_id, id, ticket_id, author_user_id, visibility, body, created_at, occurred_at)
  select $1, $5, ticket.id, $2, 'PUBLIC', $6, ticket.updated_at, ticket.updated_at from ticket returning *
), ${appendEvent({ type: 'COMMENT_ADDED', request: '$7', commentId: '$5' })}
select ${object({
  data: object({
    addComment: object({
      comment: object({
        body: text('comment.body'),
        visibility: word('comment.visibility'),
        author: object({ name: text('author.name') }),
      }),
      errors: `'[]'`,
    }),
  }),
})} as answer
from comment join event on true ${person('author', 'comment.author_user_id')}`;
