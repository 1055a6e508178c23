import { buildSchema, type GraphQLNamedType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../server/graphql/schema.js';
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

const ticket = buildSchema(readSdl()).getType('Ticket');
if (!isObjectType(ticket)) throw new Error('there is no type Ticket');
const fields = Object.values(ticket.getFields()).map(
  ({ name, type }) => `${name} ${selectionOf(getNamedType(type))}`,
);

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
  ids = [cancelled.id, held.id, closed.id];
});
afterAll(() => world.stop());

// Lists read what is asked for only, a ticket by its id is read whole.
describe('a field of a ticket in a list, asked for alone, says what it says of the ticket', () => {
  it.each(fields)('%s', async (field) => {
    const list = await agent.ok(`{ tickets(first: 3) { nodes { ${field} } edges { node { id } } } }`);
    const newestFirst = ids.toReversed();
    const whole = await agent.ok(
      `{ nodes(ids: ${JSON.stringify(newestFirst)}) { ... on Ticket { ${field} } } }`,
    );
    expect(list.tickets.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(newestFirst);
    expect(list.tickets.nodes).toEqual(whole.nodes);
  });
});

it('a field that only a fragment asks for is read as well', async () => {
  const data = await agent.ok(`{ tickets(first: 1) { edges { cursor node { ... on Node { ...F } } } } }
    fragment F on Ticket { subject closure { summary by { __typename } } }`);
  expect(data.tickets.edges[0].node).toMatchObject({
    closure: { summary: 'Fine', by: { __typename: 'User' } },
  });
});
