import type { ActionKind } from './actions.ts';

const errors = /* GraphQL */ `
  errors {
    __typename
    code
    message
    path
    ... on InvalidTransitionError { from transition requirements { anyOf } reasons { code message } }
    ... on ForbiddenError { reason }
  }
`;

export const whoAmI = /* GraphQL */ `
  query ReplayWhoAmI {
    viewer { id role }
    viewerApiKey { id scopes }
  }
`;

export const createApiKey = /* GraphQL */ `
  mutation ReplayCreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { apiKey { id } secret ${errors} }
  }
`;

export const revokeApiKey = /* GraphQL */ `
  mutation ReplayRevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { id } ${errors} }
  }
`;

export const signOut = /* GraphQL */ `
  mutation ReplaySignOut {
    signOut { signedOut ${errors} }
  }
`;

/** The present position in the event log. */
export const position = /* GraphQL */ `
  query ReplayPosition {
    tickets(first: 1) { eventCursor }
  }
`;

/** An API key has no `viewer`, so the organisation is read from any user. */
export const defaultQueue = /* GraphQL */ `
  query ReplayDefaultQueue {
    users(first: 1) { nodes { organisation { defaultQueue { id } } } }
  }
`;

export const usersByEmail = /* GraphQL */ `
  query ReplayUsers($emails: [String!]!) {
    users(filter: { emails: $emails }, first: 100) { nodes { id email } }
  }
`;

export const listTeams = /* GraphQL */ `
  query ReplayTeams($after: String) {
    teams(first: 100, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`;

export const listQueues = /* GraphQL */ `
  query ReplayQueues($after: String) {
    queues(first: 100, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`;

export const listCategories = /* GraphQL */ `
  query ReplayCategories($after: String) {
    categories(ticketType: INCIDENT, first: 100, after: $after) {
      nodes { id name parent { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const createUser = /* GraphQL */ `
  mutation ReplayCreateUser($input: CreateUserInput!) {
    createUser(input: $input) { user { id } ${errors} }
  }
`;

export const createTeam = /* GraphQL */ `
  mutation ReplayCreateTeam($input: CreateTeamInput!) {
    createTeam(input: $input) { team { id } ${errors} }
  }
`;

export const updateTeamMembers = /* GraphQL */ `
  mutation ReplayTeamMembers($input: UpdateTeamMembersInput!) {
    updateTeamMembers(input: $input) { team { id } ${errors} }
  }
`;

export const createQueue = /* GraphQL */ `
  mutation ReplayCreateQueue($input: CreateQueueInput!) {
    createQueue(input: $input) { queue { id } ${errors} }
  }
`;

export const createCategory = /* GraphQL */ `
  mutation ReplayCreateCategory($input: CreateCategoryInput!) {
    createCategory(input: $input) { category { id } ${errors} }
  }
`;

function onTicket(mutation: string, input: string): string {
  return /* GraphQL */ `
    mutation Replay_${mutation}($input: ${input}!) {
      result: ${mutation}(input: $input) { ticket { id number version } ${errors} }
    }
  `;
}

/** For each kind of action: its mutation, and the event that it must record. */
export const actionMutations: Readonly<Record<ActionKind, { document: string; event: string }>> = {
  create: { document: onTicket('createTicket', 'CreateTicketInput'), event: 'TICKET_CREATED' },
  update: { document: onTicket('updateTicket', 'UpdateTicketInput'), event: 'TICKET_UPDATED' },
  assign: { document: onTicket('assignTicket', 'AssignTicketInput'), event: 'TICKET_ASSIGNED' },
  startInvestigation: {
    document: onTicket('startInvestigation', 'StartInvestigationInput'),
    event: 'INVESTIGATION_STARTED',
  },
  hold: { document: onTicket('holdTicket', 'HoldTicketInput'), event: 'TICKET_HELD' },
  resume: { document: onTicket('resumeTicket', 'ResumeTicketInput'), event: 'TICKET_RESUMED' },
  requeue: { document: onTicket('requeueTicket', 'RequeueTicketInput'), event: 'TICKET_REQUEUED' },
  resolve: { document: onTicket('resolveTicket', 'ResolveTicketInput'), event: 'TICKET_RESOLVED' },
  reopen: { document: onTicket('reopenTicket', 'ReopenTicketInput'), event: 'TICKET_REOPENED' },
  close: { document: onTicket('closeTicket', 'CloseTicketInput'), event: 'TICKET_CLOSED' },
};

export const ticketEvents = /* GraphQL */ `
  subscription ReplayEvents($after: String) {
    ticketEvents(after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on ResyncRequired { cursor resyncReason }
      ... on TicketEvent { cursor type ticket { id } }
    }
  }
`;

export const ticketInTheEnd = /* GraphQL */ `
  query ReplayTicket($id: ID!, $after: String) {
    ticket(id: $id) {
      number
      status
      hold { reason }
      priority
      queue { id }
      reassignmentCount
      reopenCount
      timeline(first: 100, after: $after) {
        nodes { __typename ... on TicketEvent { cursor type } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`;
