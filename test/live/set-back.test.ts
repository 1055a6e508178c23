import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client, Subscription } from '../harness/client.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, loggedCursors, positionOf, report } from './support.js';

/*
 * After a fail-over to a replica that lacks the last events, or after a restore of a back-up, the log reuses
 * numbers. These tests set the log back as the database's owner.
 */

let world: World;
let agent: Client;
let outsider: Client;

beforeAll(async () => {
  world = await startWorld();
  [agent, outsider] = await Promise.all([world.as('agent'), world.as('outsider@example.org')]);
});
afterAll(() => world.stop());

const unknown = { __typename: 'ResyncRequired', cursor: expect.any(String), resyncReason: 'CURSOR_UNKNOWN' };
const organisation = "(select id from organisations where name = 'Example')";

/** Removes the last events, and sets the log's number back. */
async function setBack(count: number): Promise<void> {
  await world.rows(
    `with head as (update event_heads set number = number - $1 where organisation_id = ${organisation} returning number)
     delete from events using head where organisation_id = ${organisation} and events.number > head.number`,
    [count],
  );
}

/** Replaces the last events by others with the same numbers, so that no server ever sees a shorter log. */
async function replaceLast(count: number): Promise<void> {
  await world.rows(
    `update events e set recorded_at = clock_timestamp(), type = 'TICKET_UPDATED' from event_heads h
     where h.organisation_id = ${organisation} and e.organisation_id = h.organisation_id and e.number > h.number - $1`,
    [count],
  );
}

async function reportSome(count: number, subject = 'Written'): Promise<void> {
  for (let i = 1; i <= count; i += 1) await report(agent, `${subject} ${i}`);
}

const subjectsOf = (stream: Subscription) =>
  stream.events.filter((event) => event.type === 'TICKET_CREATED').map((event) => event.ticket.subject);

/** Resumes from a cursor, and waits until the stream has ended or caught up. */
async function resumed(after: string, client = agent): Promise<Subscription> {
  const stream = await follow(client, { after });
  await stream.until((s) => s.ended !== undefined || s.items[0]?.__typename === 'StreamPosition');
  return stream;
}

