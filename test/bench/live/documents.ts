import { toGlobalId } from '../../../server/platform/kernel/ids.js';
import type { Message } from '../connections.js';
import { commentBody, NUMBER } from './numbers.js';
import type { Scene } from './scenes.js';

/** A document under many names, so that no two documents are equal. */
export function manyDocuments(document: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    document.replace('subscription Live', `subscription Live${i}`),
  );
}

const page = `query Page { tickets(orderBy: { field: PRIORITY, direction: ASC }, first: 50) { nodes {
  number subject status priority labels requester { name } assignee { name } queue { name } } } }`;

/** A page of the list of tickets. */
export const pageOfTickets: Message = { path: '/graphql', body: JSON.stringify({ query: page }) };

const addComment = `mutation AddComment($input: AddCommentInput!) { addComment(input: $input) { eventCursor errors { code message } } }`;

/** One comment on each ticket. */
export function comments({ tickets }: Scene): Message[] {
  return tickets.map(({ id }) => {
    const variables = { input: { ticketId: toGlobalId('Ticket', id), body: commentBody(NUMBER) } };
    return { path: '/graphql', body: JSON.stringify({ query: addComment, variables }) };
  });
}

/** The cursor in the answer to a comment. Throws when it was refused. */
export function cursorIn(answer: string): string {
  const { eventCursor, errors } = JSON.parse(answer)?.data?.addComment ?? {};
  if (typeof eventCursor !== 'string' || errors.length > 0) throw new Error(`a write was refused: ${answer}`);
  return eventCursor;
}
