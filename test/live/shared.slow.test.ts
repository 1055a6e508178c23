import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { buildSchema } from '../../server/platform/graphql/schema.js';
import type { Client } from '../harness/client.js';
import { program } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { actorOf } from './as-class.js';
import { documentOf, selectionsOf } from './selections.js';
import { SharedScene, type Step, step } from './shared-scene.js';
import { SideBySide } from './side-by-side.js';
import { directory, report, ticketEvents, ticketUpdated } from './support.js';

/*
 * To repeat a failure, set `SHARED_SEED` to the seed in its message. `SHARED_RUNS` says how many histories are played, `SHARED_STEPS` how
 * long they are, and `SHARED_DOCUMENTS` how many documents each viewer follows.
 */
const RUNS = Number(process.env.SHARED_RUNS ?? 1);
const MOST_STEPS = Number(process.env.SHARED_STEPS ?? 5);
const DOCUMENTS = Number(process.env.SHARED_DOCUMENTS ?? 1);
const SEED = process.env.SHARED_SEED ? { seed: Number(process.env.SHARED_SEED) } : {};

/** Documents of events, of which some depend on the person. */
const paths = selectionsOf(buildSchema(modules.resolvers));
const shareable = paths.filter(
  (path) => !path.some((name) => /^viewer|^availableTransitions$|^openWork$|^token$/.test(name)),
);
const some = (from: typeof paths) =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 30 });
const documents = fc
  .oneof({ weight: 3, arbitrary: some(shareable) }, { weight: 1, arbitrary: some(paths) })
  .map(documentOf);

/** A document that shows other tickets; `more` can be a field that depends on the person. */
const wide = (
  more = '',
) => `subscription ($filter: TicketFilter, $first: Int!) { ticketEvents(filter: $filter) { __typename
  ... on TicketEvent { cursor type matches changes { of field from to } comment { body visibility }
    ticket { id subject status queue { id name } assignee { name } requester { name email } ${more}
      watchers(first: $first) { nodes { name } } parent { id subject } children(first: $first) { totalCount nodes { subject } }
      links(first: $first) { totalCount nodes { __typename } } comments(first: $first) { totalCount nodes { body } } } }
  ... on TicketGone { cursor ticketId } ... on ResyncRequired { resyncReason } } }`;

/** A history in which people get and lose rights of each kind to a ticket that their class does not see, and to one that it sees. */
const rights: Step[] = [
  { do: 'RELATED_TO', ticket: 0, other: 1 },
  { do: 'watch', ticket: 1, person: 3 },
  { do: 'INTERNAL', ticket: 1 },
  { do: 'PUBLIC', ticket: 0 },
  { do: 'affect', ticket: 1, people: [0, 5, 6] },
  { do: 'PUBLIC', ticket: 1 },
  { do: 'request', ticket: 1, person: 0 },
  { do: 'ask', ticket: 1 },
  { do: 'PUBLIC', ticket: 0 },
  { do: 'unwatch', ticket: 1, person: 3 },
  { do: 'move', ticket: 6, queue: 0 },
  { do: 'move', ticket: 6, queue: 3 },
];
const ends = `subscription { ticketEvents { __typename ... on TicketEvent { type matches changes { field from to } comment { body }
  ticket { id subject queue { name } links { totalCount nodes { __typename } } children(first: 2) { totalCount nodes { id subject } } } }
  ... on TicketGone { cursor ticketId } ... on ResyncRequired { resyncReason } } }`;
const oneEach: [Step[], string[], number[][]] = [rights, [ends], [[], [1], [0, 2], []]];

let world: World;
/** The URL of a second server with the same database, which shares nothing. */
let alone: string;
let ids: Record<string, string>;
let readers: Record<string, Client>;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '3600' });
  const another = await world.another();
  Object.assign(another.services.groups, { seat: () => null });
  alone = another.url;
  ids = await directory(world);
  const names = ['admin', 'lead', 'agent', 'agent2', 'requester', 'requester2', 'outsider@example.org'];
  readers = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await world.as(name)])));
  readers.key = await program(world, ['TICKETS_READ'], {});
  readers['key of a queue'] = await program(world, ['TICKETS_READ'], {
    queueIds: [ids['queue Service Desk']],
  });
});
afterAll(() => world.stop());

