import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventCursor, positionCursor } from '../../server/platform/events/index.js';
import type { Client, Subscription } from '../harness/client.js';
import { newcomer } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, loggedCursors, positionOf, report, ticketUpdated } from './support.js';

let world: World;
let agent: Client;
let lead: Client;
let outsider: Client;
let other: string;
let ticketId: string;
beforeAll(async () => {
  world = await startWorld();
  [agent, lead, outsider] = [
    await world.as('agent'),
    await world.as('lead'),
    await world.as('outsider@example.org'),
  ];
  other = (await world.another()).url;
  ticketId = await report(agent, 'Followed');
});
afterAll(() => world.stop());

const cursorsOf = (stream: Subscription): string[] => stream.items.map(({ cursor }) => cursor);

describe('a cursor between two events of one transaction', () => {
  it('gives the rest of them, once and in order, to their author and to others, on each server', async () => {
    const before = await positionOf(agent);
    const [from, into] = [await report(agent, 'From'), await report(agent, 'Into')];
    const written = await loggedCursors(world);
    await agent.done('mergeTicket', { ticketId: from, intoTicketId: into }, '__typename');
    const all = await loggedCursors(world);
    const merged = all.slice(written.length);
    expect(merged.length).toBeGreaterThan(1);
    const last = await report(agent, 'Later');
    const behind = [...merged, ...(await loggedCursors(world)).slice(all.length)];
    for (const client of [agent, lead, agent.at(other), lead.at(other)]) {
      const whole = await follow(client, { after: before });
      await whole.until(({ events }) => events.some(({ ticket }) => ticket.id === last));
      for (const [i, after] of merged.entries()) {
        const stream = await follow(client, { after });
        await stream.until(({ events }) => events.some(({ ticket }) => ticket.id === last));
        const [position, ...rest] = cursorsOf(stream);
        expect(position).toBeDefined();
        expect(rest).toEqual(behind.slice(i + 1));
        stream.stop();
      }
      const sent = cursorsOf(whole);
      expect(sent.slice(sent.indexOf(merged[0] ?? ''))).toEqual(behind);
      whole.stop();
    }
  });

  it('gives the rest of the events of one ticket', async () => {
    const [from, into] = [await report(agent, 'One'), await report(agent, 'Other')];
    const written = await loggedCursors(world);
    await agent.done('mergeTicket', { ticketId: from, intoTicketId: into }, '__typename');
    const merged = (await loggedCursors(world)).slice(written.length);
    const last = (await lead.done('updateTicket', { ticketId: into, subject: 'Last' }, 'eventCursor'))
      .eventCursor;
    const streams = await Promise.all(
      merged.map((after) => follow(agent, { id: into, after }, ticketUpdated)),
    );
    const whole = await follow(lead, { id: into, after: written.at(-1) }, ticketUpdated);
    for (const stream of [whole, ...streams]) await stream.until((s) => cursorsOf(s).includes(last));
    const expected = cursorsOf(whole).slice(1);
    expect(expected.length).toBeGreaterThan(1);
    for (const [i, stream] of streams.entries()) {
      const rest = expected.filter((cursor) => !merged.slice(0, i + 1).includes(cursor));
      // The author is given the end of the own call too, where it is not an event of this ticket.
      expect(cursorsOf(stream).filter((cursor) => expected.includes(cursor))).toEqual(rest);
      stream.stop();
    }
    whole.stop();
  });
});

/** Each subscription, with what it begins with after a cursor that it does not know. */
const subscriptions: Record<string, [document: string, variables: () => object, begins: object]> = {
  ticketEvents: ['', () => ({}), { __typename: 'ResyncRequired', resyncReason: 'CURSOR_UNKNOWN' }],
  ticketUpdated: [
    '(id: $id, after: $after)',
    () => ({ id: ticketId }),
    { __typename: 'ResyncRequired', resyncReason: 'CURSOR_UNKNOWN' },
  ],
  ticketView: ['', () => ({}), { __typename: 'TicketViewSnapshot' }],
  queueCounters: ['', () => ({}), { __typename: 'QueueCountersSnapshot' }],
  ticketPresence: [
    '(ticketId: $id, after: $after)',
    () => ({ id: ticketId }),
    { __typename: 'TicketPresence' },
  ],
};

describe('a cursor that a subscription cannot continue from', () => {
  /** Subscribes with a cursor, and returns the first item. */
  async function first(name: string, after: string, client = agent) {
    const [args, variables] = subscriptions[name] as (typeof subscriptions)[string];
    const declared = args.includes('$id') ? '$id: ID!, $after: String' : '$after: String';
    const document = `subscription (${declared}) { ${name}${args || '(after: $after)'} {
      __typename ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } } }`;
    const stream = await follow(client, { ...variables(), after }, document);
    stream.stop();
    expect(stream.items.length, JSON.stringify(stream.ended)).toBeGreaterThan(0);
    return stream.items[0];
  }

  it('is tried with every subscription of the contract', () => {
    expect(Object.keys(subscriptions)).toEqual(
      expect.arrayContaining(Object.keys(contract.getSubscriptionType()?.getFields() ?? {})),
    );
  });

  /** The end of the log of the agent's organisation. */
  async function head() {
    const [row] = await world.rows<{ id: string; number: string; recorded_at: Date }>(
      `select o.id, e.number, e.recorded_at from organisations o join event_heads h on h.organisation_id = o.id
       join events e on e.organisation_id = o.id and e.number = h.number where o.name = 'Example'`,
    );
    if (!row) throw new Error('the log is empty');
    return { id: row.id, number: Number(row.number), recordedAt: row.recorded_at };
  }

  it.each(Object.keys(subscriptions))(
    'beyond the end of the log it is unknown to %s, also when the log has become as long',
    async (name) => {
      const { id, number, recordedAt } = await head();
      const { seals } = world.app.services;
      for (const cursor of [
        eventCursor(seals, id, { number: number + 1, recordedAt }),
        positionCursor(seals, id, { number: number + 1, recordedAt: new Date() }),
        positionCursor(seals, id, { number: 2 ** 47, recordedAt }),
      ])
        expect(await first(name, cursor)).toMatchObject(subscriptions[name]?.[2] ?? {});
      const beyond = positionCursor(seals, id, { number: number + 1, recordedAt });
      await report(agent, 'The log grows');
      expect(await first(name, beyond)).toMatchObject(subscriptions[name]?.[2] ?? {});
    },
  );

  it.each(Object.keys(subscriptions))('of another organisation it is unknown to %s', async (name) => {
    expect(await first(name, await positionOf(outsider))).toMatchObject(subscriptions[name]?.[2] ?? {});
  });

  it('of another subscription it is a place of the log, wherever it is from', async () => {
    const unseen = await newcomer(world, 'AGENT');
    const client = await unseen.signIn();
    for (const from of Object.keys(subscriptions)) {
      const { id, number, recordedAt } = await head();
      // A position of the present end, as each subscription sends it.
      const { cursor } = await first(
        from,
        positionCursor(world.app.services.seals, id, { number, recordedAt }),
      );
      const reported = await report(agent, `After ${from}`);
      const events = await follow(client, { after: cursor });
      await events.until((s) => s.events.some(({ ticket }) => ticket.id === reported));
      expect(events.events.map(({ ticket }) => ticket.id)).toEqual([reported]);
      events.stop();
      for (const to of ['ticketView', 'queueCounters'])
        expect(await first(to, cursor, client)).toMatchObject(subscriptions[to]?.[2] ?? {});
    }
    await client.close();
  });
});
