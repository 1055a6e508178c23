import type { GraphQLEnumType } from 'graphql';
import { Client } from '../harness/client.js';
import { type Directory, directory, program } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import type { World } from '../harness/world.js';

/** The roles that call every entry point, in the order of the tables' columns. */
export const roles = [
  'requester', // the ticket's requester
  'stranger', // a requester who cannot see the ticket
  'affected', // a requester whom the ticket affects
  'watching', // a requester who watches the ticket
  'agent', // a member of the queue's team
  'otherAgent', // a member of another team; all agents see the queue
  'blindAgent', // a member of another team; only the queue's team sees the queue
  'lead', // a lead of the queue's team
  'otherLead', // a lead of another team; all agents see the queue
  'admin',
  'key', // an API key with exactly the required scopes; with all scopes where API keys are refused
  'strayKey', // an API key with every scope except the first required one; with all but TICKETS_READ where API keys are refused
  'readKey', // an API key with TICKETS_READ only
  'outsider', // an administrator of another organisation
  'nobody', // a client that is not signed in
] as const;
export type Role = (typeof roles)[number];

/** The scopes that an entry point requires; empty where API keys are refused. */
export type Fitting = readonly string[];

const scopes = (contract.getType('ApiKeyScope') as GraphQLEnumType).getValues().map(({ name }) => name);

const password = 'long enough';

/** The users and API keys of one world. */
export class Cast {
  readonly world: World;
  readonly admin: Client;
  readonly names: Directory;
  /** The queue of the agent's team with visibility `TEAM`. */
  readonly closedQueueId: string;
  readonly #clients: ReadonlyMap<string, Client>;
  readonly #emails: ReadonlyMap<string, string>;
  readonly #keys = new Map<string, Promise<Client>>();

  private constructor(
    world: World,
    admin: Client,
    names: Directory,
    closedQueueId: string,
    clients: ReadonlyMap<string, Client>,
    emails: ReadonlyMap<string, string>,
  ) {
    this.world = world;
    this.admin = admin;
    this.names = names;
    this.closedQueueId = closedQueueId;
    this.#clients = clients;
    this.#emails = emails;
  }

  static async of(world: World): Promise<Cast> {
    await world.rows("update users set role = 'ADMIN' where email = 'outsider@example.org'");
    const admin = await world.as('admin');
    const { teams } = await directory(admin);
    const { user: otherLead } = await admin.done(
      'createUser',
      { name: 'Other Lead', email: 'otherlead@example.com', role: 'LEAD', password },
      'user { id }',
    );
    for (const name of ['affected', 'watching', 'bystander'])
      await admin.done(
        'createUser',
        { name, email: `${name}@example.com`, role: name === 'bystander' ? 'AGENT' : 'REQUESTER', password },
        'user { id }',
      );
    const leading = { teamId: teams.Network, add: [{ userId: otherLead.id, lead: true }] };
    await admin.done('updateTeamMembers', leading, '__typename');
    const closed = { name: 'Closed', teamId: teams['Service Desk'], visibility: 'TEAM' };
    const { queue } = await admin.done('createQueue', closed, 'queue { id }');
    const emails = new Map(
      Object.entries({
        requester: 'requester@example.com',
        stranger: 'requester2@example.com',
        affected: 'affected@example.com',
        watching: 'watching@example.com',
        agent: 'agent@example.com',
        otherAgent: 'agent2@example.com',
        blindAgent: 'agent2@example.com',
        lead: 'lead@example.com',
        otherLead: 'otherlead@example.com',
        admin: 'admin@example.com',
        outsider: 'outsider@example.org',
      }),
    );
    const clients = new Map<string, Client>();
    for (const [role, email] of emails) clients.set(role, await signIn(world, email));
    return new Cast(world, admin, await directory(admin), queue.id, clients, emails);
  }

  /** Returns the client of a role. API keys get their scopes from those that the entry point requires. */
  async caller(role: Role, fitting: Fitting): Promise<Client> {
    if (role === 'nobody') return this.world.anonymous();
    if (role === 'readKey') return this.#key(['TICKETS_READ']);
    if (role === 'key') return this.#key(fitting.length > 0 ? fitting : scopes);
    if (role === 'strayKey')
      return this.#key(scopes.filter((scope) => scope !== (fitting[0] ?? 'TICKETS_READ')));
    return this.#clients.get(role) as Client;
  }

  /**
   * Returns a new session for calls that end it. An API key has no session, so its client is the usual one.
   */
  async newSession(role: Role, fitting: Fitting): Promise<Client> {
    const email = this.#emails.get(role);
    return email ? signIn(this.world, email) : this.caller(role, fitting);
  }

  id(name: string): string {
    const id = this.names.users[name];
    if (!id) throw new Error(`there is no user ${name}`);
    return id;
  }

  /** Creates an API key and uses it once, so that it has an access record. */
  async #program(of: readonly string[]): Promise<Client> {
    const client = await program(this.world, of, { name: of.join().slice(0, 100) });
    await client.ok('{ viewerApiKey { id } }');
    return client;
  }

  #key(of: readonly string[]): Promise<Client> {
    const known = this.#keys.get(of.join()) ?? this.#program(of);
    this.#keys.set(of.join(), known);
    return known;
  }
}

function signIn(world: World, email: string): Promise<Client> {
  const demo = /^(admin|lead|agent2?|requester2?)@example\.com$|^outsider@/.test(email);
  return Client.signIn(() => world.url, email, demo ? 'demo' : password);
}
