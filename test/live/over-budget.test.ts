import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Tail } from '../../server/platform/live/hub.js';
import { openOwner } from '../bench/load/owner.js';
import { ids, loadUsers, sessionsOf } from '../bench/load/people.js';
import type { Client } from '../harness/client.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { append, burst, follow, loggedCursors, report } from './support.js';

/** What a burst costs to a subscription of each document: 300 times 103, and 300 times 401. */
const EVENTS = 300;
const small = 'subscription { ticketEvents { __typename ... on StreamItem { cursor } } }';
const large = `subscription ($after: String) { ticketEvents(after: $after) { __typename ... on StreamItem { cursor }
  ... on ResyncRequired { resyncReason } ... on TicketEvent { ticket { comments(first: 98) { nodes { id body visibility } } } } } }`;

let world: World;
let agent: Client;
let lead: Client;
/** The lead's, for which events wait. */
let account: string;
beforeAll(async () => {
  world = await startWorld({ LIVE_MAX_WAITING_COST: '60000' });
  [agent, lead] = await Promise.all([world.as('agent'), world.as('lead')]);
  [{ account = '' } = {}] = await world.rows<{ account: string }>(
    "select organisation_id || ' user:' || id as account from users where email = 'lead@example.com'",
  );
});
afterAll(() => world.stop());

const overBudget = { __typename: 'ResyncRequired', cursor: expect.any(String), resyncReason: 'OVER_BUDGET' };

describe('an account for which more waits than one account may have waiting', () => {
  it('gets ResyncRequired, while another account gets every event; then it can go on', async () => {
    const ticketId = await report(agent, 'Many at once');
    const [wasteful, thrifty] = [await follow(agent, {}, large), await follow(lead, {}, small)];
    const logged = (await loggedCursors(world)).length;

    await burst(world, ticketId, EVENTS);
    await wasteful.until((s) => s.ended !== undefined);
    expect([wasteful.events, wasteful.items.at(-1)]).toEqual([[], overBudget]);
    await thrifty.eventsUntil(EVENTS);
    expect(thrifty.events.map(({ cursor }) => cursor)).toEqual((await loggedCursors(world)).slice(logged));

    const again = await follow(agent, { after: wasteful.items.at(-1).cursor }, large);
    await agent.done('addComment', { ticketId, body: 'It goes on' }, 'comment { id }');
    const [next] = await again.eventsUntil(1);
    expect(next).toMatchObject({
      __typename: 'TicketEvent',
      ticket: { comments: { nodes: [{ body: 'It goes on' }] } },
    });
    again.stop();
    thrifty.stop();
  });

  it('has nothing waiting when its subscriptions are at the end of the log, or over', async () => {
    const ticketId = await report(agent, 'Read to the end');
    const streams = [await follow(lead, {}, small), await follow(lead, {}, large)];
    await burst(world, ticketId, EVENTS);
    await streams[0]?.eventsUntil(EVENTS);
    await streams[1]?.until((s) => s.ended !== undefined);
    await eventually(() => expect(world.app.services.waiting.of(account)).toBe(0));
    for (const stream of streams) stream.stop();
  });

  it('has nothing waiting either when nothing that was read last concerns its subscriptions', async () => {
    const [followed, other] = [await report(agent, 'Followed'), await report(agent, 'Not followed')];
    const document = small.replace('ticketEvents', `ticketEvents(filter: { ids: ["${followed}"] })`);
    const stream = await follow(lead, {}, document);
    await append(world, followed, 30);
    await burst(world, other, EVENTS);
    await stream.eventsUntil(30);
    await eventually(() => expect(world.app.services.waiting.of(account)).toBe(0));
    stream.stop();
  });

  it('has each event of a burst read twice at most, however long the burst is', async () => {
    const times = 500;
    const ticketId = await report(agent, 'Read in steps');
    const stream = await follow(lead, {}, small);
    const read = [vi.spyOn(Tail.prototype, 'read'), vi.spyOn(Tail.prototype, 'readIn')];
    await burst(world, ticketId, times);
    await stream.eventsUntil(times);
    const pages = await Promise.all(read.flatMap(({ mock }) => mock.results.map(({ value }) => value)));
    const events = pages.reduce((sum, page) => sum + (page?.length ?? 0), 0);
    expect(events).toBeGreaterThanOrEqual(times);
    expect(events).toBeLessThan(3 * times);
    for (const spy of read) spy.mockRestore();
    stream.stop();
  });

  it('is each of many that share what they are sent: each has a part of the cost', async () => {
    const owner = await openOwner(world.databaseUrl);
    const [{ organisation_id: organisationId = '' } = {}] = await world.rows<{ organisation_id: string }>(
      "select organisation_id from users where email = 'agent@example.com'",
    );
    const userIds = ids(24);
    await loadUsers(owner, organisationId, 'AGENT', userIds);
    const tokens = await sessionsOf(owner, organisationId, userIds);
    await owner.close();
    const ticketId = await report(agent, 'Shared by many');
    const followed = async () => {
      const readers = tokens.map((token) => world.withToken(token));
      const streams = await Promise.all(readers.map((reader) => follow(reader, {}, large)));
      await burst(world, ticketId, EVENTS);
      for (const stream of streams)
        await stream.until((s) => s.events.length === EVENTS || s.ended !== undefined);
      await Promise.all(readers.map((reader) => reader.close()));
      return streams;
    };
    // A 24th part of 401 for each event: 5,013.
    for (const stream of await followed()) expect(stream.ended).toBeUndefined();
    world.environment.LIVE_MAX_WAITING_COST = '5000';
    await world.restart();
    for (const stream of await followed())
      expect([stream.events, stream.items.at(-1)]).toEqual([[], overBudget]);
  });
});
