import { randomUUID } from 'node:crypto';
import { gql } from '@apollo/client';
import { print } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { apolloClient, applyToCache } from '../../client-examples/clients/apollo.js';
import type { Connection } from '../../client-examples/clients/connection.js';
import {
  type StreamItem,
  ticketById,
  ticketEvents,
  ticketList,
  updateTicket,
} from '../../client-examples/clients/documents.js';
import { possibleTypes } from '../../client-examples/clients/possible-types.js';
import { urqlClient } from '../../client-examples/clients/urql.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let connection: Connection;
beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  connection = { url: `${world.url}/graphql`, token: () => agent.token };
});
afterAll(() => world.stop());

const renaming = (ticketId: string, subject: string) => ({
  input: { ticketId, subject, idempotencyKey: randomUUID() },
});

describe('the cache of Apollo Client', () => {
  const open = async () => apolloClient(connection, await possibleTypes(connection.url));
  let client: Awaited<ReturnType<typeof open>>;
  const complaints = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
  beforeEach(async () => {
    client = await open();
  });
  afterEach(() => {
    client.stop();
    for (const complaint of complaints) expect(complaint.mock.calls).toEqual([]);
  });

  /** Watches a ticket in the cache, as a page does. */
  async function shown(id: string) {
    const query = client.watchQuery({ query: ticketById, variables: { id } });
    const page = query.subscribe(() => undefined);
    await vi.waitFor(() => expect(query.getCurrentResult().data).toMatchObject({ ticket: { id } }));
    return {
      get ticket() {
        return query.getCurrentResult().data?.ticket;
      },
      close: () => page.unsubscribe(),
    };
  }

  it('updates a watched ticket with the answer of a mutation, without another request', async () => {
    const { id } = await report(agent, { subject: 'Old' });
    const page = await shown(id);
    const requests = vi.spyOn(globalThis, 'fetch');
    await client.mutate({ mutation: updateTicket, variables: renaming(id, 'New') });
    expect(page.ticket).toMatchObject({ subject: 'New', version: 2 });
    expect(requests).toHaveBeenCalledTimes(1);
    requests.mockRestore();
    page.close();
  });

  it("updates a watched ticket with an event of another user's change, without any request", async () => {
    const { id } = await report(agent, { subject: 'Old' });
    const page = await shown(id);
    const { tickets } = await agent.ok(print(ticketList), { first: 1 });
    const told: unknown[] = [];
    const follow = () =>
      client
        .subscribe({ query: ticketEvents, variables: { after: tickets.eventCursor } })
        .subscribe(({ data }) => told.push(data?.ticketEvents?.__typename));
    const following = follow();
    const lead = await world.as('lead');
    const requests = vi.spyOn(globalThis, 'fetch');
    await lead.done('updateTicket', { ticketId: id, subject: 'By somebody else' }, 'ticket { id }');
    await vi.waitFor(
      () => expect(page.ticket).toMatchObject({ subject: 'By somebody else', version: 2 }),
      5000,
    );
    expect(requests).not.toHaveBeenCalled();
    requests.mockRestore();
    following.unsubscribe();
    // After a reconnect an event comes first and a position second: another type for the same field of the
    // cache.
    const again = follow();
    const twice = ['StreamPosition', 'TicketEvent'];
    await vi.waitFor(() => expect(told).toEqual([...twice, ...twice]), 5000);
    again.unsubscribe();
    page.close();
  });

  it('no longer shows a ticket that is gone, in lists and by itself', async () => {
    const admin = await world.as('admin');
    const { id } = await report(admin, { subject: 'Soon gone' });
    const page = await shown(id);
    const list = client.watchQuery({ query: ticketList, variables: { first: 1 } });
    const open = list.subscribe(() => undefined);
    const ids = () => list.getCurrentResult().data?.tickets?.edges?.map((edge) => edge?.node?.id);
    await vi.waitFor(() => expect(ids()).toEqual([id]));
    const after = list.getCurrentResult().data?.tickets?.eventCursor ?? null;
    const following = client
      .subscribe({ query: ticketEvents, variables: { after } })
      .subscribe(({ data }) => data?.ticketEvents && applyToCache(client, data.ticketEvents as StreamItem));
    const { queues } = await agent.ok('{ queues { nodes { id name } } }');
    const security = queues.nodes.find(({ name }: { name: string }) => name === 'Security');
    await admin.done('assignTicket', { ticketId: id, queueId: security.id }, 'ticket { id }');
    await vi.waitFor(() => expect(ids()).not.toContain(id), 5000);
    await vi.waitFor(() => expect(page.ticket).toBeNull(), 5000);
    following.unsubscribe();
    open.unsubscribe();
    page.close();
  });

  it('distinguishes the types of interfaces and unions', async () => {
    const { id } = await report(agent);
    await agent.done('addComment', { ticketId: id, body: 'Hm.' }, 'comment { id }');
    const query = gql`
      query ($id: ID!) {
        node(id: $id) {
          ... on Node { id }
          ... on Ticket { timeline(first: 2) { edges { node { ... on Node { id } ... on TicketEvent { cursor } } } } }
        }
      }
    `;
    await client.query({ query, variables: { id } });
    const kept = client.readQuery<{ node: unknown }>({ query, variables: { id } });
    expect(kept?.node).toMatchObject({
      id,
      timeline: {
        edges: [
          { node: { __typename: 'TicketEvent', cursor: expect.any(String) } },
          { node: { __typename: 'Comment', id: expect.any(String) } },
        ],
      },
    });
  });

  it('merges pages', async () => {
    await report(agent, { subject: 'The first' });
    await report(agent, { subject: 'The last' });
    const query = client.watchQuery({ query: ticketList, variables: { first: 1 } });
    const page = query.subscribe(() => undefined);
    await vi.waitFor(() => expect(query.getCurrentResult().loading).toBe(false));
    const after = query.getCurrentResult().data?.tickets?.pageInfo?.endCursor ?? null;
    await query.fetchMore({ variables: { after } });
    const subjects = () => query.getCurrentResult().data?.tickets?.edges?.map((edge) => edge?.node?.subject);
    await vi.waitFor(() => expect(subjects()).toEqual(['The last', 'The first']));
    page.unsubscribe();
  });
});

