import fc from 'fast-check';
import type { Actor } from '../../server/platform/actor/actor.js';
import { Client } from '../harness/client.js';
import { program, rawId } from '../harness/desk.js';
import type { World } from '../harness/world.js';

/** How many there are of each. */
const TICKETS = 7;
const PEOPLE = 7;
const QUEUES = 5;
const TEAMS = 3;

const ticket = fc.nat(TICKETS - 1);
const person = fc.nat(PEOPLE - 1);
const queue = fc.nat(QUEUES - 1);

/** What happens to tickets. What the server refuses changes nothing. */
export const step = fc.oneof(
  fc.record({ do: fc.constant('move' as const), ticket, queue }),
  fc.record({ do: fc.constant('assign' as const), ticket, person }),
  fc.record({ do: fc.constant('request' as const), ticket, person }),
  fc.record({ do: fc.constantFrom('watch' as const, 'unwatch' as const), ticket, person }),
  fc.record({ do: fc.constant('affect' as const), ticket, people: fc.uniqueArray(person, { maxLength: 3 }) }),
  fc.record({
    do: fc.constantFrom(
      'RELATED_TO' as const,
      'PARENT_OF' as const,
      'HAS_PROBLEM' as const,
      'BLOCKS' as const,
    ),
    ticket,
    other: ticket,
  }),
  fc.record({ do: fc.constantFrom('hold' as const, 'merge' as const), ticket, other: ticket }),
  fc.record({ do: fc.constantFrom('PUBLIC' as const, 'INTERNAL' as const), ticket }),
  fc.record({ do: fc.constantFrom('ask' as const, 'knownError' as const, 'resolve' as const), ticket }),
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export const steps = fc.array(step, { minLength: 12, maxLength: 18 });

/** A viewer: one of the people with a role and teams, or an API key (person null). */
const viewer = fc.record({
  person: fc.option(person, { freq: 12 }),
  role: fc.constantFrom(
    'AGENT' as const,
    'AGENT' as const,
    'LEAD' as const,
    'ADMIN' as const,
    'REQUESTER' as const,
    'REQUESTER' as const,
  ),
  teams: fc.subarray([...Array(TEAMS).keys()]),
});
export type Viewer = typeof viewer extends fc.Arbitrary<infer V> ? V : never;
export const viewers = fc.array(viewer, { minLength: 10, maxLength: 14 });

const password = 'long enough';

/** Plays steps on tickets of their own. Teams, queues and people are the same all the time. */
export class SharedScene {
  readonly #admin: Client;
  readonly #organisationId: string;
  readonly #people: string[] = [];
  readonly #teams: string[] = [];
  readonly #queues: string[] = [];
  readonly #world: World;
  #category = '';

  private constructor(world: World, admin: Client, organisationId: string) {
    this.#world = world;
    this.#admin = admin;
    this.#organisationId = organisationId;
  }

  static async of(world: World, organisationId: string): Promise<SharedScene> {
    const admin = await world.as('admin');
    const scene = new SharedScene(world, admin, organisationId);
    const make = async (mutation: string, input: object, node: string): Promise<string> =>
      (await admin.done(mutation, { ...input }, `${node} { id }`))[node].id;
    for (let i = 0; i < TEAMS; i += 1)
      scene.#teams.push(await make('createTeam', { name: `Shared ${i}` }, 'team'));
    for (let i = 0; i < QUEUES; i += 1) {
      const visibility = i === 0 ? 'ORGANISATION' : 'TEAM';
      const teamId = scene.#teams[i % TEAMS];
      scene.#queues.push(await make('createQueue', { name: `Shared ${i}`, teamId, visibility }, 'queue'));
    }
    const [companyId] = [await make('createCompany', { name: 'Shared' }, 'company')];
    for (let i = 0; i < PEOPLE; i += 1) {
      const role = i < 4 ? 'AGENT' : 'REQUESTER';
      const user = {
        name: `Shared ${i}`,
        email: `shared${i}@example.com`,
        role,
        companyId,
        externalId: `S${i}`,
        password,
      };
      scene.#people.push(await make('createUser', user, 'user'));
    }
    // All can be assigned in every queue.
    const add = scene.#people.slice(0, 4).map((userId) => ({ userId }));
    for (const teamId of scene.#teams) await admin.done('updateTeamMembers', { teamId, add }, 'team { id }');
    scene.#category = await make('createCategory', { name: 'Shared', ticketType: 'INCIDENT' }, 'category');
    const policy = { name: 'Shared', ticketType: 'INCIDENT', categoryId: scene.#category, rule: 'ALL_OF' };
    const userIds = [scene.#people[4], scene.#people[1]];
    await make('createApprovalPolicy', { ...policy, userIds }, 'approvalPolicy');
    return scene;
  }

  /** Plays a history, and returns its tickets. */
  async play(history: readonly Step[]): Promise<string[]> {
    const tickets: string[] = [];
    for (let i = 0; i < TICKETS; i += 1) {
      const words = { subject: `Ticket ${i}`, description: '.', requesterId: this.#people[(i % 3) + 4] };
      const type = i === 2 ? { type: 'PROBLEM' } : { type: 'INCIDENT', categoryId: this.#category };
      const input = { ...words, ...type, queueId: this.#queues[i % QUEUES] };
      tickets.push((await this.#admin.done('createTicket', input, 'ticket { id }')).ticket.id);
    }
    for (const one of history) await this.take(one, tickets);
    return tickets;
  }

  /** Takes a step. `changed` is called after each change. */
  async take(one: Step, tickets: readonly string[], changed?: () => Promise<void>): Promise<void> {
    const ticketId = tickets[one.ticket];
    const otherId = 'other' in one ? tickets[one.other] : undefined;
    const userId = 'person' in one ? this.#people[one.person] : undefined;
    const admin = async (mutation: string, input: object): Promise<void> => {
      await this.#admin.mutate(mutation, { ticketId, ...input }, '__typename');
      await changed?.();
    };
    switch (one.do) {
      case 'move':
        return admin('assignTicket', { queueId: this.#queues[one.queue] });
      case 'assign':
        return admin('assignTicket', { assigneeId: userId });
      case 'request':
        return admin('updateTicket', { requesterId: userId });
      case 'watch':
        return admin('watchTicket', { userId });
      case 'unwatch':
        return admin('unwatchTicket', { userId });
      case 'affect':
        return admin('updateTicket', { affectedUserIds: one.people.map((i) => this.#people[i]) });
      case 'hold':
        return admin('holdTicket', { reason: 'AWAITING_PROBLEM', linkedTicketId: otherId });
      case 'merge':
        return admin('mergeTicket', { intoTicketId: otherId });
      case 'PUBLIC':
      case 'INTERNAL':
        return admin('addComment', { body: 'Hm.', visibility: one.do });
      case 'knownError':
        return admin('recordKnownError', {
          symptoms: 'Noise.',
          workaround: 'Wait.',
          publicWorkaround: 'Wait.',
        });
      case 'ask':
        await admin('startInvestigation', {});
        await admin('diagnoseTicket', { findings: 'Full.', rootCause: 'Growth.' });
        return admin('submitPlan', { kind: 'FIX', summary: 'A new one.' });
      case 'resolve':
        return admin('resolveTicket', { resolutionCode: 'FIXED', resolutionNotes: 'Done.' });
      default:
        return admin('linkTickets', { relation: one.do, otherTicketId: otherId });
    }
  }

  /**
   * Clients of all kinds: the people of the steps, staff of each set of teams, an administrator, and API keys of which some are limited to
   * queues that are open, of a team, or both.
   */
  async crowd(): Promise<Map<string, Client>> {
    const signIn = (email: string) => Client.signIn(() => this.#world.url, email, password);
    const [open, ...closed] = this.#queues;
    const keys: [string, string[], Record<string, unknown>][] = [
      ['key', ['TICKETS_READ'], {}],
      ['key of an open queue', ['TICKETS_READ'], { queueIds: [open] }],
      ['key of a team queue', ['TICKETS_READ', 'TICKETS_WRITE'], { queueIds: closed.slice(0, 1) }],
      ['key of both', ['TICKETS_READ'], { queueIds: [open, ...closed.slice(1, 3)] }],
      ['mailer', ['TICKETS_READ', 'COMMENTS_ON_BEHALF', 'COMMENTS_WRITE'], {}],
      ['writer', ['TICKETS_WRITE'], {}],
    ];
    const staff = Array.from({ length: 2 ** TEAMS }, (_, bits) => ({
      role: bits % 3 === 2 ? 'LEAD' : 'AGENT',
      teamIds: this.#teams.filter((_id, team) => (bits & (2 ** team)) > 0),
    }));
    const crowd = new Map<string, Client>([['admin', this.#admin]]);
    for (const [i, one] of staff.entries()) {
      const email = `crowd${i}@example.com`;
      const user = { name: `Crowd ${i}`, email, password, ...one };
      await this.#admin.done('createUser', user, 'user { id }');
      crowd.set(`${one.role} of teams ${i.toString(2)}`, await signIn(email));
    }
    for (const i of this.#people.keys()) crowd.set(`person ${i}`, await signIn(`shared${i}@example.com`));
    for (const [name, scopes, more] of keys) crowd.set(name, await program(this.#world, scopes, more));
    return crowd;
  }

  /** Moves a person of staff out of the teams, or into all of them, so that some rights to tickets are personal. */
  async settle(person: number, teams: readonly number[]): Promise<void> {
    const userId = this.#people[person];
    for (const [i, teamId] of this.#teams.entries()) {
      const members = teams.includes(i) ? { add: [{ userId }] } : { removeUserIds: [userId] };
      await this.#admin.mutate('updateTeamMembers', { teamId, ...members }, '__typename');
    }
  }

  actorOf({ person: i, role, teams }: Viewer): Actor {
    const organisationId = this.#organisationId;
    if (i === null) {
      const key = { kind: 'key', keyId: '00000000-0000-0000-0000-000000000001', name: 'A key' } as const;
      return { ...key, organisationId, scopes: ['TICKETS_READ'], queueIds: null, expiresAt: null };
    }
    const teamIds = role === 'REQUESTER' ? [] : teams.map((team) => rawId(this.#teams[team] ?? ''));
    const user = { kind: 'user', userId: rawId(this.#people[i] ?? ''), name: `Shared ${i}` } as const;
    const session = { sessionId: '00000000-0000-0000-0000-000000000002', expiresAt: new Date('2100-01-01') };
    return { ...user, ...session, organisationId, role, teamIds, leadTeamIds: [] };
  }
}
