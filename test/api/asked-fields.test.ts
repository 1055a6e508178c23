import { buildSchema, type GraphQLNamedType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../server/platform/graphql/schema.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

/**
 * Selects the scalar fields of a type and the actors in it. For an interface or union it selects `__typename`
 * only.
 */
function selectionOf(type: GraphQLNamedType): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type)) return '{ __typename }';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    return type.name === 'Ticket' || below.name !== 'Actor' ? [] : [`${field.name} { __typename }`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

const schema = buildSchema(readSdl());

/** Returns a selection for each field of a type. */
function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`there is no type ${name}`);
  return Object.values(type.getFields()).map(
    (field) => `${field.name} ${selectionOf(getNamedType(field.type))}`,
  );
}

/**
 * Replaces each cursor by its type: cursors are encrypted with a random part, so two cursors of one position
 * differ.
 */
function comparable(nodes: object[]): object[] {
  return JSON.parse(JSON.stringify(nodes, (key, value) => (key === 'eventCursor' ? typeof value : value)));
}

let world: World;
let agent: Client;
let ids: string[];

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('admin');
  const cancelled = await report(agent);
  const priorityOverride = { priority: 'P1', reason: 'The board waits' };
  const held = await report(agent, { labels: ['one', 'two'], externalReference: 'X-1', priorityOverride });
  const closed = await report(agent, { impact: 'HIGH', urgency: 'HIGH' });
  await agent.done('cancelTicket', { ticketId: cancelled.id, reason: 'By mistake' }, 'ticket { id }');
  const hold = { ticketId: held.id, reason: 'AWAITING_VENDOR', note: 'Part ordered' };
  await agent.done('holdTicket', hold, 'ticket { id }');
  await agent.done('startInvestigation', { ticketId: closed.id }, 'ticket { id }');
  const resolution = { ticketId: closed.id, resolutionCode: 'FIXED', resolutionNotes: 'New cable' };
  await agent.done('resolveTicket', resolution, 'ticket { id }');
  await agent.done('closeTicket', { ticketId: closed.id, closureSummary: 'Fine' }, 'ticket { id }');
  const comment = { ticketId: held.id, body: 'It is back', visibility: 'INTERNAL' };
  await agent.done('addComment', comment, 'comment { id }');
  ids = [cancelled.id, held.id, closed.id];
});
afterAll(() => world.stop());

// A list reads only the columns of the requested fields. `node` and `nodes` read the whole row.
describe('in a list, a ticket field requested alone has the same value as on the ticket itself', () => {
  it.each(fieldsOf('Ticket'))('%s', async (field) => {
    const list = await agent.ok(`{ tickets(first: 3) { nodes { ${field} } edges { node { id } } } }`);
    const newestFirst = ids.toReversed();
    const whole = await agent.ok(
      `{ nodes(ids: ${JSON.stringify(newestFirst)}) { ... on Ticket { ${field} } } }`,
    );
    expect(list.tickets.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(newestFirst);
    expect(comparable(list.tickets.nodes)).toEqual(comparable(whole.nodes));
  });
});

describe('in lists of several tickets, a comment field requested alone has the same value as on the comment itself', () => {
  it.each(fieldsOf('Comment'))('%s', async (field) => {
    const list = await agent.ok(
      `{ tickets(first: 3) { nodes { comments(last: 1) { nodes { ${field} } edges { node { id } } } } } }`,
    );
    const pages = list.tickets.nodes.map((node: { comments: Record<string, object[]> }) => node.comments);
    const [edge] = pages.flatMap((page: { edges: { node: { id: string } }[] }) => page.edges);
    const [node] = pages.flatMap((page: { nodes: object[] }) => page.nodes);
    const whole = await agent.ok(`{ node(id: "${edge.node.id}") { ... on Comment { ${field} } } }`);
    expect(node).toEqual(whole.node);
  });

  it('each list is read with its own fields only, whichever way the query names them', async () => {
    const { tickets } = await agent.ok(
      `query ($none: Int = 1) { tickets(first: 3) { nodes {
        bodies: comments(first: 1) { nodes { body } }
        ...Dates
        last: comments(last: $none) { nodes { visibility version } } } } }
      fragment Dates on Ticket { bodies: comments(first: 1) { nodes { createdAt author { __typename } } } }`,
    );
    const commented = tickets.nodes.filter(
      (node: { bodies: { nodes: object[] } }) => node.bodies.nodes.length,
    );
    expect(commented).toEqual([
      {
        bodies: {
          nodes: [{ body: 'It is back', createdAt: expect.any(String), author: { __typename: 'User' } }],
        },
        last: { nodes: [{ visibility: 'INTERNAL', version: 1 }] },
      },
    ]);
  });

  it('an error in one list is reported for that list alone', async () => {
    const answer = await agent.send(
      '{ tickets(first: 3) { nodes { good: comments(last: 1) { nodes { body } } bad: comments(last: 1000) { nodes { id } } } } }',
    );
    expect(answer.errors?.map(({ path }) => path?.at(-1))).toEqual(['bad']);
  });
});

it('a field that only a fragment selects is read, too', async () => {
  const data = await agent.ok(`{ tickets(first: 1) { edges { cursor node { ... on Node { ...F } } } } }
    fragment F on Ticket { subject closure { summary closedBy { __typename } } }`);
  expect(data.tickets.edges[0].node).toMatchObject({
    closure: { summary: 'Fine', closedBy: { __typename: 'User' } },
  });
});