describe('a log that was set back', () => {
  const open: Subscription[] = [];
  afterEach(() => {
    for (const stream of open.splice(0)) stream.stop();
  });

  it('answers the cursor of a lost event with CURSOR_UNKNOWN, however many events the log has now', async () => {
    await reportSome(3, 'Lost');
    const lost = (await loggedCursors(world)).slice(-3);
    const position = await positionOf(agent);
    await setBack(3);
    for (const more of [0, 2, 1, 5]) {
      await reportSome(more);
      for (const after of [...lost, position]) {
        const stream = await resumed(after);
        expect({ more, items: stream.items }).toEqual({ more, items: [unknown] });
        expect(stream.ended).toBe('complete');
      }
    }
  });

  it('accepts the cursor that came with CURSOR_UNKNOWN, and the cursors of events that it still has', async () => {
    const kept = await positionOf(agent);
    await reportSome(2, 'Lost');
    const lost = await positionOf(agent);
    await setBack(2);
    const [{ cursor }] = (await resumed(lost)).items;
    await reportSome(5, 'New');
    for (const after of [cursor, kept]) {
      const stream = await resumed(after);
      open.push(stream);
      await stream.eventsUntil(5);
      expect(subjectsOf(stream)).toEqual(['New 1', 'New 2', 'New 3', 'New 4', 'New 5']);
    }
  });

  it.each([
    ['shorter than before', async () => setBack(3)],
    ['as long as before', async () => replaceLast(3)],
    [
      'longer than before',
      async () => {
        await setBack(3);
        await reportSome(5, 'After');
      },
    ],
  ])('ends live streams with CURSOR_UNKNOWN when it is %s', async (_length, lose) => {
    const stream = await follow(agent);
    await reportSome(3, 'Before');
    await stream.eventsUntil(3);
    await lose();
    await stream.until((s) => s.ended !== undefined);
    expect(subjectsOf(stream)).toEqual(['Before 1', 'Before 2', 'Before 3']);
    expect(stream.items.at(-1)).toEqual(unknown);
    expect(stream.ended).toBe('complete');
    const again = await resumed(stream.items.at(-1).cursor);
    open.push(again);
    await report(agent, 'Seen again');
    // An event between the end of the first stream and the cursor it sent comes after that cursor.
    await again.until((s) => subjectsOf(s).includes('Seen again'));
    expect(subjectsOf(again).at(-1)).toBe('Seen again');
  });

  it('does not end a stream that had not reached the lost events', async () => {
    const stream = await follow(outsider);
    open.push(stream);
    await reportSome(2, 'Lost');
    await setBack(2);
    const witness = await follow(agent, { after: await positionOf(agent) });
    open.push(witness);
    await report(agent, 'Somewhere else');
    await report(outsider, 'Still followed');
    await Promise.all([stream.eventsUntil(1), witness.eventsUntil(1)]);
    expect(subjectsOf(stream)).toEqual(['Still followed']);
    expect(subjectsOf(witness)).toEqual(['Somewhere else']);
  });

  it('refuses the cursor of a lost entry as an argument of a timeline', async () => {
    const id = await report(agent, 'Long story');
    for (const subject of ['a', 'b', 'c'])
      await agent.done('updateTicket', { ticketId: id, subject }, '__typename');
    const pages = `query ($id: ID!, $after: String, $before: String) {
      ticket(id: $id) { timeline(after: $after, before: $before) { edges { cursor } } } }`;
    const { edges } = (await agent.ok(pages, { id })).ticket.timeline;
    const [kept, , , lost] = edges.map((edge: { cursor: string }) => edge.cursor);
    await setBack(2);
    await reportSome(3);
    for (const argument of ['after', 'before']) {
      const error = await agent.refused(pages, { id, [argument]: lost });
      expect(error.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        argument,
        rule: 'CURSOR',
        reason: 'CURSOR_UNKNOWN',
      });
    }
    expect((await agent.ok(pages, { id, after: kept })).ticket.timeline.edges).toHaveLength(1);
  });
});

describe('a cursor that is not of this log', () => {
  it('gives CURSOR_UNKNOWN on a stream, never an error, with a cursor to start again from', async () => {
    const [{ id, number }] = (await world.rows<{ id: string; number: string }>(
      `select o.id, h.number from organisations o join event_heads h on h.organisation_id = o.id where o.name = 'Example'`,
    )) as [{ id: string; number: string }];
    const ticket = await report(agent, 'With a timeline');
    const lists = await agent.ok(
      `query ($id: ID!) { tickets(first: 1) { pageInfo { endCursor } } ticket(id: $id) { timeline { edges { cursor } } } }`,
      { id: ticket },
    );
    const mine = await positionOf(agent);
    const given = {
      'of the previous format': Buffer.from(JSON.stringify(['event', id, Number(number)])).toString(
        'base64url',
      ),
      'of another organisation': await positionOf(outsider),
      'of a list': lists.tickets.pageInfo.endCursor,
      'of a timeline': lists.ticket.timeline.edges[0].cursor,
      empty: '',
      damaged: `${mine.slice(0, 20)}${mine[20] === 'A' ? 'B' : 'A'}${mine.slice(21)}`,
      'cut off': mine.slice(0, -1),
      noise: 'x'.repeat(10_000),
    };
    for (const [kind, after] of Object.entries(given)) {
      const stream = await resumed(after);
      expect({ kind, items: stream.items }).toEqual({ kind, items: [unknown] });
      const again = await resumed(stream.items[0].cursor);
      expect(again.items).toMatchObject([{ __typename: 'StreamPosition' }]);
      again.stop();
    }
  });

  it('gives CURSOR_UNKNOWN when its number is ahead of the log, or its time differs', async () => {
    const log = await loggedCursors(world);
    await world.rows(
      `update events set recorded_at = recorded_at + interval '1 millisecond'
       where organisation_id = ${organisation} and number = (select max(number) from events where organisation_id = ${organisation})`,
    );
    expect((await resumed(log.at(-1) ?? '')).items).toEqual([unknown]);
  });
});

