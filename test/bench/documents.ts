import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../server/platform/kernel/package-root.js';

const name = '{ ... on User { name } ... on Integration { name } ... on SystemActor { name } }';

export const queuePage = `query QueuePage($queueId: ID!) {
  tickets(filter: { queueIds: [$queueId] }, orderBy: { field: PRIORITY, direction: ASC }, first: 50) { nodes {
    number subject status priority labels requester { name } assignee { name } queue { name }
    comments(last: 3) { nodes { body createdAt author ${name} } } } } }`;

/** The first page of GraphiQL: open tickets of all queues, with total count and cursors. */
export const openTickets = readFileSync(
  join(packageRoot(), 'client-examples/graphiql/03-queue-page.graphql'),
  'utf8',
);

/** How many tickets match a filter, without the tickets. */
export const countOfTickets = `query Count($filter: TicketFilter!) {
  tickets(filter: $filter, first: 0) { totalCount totalCountIsCapped } }`;

const entry = `fragment Entry on TimelineEntry { __typename
    ... on Comment { body occurredAt author ${name} }
    ... on TicketEvent { type occurredAt actor ${name} changes { of field from to } } }`;

// A page has at most a hundred items.
export const timeline = `query Timeline($id: ID!) { ticket(id: $id) { subject
  oldest: timeline(first: 100) { nodes { ...Entry } } newest: timeline(last: 100) { nodes { ...Entry } } } }
  ${entry}`;

/** Everything that a client shows of one ticket. */
export const ticketPane = `query TicketPane($id: ID!) { ticket(id: $id) {
  id number type changeKind status subject description errorMessages channel category { id name } subcategory { id name }
  affectedServiceNames affectedServicesUnknown affectedUserCount affectedOperations affectedUsers { nodes { id name } }
  impact urgency priority priorityOverride { matrixPriority reason } labels externalReference
  requester { id name } createdBy ${name} queue { id name } assignee { id name } watchers { nodes { id name } } viewerIsWatching
  hold { reason heldAt heldFrom resumeAt note } resolution { code notes resolvedAt } closure { summary closedAt verifiedByRequester }
  reassignmentCount reopenCount version createdAt updatedAt reportedAt resolvedAt closedAt
  comments(last: 25) { nodes { id body visibility createdAt author ${name} } }
  timeline(last: 50) { nodes { ...Entry } }
  availableTransitions { transition mutation allowed outcomes requirements { anyOf } reasons { code message } } } }
  ${entry}`;

export const addComment = `mutation AddComment($input: AddCommentInput!) { addComment(input: $input) {
  comment { body visibility author ${name} } errors { message } } }`;

const held = '{ ticket { status hold { reason heldFrom note } } errors { message } }';
export const holdTicket = `mutation Hold($input: HoldTicketInput!) { holdTicket(input: $input) ${held} }`;
export const resumeTicket = `mutation Resume($input: ResumeTicketInput!) { resumeTicket(input: $input) ${held} }`;

export const createTicket = `mutation Create($input: CreateTicketInput!) { createTicket(input: $input) {
  ticket { number subject status priority version requester { name } queue { name } } errors { message } } }`;
