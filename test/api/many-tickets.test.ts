import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, errorFields } from '../harness/client.js';
import { cloneTicket } from '../harness/clones.js';
import { changingNothing, type Directory, directory, program, rawId, report } from '../harness/desk.js';
import { StatementCounter, withoutIntervals } from '../harness/statement-counter.js';
import { startWorld, type World } from '../harness/world.js';
import { follow } from '../live/support.js';

let world: World;
let counter: StatementCounter;
let agent: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await withoutIntervals(() =>
    startWorld(async (_, servingUrl) => {
      counter = await StatementCounter.before(servingUrl);
      return { DATABASE_URL: counter.url };
    }),
  );
  [agent, requester] = [await world.as('agent'), await world.as('requester')];
  names = await directory(agent);
});
afterAll(async () => {
  await agent.close();
  await world.stop();
  await counter.stop();
});

const each = `ticketResults { ticketId ticket { id status version labels assignee { id } } ${errorFields} } eventCursor`;
const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'The disk is replaced.' };
const reported = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async () => (await report(requester)).id));

let used = 0;
function key(): string {
  used += 1;
  return `many ${used}`;
}

/** The numbers of events of this type, or of comments, on these tickets, in order. */
async function eventsOf(ticketIds: readonly string[], type: string): Promise<unknown[]> {
  const read =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Ticket { timeline(last: 50) { nodes { __typename ... on TicketEvent { type } } } } } }';
  const { nodes } = await agent.ok(read, { ids: ticketIds });
  return nodes.map(
    ({ timeline }: { timeline: { nodes: { __typename: string; type?: string }[] } }) =>
      timeline.nodes.filter((event) => (event.type ?? event.__typename) === type).length,
  );
}

