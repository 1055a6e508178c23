import { buildSchema, type GraphQLNamedType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../server/platform/graphql/schema.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

/** What can be asked of a type without going on to other tickets; of what may be several types, which one it is. */
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

/** Every field of a type, with what can be asked of it. */
function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`there is no type ${name}`);
  return Object.values(type.getFields()).map(
    (field) => `${field.name} ${selectionOf(getNamedType(field.type))}`,
  );
}

/** Each cursor of a position is sealed with a random part: two of one position are never equal. */
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

// Lists read what is asked for only, a ticket by its id is read whole.
describe('a field of a ticket in a list, asked for alone, says what it says of the ticket', () => {
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

describe('so does a field of a comment in the lists of several tickets', () => {
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

  it('and those of one list say nothing of another, whatever it is asked for by', async () => {
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

  it('and an error in one of them is reported for it alone', async () => {
    const answer = await agent.send(
      '{ tickets(first: 3) { nodes { good: comments(last: 1) { nodes { body } } bad: comments(last: 1000) { nodes { id } } } } }',
    );
    expect(answer.errors?.map(({ path }) => path?.at(-1))).toEqual(['bad']);
  });
});

it('a field that only a fragment asks for is read as well', async () => {
  const data = await agent.ok(`{ tickets(first: 1) { edges { cursor node { ... on Node { ...F } } } } }
    fragment F on Ticket { subject closure { summary by { __typename } } }`);
  expect(data.tickets.edges[0].node).toMatchObject({
    closure: { summary: 'Fine', by: { __typename: 'User' } },
  });
});