async function counted(name: string, labels = ''): Promise<number> {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  return Number(new RegExp(`^${name}${labels} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

describe('subscribers who share a server', () => {
  it('are sent the same as one who is alone, to the byte, while others join and leave', async () => {
    const { admin, agent, requester } = readers as Record<'admin' | 'agent' | 'requester', Client>;
    const ticketId = await report(requester, 'Shared');
    const other = await report(requester, 'Another');
    const link = { ticketId: other, relation: 'CHILD_OF', otherTicketId: ticketId };
    await agent.done('linkTickets', link, '__typename');
    const wanted: [string, object][] = [
      [ticketEvents, { filter: {} }],
      ...[{}, { statuses: ['NEW'] }, { viewer: ['ASSIGNED_TO_ME'] }].map((filter): [string, object] => [
        wide(),
        { filter, first: 2 },
      ]),
      [wide('viewerIsWatching availableTransitions { transition }'), { filter: {}, first: 1 }],
      [ticketUpdated, { id: ticketId }],
    ];
    const streams = new SideBySide(alone);
    for (const [reader, client] of Object.entries(readers))
      for (const [i, [document, variables]] of wanted.entries())
        streams.add(`${reader}, ${i}`, client, document, variables);
    await streams.begun();
    const input = { ticketId };
    const steps: (() => Promise<{ eventCursor: string }>)[] = [
      () => admin.done('addComment', { ...input, body: 'Public.' }, 'eventCursor'),
      () => admin.done('addComment', { ...input, body: 'Internal.', visibility: 'INTERNAL' }, 'eventCursor'),
      () => admin.done('assignTicket', { ...input, assigneeId: ids.agent }, 'eventCursor'),
      () => admin.done('watchTicket', { ...input, userId: ids.requester2 }, 'eventCursor'),
      () => admin.done('updateTicket', { ...input, affectedUserIds: [ids.agent2] }, 'eventCursor'),
      () => admin.done('updateTicket', { ticketId: other, subject: 'Another name' }, 'eventCursor'),
      () => admin.done('watchTicket', { ...input, userId: ids.agent2 }, 'eventCursor'),
      () => admin.done('updateQueue', { queueId: ids['queue Network'], visibility: 'TEAM' }, 'eventCursor'),
      () => admin.done('assignTicket', { ...input, queueId: ids['queue Network'] }, 'eventCursor'),
      () => admin.done('addComment', { ...input, body: 'In a closed queue.' }, 'eventCursor'),
      () => admin.done('updateTicket', { ticketId: other, subject: 'Below a closed one' }, 'eventCursor'),
      () => admin.done('unwatchTicket', { ...input, userId: ids.agent2 }, 'eventCursor'),
      () => admin.done('unwatchTicket', { ...input, userId: ids.requester2 }, 'eventCursor'),
      () => admin.done('assignTicket', { ...input, queueId: ids['queue Service Desk'] }, 'eventCursor'),
      () => admin.done('updateUser', { userId: ids.lead, role: 'AGENT' }, 'eventCursor'),
      () => admin.done('startInvestigation', input, 'eventCursor'),
    ];
    const before = await counted('ticketwire_live_deliveries_total', '{how="shared"}');
    const executed = await counted('ticketwire_live_shared_executions_total');
    for (const [i, step] of steps.entries()) {
      await streams.settled((await step()).eventCursor);
      // A member that joins late, and one that leaves.
      const [pair] = streams.pairs;
      if (i === 3) pair?.shared.push(admin.subscribe(ticketEvents, { filter: {} }));
      if (i === 3) await pair?.shared.at(-1)?.until(({ items }) => items.length > 0);
      if (i === 3 && pair) pair.shared.pop()?.stop();
    }
    const shared = (await counted('ticketwire_live_deliveries_total', '{how="shared"}')) - before;
    const executions = (await counted('ticketwire_live_shared_executions_total')) - executed;
    expect(shared).toBeGreaterThan(200);
    // Each reader has two of each, and most people and programs share with others.
    expect(executions).toBeLessThan(shared / 2.5);
    expect(streams.all().filter(({ ended }) => ended !== undefined).length).toBeGreaterThan(0);
    streams.stop();
  }, 120_000);

  it(
    'are sent the same as one who is alone, for a crowd of all kinds, generated documents and histories',
    async () => {
      const { organisationId } = await actorOf(world, readers.admin as Client);
      const scene = await SharedScene.of(world, organisationId);
      const crowd = [...(await scene.crowd())];
      let begun = 0;
      const property = fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: MOST_STEPS }),
        fc.array(documents, { minLength: DOCUMENTS, maxLength: DOCUMENTS }),
        fc.array(fc.subarray([0, 1, 2]), { minLength: 4, maxLength: 4 }),
        async (history, some, teams) => {
          for (const [person, of] of teams.entries()) await scene.settle(person, of);
          const tickets = await scene.play([]);
          const marker = await report(readers.admin as Client, 'A marker');
          const streams = new SideBySide(alone);
          streams.add('marker', readers.admin as Client, ticketUpdated, { id: marker });
          for (const [name, client] of crowd)
            for (const [i, document] of some.entries()) streams.add(`${name}, ${i}`, client, document, {});
          await streams.begun();
          begun += streams.all().filter(({ ended }) => ended === undefined).length;
          try {
            for (const one of history)
              await scene.take(one, tickets, async () => {
                const sign = { ticketId: marker, body: 'Done.' };
                const { eventCursor } = await (readers.admin as Client).done(
                  'addComment',
                  sign,
                  'eventCursor',
                );
                await streams.settled(eventCursor);
              });
          } finally {
            streams.stop();
          }
        },
      );
      const before = await counted('ticketwire_live_deliveries_total', '{how="shared"}');
      await fc.assert(property, {
        examples: [oneEach],
        numRuns: RUNS + 1,
        endOnFailure: RUNS === 1,
        ...SEED,
      });
      const shared = (await counted('ticketwire_live_deliveries_total', '{how="shared"}')) - before;
      // It was about something: most documents were accepted, and much of what was sent was shared.
      expect(begun).toBeGreaterThan(RUNS * crowd.length * DOCUMENTS);
      expect(shared).toBeGreaterThan(50);
      await Promise.all(
        [...crowd.map(([, client]) => client), ...Object.values(readers)].map((c) => c.close()),
      );
    },
    120_000 + RUNS * 120_000,
  );
});