describe('the cache of urql', () => {
  it('repeats queries after a mutation that returns their type', async () => {
    const client = urqlClient(connection, () => undefined);
    const { id } = await report(agent, { subject: 'Old' });
    const subjects: (string | undefined)[] = [];
    const page = client
      .query(ticketById, { id })
      .subscribe(({ data }) => subjects.push(data?.ticket?.subject));
    await vi.waitFor(() => expect(subjects).toEqual(['Old']));
    await client.mutation(updateTicket, renaming(id, 'New'));
    await vi.waitFor(() => expect(subjects.at(-1)).toBe('New'));
    page.unsubscribe();
  });

  it('repeats them after an event only if the subscription selects the type', async () => {
    const lead = await world.as('lead');
    const { id } = await report(agent, { subject: 'Old' });
    for (const [additionalTypenames, subject, expected] of [
      [[], 'First', ['Old']],
      [['Ticket'], 'Second', ['First', 'Second']],
    ] as const) {
      const client = urqlClient(connection, () => undefined);
      const subjects: (string | undefined)[] = [];
      const page = client
        .query(ticketById, { id })
        .subscribe(({ data }) => subjects.push(data?.ticket?.subject));
      await vi.waitFor(() => expect(subjects).toHaveLength(1));
      const told: (string | undefined)[] = [];
      const following = client
        .subscription(ticketEvents, {}, { additionalTypenames: [...additionalTypenames] })
        .subscribe(({ data }) => told.push(data?.ticketEvents.__typename));
      await vi.waitFor(() => expect(told).toContain('StreamPosition'), 5000);
      await lead.done('updateTicket', { ticketId: id, subject }, 'ticket { id }');
      await vi.waitFor(() => expect(told).toContain('TicketEvent'), 5000);
      // Allows time for a request that an event would cause.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect([...new Set(subjects)]).toEqual(expected);
      following.unsubscribe();
      page.unsubscribe();
    }
  });
});
