import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subscription } from '../harness/client.js';
import { freePort } from '../harness/free-port.js';
import { startWorld, type World } from '../harness/world.js';
import { cases, type Scene, type Stage, sceneOf, stageOf, wantedBy } from './sight-cases.js';

/*
 * Access to a ticket is lost on one server, and the reader follows the ticket on two others by everything in which it could come. One of them
 * hears of changes over PostgreSQL, and the other one looks for them once a second.
 */

/** After the loss was acknowledged. */
const LATEST_MS = 1000;

const ofEvent = '... on TicketEvent { ticket { id subject } }';
const documents: Record<string, string> = {
  ticketEvents: `subscription ($filter: TicketFilter) { ticketEvents(filter: $filter) { __typename ${ofEvent} } }`,
  ticketUpdated: `subscription ($id: ID!) { ticketUpdated(id: $id) { __typename ${ofEvent} } }`,
  ticketView: `subscription ($filter: TicketFilter) { ticketView(filter: $filter, first: 10) { __typename
    ... on TicketViewSnapshot { nodes { id subject } } ... on TicketEntered { ticket { id subject } }
    ... on TicketChanged { ticket { id subject } } } }`,
  ticketPresence: `subscription ($id: ID!) { ticketPresence(ticketId: $id) { __typename
    ... on TicketPresence { ticketId presence { agentIsAnswering } } } }`,
};

/**
 * The ways in which a reader loses all sight of a ticket, and not only of what a filter names. Nothing can come of a ticket that can no longer
 * be changed.
 */
const losses = Object.entries(cases).filter(
  ([, { sees, final, wanted, reader }]) => !sees && !final && (!wanted || reader === 'KEY'),
);

let world: World;
let stage: Stage;
/** The URLs of the servers on which the ticket is followed. */
const others: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const nowhere = new URL(world.environment.DATABASE_URL ?? '');
  nowhere.host = `127.0.0.1:${await freePort()}`;
  for (const settings of [{}, { DATABASE_DIRECT_URL: nowhere.href }])
    others.push((await world.another(settings)).url);
  stage = await stageOf(world);
});
afterAll(() => world.stop());

it('there are sixteen ways to lose access', () => expect(losses.length).toBe(16));

it.concurrent.each(losses)(
  'when %s on one server, nothing of the ticket comes from others later than a second',
  async (_, one) => {
    const scene = await sceneOf(stage, one);
    await one.before?.(scene);
    const { ticketId, reader, admin } = scene;
    const variables = { filter: wantedBy(one, scene).filter, id: ticketId };
    const clients = others.map((url) => ({ reader: reader.at(url), witness: admin.at(url) }));
    const streams = clients.flatMap((at) =>
      Object.entries(documents).map(([name, document]) => ({
        name,
        of: at.reader.subscribe(document, variables),
      })),
    );
    const known = clients.map((at) => at.witness.subscribe(documents.ticketUpdated ?? '', { id: ticketId }));
    const followed = streams.filter(({ name }) => name === 'ticketUpdated').map(({ of }) => of);
    try {
      for (const stream of [...streams.map(({ of }) => of), ...known])
        await stream.until(({ items, ended }) => items.length > 0 || ended !== undefined);
      await write(scene, 'before the loss');
      await shown([...followed, ...known], 'before the loss');

      await one.change(scene);
      const lostAt = performance.now();
      const late = streams.map(({ of }) => arrivals(of, lostAt + LATEST_MS));
      do await write(scene, 'after the loss');
      while (performance.now() - lostAt < LATEST_MS);
      await write(scene, 'the last');
      await shown(known, 'the last');

      for (const [i, { name, of }] of streams.entries()) {
        expect(JSON.stringify(of.items), name).not.toMatch(/after the loss|the last/);
        expect(
          late[i]?.filter((item) => showsTicket(item, ticketId)),
          name,
        ).toEqual([]);
      }
    } finally {
      for (const stream of [...streams.map(({ of }) => of), ...known]) stream.stop();
      await Promise.all(clients.flatMap((at) => [at.reader.close(), at.witness.close()]));
    }
  },
);

/** Changes the ticket, so that all who see it are sent that. */
async function write({ admin, ticketId }: Scene, subject: string): Promise<void> {
  await admin.done('updateTicket', { ticketId, subject: `${subject} ${performance.now()}` }, 'eventCursor');
}

/** Waits until all of these streams have sent a subject. */
async function shown(streams: readonly Subscription[], subject: string): Promise<void> {
  for (const stream of streams) await stream.until(({ items }) => JSON.stringify(items).includes(subject));
}

/** The items that arrive after a moment. */
function arrivals(stream: Subscription, after: number): unknown[] {
  const found: unknown[] = [];
  let handled = stream.items.length;
  const take = ({ items }: Subscription): boolean => {
    if (performance.now() > after) found.push(...items.slice(handled));
    handled = items.length;
    return false;
  };
  // It is asked after each item, and never holds.
  stream.until(take, 10 * LATEST_MS).catch(() => {});
  return found;
}

/** Whether an item has more of the ticket than that it is gone. */
function showsTicket(item: unknown, ticketId: string): boolean {
  const text = JSON.stringify(item);
  return text.includes(ticketId) && !/"__typename":"Ticket(Gone|Left)"/.test(text);
}
