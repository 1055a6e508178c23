import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActorReads } from '../../server/platform/actor/actor-reads.js';
import { Witness } from '../../server/platform/actor/witness.js';
import { queueCounters } from '../../server/queue-counters/data/reads.js';
import { personalRights } from '../../server/tickets/index.js';
import { visibleEventsSince } from '../../server/timeline/index.js';
import { readWindow, whereLeft } from '../../server/views/data/window.js';
import type { Client } from '../harness/client.js';
import { type Directory, directory, rawId, report, standardTemplate } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Executor } from './as-class.js';

let world: World;
let admin: Client;
let names: Directory;
let executor: Executor;
let closedQueue: string;
let nextQueue: string;
let standard: string;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  names = await directory(admin);
  executor = await Executor.of(world);
  standard = await standardTemplate(admin);
  const { team } = await admin.done('createTeam', { name: 'Vault' }, 'team { id }');
  const queue = async (name: string) => {
    const input = { name, teamId: team.id, visibility: 'TEAM' };
    return (await admin.done('createQueue', input, 'queue { id }')).queue.id as string;
  };
  closedQueue = await queue('Vault');
  nextQueue = await queue('Second vault');
});
afterAll(() => world.stop());

/** A ticket that all staff see, and one in the TEAM queue. */
interface Pair {
  open: string;
  closed: string;
}
type Arrange = (pair: Pair) => Promise<unknown>;

const link = (ticketId: string, relation: string, otherTicketId: string) =>
  admin.done('linkTickets', { ticketId, relation, otherTicketId }, '__typename');
const linked =
  (relation: string): Arrange =>
  ({ open, closed }) =>
    link(open, relation, closed);
/** Makes an event of the open ticket that says nothing of the other one. */
const rename = (ticketId: string) =>
  admin.done('updateTicket', { ticketId, subject: 'Another subject' }, '__typename');

async function pair(openType = 'INCIDENT', closedType = 'INCIDENT'): Promise<Pair> {
  // Changes are pre-approved.
  const as = (type: string) => (type === 'CHANGE_REQUEST' ? { type, ticketTemplateId: standard } : { type });
  const [open, closed] = await Promise.all([
    report(admin, { ...as(openType), requesterId: names.users.requester }),
    report(admin, { ...as(closedType), requesterId: names.users.requester2, queueId: closedQueue }),
  ]);
  return { open: open.id, closed: closed.id };
}

const followUp: Arrange = ({ open, closed }) =>
  world.rows(
    `insert into ticket_links (organisation_id, id, kind, from_ticket_id, to_ticket_id, created_at)
     select organisation_id, gen_random_uuid(), 'FOLLOW_UP_OF', $1, $2, now() from tickets where id = $1`,
    [rawId(open), rawId(closed)],
  );
const followed: Arrange = ({ open, closed }) => followUp({ open: closed, closed: open });
const knownError: Arrange = async ({ open, closed }) => {
  await link(open, 'HAS_PROBLEM', closed);
  const error = { ticketId: closed, symptoms: 'Noise.', workaround: 'Wait.' };
  await admin.done('recordKnownError', error, '__typename');
};
const held: Arrange = ({ open, closed }) =>
  admin.done(
    'holdTicket',
    { ticketId: open, reason: 'AWAITING_CHANGE', linkedTicketId: closed },
    '__typename',
  );
const merged: Arrange = ({ open, closed }) =>
  admin.done('mergeTicket', { ticketId: open, intoTicketId: closed }, '__typename');
/** Two plans for the same time and service. */
const collision: Arrange = async ({ open, closed }) => {
  const service = { name: `S ${open}`, ownerTeamId: names.teams.Network, criticality: 'HIGH' };
  const { id } = (await admin.done('createService', service, 'service { id }')).service;
  for (const ticketId of [open, closed]) {
    await admin.done('updateTicket', { ticketId, affectedServiceIds: [id] }, '__typename');
    await admin.done('startInvestigation', { ticketId, assigneeId: names.users.admin }, '__typename');
    await admin.done('diagnoseTicket', { ticketId, findings: 'Old.', rootCause: 'Age.' }, '__typename');
    const window = { start: '2031-01-01T08:00:00.000Z', end: '2031-01-01T12:00:00.000Z' };
    const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.', window };
    await admin.done('submitPlan', { ticketId, ...plan }, '__typename');
  }
};

