import { toGlobalId } from '../../server/kernel/ids.js';
import type { Message } from './connections.js';
import type { World } from './world.js';

export const servers = ['raw', 'ticketwire'] as const;
export type ServerName = (typeof servers)[number];

/** Something both servers do, told to each in its own way; the same inputs have to give the same answers. */
export interface Work {
  name: string;
  writes: boolean;
  /** How many inputs there are, taken in turn. */
  inputs: number;
  message(server: ServerName, input: number): Message;
}

const name = '{ ... on User { name } ... on Integration { name } ... on SystemActor { name } }';

const queuePage = `query QueuePage($queueId: ID!) {
  tickets(filter: { queueIds: [$queueId] }, orderBy: PRIORITY_ASC, first: 50) { nodes {
    number subject status priority labels requester { name } assignee { name } queue { name }
    comments(last: 3) { nodes { body createdAt author ${name} } } } } }`;

// A page has at most a hundred.
const timeline = `query Timeline($id: ID!) { ticket(id: $id) { subject
  oldest: timeline(first: 100) { nodes { ...Entry } } newest: timeline(last: 100) { nodes { ...Entry } } } }
  fragment Entry on TimelineEntry { __typename
    ... on Comment { body occurredAt author ${name} }
    ... on TicketEvent { type occurredAt actor ${name} changes { field from to } } }`;

const comment = `mutation AddComment($input: AddCommentInput!) { addComment(input: $input) {
  comment { body visibility author ${name} } errors { message } } }`;

/** What is measured. */
export function worksOf({ pages, timelines, commented }: World): Work[] {
  const at = (ids: readonly string[], input: number) => ids[input % ids.length] ?? '';
  return [
    {
      name: 'queue page of 50',
      writes: false,
      inputs: pages.length,
      message: (server, input) => {
        const id = at(pages, input);
        return server === 'raw'
          ? raw('/queue-page', { queueId: id })
          : graphql(queuePage, { queueId: toGlobalId('Queue', id) });
      },
    },
    {
      name: 'timeline of 200',
      writes: false,
      inputs: timelines.length,
      message: (server, input) => {
        const id = at(timelines, input);
        return server === 'raw'
          ? raw('/timeline', { ticketId: id })
          : graphql(timeline, { id: toGlobalId('Ticket', id) });
      },
    },
    {
      name: 'adding a comment',
      writes: true,
      inputs: commented.length,
      message: (server, input) => {
        const id = at(commented, input);
        const body = `The cable was changed, and it has been quiet since. (${input})`;
        return server === 'raw'
          ? raw('/comment', { ticketId: id, body })
          : graphql(comment, { input: { ticketId: toGlobalId('Ticket', id), body } });
      },
    },
  ];
}

function raw(path: string, input: Record<string, string>): Message {
  return { path, body: JSON.stringify(input) };
}

function graphql(query: string, variables: object): Message {
  return { path: '/graphql', body: JSON.stringify({ query, variables }) };
}
