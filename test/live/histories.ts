import fc from 'fast-check';
import { Client } from '../harness/client.js';
import { newcomer, program } from '../harness/desk.js';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import type { World } from '../harness/world.js';
import { everything, freshList, Mirror, type Wanted } from './mirror.js';
import { directory, positionOf } from './support.js';

/** How many there are of each in a history. */
const TICKETS = 2;
const TEAMS = 2;
const QUEUES = 3;
const PEOPLE = 4;

const ticket = fc.nat(TICKETS - 1);
const queue = fc.nat(QUEUES - 1);
const team = fc.nat(TEAMS - 1);
const person = fc.nat(PEOPLE - 1);

/** One step of a history. Steps that the server refuses change nothing. */
const step = fc.oneof(
  fc.record({ do: fc.constant('move' as const), ticket, queue }),
  fc.record({ do: fc.constant('assign' as const), ticket, person: fc.option(person) }),
  fc.record({ do: fc.constant('request' as const), ticket, person }),
  fc.record({ do: fc.constant('watch' as const), ticket, person }),
  fc.record({ do: fc.constant('unwatch' as const), ticket, person }),
  fc.record({ do: fc.constant('watchOneself' as const), ticket, person }),
  fc.record({ do: fc.constant('affect' as const), ticket, people: fc.uniqueArray(person, { maxLength: 2 }) }),
  fc.record({
    do: fc.constant('role' as const),
    person,
    role: fc.constantFrom('REQUESTER', 'AGENT', 'ADMIN'),
  }),
  fc.record({ do: fc.constant('join' as const), team, person }),
  fc.record({ do: fc.constant('leave' as const), team, person }),
  fc.record({ do: fc.constant('visibility' as const), queue, to: fc.constantFrom('ORGANISATION', 'TEAM') }),
  fc.record({ do: fc.constant('give' as const), queue, team }),
  fc.record({ do: fc.constant('start' as const), ticket }),
  fc.record({ do: fc.constant('requeue' as const), ticket }),
  fc.record({ do: fc.constant('note' as const), ticket }),
  fc.record({
    do: fc.constant('ask' as const),
    ticket,
    people: fc.uniqueArray(person, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'reject' as const, 'remove' as const),
    ticket,
    person,
  }),
  fc.record({ do: fc.constant('delegate' as const), ticket, person, to: person }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'cancel' as const), ticket }),
  fc.record({ do: fc.constant('goAway' as const), person }),
  fc.record({ do: fc.constant('comeBack' as const), person }),
);

export const history = fc.array(step, { minLength: 6, maxLength: 16 });
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The demo cast's and other readers, each with mirrors of their own. */
interface Reader {
  name: string;
  client: Client;
  /** They follow all the time, except while the reader is away. */
  live: Mirror[];
  /** They read the list before the first step, and resume after the last. */
  resumed: Mirror[];
  /** What a read of the tickets by their ids showed after some step: `id subject`. */
  saw: Set<string>;
}

/** The queues, teams and tickets of one history. */
interface Scene {
  /** The policy of the tickets' category, whose approvers change. */
  policy: string;
  teams: string[];
  queues: string[];
  tickets: string[];
}

const isNew: Wanted = { filter: { statuses: ['NEW'] }, matches: ({ status }) => status === 'NEW' };

/** Plays histories with readers of every kind. People keep their accounts; everything else is new in each history. */
export class Stage {
  readonly #world: World;
  readonly #admin: Client;
  /** Names the approvers: who submits a plan cannot choose them. */
  readonly #chooser: Client;
  readonly #placeOf: LogPlaces;
  readonly #people: { id: string; client: Client }[] = [];
  readonly #reporter: string;
  #histories = 0;
  /** The tickets of all histories: a step about a user can be an event on those of earlier ones. */
  readonly #tickets: string[] = [];

  private constructor(world: World, admin: Client, chooser: Client, placeOf: LogPlaces, reporter: string) {
    this.#world = world;
    this.#admin = admin;
    this.#chooser = chooser;
    this.#placeOf = placeOf;
    this.#reporter = reporter;
  }

  static async of(world: World): Promise<Stage> {
    const admin = await world.as('admin');
    const { requester2 = '' } = await directory(world);
    const chooser = await (await newcomer(world, 'ADMIN')).signIn();
    const stage = new Stage(world, admin, chooser, await logPlaces(world.rows), requester2);
    for (let i = 0; i < PEOPLE; i += 1) {
      const [email, password] = [`person${i}@example.com`, 'correct horse battery'];
      const { user } = await admin.done(
        'createUser',
        { name: `Person ${i}`, email, password, role: 'AGENT' },
        'user { id }',
      );
      const client = await Client.signIn(() => world.url, email, password);
      stage.#people.push({ id: user.id, client });
    }
    return stage;
  }