describe('an execution for staff who see no TEAM queue', () => {
  const places: [string, Arrange, string, ...string[]][] = [
    ['links', linked('RELATED_TO'), 'links { nodes { relation } }'],
    ['the count of links', linked('RELATED_TO'), 'links(first: 0) { totalCount }'],
    ['children', linked('PARENT_OF'), 'children { nodes { id } }'],
    ['the count of children', linked('PARENT_OF'), 'children(first: 0) { totalCount }'],
    ['children by status', linked('PARENT_OF'), 'childCounts { total }'],
    ['open children', linked('PARENT_OF'), 'openChildren { id }'],
    ['the parent', linked('CHILD_OF'), 'parent { id }'],
    ['follow-ups', followed, 'followUps { nodes { id } }'],
    ['the ticket that it follows up', followUp, 'followUpOf { id }'],
    ['problems', linked('HAS_PROBLEM'), 'problems { nodes { id } }', 'INCIDENT', 'PROBLEM'],
    ['known errors of problems', knownError, 'knownErrors { nodes { symptoms } }', 'INCIDENT', 'PROBLEM'],
    ['the ticket that it waits for', held, 'hold { linkedTicket { id } }', 'INCIDENT', 'CHANGE_REQUEST'],
    ['the ticket that it duplicates', merged, 'cancellation { duplicateOf { id } }'],
    ['the timeline', linked('RELATED_TO'), 'timeline { nodes { __typename } }'],
    ['the count of the timeline', linked('RELATED_TO'), 'timeline(first: 0) { totalCount }'],
    [
      'the changes of the timeline',
      held,
      'timeline { nodes { ... on TicketEvent { changes { to } } } }',
      'INCIDENT',
      'CHANGE_REQUEST',
    ],
    [
      'collisions of plans',
      collision,
      'plan { collisions { ticket { id } } }',
      'CHANGE_REQUEST',
      'CHANGE_REQUEST',
    ],
  ];
  it.each(places)('names the ticket that is hidden from %s', async (_name, arrange, fields, ...types) => {
    const found = await pair(...types);
    await arrange(found);
    if (!/cancellation/.test(fields)) await rename(found.open);
    const seen = await executor.testimony(nothing, found.open, `ticket { id ${fields} }`);
    expect(seen).toMatchObject({ isPersonal: false, isMany: false, hidden: [hiddenIn(found.closed)] });
    expect(seen.data.ticket.id).toBe(found.open);
    const whole = await executor.testimony(vault(), found.open, `ticket { id ${fields} }`);
    expect(whole).toMatchObject({ isPersonal: false, hidden: [] });
    expect(whole.data).not.toEqual(seen.data);
  });

  it('names the ticket of an event that is hidden, and the other ticket that an event is about', async () => {
    const { open, closed } = await pair();
    expect(await executor.testimony(nothing, closed, 'type')).toMatchObject({
      data: null,
      hidden: [hiddenIn(closed)],
    });
    await link(open, 'RELATED_TO', closed);
    expect(await executor.testimony(nothing, open, 'type link { id }')).toMatchObject({
      data: null,
      hidden: [hiddenIn(closed)],
    });
    expect(await executor.testimony(vault(), open, 'type link { relation ticket { id } }')).toMatchObject({
      data: { type: 'TICKET_LINKED', link: { ticket: { id: closed } } },
      hidden: [],
    });
  });

  it('names the ticket whose event caused the event', async () => {
    const { open, closed } = await pair('INCIDENT', 'PROBLEM');
    await link(open, 'HAS_PROBLEM', closed);
    const error = { ticketId: closed, symptoms: 'Noise.', workaround: 'Wait.', publicWorkaround: 'Wait.' };
    await admin.done('recordKnownError', error, '__typename');
    const event = 'type cause { event { ticket { id } } }';
    const found = await executor.testimony(nothing, open, event);
    expect(found.hidden).toEqual([hiddenIn(closed)]);
    expect((await executor.testimony(vault(), open, event)).hidden).toEqual([]);
  });

  it('names a ticket that was moved with each of its queues', async () => {
    const { closed } = await pair();
    await admin.done('assignTicket', { ticketId: closed, queueId: nextQueue }, '__typename');
    const found = await executor.testimony(nothing, closed, 'type');
    expect(found.data).toBeNull();
    expect(new Set(found.hidden.map(({ queueId }) => queueId))).toEqual(
      new Set([rawId(closedQueue), rawId(nextQueue)]),
    );
    expect((await executor.testimony(vault(), closed, 'type')).data).toMatchObject({
      type: 'TICKET_ASSIGNED',
    });
    const first = { sees: 'staff', queueIds: [rawId(closedQueue)] } as const;
    expect((await executor.testimony(first, closed, 'type')).data).toMatchObject({ ticketId: closed });
  });

  it('names a ticket to which an event gives somebody a right, also when the subscription shows no such events', async () => {
    const { closed } = await pair();
    await admin.done('watchTicket', { ticketId: closed, userId: names.users.agent }, '__typename');
    expect((await executor.testimony(nothing, closed, 'type')).hidden).toEqual([hiddenIn(closed)]);
  });

  it('names only what is hidden before the end of a page', async () => {
    const [parent, first, last] = [await pair(), await pair(), await pair()];
    for (const child of [first.open, parent.closed, last.open]) await link(parent.open, 'PARENT_OF', child);
    await rename(parent.open);
    const hiddenOn = async (args: string) =>
      (await executor.testimony(nothing, parent.open, `ticket { children(${args}) { nodes { id } } }`))
        .hidden;
    expect(await hiddenOn('first: 1')).toEqual([]);
    expect(await hiddenOn('first: 2')).toEqual([hiddenIn(parent.closed)]);
    expect(await hiddenOn('last: 1')).toEqual([]);
  });

  const personal = [
    'ticket { viewerIsWatching }',
    'ticket { viewerHasUnread }',
    'ticket { viewerReadCursor }',
    'ticket { availableTransitions { transition } }',
    'actor { ... on User { openWork { tickets } } }',
  ];
  it.each(personal)('is personal by the fields %s', async (fields) => {
    const { open } = await pair();
    expect((await executor.testimony(nothing, open, fields)).isPersonal).toBe(true);
  });

  it('is not personal by what all staff see alike', async () => {
    const { open } = await pair();
    await admin.done('watchTicket', { ticketId: open, userId: names.users.requester2 }, '__typename');
    const fields = `actor { ... on User { email teams { name } } } changes { to }
      ticket { requester { email phone company { name } } watchers { nodes { email } } survey { score } timeline { nodes { __typename } } }`;
    const found = await executor.testimony(nothing, open, fields);
    expect(found).toMatchObject({ isPersonal: false, hidden: [] });
    expect(found.data.ticket.watchers.nodes).toHaveLength(1);
  });
});

