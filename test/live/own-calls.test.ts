import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, errorFields } from '../harness/client.js';
import { program } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf, report, ticketUpdated } from './support.js';

let world: World;
let agent: Client;
beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
});
afterAll(() => world.stop());

const nothing = { filter: { externalReferences: ['no ticket has this reference'] } };

async function label(client: Client, ticketId: string, name: string): Promise<string> {
  return (await client.done('updateTicket', { ticketId, labels: [name] }, 'eventCursor')).eventCursor;
}

describe("a subscriber's own call", () => {
  it('is an item of each of their streams, on every server: the event where it matches, a position elsewhere', async () => {
    const [ticketId, other] = [await report(agent, 'First'), await report(agent, 'Second')];
    const elsewhere = agent.at((await world.another()).url);
    const streams = await Promise.all([
      follow(agent, nothing),
      follow(agent, { id: other }, ticketUpdated),
      follow(elsewhere, nothing),
    ]);
    const all = await follow(elsewhere);
    const cursor = await label(agent, ticketId, 'own');
    for (const stream of streams) {
      await stream.until(({ items }) => items.length > 1);
      expect(stream.items.slice(1)).toEqual([{ __typename: 'StreamPosition', cursor }]);
    }
    await all.until(({ items }) => items.length > 1);
    expect(all.items.slice(1)).toMatchObject([{ __typename: 'TicketEvent', cursor }]);
    await Promise.all([agent.close(), elsewhere.close()]);
  });

  it('is no item for others whose streams do not show it', async () => {
    const [requester, lead] = [await world.as('requester'), await world.as('lead')];
    const ticketId = await report(agent, 'Third');
    const others = [await follow(requester), await follow(lead, nothing)];
    const mine = await follow(agent, nothing);
    const cursor = await label(agent, ticketId, 'others');
    await mine.until(({ items }) => items.at(-1).cursor === cursor);
    const last = await report(requester, 'Fourth', { externalReference: 'no ticket has this reference' });
    for (const other of others) {
      await other.until(({ events }) => events.some(({ ticket }) => ticket.id === last));
      expect(other.items.map((item) => item.cursor)).not.toContain(cursor);
    }
    await Promise.all([agent.close(), requester.close(), lead.close()]);
  });

  it('with several events has the cursor of the last one, in order with the other events', async () => {
    const [ticketId, intoTicketId] = [await report(agent, 'From'), await report(agent, 'Into')];
    const from = await follow(agent, { id: ticketId }, ticketUpdated);
    const stream = await follow(agent);
    const { eventCursor } = await agent.done('mergeTicket', { ticketId, intoTicketId }, 'eventCursor');
    const later = await label(agent, intoTicketId, 'later');
    await stream.until(({ items }) => items.at(-1).cursor === later);
    const cursors = stream.items.map((item) => item.cursor);
    expect(cursors.indexOf(eventCursor)).toBe(cursors.length - 2);
    await from.until(({ items }) => items.at(-1).cursor === later);
    expect(from.items.at(-2).cursor).toBe(eventCursor);
    await agent.close();
  });

  it('is an item when the stream resumes before it', async () => {
    const ticketId = await report(agent, 'Resumed');
    const after = await positionOf(agent);
    const cursor = await label(agent, ticketId, 'resumed');
    const stream = await follow(agent, { ...nothing, after });
    await stream.until(({ items }) => items.length > 1);
    expect(stream.items.slice(1)).toEqual([{ __typename: 'StreamPosition', cursor }]);
    await agent.close();
  });

  it('is an item for the API key that imports it, and not for the person in whose name it imports', async () => {
    const key = await program(world, ['IMPORT', 'TICKETS_WRITE', 'TICKETS_READ']);
    const ticketId = await report(agent, 'Imported');
    const { viewer } = await agent.ok('{ viewer { id } }');
    const [mine, theirs] = [await follow(key, nothing), await follow(agent, nothing)];
    const given = { ticketId, labels: ['import'], import: { occurredAt: new Date(), actorId: viewer.id } };
    const { eventCursor } = await key.done('updateTicket', given, 'eventCursor');
    await mine.until(({ items }) => items.at(-1).cursor === eventCursor);
    const cursor = await label(agent, ticketId, 'after the import');
    await theirs.until(({ items }) => items.at(-1).cursor === cursor);
    expect(theirs.items.slice(1).map((item) => item.cursor)).toEqual([cursor]);
    await Promise.all([agent.close(), key.close()]);
  });

  it('has no cursor when it changes nothing, or is refused, also when it is repeated', async () => {
    const ticketId = await report(agent, 'Same');
    await label(agent, ticketId, 'same');
    expect(await label(agent, ticketId, 'same')).toBeNull();
    const refused = { ticketId, assigneeId: 'nobody', idempotencyKey: 'refused' };
    for (const _ of [1, 2]) {
      const answer = await agent.mutate('assignTicket', refused, 'eventCursor');
      expect(answer.eventCursor).toBeNull();
      expect(answer.errors).not.toEqual([]);
    }
  });

  it('has its own cursor in a document with several mutations', async () => {
    const ticketId = await report(agent, 'Twice');
    const document = `mutation ($one: UpdateTicketInput!, $other: UpdateTicketInput!) {
      one: updateTicket(input: $one) { eventCursor ${errorFields} }
      same: updateTicket(input: $one) { eventCursor } other: updateTicket(input: $other) { eventCursor } }`;
    const stream = await follow(agent);
    const input = (name: string) => ({ ticketId, labels: [name] });
    const answer = await agent.ok(document, { one: input('one'), other: input('other') });
    await stream.eventsUntil(2);
    expect(stream.events.map(({ cursor }) => cursor)).toEqual([
      answer.one.eventCursor,
      answer.other.eventCursor,
    ]);
    expect(answer.same.eventCursor).toBeNull();
    await agent.close();
  });
});
