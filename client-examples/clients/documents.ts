import { type DocumentNode, parse } from 'graphql';

/** What a mutation's payload says when it was refused. */
interface UserError {
  __typename: string;
  code: string;
  message: string;
  path: string[];
}

/*
 * Operations whose results and variables have types, in the form that all clients here take. For more than a few of them let a
 * code generator (`@graphql-codegen/client-preset`) write them from the contract: it makes documents of this same form.
 */
export interface TypedDocument<Data, Variables> extends DocumentNode {
  /** Never there; it carries the types. */
  __apiType?: (variables: Variables) => Data;
}

function typed<Data, Variables>(text: string): TypedDocument<Data, Variables> {
  return parse(text);
}

export interface Ticket {
  /** Unique over all types: what caches keep an object by. */
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
  // The key makes it safe to send again when an answer got lost: there will be one ticket.
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
      /** Subscribe `after` this one: the list and what happens to it then fit together without a gap. */
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

export type StreamItem =
  | { __typename: 'StreamPosition'; cursor: string }
  | { __typename: 'ResyncRequired'; cursor: string; reason: string }
  | { __typename: 'TicketEvent'; cursor: string; type: string; ticket: Ticket };

/** Each item has its cursor, and `$after` is a variable: so a broken connection is gone on with where it broke. */
export const ticketEvents = typed<{ ticketEvents: StreamItem }, { after?: string | null }>(/* GraphQL */ `
  subscription TicketEvents($after: String) {
    ticketEvents(after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on ResyncRequired { cursor reason }
      ... on TicketEvent { cursor type ticket { ${ticket} } }
    }
  }
`);
