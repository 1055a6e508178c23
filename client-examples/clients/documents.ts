import { type DocumentNode, parse } from 'graphql';

/** An entry of the `errors` of a payload. */
interface UserError {
  __typename: string;
  code: string;
  message: string;
  path: string[];
}

/**
 * Typed operations, in the form that all clients here accept. For more than a few, let a code generator (`@graphql-codegen/client-preset`)
 * write them from the schema: it makes the same form.
 */
export interface TypedDocument<Data, Variables> extends DocumentNode {
  /** Never set; it carries the types. */
  __apiType?: (variables: Variables) => Data;
}

function typed<Data, Variables>(text: string): TypedDocument<Data, Variables> {
  return parse(text);
}

export interface Ticket {
  /** Unique over all types: caches store objects by it. */
  id: string;
  number: string;
  subject: string;
  status: string;
  version: number;
}

const ticket = /* GraphQL */ `id number subject status version`;
const errors = /* GraphQL */ `errors { __typename code message path }`;

export const signIn = typed<
  { signIn: { token: string | null; errors: UserError[] } },
  { input: { email: string; password: string } }
>(/* GraphQL */ `
  mutation SignIn($input: SignInInput!) { signIn(input: $input) { token ${errors} } }
`);

export const createTicket = typed<
  { createTicket: { ticket: Ticket | null; errors: UserError[] } },
  // The key makes a retry safe when an answer is lost: there will be one ticket.
  { input: { type: string; subject: string; description: string; idempotencyKey: string } }
>(/* GraphQL */ `
  mutation CreateTicket($input: CreateTicketInput!) { createTicket(input: $input) { ticket { ${ticket} } ${errors} } }
`);

export const updateTicket = typed<
  { updateTicket: { ticket: Ticket | null; errors: UserError[] } },
  { input: { ticketId: string; expectedVersion?: number; subject?: string; idempotencyKey: string } }
>(/* GraphQL */ `
  mutation UpdateTicket($input: UpdateTicketInput!) { updateTicket(input: $input) { ticket { ${ticket} } ${errors} } }
`);

export const ticketById = typed<{ ticket: Ticket | null }, { id: string }>(/* GraphQL */ `
  query Ticket($id: ID!) { ticket(id: $id) { ${ticket} } }
`);

export const ticketList = typed<
  {
    tickets: {
      /** Subscribe with `after` set to this cursor: then no event between the list and the stream is lost. */
      eventCursor: string;
      edges: { node: Ticket }[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  },
  { first: number; after?: string | null }
>(/* GraphQL */ `
  query Tickets($first: Int!, $after: String) {
    tickets(first: $first, after: $after) {
      eventCursor
      edges { node { ${ticket} } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Later versions of the server send other kinds of items: ignore them. */
export type StreamItem =
  | { __typename: 'StreamPosition'; cursor: string }
  | { __typename: 'TicketGone'; cursor: string; ticketId: string }
  | { __typename: 'ResyncRequired'; cursor: string; resyncReason: string }
  | { __typename: 'TicketEvent'; cursor: string; type: string; ticket: Ticket };

/** Each item has a cursor, and `$after` is a variable, so that a broken stream can resume where it broke. */
export const ticketEvents = typed<{ ticketEvents: StreamItem }, { after?: string | null }>(/* GraphQL */ `
  subscription TicketEvents($after: String) {
    ticketEvents(after: $after) {
      __typename
      ... on StreamItem { cursor }
      ... on ResyncRequired { resyncReason }
      ... on TicketGone { ticketId }
      ... on TicketEvent { type ticket { ${ticket} } }
    }
  }
`);
