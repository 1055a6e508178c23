import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { everything, freshList, Mirror, type Sent, type Wanted } from './mirror.js';
import { directory, positionOf, report } from './support.js';

let world: World;
let admin: Client;
let requester: Client;
let ids: Record<string, string>;
let placeOf: LogPlaces;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  [admin, requester] = [await world.as('admin'), await world.as('requester')];
  ids = await directory(world);
  placeOf = await logPlaces(world.rows);
});
afterAll(() => world.stop());

/** A reader and a ticket of their own, so that the cases do not meet. */
interface Scene {
  reader: Client;
  /** The reader's user; of an API key nobody. */
  me: string;
  teamId: string;
  /** Queues of the team: one that all agents see, and one of visibility `TEAM`. */
  open: string;
  closed: string;
  ticketId: string;
  key: string;
}

interface Case {
  type?: string;
  reader: 'AGENT' | 'LEAD' | 'ADMIN' | 'REQUESTER' | 'KEY';
  /** The queue of the ticket at first. */
  queue: 'open' | 'closed';
  /** What gives the sight that is lost, before anybody follows. */
  before?: (scene: Scene) => Promise<unknown>;
  change: (scene: Scene) => Promise<unknown>;
  /** Whether the ticket can be changed once more. */
  final?: boolean;
  /** What the reader is sent for the change. */
  sent: 'TicketGone' | 'ACCESS_CHANGED' | 'TicketEvent';
  sees: boolean;
  wanted?: (scene: Scene) => Wanted;
}

const assign = (input: object) => (scene: Scene) =>
  admin.done('assignTicket', { ticketId: scene.ticketId, ...input }, 'ticket { id }');
const moveTo = (queue: 'open' | 'closed') => (scene: Scene) => assign({ queueId: scene[queue] })(scene);
const watch = ({ ticketId, me }: Scene) =>
  admin.done('watchTicket', { ticketId, userId: me }, 'ticket { id }');
const unwatch = ({ ticketId, me }: Scene) =>
  admin.done('unwatchTicket', { ticketId, userId: me }, 'ticket { id }');
const watchOneself = ({ ticketId, reader }: Scene) =>
  reader.done('watchTicket', { ticketId }, 'ticket { id }');
const join = ({ teamId, me }: Scene) =>
  admin.done('updateTeamMembers', { teamId, add: [{ userId: me }] }, 'team { id }');
const leave = ({ teamId, me }: Scene) =>
  admin.done('updateTeamMembers', { teamId, removeUserIds: [me] }, 'team { id }');
const role =
  (to: string) =>
  ({ me }: Scene) =>
    admin.done('updateUser', { userId: me, role: to }, 'user { id }');
const update = (input: (scene: Scene) => object) => (scene: Scene) =>
  admin.done('updateTicket', { ticketId: scene.ticketId, ...input(scene) }, 'ticket { id }');
const affected = update(({ me }) => ({ affectedUserIds: [me] }));
const notAffected = update(() => ({ affectedUserIds: [] }));
const requested = update(({ me }) => ({ requesterId: me }));
const notRequested = update(() => ({ requesterId: ids.requester2 }));
const setVisibility = (queue: 'open' | 'closed', visibility: string) => (scene: Scene) =>
  admin.done('updateQueue', { queueId: scene[queue], visibility }, 'queue { id }');
const setTeam = (name: string) => (scene: Scene) =>
  admin.done('updateQueue', { queueId: scene.closed, teamId: ids[`team ${name}`] }, 'queue { id }');

/** Makes the ticket a change whose plan waits to be submitted, and whose approver is the reader. */
async function planned({ ticketId, me, key }: Scene): Promise<void> {
  const input = { ticketType: 'CHANGE_REQUEST', name: key };
  const { category } = await admin.done('createCategory', input, 'category { id }');
  await admin.done('updateTicket', { ticketId, categoryId: category.id }, 'ticket { id }');
  const policy = {
    name: key,
    ticketType: 'CHANGE_REQUEST',
    categoryId: category.id,
    rule: 'ANY_ONE',
    userIds: [me, ids.lead],
  };
  await admin.done('createApprovalPolicy', policy, 'approvalPolicy { id }');
  await admin.done('startInvestigation', { ticketId }, 'ticket { id }');
  await admin.done('diagnoseTicket', { ticketId, findings: 'Full.', rootCause: 'Growth.' }, 'ticket { id }');
}
const submit = ({ ticketId }: Scene) =>
  admin.done(
    'submitPlan',
    { ticketId, kind: 'FIX', summary: 'A disk.', risk: 'HIGH', rollbackPlan: 'The old disk.' },
    'ticket { status plans { approval { id } } }',
  );

/** Runs steps one after the other. */
const inOrder =
  (...steps: ((scene: Scene) => Promise<unknown>)[]) =>
  async (scene: Scene) => {
    for (const step of steps) await step(scene);
  };

const inQueues: NonNullable<Case['wanted']> = ({ open, closed }) => ({
  filter: { queueIds: [open, closed] },
  matches: () => true,
});

