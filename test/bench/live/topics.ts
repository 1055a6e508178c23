import { commentBody, digits } from './numbers.js';

/** What the subscribers of a case follow. */
export interface Topic {
  document: string;
  /** The item that they get for a comment, with what cannot be known before. */
  item(of: { shown: object; writer: string; number: number; cursor: string }): object;
  /** Whether one item can stand for several comments on a ticket. */
  merges: boolean;
}

/** Stand for any time, any cursor and any place in a list. */
export const TIME = 'a time';
export const CURSOR = 'a cursor';
export const INDEX = 'an index';

const name = '{ __typename ... on User { name } ... on Integration { name } ... on SystemActor { name } }';
const ticket = `{ id number subject status priority labels queue { name } assignee { name } requester { name } }`;
const filter = 'filter: { statusCategories: [IN_PROGRESS] }';

/** The events of tickets in progress. */
export const events: Topic = {
  document: `subscription Live { ticketEvents(${filter}) { __typename ... on StreamItem { cursor }
    ... on TicketEvent { type occurredAt matches actor ${name} comment { body visibility author ${name} } changes { of field from to }
      ticket ${ticket} } } }`,
  merges: false,
  item({ shown, writer, number, cursor }) {
    const actor = { __typename: 'User', name: writer };
    return {
      ...{ __typename: 'TicketEvent', cursor, type: 'COMMENT_ADDED', occurredAt: TIME, matches: true, actor },
      comment: { body: commentBody(digits(number)), visibility: 'PUBLIC', author: actor },
      ...{ changes: [], ticket: shown },
    };
  },
};

/** A list of the newest fifty of them. */
export const view: Topic = {
  document: `subscription Live { ticketView(${filter}, first: 50) { __typename ... on StreamItem { cursor }
    ... on TicketViewSnapshot { nodes ${ticket} }
    ... on TicketEntered { index ticket ${ticket} }
    ... on TicketChanged { index ticket ${ticket} event { type comment { body } } }
    ... on TicketLeft { ticketId } ... on TicketGone { ticketId } } }`,
  merges: true,
  item: ({ shown, number }) => ({
    ...{ __typename: 'TicketChanged', cursor: CURSOR, index: INDEX, ticket: shown },
    event: { type: 'COMMENT_ADDED', comment: { body: commentBody(digits(number)) } },
  }),
};
