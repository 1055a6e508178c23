import { CombinedGraphQLErrors, gql } from '@apollo/client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { apolloClient } from '../../client-examples/clients/apollo.js';
import { ticketEvents } from '../../client-examples/clients/documents.js';
import { possibleTypes } from '../../client-examples/clients/possible-types.js';
import { urqlClient } from '../../client-examples/clients/urql.js';
import {
  type Following,
  type FollowOptions,
  follow,
  followView,
  type ListOptions,
  LiveConnection,
  mirrorList,
  OptimisticRows,
  type View,
} from '../../client-examples/live/index.js';
import { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { freePort } from '../harness/free-port.js';
import { logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { loggedCursors, positionOf } from '../live/support.js';
import { Cuts } from './cuts.js';

let world: World;
let agent: Client;
let cuts: Cuts;
beforeAll(async () => {
  world = await startWorld({ PORT: String(await freePort()) });
  agent = await world.as('agent');
  cuts = await Cuts.before(world.url);
});
const followings: Following[] = [];
afterEach(() => {
  for (const one of followings.splice(0)) one.stop();
});
afterAll(async () => {
  cuts.stop();
  await world.stop();
});

/** A connection of the agent, which `cuts` can break. */
const connection = () => new LiveConnection({ url: cuts.url, token: agent.token ?? '' });

interface Row {
  id: string;
  subject: string;
  status: string;
}

const fields = 'id subject status';
const list = `query ($filter: TicketFilter) { tickets(filter: $filter, first: 100) { eventCursor nodes { ${fields} } } }`;
const changes = `subscription ($filter: TicketFilter, $after: String) { ticketEvents(filter: $filter, after: $after) {
  __typename ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId }
  ... on TicketEvent { matches ticket { ${fields} } } } }`;

const view = `subscription ($filter: TicketFilter, $orderBy: [TicketOrder!], $after: String) {
  ticketView(filter: $filter, orderBy: $orderBy, first: 3, after: $after) { __typename
    ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId } ... on TicketLeft { ticketId }
    ... on TicketViewSnapshot { nodes { ${fields} } totalCount totalCountIsCapped }
    ... on TicketEntered { ticket { ${fields} } index } ... on TicketChanged { ticket { ${fields} } index }
    ... on TicketViewCount { totalCount totalCountIsCapped } } }`;

/** What a new reader gets. */
async function read(filter: object | null = null): Promise<{ rows: Row[]; eventCursor: string }> {
  const { tickets } = await agent.ok(list, { filter });
  return { rows: tickets.nodes, eventCursor: tickets.eventCursor };
}

/** Follows all events, and keeps their cursors. */
function watch(live: LiveConnection, after: string, more: Partial<FollowOptions> = {}) {
  const events: string[] = [];
  const following = follow(live, {
    query: changes,
    after,
    onItem: ({ __typename, cursor }) => void (__typename === 'TicketEvent' && events.push(cursor)),
    onResync: () => undefined,
    ...more,
  });
  followings.push(following);
  return { events, following };
}

/** Keeps a list up to date. `shown` is what it showed, each time. */
async function mirror(live: LiveConnection, more: Partial<ListOptions<Row>> = {}) {
  const shown: (readonly Row[])[] = [];
  const following = await mirrorList<Row>(live, {
    read,
    query: changes,
    onRows: (rows) => shown.push(rows),
    ...more,
  });
  followings.push(following);
  return { shown, following };
}

const byId = (rows: readonly Row[] = []) => rows.toSorted((a, b) => a.id.localeCompare(b.id));

/** Waits until a list shows what a new reader gets. */
async function equalsFreshRead({ shown }: { shown: (readonly Row[])[] }, filter: object | null = null) {
  await vi.waitFor(async () => expect(byId(shown.at(-1))).toEqual(byId((await read(filter)).rows)), 10_000);
}

describe('client-examples/live', () => {
  it('gives each event once and in order while its connection is cut in the middle of a burst', async () => {
    const after = await positionOf(agent);
    const live = connection();
    const both = [watch(live, after), watch(live, after)];
    const kept = await mirror(live);
    const ids = await Promise.all(
      Array.from({ length: 5 }, (_, n) => report(agent, { subject: `Burst ${n}` })),
    );
    const burst = ids.map(async ({ id }) => {
      for (let n = 0; n < 5; n += 1) {
        await agent.done('updateTicket', { ticketId: id, subject: `Change ${n}` }, 'ticket { id }');
        if (n % 2 === 0) cuts.cut();
      }
    });
    await Promise.all(burst);
    const placeOf = await logPlaces(world.rows);
    const expected = (await loggedCursors(world)).filter((cursor) => placeOf(cursor) > placeOf(after));
    expect(expected.length).toBe(30);
    for (const { events, following } of both) {
      await vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(expected.length), 10_000);
      expect(events).toEqual(expected);
      expect(following.resubscribed).toBeGreaterThan(1);
    }
    await equalsFreshRead(kept);
  });

  it('follows who is at a ticket over cuts of its connection, and ends when the ticket cannot be seen any more', async () => {
    const { id } = await report(await world.as('requester'));
    const agent2 = await world.as('agent2');
    const present = `subscription ($id: ID!, $after: String) { ticketPresence(ticketId: $id, after: $after) { __typename
      ... on StreamItem { cursor } ... on TicketGone { ticketId } ... on ResyncRequired { resyncReason }
      ... on TicketPresence { presence { users { user { name } activity } } } } }`;
    // biome-ignore lint/suspicious/noExplicitAny: an item of the stream
    const items: any[] = [];
    const following = follow(connection(), {
      query: present,
      variables: { id },
      onItem: (item) => void items.push(item),
      onResync: () => undefined,
    });
    followings.push(following);
    const activities = () => items.at(-1)?.presence?.users.map((one: { activity: string }) => one.activity);
    await vi.waitFor(() => expect(activities()).toEqual([]), 10_000);
    for (const activity of ['VIEWING', 'ANSWERING', null]) {
      cuts.cut();
      await agent2.done('setPresence', { ticketId: id, activity }, 'expiresAt');
      await vi.waitFor(() => expect(activities()).toEqual(activity ? [activity] : []), 10_000);
    }
    expect(following.resubscribed).toBeGreaterThan(2);
    const admin = await world.as('admin');
    const { queues } = await admin.ok('{ queues { nodes { id visibility } } }');
    const closed = queues.nodes.find((one: { visibility: string }) => one.visibility === 'TEAM');
    // The ticket is lost while the client is away: it resumes behind what it was sent.
    cuts.cut();
    await admin.done('assignTicket', { ticketId: id, queueId: closed.id }, 'eventCursor');
    await following.done;
    expect(items.at(-1)).toMatchObject({ __typename: 'TicketGone', ticketId: id });
  });

  it('keeps a list with a filter up to date over a restart of the server at the same address', async () => {
    const filter = { statuses: ['NEW'] };
    const stays = await report(agent, { subject: 'Stays' });
    const leaves = await report(agent, { subject: 'Leaves' });
    const kept = await mirror(connection(), { variables: { filter }, read: () => read(filter) });
    await world.restart();
    await agent.done('cancelTicket', { ticketId: leaves.id, reason: 'A test.' }, 'ticket { id }');
    const { id } = await report(agent, { subject: 'Comes' });
    await equalsFreshRead(kept, filter);
    const ids = kept.shown.at(-1)?.map((row) => row.id);
    expect(ids).toEqual(expect.arrayContaining([stays.id, id]));
    expect(ids).not.toContain(leaves.id);
  });

  it('keeps the rows of a view in order while its connection is cut', async () => {
    const filter = { statuses: ['NEW', 'INVESTIGATING'] };
    const orderBy = [{ field: 'UPDATED_AT', direction: 'DESC' }];
    const shown: View<Row>[] = [];
    followings.push(
      followView<Row>(connection(), {
        query: view,
        variables: { filter, orderBy },
        onView: (now) => shown.push(now),
      }),
    );
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await report(agent, { subject: `Row ${n}` })).id);
    for (const [n, ticketId] of ids.entries()) {
      if (n === 1) cuts.cut();
      await agent.done('updateTicket', { ticketId, subject: `Row ${n}, changed` }, 'ticket { id }');
      if (n === 2) await agent.done('cancelTicket', { ticketId, reason: 'A test.' }, 'ticket { id }');
    }
    await vi.waitFor(async () => {
      const { tickets } = await agent.ok(
        `query ($filter: TicketFilter, $orderBy: [TicketOrder!]) { tickets(filter: $filter, orderBy: $orderBy, first: 3) {
          totalCount totalCountIsCapped nodes { ${fields} } } }`,
        { filter, orderBy },
      );
      const { nodes: rows, ...counts } = tickets;
      expect(shown.at(-1)).toEqual({ rows, ...counts });
    }, 10_000);
    expect(shown.map(({ rows }) => rows.length)).toEqual(shown.map(({ rows }) => Math.min(rows.length, 3)));
    for (const { rows } of shown) expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('connects with a fresh token when its token has expired', async () => {
    const refusals: (string | undefined)[] = [];
    const { token: short } = await Client.signIn(() => world.url, 'agent@example.com', 'demo');
    await world.rows(`update sessions set expires_at = now() + interval '1 second'
      where id = (select id from sessions order by created_at desc limit 1)`);
    const token = (refused: string | undefined) => {
      refusals.push(refused);
      return (refused === undefined ? short : agent.token) ?? '';
    };
    const after = await positionOf(agent);
    const { events, following } = watch(new LiveConnection({ url: cuts.url, token }), after);
    await vi.waitFor(() => expect(refusals).toEqual([undefined, short]), 10_000);
    await report(agent);
    await vi.waitFor(() => expect(events).toHaveLength(1), 10_000);
    expect(following.cursor).toBe(events[0]);
  });

  it('reads a list again when its cursor is too old', async () => {
    let reads = 0;
    const kept = await mirror(connection(), {
      read: async () => {
        reads += 1;
        const fresh = await read();
        if (reads > 1) return fresh;
        // As if it had been away for longer than the log is kept.
        await report(agent, { subject: 'Long ago' });
        await report(agent, { subject: 'Just now' });
        await world.rows(
          `update events e set recorded_at = now() - interval '8 days' from organisations o
           where o.id = e.organisation_id and o.name = 'Example'
             and e.number < (select number from event_heads h where h.organisation_id = o.id)`,
        );
        return fresh;
      },
    });
    await equalsFreshRead(kept);
    expect(reads).toBe(2);
    await report(agent, { subject: 'Afterwards' });
    await equalsFreshRead(kept);
    expect(reads).toBe(2);
  });

  it("shows a row before it is stored, and then the server's, never both and never none", async () => {
    const mine = new OptimisticRows<Row>();
    const kept = await mirror(connection(), { optimistic: mine });
    const subject = 'Shown at once';
    const before = kept.shown.length;
    const key = mine.add({ id: 'mine', subject, status: 'NEW' });
    await vi.waitFor(() => expect(kept.shown.length).toBeGreaterThan(before));
    cuts.cut();
    const { eventCursor } = await agent.done(
      'createTicket',
      { type: 'INCIDENT', subject, description: 'Soon.' },
      'eventCursor',
    );
    mine.settle(key, eventCursor);
    await vi.waitFor(() => expect(mine.rows).toEqual([]), 10_000);
    await equalsFreshRead(kept);
    const counts = kept.shown
      .slice(before)
      .map((rows) => rows.filter((row) => row.subject === subject).length);
    expect(new Set(counts)).toEqual(new Set([1]));
    const refused = mine.add({ id: 'refused', subject: '', status: 'NEW' });
    mine.settle(refused, null);
    expect(mine.rows).toEqual([]);
  });

  it('ends when the ticket that it follows is gone, and with the typed error when there is none', async () => {
    const admin = await world.as('admin');
    const { id } = await report(admin, { subject: 'Soon gone' });
    const { queues } = await admin.ok('{ queues { nodes { id name } } }');
    const security = queues.nodes.find(({ name }: { name: string }) => name === 'Security');
    const query = `subscription ($id: ID!, $after: String) { ticketUpdated(id: $id, after: $after) { __typename
      ... on StreamItem { cursor } ... on ResyncRequired { resyncReason } ... on TicketGone { ticketId } } }`;
    const items: unknown[] = [];
    const onItem = (item: { __typename: string }) => {
      items.push(item);
      if (items.length === 1)
        void admin.done('assignTicket', { ticketId: id, queueId: security.id }, 'ticket { id }');
    };
    const { following } = watch(connection(), await positionOf(agent), { query, variables: { id }, onItem });
    await following.done;
    expect(items.at(-1)).toMatchObject({ __typename: 'TicketGone', ticketId: id });
    const other = watch(connection(), await positionOf(agent), { query, variables: { id } });
    await expect(other.following.done).rejects.toMatchObject({
      name: 'SubscriptionRefused',
      codes: ['NOT_FOUND'],
    });
  });

  it.each(['urql', 'Apollo Client'] as const)('reads again, and resumes, in %s', async (library) => {
    const reasons: unknown[] = [];
    const items: (string | undefined)[] = [];
    const onResync = async (_cursor: string, reason: string) => {
      reasons.push(reason);
      return positionOf(agent);
    };
    const given = { url: cuts.url, token: () => agent.token };
    const variables = { after: 'a cursor of another log' };
    const apollo = apolloClient(given, await possibleTypes(cuts.url));
    const reread = vi.spyOn(apollo, 'refetchQueries');
    const note = (data: { ticketEvents?: { __typename?: string } | null } | null | undefined) =>
      items.push(data?.ticketEvents?.__typename);
    const following =
      library === 'urql'
        ? urqlClient(given, onResync)
            .subscription(ticketEvents, variables)
            .subscribe(({ data }) => note(data))
        : apollo.subscribe({ query: ticketEvents, variables }).subscribe(({ data }) => note(data as never));
    await vi.waitFor(() => expect(items).toContain('StreamPosition'), 10_000);
    if (library === 'urql') expect(reasons).toEqual(['CURSOR_UNKNOWN']);
    else expect(reread).toHaveBeenCalledTimes(1);
    await report(agent);
    await vi.waitFor(() => expect(items).toContain('TicketEvent'), 10_000);
    expect(items).not.toContain('ResyncRequired');
    following.unsubscribe();
  });

  it.each(['urql', 'Apollo Client'] as const)(
    "reports a refusal as an error of %s's own",
    async (library) => {
      const given = { url: cuts.url, token: () => agent.token };
      const query = gql`subscription Wrong($after: String) { nothing(after: $after) }`;
      const apollo = apolloClient(given, await possibleTypes(cuts.url));
      const errors = await new Promise((resolve) => {
        if (library === 'urql')
          urqlClient(given, () => undefined)
            .subscription(query, {})
            .subscribe(({ error }) => resolve(error?.graphQLErrors));
        else
          apollo
            .subscribe({ query })
            .subscribe(({ error }) => resolve(CombinedGraphQLErrors.is(error) && error.errors));
      });
      expect(errors).toMatchObject([{ message: expect.stringContaining('"nothing"') }]);
    },
  );
});