describe('an execution for the requesters of a ticket', () => {
  it('names all other tickets', async () => {
    const [one, other] = [await pair(), await pair()];
    await link(one.open, 'RELATED_TO', other.open);
    await rename(one.open);
    const found = await executor.testimony(
      ofTicket(one.open),
      one.open,
      'ticket { id links { totalCount } }',
    );
    expect(found).toMatchObject({
      isPersonal: false,
      data: { ticket: { id: one.open, links: { totalCount: 0 } } },
    });
    expect(found.hidden.map(({ id }) => id)).toEqual([rawId(other.open)]);
  });

  const personal: [string, string, Arrange?][] = [
    ['watchers', 'ticket { watchers { totalCount } }'],
    ['addresses', 'ticket { requester { email } }'],
    ['telephone numbers', 'ticket { requester { phone } }'],
    ['companies of users', 'ticket { requester { company { id } } }'],
    ['surveys', 'ticket { survey { score } }'],
    [
      'a timeline with an event that only the person sees whom it names',
      'ticket { timeline { nodes { __typename } } }',
      ({ open }) =>
        admin.done('watchTicket', { ticketId: open, userId: names.users.requester2 }, '__typename'),
    ],
  ];
  it.each(personal)('is personal by %s', async (_name, fields, arrange) => {
    const found = await pair();
    await arrange?.(found);
    await rename(found.open);
    expect((await executor.testimony(ofTicket(found.open), found.open, fields)).isPersonal).toBe(true);
  });

  it('is not personal by what all of them see alike', async () => {
    const { open } = await pair();
    await rename(open);
    const fields = `actor { __typename } changes { to } ticket { subject affectedUsers { nodes { name } } queue { name } timeline { totalCount } }`;
    const found = await executor.testimony(ofTicket(open), open, fields);
    expect(found).toMatchObject({
      isPersonal: false,
      hidden: [],
      data: { ticket: { queue: expect.anything() } },
    });
  });
});