describe('a mutation of many tickets', () => {
  it('reports a label that is not accepted once, by its place in the input', async () => {
    const ticketIds = await reported(1);
    await agent.done('addLabels', { ticketIds, labels: ['vip'] }, each);
    const { ticketResults } = await agent.mutate('addLabels', { ticketIds, labels: ['vpn', ' '] }, each);
    expect(ticketResults[0].errors.map(({ path }: { path: string[] }) => path)).toEqual([
      ['input', 'labels', '1'],
    ]);
  });

  it('answers one result for each ticket, in the order of the input, and repeated ids once', async () => {
    const ids = (await reported(3)).toReversed();
    const input = { ticketIds: [...ids, ids[0]], assigneeId: names.users.agent };
    const { ticketResults } = await agent.done('assignTickets', input, each);
    expect(ticketResults.map((one: { ticketId: string }) => one.ticketId)).toEqual(ids);
    for (const { ticket } of ticketResults)
      expect(ticket).toMatchObject({ assignee: { id: names.users.agent } });
  });

  it('changes the others when one ticket refuses, and points at its place in the input', async () => {
    const [first, closed, last] = (await reported(3)) as [string, string, string];
    await agent.done('cancelTicket', { ticketId: closed, reason: 'By mistake.' }, '__typename');
    const foreign = (await report(await world.as('outsider@example.org'))).id;
    const input = { ticketIds: [first, closed, foreign, last], labels: ['disk'] };
    const { ticketResults, errors } = await agent.mutate('addLabels', input, each);
    expect(errors).toEqual([]);
    expect(ticketResults).toMatchObject([
      { ticketId: first, ticket: { labels: ['disk'] }, errors: [] },
      {
        ticketId: closed,
        ticket: null,
        errors: [{ code: 'INVALID_TRANSITION', path: ['input', 'ticketIds', '1'] }],
      },
      {
        ticketId: foreign,
        ticket: null,
        errors: [{ code: 'NOT_FOUND', path: ['input', 'ticketIds', '2'], id: foreign }],
      },
      { ticketId: last, ticket: { labels: ['disk'] }, errors: [] },
    ]);
  });

  it('is refused as a whole without tickets, with more than 100, and with an invalid id; nothing is changed', async () => {
    const [id] = await reported(1);
    const refusal = async (ticketIds: unknown[]) =>
      changingNothing(world, async () => {
        const answer = await agent.mutate('addLabels', { ticketIds, labels: ['x'] }, each);
        expect(answer).toMatchObject({ ticketResults: [], eventCursor: null });
        return answer.errors;
      });
    expect(await refusal([])).toMatchObject([{ rule: 'REQUIRED', path: ['input', 'ticketIds'] }]);
    expect(await refusal(Array.from({ length: 101 }, (_, i) => `wrong ${i}`))).toMatchObject([
      { rule: 'TOO_MANY', path: ['input', 'ticketIds'] },
    ]);
    const repeated = await agent.mutate('addLabels', { ticketIds: Array(101).fill(id), labels: ['x'] }, each);
    expect(repeated).toMatchObject({ ticketResults: [{ ticketId: id, errors: [] }], errors: [] });
    expect(await refusal([id, 'nonsense'])).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'ticketIds', '1'] },
    ]);
  });

  it('adds labels to those that a ticket has, and writes no event where it has them already', async () => {
    const [one, other] = await reported(2);
    await agent.done('updateTicket', { ticketId: one, labels: ['disk', 'floor-3'] }, '__typename');
    const input = { ticketIds: [one, other], labels: ['Disk'] };
    const { ticketResults } = await agent.done('addLabels', input, each);
    expect(ticketResults.map(({ ticket }: { ticket: { labels: string[] } }) => ticket.labels)).toEqual([
      ['disk', 'floor-3'],
      ['disk'],
    ]);
    expect((await agent.done('addLabels', input, each)).eventCursor).toBeNull();
    const found = await agent.ok('{ tickets(first: 50, filter: { labels: ["disk"] }) { nodes { id } } }');
    expect(found.tickets.nodes.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([one, other]),
    );
  });

  it('triages, requeues, holds, resumes, resolves, closes and cancels tickets', async () => {
    const ticketIds = await reported(2);
    const as = async (client: Client, name: string, more: object, status: string) => {
      const { ticketResults } = await client.done(name, { ticketIds, ...more }, each);
      for (const result of ticketResults) expect(result).toMatchObject({ errors: [], ticket: { status } });
    };
    const category = { categoryId: names.categories['INCIDENT Hardware'], affectedServicesUnknown: true };
    await as(agent, 'triageTickets', { ...category, impact: 'LOW', urgency: 'HIGH' }, 'TRIAGED');
    for (const ticketId of ticketIds) await agent.done('startInvestigation', { ticketId }, '__typename');
    await as(agent, 'requeueTickets', { reason: 'Not ours.' }, 'NEW');
    await as(agent, 'holdTickets', { reason: 'AWAITING_VENDOR' }, 'ON_HOLD');
    await as(agent, 'resumeTickets', {}, 'NEW');
    await as(agent, 'resolveTickets', resolution, 'RESOLVED');
    await as(requester, 'closeTickets', { closureSummary: 'It works.' }, 'CLOSED');
    const others = await reported(2);
    const { ticketResults } = await agent.done(
      'cancelTickets',
      { ticketIds: others, reason: 'Noise.' },
      each,
    );
    expect(ticketResults).toMatchObject([
      { ticket: { status: 'CANCELLED' } },
      { ticket: { status: 'CANCELLED' } },
    ]);
  });

  it('shows each ticket to subscribers as soon as it is changed; the last one has the eventCursor', async () => {
    const ticketIds = await reported(3);
    const stream = await follow(agent);
    const { eventCursor } = await agent.done('resolveTickets', { ticketIds, ...resolution }, each);
    const events = await stream.eventsUntil(3);
    expect(events.map(({ ticket }) => ticket.id)).toEqual(ticketIds);
    expect(events.at(-1).cursor).toBe(eventCursor);
    stream.stop();
  });

  it('answers a repeated call from its records, refusals too, and refuses the key for other input', async () => {
    const [one, cancelled] = await reported(2);
    await agent.done('cancelTicket', { ticketId: cancelled, reason: 'By mistake.' }, '__typename');
    const input = { ticketIds: [one, cancelled], ...resolution, idempotencyKey: key() };
    const first = await agent.mutate('resolveTickets', input, each);
    expect(first.eventCursor).toBeTruthy();
    const again = await changingNothing(world, () => agent.mutate('resolveTickets', input, each));
    expect(again).toEqual(first);
    for (const other of [
      { ...input, ticketIds: [one] },
      { ...input, resolutionNotes: 'Other.' },
    ]) {
      const { ticketResults, errors } = await agent.mutate('resolveTickets', other, each);
      expect({ ticketResults, errors }).toMatchObject({
        ticketResults: [],
        errors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
      });
    }
  });

  it('goes on where it was cut off when it is repeated with its key, at whatever statement it failed', async () => {
    const type = 'ResolveTicketsInput';
    const document = `mutation ($input: ${type}!) { resolveTickets(input: $input) { ${each} ${errorFields} } }`;
    await agent.ok(document, { input: { ticketIds: await reported(1), ...resolution } });
    for (const statement of [1, 5, 8, 12, 15, 20, 25, 30]) {
      const ticketIds = await reported(2);
      const input = { ticketIds, ...resolution, idempotencyKey: key() };
      const { answer } = await counter.failing(statement, () => agent.send(document, { input }));
      const { resolveTickets } = await agent.ok(document, { input });
      expect(resolveTickets.ticketResults).toMatchObject(
        ticketIds.map((ticketId) => ({ ticketId, errors: [] })),
      );
      expect(await eventsOf(ticketIds, 'TICKET_RESOLVED')).toEqual([1, 1]);
      if (!answer.errors) expect(answer.data.resolveTickets.ticketResults).toHaveLength(2);
    }
  });

  it('changes each ticket once when equal calls run at the same time', async () => {
    const ticketIds = await reported(5);
    const input = { ticketIds, ...resolution, idempotencyKey: key() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => agent.done('resolveTickets', input, each)),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await eventsOf(ticketIds, 'TICKET_RESOLVED')).toEqual([1, 1, 1, 1, 1]);
  });

  it('counts as many mutations as it has tickets: in its cost, and in the writes of a minute', async () => {
    const limited = await startWorld({ LIMIT_WRITES_PER_MINUTE: '10' });
    try {
      const client = await limited.as('agent');
      const { id } = await report(client);
      const cost = async (count: number) => {
        const many = Array(count).fill(id);
        const query =
          'mutation ($input: AddLabelsInput!) { addLabels(input: $input) { ticketResults { ticketId } } }';
        const response = await fetch(`${limited.url}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${client.token}`,
            'x-ticketwire-cost': '1',
          },
          body: JSON.stringify({ query, variables: { input: { ticketIds: many, labels: ['a'] } } }),
        });
        const { extensions, errors } = await response.json();
        return errors ? errors[0].extensions.code : extensions.cost.operation;
      };
      const [one, four] = [await cost(1), await cost(4)];
      expect(four - one).toBe(3 * (200 + 2));
      // Six writes of ten were used.
      expect(await cost(5)).toBe('RATE_LIMITED');
      expect(await cost(3)).toBe(four - 202);
    } finally {
      await limited.stop();
    }
  });

  it('adds its comment to each ticket that it changes, and to none that refuses', async () => {
    const [one, cancelled, other] = (await reported(3)) as [string, string, string];
    await agent.done('cancelTicket', { ticketId: cancelled, reason: 'By mistake.' }, '__typename');
    const comment = { body: 'The vendor is asked.', visibility: 'INTERNAL' };
    const hold = { ticketIds: [one, cancelled, other], reason: 'AWAITING_VENDOR', comment };
    const { ticketResults } = await agent.mutate('holdTickets', hold, each);
    expect(ticketResults.map(({ errors }: { errors: unknown[] }) => errors.length)).toEqual([0, 1, 0]);
    expect(await eventsOf([one, cancelled, other], 'Comment')).toEqual([1, 0, 1]);
    // What a comment refuses, refuses the ticket.
    const [fresh] = await reported(1);
    const cancel = { ticketIds: [fresh], reason: 'No longer needed.', comment };
    expect(
      await changingNothing(
        world,
        async () => (await requester.mutate('cancelTickets', cancel, each)).ticketResults,
      ),
    ).toMatchObject([
      { ticket: null, errors: [{ code: 'FORBIDDEN', path: ['input', 'comment', 'visibility'] }] },
    ]);
  });

  it('is all that an agent needs for 50 alerts of one failure', async () => {
    const monitoring = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    const lead = await world.as('lead');
    const requesterId = names.users.requester;
    const alert = {
      type: 'INCIDENT',
      subject: 'A full disk',
      description: 'Above 95 %.',
      labels: ['disk-full'],
    };
    const { ticketId } = await monitoring.done('createTicket', { ...alert, requesterId }, 'ticketId');
    await cloneTicket((text, values) => world.rows(text, values), rawId(ticketId), 49);
    const filter = { labels: ['disk-full'], statusCategories: ['TODO', 'IN_PROGRESS'] };
    const list = 'query ($filter: TicketFilter) { tickets(first: 100, filter: $filter) { nodes { id } } }';
    const waiting = async (): Promise<string[]> =>
      (await agent.ok(list, { filter })).tickets.nodes.map(({ id }: { id: string }) => id);
    const ticketIds = await waiting();
    expect(ticketIds).toHaveLength(50);
    const all = async (client: Client, mutation: string, input: object, status: string) => {
      const { ticketResults } = await client.done(mutation, { ticketIds, ...input }, each);
      expect(ticketResults.map(({ ticketId }: { ticketId: string }) => ticketId)).toEqual(ticketIds);
      for (const { ticket } of ticketResults) expect(ticket).toMatchObject({ status });
    };
    await all(agent, 'assignTickets', { assigneeId: names.users.agent }, 'NEW');
    await all(agent, 'resolveTickets', { ...resolution, comment: { body: 'It is replaced.' } }, 'RESOLVED');
    await all(lead, 'closeTickets', { closureSummary: 'The alert is gone.' }, 'CLOSED');
    expect(await waiting()).toEqual([]);
    expect(new Set(await eventsOf(ticketIds, 'Comment'))).toEqual(new Set([1]));
  }, 60_000);
});
