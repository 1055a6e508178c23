import type { Client } from '../harness/client.js';
import type { World } from '../harness/world.js';
import { everything, type Wanted } from './mirror.js';
import { directory, report } from './support.js';

/** A world, and who acts in it. */
export interface Stage {
  readonly world: World;
  readonly admin: Client;
  /** Names the approvers: who submits a plan cannot choose them. */
  readonly chooser: Client;
  readonly requester: Client;
  readonly ids: Record<string, string>;
  scenes: number;
}

export async function stageOf(world: World): Promise<Stage> {
  const [admin, requester] = [await world.as('admin'), await world.as('requester')];
  const chooser = (await newcomer({ world, admin }, 'Chooser', 'ADMIN')).client;
  return { world, admin, chooser, requester, ids: await directory(world), scenes: 0 };
}

/** A reader and a ticket of their own, so that the cases do not meet. */
export interface Scene {
  reader: Client;
  /** The reader's user; of an API key nobody. */
  me: string;
  teamId: string;
  /** Queues of the team: one that all agents see, and one of visibility `TEAM`. */
  open: string;
  closed: string;
  ticketId: string;
  key: string;
  stage: Stage;
  admin: Client;
  /** The parent of the ticket, where it has one. */
  parentId?: string;
}

export interface Case {
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

const assign =
  (input: object) =>
  ({ admin, ticketId }: Scene) =>
    admin.done('assignTicket', { ticketId, ...input }, 'ticket { id }');
const moveTo = (queue: 'open' | 'closed') => (scene: Scene) => assign({ queueId: scene[queue] })(scene);
const watch = ({ admin, ticketId, me }: Scene) =>
  admin.done('watchTicket', { ticketId, userId: me }, 'ticket { id }');
const unwatch = ({ admin, ticketId, me }: Scene) =>
  admin.done('unwatchTicket', { ticketId, userId: me }, 'ticket { id }');
const watchOneself = ({ ticketId, reader }: Scene) =>
  reader.done('watchTicket', { ticketId }, 'ticket { id }');
const join = ({ admin, teamId, me }: Scene) =>
  admin.done('updateTeamMembers', { teamId, add: [{ userId: me }] }, 'team { id }');
const leave = ({ admin, teamId, me }: Scene) =>
  admin.done('updateTeamMembers', { teamId, removeUserIds: [me] }, 'team { id }');
const role =
  (to: string) =>
  ({ admin, me }: Scene) =>
    admin.done('updateUser', { userId: me, role: to }, 'user { id }');
const update = (input: (scene: Scene) => object) => (scene: Scene) =>
  scene.admin.done('updateTicket', { ticketId: scene.ticketId, ...input(scene) }, 'ticket { id }');
const affected = update(({ me }) => ({ affectedUserIds: [me] }));
const notAffected = update(() => ({ affectedUserIds: [] }));
const requested = update(({ me }) => ({ requesterId: me }));
const notRequested = update(({ stage }) => ({ requesterId: stage.ids.requester2 }));
const setVisibility = (queue: 'open' | 'closed', visibility: string) => (scene: Scene) =>
  scene.admin.done('updateQueue', { queueId: scene[queue], visibility }, 'queue { id }');
const setTeam =
  (name: string) =>
  ({ admin, stage, closed }: Scene) =>
    admin.done('updateQueue', { queueId: closed, teamId: stage.ids[`team ${name}`] }, 'queue { id }');

/** Prepares a plan to be submitted. The policy asks the reader and the lead, or only the lead. */
const planned = (scene: Scene) => plannedFor(scene, [scene.me, scene.stage.ids.lead]);
const plannedForOthers = (scene: Scene) => plannedFor(scene, [scene.stage.ids.lead]);
async function plannedFor({ admin, stage, ticketId, key }: Scene, userIds: unknown[]): Promise<void> {
  const input = { ticketType: 'CHANGE_REQUEST', name: key };
  const { category } = await admin.done('createCategory', input, 'category { id }');
  await admin.done('updateTicket', { ticketId, categoryId: category.id }, 'ticket { id }');
  const policy = {
    name: key,
    ticketType: 'CHANGE_REQUEST',
    categoryId: category.id,
    rule: 'ANY_ONE',
    userIds,
  };
  await stage.chooser.done('createApprovalPolicy', policy, 'approvalPolicy { id }');
  await admin.done('startInvestigation', { ticketId }, 'ticket { id }');
  await admin.done('diagnoseTicket', { ticketId, findings: 'Full.', rootCause: 'Growth.' }, 'ticket { id }');
}
const submit = ({ admin, ticketId }: Scene) =>
  admin.done(
    'submitPlan',
    { ticketId, kind: 'FIX', summary: 'A disk.', risk: 'HIGH', rollbackPlan: 'The old disk.' },
    'ticket { status plans { nodes { approval { id } } } }',
  );

async function approvalOf({ admin, ticketId }: Scene): Promise<string> {
  const { ticket } = await admin.ok(
    'query ($id: ID!) { ticket(id: $id) { plans { nodes { approval { id } } } } }',
    {
      id: ticketId,
    },
  );
  return ticket.plans.nodes.at(-1).approval.id;
}
const delegate = async (scene: Scene, by: Client, toUserId: unknown) =>
  by.done('delegateApproval', { approvalId: await approvalOf(scene), toUserId }, 'eventCursor');
const reject = async (scene: Scene) =>
  scene.reader.done(
    'decideApproval',
    { approvalId: await approvalOf(scene), decision: 'REJECT', reason: 'Too early.' },
    'eventCursor',
  );
const removeApprover = ({ admin, ticketId, me }: Scene) =>
  admin.done('unwatchTicket', { ticketId, userId: me, participation: 'APPROVER' }, 'eventCursor');
const transition =
  (mutation: string) =>
  ({ admin, ticketId }: Scene) =>
    admin.done(mutation, { ticketId, reason: 'Not now.' }, 'eventCursor');

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

const ofMyTeams: NonNullable<Case['wanted']> = () => ({
  filter: { viewer: ['MY_TEAMS'] },
  matches: () => true,
});

const withParent = (queue: 'open' | 'closed') => async (scene: Scene) => {
  const parentId = await report(scene.stage.requester, 'The whole building', {});
  scene.parentId = parentId;
  await moveParent(queue)(scene);
  const link = { ticketId: parentId, relation: 'PARENT_OF', otherTicketId: scene.ticketId };
  await scene.admin.done('linkTickets', link, 'ticket { id }');
};
const moveParent = (queue: 'open' | 'closed') => (scene: Scene) =>
  scene.admin.done('assignTicket', { ticketId: scene.parentId, queueId: scene[queue] }, 'ticket { id }');
/** Limited to the ticket's queue, so that other scenes change nothing. */
const childrenOfParent =
  (queue: 'open' | 'closed'): NonNullable<Case['wanted']> =>
  (scene) => ({
    filter: { parentIds: [scene.parentId], queueIds: [scene[queue]] },
    matches: () => true,
  });

export const cases: Record<string, Case> = {
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
  'they join a team without TEAM queues, and follow those of their teams': {
    reader: 'AGENT',
    queue: 'open',
    before: setVisibility('closed', 'ORGANISATION'),
    change: join,
    sent: 'ACCESS_CHANGED',
    sees: true,
    wanted: ofMyTeams,
  },
  'they leave a team without TEAM queues, and follow those of their teams': {
    reader: 'AGENT',
    queue: 'open',
    before: inOrder(setVisibility('closed', 'ORGANISATION'), join),
    change: leave,
    sent: 'ACCESS_CHANGED',
    sees: false,
    wanted: ofMyTeams,
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
  'they follow the children of a ticket that moves into a TEAM queue': {
    reader: 'AGENT',
    queue: 'open',
    before: withParent('open'),
    change: moveParent('closed'),
    sent: 'ACCESS_CHANGED',
    sees: false,
    wanted: childrenOfParent('open'),
  },
  'they follow the children of a ticket that moves out of a TEAM queue': {
    reader: 'AGENT',
    queue: 'open',
    before: withParent('closed'),
    change: moveParent('open'),
    sent: 'ACCESS_CHANGED',
    sees: true,
    wanted: childrenOfParent('open'),
  },
  'they follow the children of a ticket that they come to watch': {
    reader: 'AGENT',
    queue: 'open',
    before: withParent('closed'),
    change: ({ admin, parentId, me }) =>
      admin.done('watchTicket', { ticketId: parentId, userId: me }, 'ticket { id }'),
    sent: 'ACCESS_CHANGED',
    sees: true,
    wanted: childrenOfParent('open'),
  },
  'they follow the children of a ticket whose queue becomes TEAM': {
    reader: 'AGENT',
    queue: 'closed',
    before: inOrder(watch, withParent('open')),
    change: setVisibility('open', 'TEAM'),
    sent: 'ACCESS_CHANGED',
    sees: false,
    wanted: childrenOfParent('closed'),
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
  'an agent is given the decision of another approver': {
    type: 'CHANGE_REQUEST',
    reader: 'AGENT',
    queue: 'closed',
    before: inOrder(plannedForOthers, submit),
    change: async (scene) => delegate(scene, await scene.stage.world.as('lead'), scene.me),
    sent: 'TicketEvent',
    sees: true,
  },
  'an approver gives the decision away': {
    type: 'CHANGE_REQUEST',
    reader: 'REQUESTER',
    queue: 'open',
    before: inOrder(planned, submit),
    change: (scene) => delegate(scene, scene.reader, scene.stage.ids.agent2),
    sent: 'TicketGone',
    sees: false,
  },
  'an approver rejects the plan': {
    type: 'CHANGE_REQUEST',
    reader: 'REQUESTER',
    queue: 'open',
    before: inOrder(planned, submit),
    change: reject,
    sent: 'TicketGone',
    sees: false,
  },
  'the plan of an approver is withdrawn': {
    type: 'CHANGE_REQUEST',
    reader: 'AGENT',
    queue: 'closed',
    before: inOrder(planned, submit),
    change: transition('withdrawPlan'),
    sent: 'TicketGone',
    sees: false,
  },
  'an approver is removed': {
    type: 'CHANGE_REQUEST',
    reader: 'AGENT',
    queue: 'closed',
    before: inOrder(planned, submit),
    change: removeApprover,
    sent: 'TicketGone',
    sees: false,
  },
  'the ticket of an approver is cancelled': {
    type: 'CHANGE_REQUEST',
    reader: 'REQUESTER',
    queue: 'open',
    before: inOrder(planned, submit),
    change: transition('cancelTicket'),
    final: true,
    sent: 'TicketGone',
    sees: false,
  },
  'the ticket is merged into another': {
    reader: 'AGENT',
    queue: 'open',
    change: async ({ admin, stage, ticketId, open }) => {
      const intoTicketId = await report(stage.requester, 'The same', {});
      await admin.done('assignTicket', { ticketId: intoTicketId, queueId: open }, 'ticket { id }');
      return admin.done('mergeTicket', { ticketId, intoTicketId }, 'ticket { id }');
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

export async function sceneOf(stage: Stage, { type = 'INCIDENT', reader, queue }: Case): Promise<Scene> {
  stage.scenes += 1;
  const key = `Scene ${stage.scenes}`;
  const { admin, requester, ids } = stage;
  const { team } = await admin.done('createTeam', { name: key }, 'team { id }');
  const [open, closed] = await Promise.all(
    ['ORGANISATION', 'TEAM'].map(async (visibility) => {
      const input = { name: `${key} ${visibility}`, teamId: team.id, visibility };
      return (await admin.done('createQueue', input, 'queue { id }')).queue.id as string;
    }),
  );
  if (!open || !closed) throw new Error('there are no queues');
  const { client, id: me } =
    reader === 'KEY' ? await limitedKey(stage, key, open) : await newcomer(stage, key, reader);
  // Requesters report no changes.
  const about = type === 'INCIDENT' ? {} : { type, requesterId: ids.requester };
  const ticketId = await report(type === 'INCIDENT' ? requester : admin, `${key}, before`, about);
  const scene = { stage, admin, reader: client, me, teamId: team.id, open, closed, ticketId, key };
  await moveTo(queue)(scene);
  return scene;
}

async function newcomer({ world, admin }: Pick<Stage, 'world' | 'admin'>, name: string, as: string) {
  const [email, password] = [`${name.replace(' ', '').toLowerCase()}@example.com`, 'correct horse battery'];
  const { user } = await admin.done('createUser', { name, email, role: as, password }, 'user { id }');
  const { signIn } = await world
    .anonymous()
    .ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', {
      input: { email, password },
    });
  return { id: user.id as string, client: world.withToken(signIn.token) };
}

async function limitedKey({ world, admin }: Stage, name: string, queueId: string) {
  const input = { name, scopes: ['TICKETS_READ'], queueIds: [queueId] };
  const { secret } = await admin.done('createApiKey', input, 'secret');
  return { id: '', client: world.withToken(secret) };
}

/** What the reader of a case follows. */
export function wantedBy({ wanted, reader }: Case, scene: Scene): Wanted {
  return (wanted ?? (reader === 'REQUESTER' ? () => everything : inQueues))(scene);
}
