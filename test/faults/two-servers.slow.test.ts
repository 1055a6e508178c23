import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client, type Subscription } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { compiled } from './compiled.js';
import { Load } from './load.js';
import { killAtRandom } from './machine.js';
import { Pair } from './pair.js';
import { Random } from './random.js';
import { checkSwept } from './stored.js';

let pair: Pair;
beforeAll(async () => {
  pair = await Pair.begin(await compiled(), { CLOCKS_EVERY_SECONDS: '1' }, false);
}, 180_000);
afterAll(() => pair?.remove());

const signIn = (email: string, url: string) => Client.signIn(() => url, `${email}@example.com`, 'demo');
const presence = `subscription ($id: ID!, $after: String) { ticketPresence(ticketId: $id, after: $after) { __typename
  ... on StreamItem { cursor } ... on TicketPresence { presence { users { user { name } activity } } } } }`;

/** Who is at the ticket by the last item of a stream. */
function present({ items }: Subscription): string[] | undefined {
  const last = items.findLast(({ __typename }) => __typename === 'TicketPresence');
  return last?.presence.users.map((one: { user: { name: string }; activity: string }) =>
    [one.user.name, one.activity].join(' '),
  );
}

const shows = (stream: Subscription, people: string[]) =>
  stream.until(() => JSON.stringify(present(stream)) === JSON.stringify(people));

it('who is at a ticket is sent by both servers; after kill -9 of one the other sends when the lease of its client ends', async () => {
  const [first, second] = [pair.first.url, pair.secondUrl];
  const agent = await signIn('agent', first);
  const agent2 = await signIn('agent2', second);
  const lead = await signIn('lead', second);
  const { id } = await report(agent);
  const onSecond = lead.subscribe(presence, { id });
  const onFirst = agent.subscribe(presence, { id });
  await shows(onFirst, []);
  await shows(onSecond, []);
  await agent.done('setPresence', { ticketId: id, activity: 'ANSWERING' }, 'expiresAt');
  for (const stream of [onFirst, onSecond]) await shows(stream, ['Aisha Agent ANSWERING']);
  await agent2.done('setPresence', { ticketId: id, activity: 'VIEWING' }, 'expiresAt');
  await onSecond.until((stream) => present(stream)?.length === 2);
  // So that the test does not wait for thirty seconds: a stream reads how long leases last when it begins.
  await pair.rows(
    "update presences set expires_at = now() + interval '4 seconds' where activity = 'ANSWERING'",
  );
  const later = lead.subscribe(presence, { id });
  await later.until((stream) => present(stream)?.length === 2);
  await pair.kill('program');
  await onFirst.until(({ ended }) => ended !== undefined);
  await later.until((stream) => present(stream)?.length === 1);
  expect(present(later)?.[0]).toMatch(/VIEWING$/);
  // The client of the killed server goes on at the other one.
  const resumed = agent.at(second).subscribe(presence, { id, after: onFirst.items.at(-1).cursor });
  await resumed.until((stream) => present(stream)?.length === 1);
  await pair.start();
  await Promise.all([agent, agent2, lead].map((one) => one.close()));
}, 120_000);

it('with five kills in 300 writes, all clients show and have received what is stored', async () => {
  const seed = randomInt(2 ** 32);
  const random = new Random(seed);
  try {
    const load = await Load.begin(pair, random.branch(), true);
    try {
      for (const victim of ['second', 'program', 'sockets', 'database', 'programs'] as const) {
        load.followTickets();
        await killAtRandom(pair, load, victim, random, random.whole(30, 90));
      }
      await load.check();
      expect(load.reconnects).toBeGreaterThan(5);
    } finally {
      await load.stop();
    }
    await checkSwept(pair.first);
  } catch (error) {
    throw new Error(`with the seed ${seed}\n${pair.output}`, { cause: error });
  }
}, 180_000);