const cases: Record<string, Case> = {
  'the role goes down': {
    reader: 'AGENT',
    queue: 'open',
    change: role('REQUESTER'),
    sent: 'ACCESS_CHANGED',
    sees: false,
  },
  'the role goes up': {
    reader: 'REQUESTER',
    queue: 'open',
    change: role('AGENT'),
    sent: 'ACCESS_CHANGED',
    sees: true,
    wanted: inQueues,
  },
  'an administrator becomes an agent': {
    reader: 'ADMIN',
    queue: 'closed',
    change: role('AGENT'),
    sent: 'ACCESS_CHANGED',
    sees: false,
  },
  'an agent becomes an administrator': {
    reader: 'AGENT',
    queue: 'closed',
    change: role('ADMIN'),
    sent: 'ACCESS_CHANGED',
    sees: true,
  },
  'they leave the team': {
    reader: 'LEAD',
    queue: 'closed',
    before: join,
    change: leave,
    sent: 'ACCESS_CHANGED',
    sees: false,
  },
  'they join the team': {
    reader: 'AGENT',
    queue: 'closed',
    change: join,
    sent: 'ACCESS_CHANGED',
    sees: true,
  },
  'the queue becomes TEAM': {
    reader: 'AGENT',
    queue: 'open',
    change: setVisibility('open', 'TEAM'),
    sent: 'ACCESS_CHANGED',
    sees: false,
  },
  'the queue ceases to be TEAM': {
    reader: 'AGENT',
    queue: 'closed',
    change: setVisibility('closed', 'ORGANISATION'),
    sent: 'ACCESS_CHANGED',
    sees: true,
  },
  'the TEAM queue is given to another team': {
    reader: 'AGENT',
    queue: 'closed',
    before: join,
    change: setTeam('Service Desk'),
    sent: 'ACCESS_CHANGED',
    sees: false,
  },
  'the ticket moves into a TEAM queue': {
    reader: 'AGENT',
    queue: 'open',
    change: moveTo('closed'),
    sent: 'TicketGone',
    sees: false,
  },
  'the ticket moves out of a TEAM queue': {
    reader: 'AGENT',
    queue: 'closed',
    change: moveTo('open'),
    sent: 'TicketEvent',
    sees: true,
  },
  'the ticket leaves the queue of an API key': {
    reader: 'KEY',
    queue: 'open',
    change: moveTo('closed'),
    sent: 'TicketGone',
    sees: false,
    wanted: () => everything,
  },
  'the ticket comes into the queue of an API key': {
    reader: 'KEY',
    queue: 'closed',
    change: moveTo('open'),
    sent: 'TicketEvent',
    sees: true,
    wanted: () => everything,
  },
  'an agent is no longer a watcher': {
    reader: 'AGENT',
    queue: 'closed',
    before: watch,
    change: unwatch,
    sent: 'TicketGone',
    sees: false,
  },
  'an agent becomes a watcher': {
    reader: 'AGENT',
    queue: 'closed',
    change: watch,
    sent: 'TicketEvent',
    sees: true,
  },
  'an agent who watches on their own is added by somebody': {
    reader: 'AGENT',
    queue: 'closed',
    before: inOrder(moveTo('open'), watchOneself, moveTo('closed')),
    change: watch,
    sent: 'TicketEvent',
    sees: true,
  },
  'a requester is no longer a watcher': {
    reader: 'REQUESTER',
    queue: 'open',
    before: watch,
    change: unwatch,
    sent: 'TicketGone',
    sees: false,
  },
  'a requester becomes a watcher': {
    reader: 'REQUESTER',
    queue: 'open',
    change: watch,
    sent: 'TicketEvent',
    sees: true,
  },
  'they are no longer affected': {
    reader: 'REQUESTER',
    queue: 'open',
    before: affected,
    change: notAffected,
    sent: 'TicketGone',
    sees: false,
  },
  'they become affected': {
    reader: 'REQUESTER',
    queue: 'closed',
    change: affected,
    sent: 'TicketEvent',
    sees: true,
  },
  'an agent becomes affected': {
    reader: 'AGENT',
    queue: 'closed',
    change: affected,
    sent: 'TicketEvent',
    sees: true,
  },
  'the requester changes': {
    reader: 'REQUESTER',
    queue: 'open',
    before: requested,
    change: notRequested,
    sent: 'TicketGone',
    sees: false,
  },
  'they become the requester': {
    reader: 'REQUESTER',
    queue: 'open',
    change: requested,
    sent: 'TicketEvent',
    sees: true,
  },
  'the assignee changes': {
    reader: 'AGENT',
    queue: 'closed',
    before: (s) => assign({ assigneeId: s.me })(s),
    change: assign({ assigneeId: null }),
    sent: 'TicketGone',
    sees: false,
  },
  'an agent is asked to approve': {
    type: 'CHANGE_REQUEST',
    reader: 'AGENT',
    queue: 'closed',
    before: planned,
    change: submit,
    sent: 'TicketEvent',
    sees: true,
  },
  'a requester is asked to approve': {
    type: 'CHANGE_REQUEST',
    reader: 'REQUESTER',
    queue: 'open',
    before: planned,
    change: submit,
    sent: 'TicketEvent',
    sees: true,
  },
  'the ticket is merged into another': {
    reader: 'AGENT',
    queue: 'open',
    change: async ({ ticketId, open }) => {
      const intoId = await report(requester, 'The same', {});
      await admin.done('assignTicket', { ticketId: intoId, queueId: open }, 'ticket { id }');
      return admin.done('mergeTicket', { ticketId, intoId }, 'ticket { id }');
    },
    final: true,
    sent: 'TicketEvent',
    sees: true,
    wanted: () => ({ filter: { statuses: ['NEW'] }, matches: ({ status }) => status === 'NEW' }),
  },
  'they become the assignee': {
    reader: 'AGENT',
    queue: 'closed',
    change: (s) => assign({ assigneeId: s.me })(s),
    sent: 'TicketEvent',
    sees: true,
  },
};