describe('the rows of a view and the counters of queues', () => {
  const read = async <T>(act: (reads: ActorReads) => Promise<T>) => {
    const witness = new Witness();
    const reads = executor.reads(executor.ofClass(nothing), witness);
    const found = await act(reads);
    await reads.close();
    return { found, hidden: witness.testimony.hidden };
  };
  const ofRequester = () => ({ requesterIds: [names.users.requester2 ?? ''] });
  const newest = [{ field: 'CREATED_AT', direction: 'DESC' }] as const;

  it('notes hidden tickets that match, before the end of the window', async () => {
    const { open, closed } = await pair();
    await report(admin, { requesterId: names.users.requester2 });
    const query = { filter: ofRequester(), orderBy: [...newest] };
    const one = await read((reads) => readWindow(reads, query, { first: 1, counts: false }));
    expect(one.found.rows).toHaveLength(1);
    expect(one.hidden).toEqual([]);
    const more = await read((reads) => readWindow(reads, query, { first: 100, counts: false }));
    expect(more.hidden).toContainEqual(hiddenIn(closed));
    expect(more.found.rows.map(({ id }) => id)).not.toContain(rawId(open));
  });

  it('notes all hidden tickets that match where the count is selected', async () => {
    const { closed } = await pair();
    await report(admin, { requesterId: names.users.requester2 });
    const query = { filter: ofRequester(), orderBy: [...newest] };
    const { hidden } = await read((reads) => readWindow(reads, query, { first: 1, counts: true }));
    expect(hidden).toContainEqual(hiddenIn(closed));
  });

  it('notes tickets that left to where they are hidden', async () => {
    const { open, closed } = await pair();
    const { found, hidden } = await read((reads) => whereLeft(reads, [rawId(open), rawId(closed)], []));
    expect([...found]).toEqual([[rawId(open), true]]);
    expect(hidden).toEqual([hiddenIn(closed)]);
  });

  it('notes open tickets of queues that the class does not count whole', async () => {
    const { closed } = await pair();
    const counted = await read((reads) => queueCounters(reads, [rawId(closedQueue)]));
    expect(counted.found).toMatchObject([{ open: 0 }]);
    expect(counted.hidden).toContainEqual(hiddenIn(closed));
    const open = await read((reads) => queueCounters(reads, [rawId(names.queues.Network ?? '')]));
    expect(open.hidden).toEqual([]);
  });

  it('notes the hidden other ends of what happened', async () => {
    const { open, closed } = await pair();
    const before = await executor.lastEvent(open);
    await link(open, 'RELATED_TO', closed);
    const { found, hidden } = await read((reads) => visibleEventsSince(reads, [rawId(open)], before));
    expect(found).toEqual([]);
    expect(hidden).toEqual([hiddenIn(closed)]);
  });
});

describe('the personal rights to a hidden ticket', () => {
  it('are those of its requester, assignee, watchers and affected users, now and before the event', async () => {
    const { closed } = await pair();
    const { agent, agent2, lead, requester, requester2 } = names.users;
    await admin.done('updateTicket', { ticketId: closed, affectedUserIds: [requester] }, '__typename');
    await admin.done('watchTicket', { ticketId: closed, userId: agent }, '__typename');
    const rights = async (more: object = {}) => {
      const event = await executor.lastEvent(closed);
      const testimony = { isPersonal: false, hidden: [hiddenIn(closed)], isMany: false, ...more };
      const reads = executor.reads(executor.ofClass(nothing), null);
      const everybody = Object.values(names.users).map(rawId);
      const found = await personalRights(reads, testimony, event, everybody);
      await reads.close();
      return found;
    };
    const holders = async () => [...(await rights()).keys()].sort();
    const raw = (...ids: (string | undefined)[]) => ids.map((id) => rawId(id ?? '')).sort();
    expect(await holders()).toEqual(raw(requester, requester2, agent));
    await admin.done('unwatchTicket', { ticketId: closed, userId: agent }, '__typename');
    expect(await holders()).toEqual(raw(requester, requester2, agent));
    await admin.done('assignTicket', { ticketId: closed, assigneeId: lead }, '__typename');
    expect(await holders()).toEqual(raw(requester, requester2, lead));
    await admin.done('assignTicket', { ticketId: closed, assigneeId: agent2 }, '__typename');
    expect(await holders()).toEqual(raw(requester, requester2, lead, agent2));
    await rename(closed);
    expect(await holders()).toEqual(raw(requester, requester2, agent2));
    const many = await rights({ isMany: true });
    const unlisted = [...many].filter(([, { toUnlisted }]) => toUnlisted).map(([id]) => id);
    expect(unlisted).toEqual(expect.arrayContaining(raw(requester, requester2, agent2)));
    expect(unlisted).not.toEqual(expect.arrayContaining(raw(lead)));
  });
});

/** Staff who see the TEAM queues. */
const vault = () => ({ sees: 'staff', queueIds: [closedQueue, nextQueue].map(rawId).sort() }) as const;
const nothing = { sees: 'staff', queueIds: [] } as const;
const ofTicket = (ticketId: string) => ({ sees: 'ticket', ticketId: rawId(ticketId) }) as const;
const hiddenIn = (id: string) => ({ id: rawId(id), queueId: rawId(closedQueue) });