  /** Plays a history, and returns what is wrong. */
  async play(steps: readonly Step[]): Promise<string[]> {
    this.#histories += 1;
    const scene = await this.#scene();
    const readers = await this.#readers(scene);
    const look = () => Promise.all(readers.map((reader) => this.#look(reader)));
    await look();
    for (const [i, one] of steps.entries()) {
      await this.#take(one, scene, readers);
      await look();
      // Each state has a subject of its own, so that it can be recognised.
      const ticketId = 'ticket' in one ? scene.tickets[one.ticket] : scene.tickets[i % TICKETS];
      await this.#admin.mutate('updateTicket', { ticketId, subject: `Step ${i}` }, 'ticket { id }');
      await look();
    }
    const head = this.#placeOf(await positionOf(this.#admin));
    const faults = await Promise.all(readers.map((reader) => this.#faults(reader, head)));
    return faults.flat();
  }

  /** The first two people begin as agents, one of them in the first team; the others as requesters. */
  async #scene(): Promise<Scene> {
    const name = `History ${this.#histories}`;
    const made = async (mutation: string, input: object, node: string): Promise<string> =>
      (await this.#admin.done(mutation, { ...input }, `${node} { id }`))[node].id;
    const teams: string[] = [];
    for (let i = 0; i < TEAMS; i += 1)
      teams.push(await made('createTeam', { name: `${name}, ${i}` }, 'team'));
    const queues: string[] = [];
    for (let i = 0; i < QUEUES; i += 1) {
      const visibility = i === 0 ? 'ORGANISATION' : 'TEAM';
      queues.push(
        await made('createQueue', { name: `${name}, ${i}`, teamId: teams[i % TEAMS], visibility }, 'queue'),
      );
    }
    for (const [i, { id: userId }] of this.#people.entries())
      await this.#admin.done('updateUser', { userId, role: i < 2 ? 'AGENT' : 'REQUESTER' }, 'user { id }');
    const add = [{ userId: this.#people[0]?.id }];
    await this.#admin.done('updateTeamMembers', { teamId: teams[1], add }, 'team { id }');
    const categoryId = await made('createCategory', { name, ticketType: 'INCIDENT' }, 'category');
    const rule = { name, ticketType: 'INCIDENT', categoryId, rule: 'ALL_OF', userIds: [this.#reporter] };
    const policy = await made('createApprovalPolicy', rule, 'approvalPolicy');
    const tickets: string[] = [];
    for (let i = 0; i < TICKETS; i += 1) {
      const words = { type: 'INCIDENT', subject: 'At first', description: '.' };
      const input = { ...words, categoryId, requesterId: this.#reporter };
      tickets.push(await made('createTicket', { ...input, queueId: queues[i] }, 'ticket'));
    }
    this.#tickets.push(...tickets);
    return { policy, teams, queues, tickets };
  }

  async #readers({ queues }: Scene): Promise<Reader[]> {
    const key = (limits: Record<string, unknown>) => program(this.#world, ['TICKETS_READ'], limits);
    const clients: Record<string, Client> = {
      ...Object.fromEntries(this.#people.map(({ client }, i) => [`person ${i}`, client])),
      'a key limited to an open queue': await key({ queueIds: [queues[0]] }),
      'a key limited to TEAM queues': await key({ queueIds: [queues[1], queues[2]] }),
      'a key': await key({}),
    };
    const mirrors = (client: Client) =>
      Promise.all([everything, isNew].map((wanted) => Mirror.of(client, wanted, this.#placeOf)));
    return Promise.all(
      Object.entries(clients).map(async ([name, client]) => {
        const [live, resumed] = await Promise.all([mirrors(client), mirrors(client)]);
        for (const mirror of live) mirror.follow();
        return { name, client, live, resumed, saw: new Set<string>() };
      }),
    );
  }

  async #look({ client, saw }: Reader): Promise<void> {
    const { nodes } = await client.ok(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Ticket { subject } } }',
      {
        ids: this.#tickets.slice(-100),
      },
    );
    for (const node of nodes) if (node) saw.add(`${node.id} ${node.subject}`);
  }

  async #take(one: Step, scene: Scene, readers: readonly Reader[]): Promise<void> {
    const admin = this.#admin;
    const ticketId = 'ticket' in one ? scene.tickets[one.ticket] : undefined;
    const queueId = 'queue' in one ? scene.queues[one.queue] : undefined;
    const teamId = 'team' in one ? scene.teams[one.team] : undefined;
    const person = 'person' in one && one.person !== null ? this.#people[one.person] : undefined;
    const userId = person?.id ?? null;
    const reader = 'person' in one && one.person !== null ? readers[one.person] : undefined;
    switch (one.do) {
      case 'move':
        return admin.mutate('assignTicket', { ticketId, queueId }, '__typename');
      case 'assign':
        return admin.mutate('assignTicket', { ticketId, assigneeId: userId }, '__typename');
      case 'request':
        return admin.mutate('updateTicket', { ticketId, requesterId: userId }, '__typename');
      case 'watch':
        return admin.mutate('watchTicket', { ticketId, userId }, '__typename');
      case 'unwatch':
        return admin.mutate('unwatchTicket', { ticketId, userId }, '__typename');
      case 'watchOneself':
        return person?.client.mutate('watchTicket', { ticketId }, '__typename');
      case 'affect': {
        const affectedUserIds = one.people.map((i) => this.#people[i]?.id);
        return admin.mutate('updateTicket', { ticketId, affectedUserIds }, '__typename');
      }
      case 'role':
        return admin.mutate('updateUser', { userId, role: one.role }, '__typename');
      case 'join':
        return admin.mutate('updateTeamMembers', { teamId, add: [{ userId }] }, '__typename');
      case 'leave':
        return admin.mutate('updateTeamMembers', { teamId, removeUserIds: [userId] }, '__typename');
      case 'visibility':
        return admin.mutate('updateQueue', { queueId, visibility: one.to }, '__typename');
      case 'give':
        return admin.mutate('updateQueue', { queueId, teamId }, '__typename');
      case 'start':
        return admin.mutate('startInvestigation', { ticketId }, '__typename');
      case 'requeue':
        return admin.mutate('requeueTicket', { ticketId, reason: 'It waits for others.' }, '__typename');
      case 'note':
        return admin.mutate('addComment', { ticketId, body: 'Hm.', visibility: 'INTERNAL' }, '__typename');
      case 'ask':
        return this.#ask(ticketId, scene.policy, one.people);
      case 'approve':
        return this.#decide(ticketId, person?.client, { decision: 'APPROVE' });
      case 'reject':
        return this.#decide(ticketId, person?.client, { decision: 'REJECT', reason: 'Too early.' });
      case 'delegate': {
        const approvalId = await this.#approvalOf(ticketId);
        const input = { approvalId, toUserId: this.#people[one.to]?.id };
        return approvalId && person?.client.mutate('delegateApproval', input, '__typename');
      }
      case 'remove': {
        const part = { ticketId, userId, participation: 'APPROVER' };
        return admin.mutate('unwatchTicket', part, '__typename');
      }
      case 'withdraw':
        return admin.mutate('withdrawPlan', { ticketId, reason: 'Another window.' }, '__typename');
      case 'cancel':
        return admin.mutate('cancelTicket', { ticketId, reason: 'Not needed.' }, '__typename');
      case 'goAway':
        await Promise.all(reader?.live.map((mirror) => mirror.stop()) ?? []);
        return;
      case 'comeBack':
        for (const mirror of reader?.live ?? []) mirror.follow();
    }
  }

  /** Asks people to approve a plan, as far as the ticket can be planned. */
  async #ask(ticketId: string | undefined, approvalPolicyId: string, people: readonly number[]) {
    const admin = this.#admin;
    const userIds = people.map((i) => this.#people[i]?.id);
    await this.#chooser.done('updateApprovalPolicy', { approvalPolicyId, userIds }, '__typename');
    const diagnosis = { findings: 'Full.', rootCause: 'Growth.' };
    const steps = {
      startInvestigation: {},
      diagnoseTicket: diagnosis,
      submitPlan: { kind: 'FIX', summary: 'A new one.' },
    };
    for (const [name, input] of Object.entries(steps))
      await admin.mutate(name, { ticketId, ...input }, '__typename');
  }

  async #decide(ticketId: string | undefined, by: Client | undefined, decision: object) {
    const approvalId = await this.#approvalOf(ticketId);
    return approvalId && by?.mutate('decideApproval', { approvalId, ...decision }, '__typename');
  }

  async #approvalOf(id: string | undefined): Promise<string | undefined> {
    const { ticket } = await this.#admin.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { approval { id } } } } }',
      { id },
    );
    return ticket.plans.nodes.at(-1)?.approval.id;
  }

  async #faults({ name, client, live, resumed, saw }: Reader, head: number): Promise<string[]> {
    const sawIds = new Set([...saw].map((state) => state.split(' ')[0]));
    const faults: string[] = [];
    await Promise.all([...live, ...resumed].map((mirror) => mirror.follow().caughtUp(head)));
    for (const mirror of [...live, ...resumed]) {
      await mirror.stop();
      const fresh = JSON.stringify([...(await freshList(client, mirror.wanted)).rows].sort());
      const kept = JSON.stringify([...mirror.rows].sort());
      const sent = JSON.stringify(mirror.sent);
      const how = live.includes(mirror) ? 'live' : 'resumed';
      if (kept !== fresh) faults.push(`${name}, ${how}, has ${kept} instead of ${fresh}; was sent ${sent}`);
      const resync = mirror.sent.findLastIndex(({ kind }) => kind === 'ResyncRequired');
      for (const [i, { kind, ticket }] of mirror.sent.entries()) {
        const state = `${ticket?.id} ${ticket?.subject}`;
        // Rights as they are now decide about old events. Somebody whose rights were extended since can hear that a ticket is gone which
        // these rights would have shown, before they hear that their rights have changed.
        const isGone = kind === 'TicketGone' && (sawIds.has(ticket?.id) || i < resync);
        const isKnown = kind === 'TicketEvent' ? saw.has(state) : kind !== 'TicketGone' || isGone;
        if (!isKnown) faults.push(`${name}, ${how}, could not see ${kind} ${state}; was sent ${sent}`);
      }
    }
    return faults;
  }
}