let scenes = 0;

async function sceneOf({ type = 'INCIDENT', reader, queue }: Case): Promise<Scene> {
  scenes += 1;
  const key = `Scene ${scenes}`;
  const { team } = await admin.done('createTeam', { name: key }, 'team { id }');
  const [open, closed] = await Promise.all(
    ['ORGANISATION', 'TEAM'].map(async (visibility) => {
      const input = { name: `${key} ${visibility}`, teamId: team.id, visibility };
      return (await admin.done('createQueue', input, 'queue { id }')).queue.id as string;
    }),
  );
  if (!open || !closed) throw new Error('there are no queues');
  const { client, id: me } = reader === 'KEY' ? await limitedKey(key, open) : await newcomer(key, reader);
  // Requesters report no changes.
  const about = type === 'INCIDENT' ? {} : { type, requesterId: ids.requester };
  const ticketId = await report(type === 'INCIDENT' ? requester : admin, `${key}, before`, about);
  const scene = { reader: client, me, teamId: team.id, open, closed, ticketId, key };
  await moveTo(queue)(scene);
  return scene;
}

async function newcomer(name: string, as: string) {
  const [email, password] = [`${name.replace(' ', '').toLowerCase()}@example.com`, 'correct horse battery'];
  const { user } = await admin.done('createUser', { name, email, role: as, password }, 'user { id }');
  const { signIn } = await world
    .anonymous()
    .ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', {
      input: { email, password },
    });
  return { id: user.id as string, client: world.withToken(signIn.token) };
}

async function limitedKey(name: string, queueId: string) {
  const input = { name, scopes: ['TICKETS_READ'], queueIds: [queueId] };
  const { secret } = await admin.done('createApiKey', input, 'secret');
  return { id: '', client: world.withToken(secret) };
}

/** The kinds of items about the ticket, without the positions. */
const kindsOf = (sent: readonly Sent[], ticketId: string): string[] =>
  sent
    .filter(({ kind, ticket }) => kind !== 'StreamPosition' && (ticket?.id ?? ticketId) === ticketId)
    .map(({ kind, reason }) => reason ?? kind);

describe('a list that is kept up to date by events, when', () => {
  it.concurrent.each(Object.entries(cases))(
    '%s, equals a list that is read again, live and after a resume',
    async (_name, one) => {
      const scene = await sceneOf(one);
      await one.before?.(scene);
      const { reader, ticketId, key } = scene;
      const wanted = (one.wanted ?? (one.reader === 'REQUESTER' ? () => everything : inQueues))(scene);
      const live = (await Mirror.of(reader, wanted, placeOf)).follow();
      const away = await Mirror.of(reader, wanted, placeOf);
      await live.caughtUp(0);
      const saw = live.rows.has(ticketId);

      await one.change(scene);
      const head = placeOf(await positionOf(admin));
      await live.caughtUp(head);
      if (!one.final)
        await admin.done('updateTicket', { ticketId, subject: `${key}, after` }, 'ticket { id }');
      const after = placeOf(await positionOf(admin));
      await live.caughtUp(after);
      await away.follow().caughtUp(after);

      const { rows } = await freshList(reader, wanted);
      expect(rows.has(ticketId)).toBe(
        one.sees && wanted.matches({ id: ticketId, status: rows.get(ticketId)?.status ?? '', subject: '' }),
      );
      if (!one.sees) expect(saw).toBe(true);
      for (const mirror of [live, away]) {
        await mirror.stop();
        expect(mirror.rows).toEqual(rows);
        expect(kindsOf(mirror.sent, ticketId)).toContain(one.sent);
        // Of a ticket that the reader cannot see: nothing but its id.
        if (!one.sees) expect(JSON.stringify(mirror.sent)).not.toContain(`${key}, after`);
      }
      if (!one.sees && one.sent === 'TicketGone')
        expect(kindsOf(away.sent, ticketId)).toEqual(['TicketGone']);
    },
  );
});
