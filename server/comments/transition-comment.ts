import { err, ok } from '../platform/kernel/result.js';
import type { UserError } from '../platform/kernel/user-errors.js';
import type { TransitionComment } from '../tickets/index.js';
import { factsOfComment, writeComment } from './commands/write-comment.js';

/** The comment of a transition is written like any other. The transition says where the ticket goes. */
export const commentOfTransition: TransitionComment = {
  gather: (comment, gathering) => factsOfComment({ ...comment, ticketId: '' }, gathering),
  write(facts, ticket, rights, comment, deciding) {
    const written = writeComment(facts, ticket, rights, { ...comment, ticketId: '' }, deciding, 0);
    return written.ok ? ok(written.value) : err(...written.errors.map(inComment));
  },
};

/** The same error, at the place of the comment in the input. */
function inComment(error: UserError): UserError {
  const [input = 'input', ...path] = error.path;
  return { ...error, path: [input, 'comment', ...path.filter((part) => part !== 'ticketId')] };
}
