import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, rawId, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, levelsOf, policy, startClocked } from './support.js';

let clocked: ClockedWorld;
/** Of the agent, in a queue that only another team sees. Its clock is due first. */
let own: string;
/** In queues that all agents see, in the order of their due times. */
let open: string[];
/** Also in the queue of the other team; the agent watches it. */
let watched: string;

beforeAll(async () => {
  clocked = await startClocked('2027-01-11T09:00:00Z');
  const { admin, requester } = clocked;
  await policy(admin, await calendar(admin));
  const { teams, users } = await directory(admin);
  const closed = { name: 'Only for the network', teamId: teams.Network, visibility: 'TEAM' };
  const { queue } = await admin.done('createQueue', closed, 'queue { id }');
  own = (await report(admin, { queueId: queue.id, requesterId: users.agent })).id;
  clocked.now = new Date('2027-01-11T09:05:00Z');
  watched = (await report(admin, { queueId: queue.id })).id;
  await admin.done('watchTicket', { ticketId: watched, userId: users.agent }, '__typename');
  open = [];
  for (const time of ['2027-01-11T09:10:00Z', '2027-01-11T09:20:00Z']) {
    clocked.now = new Date(time);
    open.push((await report(requester)).id);
  }
  // All clocks are at risk.
  await clocked.at('2027-01-11T13:50:00Z');
});
afterAll(() => clocked.world.stop());

interface Page {
  nodes: { id: string }[];
  edges: { cursor: string }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
  totalCount: number;
}
const page = async (client: Client, variables: object): Promise<Page> =>
  (
    await client.ok(
      `query ($filter: TicketFilter, $by: TicketOrderField!, $to: OrderDirection!, $first: Int, $after: String) {
        tickets(filter: $filter, orderBy: [{ field: $by, direction: $to }], first: $first, after: $after) {
          nodes { id } edges { cursor } pageInfo { endCursor hasNextPage } totalCount } }`,
      { by: 'DUE_AT', to: 'ASC', first: 100, ...variables },
    )
  ).tickets;
const idsOf = ({ nodes }: Page) => nodes.map(({ id }) => id);
const found = async (client: Client, filter: object) => idsOf(await page(client, { filter }));
const ours = () => [own, watched, ...open];
const listed = async (client: Client, variables: object = {}) =>
  page(client, { filter: { ids: ours() }, ...variables });
/** What a client reads that decodes a cursor. */
const inside = (cursor: string) => Buffer.from(cursor, 'base64url').toString();

/** Reads all pages of one ticket each. */
async function byPages(client: Client, to: string): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Page = await listed(client, { to, first: 1, after });
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

describe('an agent who is only the requester of a ticket in the queue of another team', () => {
  it('finds it by no condition on its clock', async () => {
    const { agent } = clocked;
    expect(await levelsOf(agent, own)).toEqual([]);
    expect(await levelsOf(agent, watched)).toHaveLength(1);
    const soon = { dueAt: { from: '2027-01-11T00:00:00Z' } };
    expect(await found(agent, { ids: ours(), ...soon })).toEqual([watched, ...open]);
    expect(await found(agent, { ids: ours(), not: soon })).toEqual([own]);
    expect(await found(agent, { ids: ours(), atRisk: true })).toEqual([watched, ...open]);
    expect(await found(agent, { ids: ours(), atRisk: false })).toEqual([own]);
    expect(await found(clocked.admin, { ids: ours(), atRisk: true })).toEqual(ours());
  });

  it('does not find its breach', async () => {
    await clocked.world.rows('update tickets set breached = true where due_at < $1', ['2028-01-01']);
    expect(await found(clocked.agent, { ids: ours(), breached: true })).toEqual([watched, ...open]);
    expect(await found(clocked.agent, { ids: ours(), breached: false })).toEqual([own]);
  });
});

describe('a requester', () => {
  it('finds nothing by clocks, and reads no due time in the order or its cursors', async () => {
    const { requester } = clocked;
    expect(await found(requester, { ids: open, dueAt: { from: '2027-01-01T00:00:00Z' } })).toEqual([]);
    expect(await found(requester, { ids: open, atRisk: true })).toEqual([]);
    expect(await found(requester, { ids: open, breached: true })).toEqual([]);
    // By their due times, the second ticket now comes first.
    const [, second = ''] = open;
    await clocked.world.rows("update tickets set due_at = '2027-01-11T10:00:00Z' where id = $1", [
      rawId(second),
    ]);
    expect(idsOf(await listed(clocked.admin, { filter: { ids: open } }))).toEqual(open.toReversed());
    const { edges, ...rest } = await listed(requester, { filter: { ids: open } });
    expect(idsOf({ edges, ...rest })).toEqual(open);
    expect(edges.map(({ cursor }) => inside(cursor)).join()).not.toContain('2027-01-11');
    expect(await byPages(requester, 'ASC')).toEqual(open);
  });
});