describe('an organisation without any events', () => {
  const fresh = "(select id from organisations where name = 'Example Partners')";

  it('can be followed from its creation, and its cursors are unknown to an organisation that replaces it', async () => {
    await world.rows(`delete from events where organisation_id = ${fresh}`);
    await world.rows(`update event_heads set number = 0 where organisation_id = ${fresh}`);
    const nothing = await positionOf(outsider);
    await report(outsider, 'The first');
    const stream = await resumed(nothing, outsider);
    await stream.eventsUntil(1);
    expect(subjectsOf(stream)).toEqual(['The first']);
    stream.stop();
    await world.rows(
      `update organisations set created_at = created_at + interval '1 second' where id = ${fresh}`,
    );
    expect((await resumed(nothing, outsider)).items).toEqual([unknown]);
  });
});

describe('what a cursor reveals', () => {
  it('does not include hidden events: positions with hidden events between them look like any others', async () => {
    const requester = await world.as('requester');
    const positions: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      positions.push(await positionOf(requester));
      if (i % 2 === 0) await report(agent, 'Nobody else sees this');
    }
    expect(new Set(positions).size).toBe(12);
    expect(new Set(positions.map(({ length }) => length)).size).toBe(1);
    expect([...positions].sort()).not.toEqual(positions);
    expect(positions.some((cursor) => Buffer.from(cursor, 'base64url').toString().includes('event'))).toBe(
      false,
    );
  });

  it('is the same for an event at any time and for any viewer', async () => {
    const after = await positionOf(agent);
    await report(agent, 'Seen by both');
    const streams = await Promise.all([resumed(after), resumed(after, await world.as('lead'))]);
    for (const stream of streams) await stream.eventsUntil(1);
    const [first, second] = streams.map((stream) => stream.events[0].cursor);
    expect(first).toBe(second);
    for (const stream of streams) stream.stop();
  });
});

describe('the key of cursors', () => {
  it('can be read by the serving role only through its function', async () => {
    const { pool } = world.app.services.db;
    await expect(pool.query('select secret from cursor_keys')).rejects.toThrow('permission denied');
    await expect(pool.query('select rotate_cursor_key()')).rejects.toThrow('permission denied');
  });

  it('can be replaced without the loss of a cursor: the previous key opens cursors as long as the log can replay them', async () => {
    const { seals } = world.app.services;
    const old = await positionOf(agent);
    await report(agent, 'Between the keys');
    const before = (await loggedCursors(world)).at(-1);
    await world.rows('select rotate_cursor_key()');
    await seals.refresh();
    // Other servers may not have the new key yet.
    expect((await loggedCursors(world)).at(-1)).toBe(before);

    await world.rows("update cursor_keys set seals_from = now() - interval '6 days' where number = 2");
    await seals.refresh();
    expect((await loggedCursors(world)).at(-1)).not.toBe(before);
    for (const after of [old, await positionOf(agent)]) {
      const stream = await resumed(after);
      expect(stream.items[0].__typename).toBe('StreamPosition');
      stream.stop();
    }

    await world.rows("update cursor_keys set seals_from = now() - interval '8 days' where number = 2");
    await seals.refresh();
    expect((await resumed(old)).items).toEqual([unknown]);
    const stream = await resumed(await positionOf(agent));
    expect(stream.items[0].__typename).toBe('StreamPosition');
    stream.stop();
  });

  it('is known before its first use, so that a server opens cursors that another server has already sealed with it', async () => {
    const { seals } = world.app.services;
    await world.rows('insert into cursor_keys (seals_from) values (now())');
    await seals.refresh();
    const byTheOther = await positionOf(agent);
    await world.rows("update cursor_keys set seals_from = now() + interval '5 minutes' where number = 3");
    await seals.refresh();
    const stream = await resumed(byTheOther);
    expect(stream.items[0].__typename).toBe('StreamPosition');
    stream.stop();
  });
});
