import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { fromGlobalId, toGlobalId } from '../../server/platform/kernel/ids.js';
import { Client } from './client.js';
import type { World } from './world.js';

// The fields of a payload depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

/** The payload fields that most tests select. */
export const ticketFields = 'ticket { id number status version updatedAt }';

/** Creates a ticket: by default an incident. `input` overrides its fields. */
export async function report(
  client: Client,
  input: Record<string, unknown> = {},
  selection = ticketFields,
): Promise<Answer> {
  const given = { type: 'INCIDENT', subject: 'The printer jams', description: 'On every page.', ...input };
  return (await client.done('createTicket', given, selection)).ticket;
}

/** Creates a template of standard changes as an administrator, and returns its id. */
export async function standardTemplate(admin: Client): Promise<string> {
  const name = `Standard change ${randomBytes(4).toString('hex')}`;
  const template = { name, ticketType: 'CHANGE_REQUEST', standardChange: true };
  return (await admin.done('createTicketTemplate', template, 'ticketTemplateId')).ticketTemplateId;
}

/** Global ids of an organisation's people, queues, teams and categories, by name. */
export interface Directory {
  users: Record<string, string>;
  queues: Record<string, string>;
  teams: Record<string, string>;
  /** Keys have the form `TYPE Name`. */
  categories: Record<string, string>;
}

/**
 * Reads the directory as an agent or administrator. Users are keyed by the part of their address before the
 * `@`.
 */
export async function directory(client: Client): Promise<Directory> {
  const data = await client.ok(`{
    users(first: 100) { nodes { id email } } queues(first: 100) { nodes { id name } }
    teams(first: 100) { nodes { id name } } categories(first: 100) { nodes { id name ticketType } } }`);
  const named = (nodes: Answer[], name: (node: Answer) => string) =>
    Object.fromEntries(nodes.map((node) => [name(node), node.id as string]));
  return {
    users: named(data.users.nodes, ({ email }) => email.split('@')[0]),
    queues: named(data.queues.nodes, ({ name }) => name),
    teams: named(data.teams.nodes, ({ name }) => name),
    categories: named(data.categories.nodes, ({ ticketType, name }) => `${ticketType} ${name}`),
  };
}

/** Returns the global id of an organisation without a running server. */
export async function organisationOf(databaseUrl: string, name: string): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query('select id from organisations where name = $1', [name]);
    return toGlobalId('Organisation', rows[0].id);
  } finally {
    await client.end();
  }
}

/** Decodes a global id into the id in the database. */
export function rawId(globalId: string): string {
  return fromGlobalId(globalId)?.id ?? '';
}

// These tables hold sign-ins, failed attempts and idempotency records, not data of the organisations.
const notData = new Set([
  'sessions',
  'sign_in_attempts',
  'familiar_addresses',
  'idempotency_records',
  'access_records',
  'last_uses',
]);

/** Returns a hash of each table's rows. The owner's login reads the rows of all organisations. */
export async function stored(world: World): Promise<Record<string, string>> {
  const tables = await world.rows<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  const prints = tables
    .filter(({ name }) => !notData.has(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${name} t`,
    );
  // A named statement is planned once; planning it takes longer than running it.
  const rows = await world.rows<{ name: string; print: string }>({
    name: `stored in ${tables.length} tables`,
    text: prints.join(' union all '),
  });
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Runs a function, fails if any row, version or event number changed, and returns the function's answer. */
export async function changingNothing<T>(world: World, act: () => Promise<T>): Promise<T> {
  const before = await stored(world);
  const answer = await act();
  const after = await stored(world);
  const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
  if (changed.length > 0)
    throw new Error(`the mutation changed ${changed.join(', ')}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Returns the errors of a mutation. Fails if it succeeds or changes any data. */
export async function refusal(
  world: World,
  client: Client,
  mutation: string,
  input: Record<string, unknown>,
): Promise<Answer[]> {
  const payload = await changingNothing(world, () => client.mutate(mutation, input, '__typename'));
  if (payload.errors.length === 0) throw new Error(`${mutation} was expected to be refused`);
  return payload.errors;
}

/** Returns the first error of a mutation, and fails if it succeeds. */
export async function refusedWith(
  world: World,
  client: Client,
  mutation: string,
  input: Record<string, unknown>,
): Promise<Answer> {
  return (await refusal(world, client, mutation, input))[0];
}

/** A new user of the organisation that no other test uses. */
export interface Newcomer {
  id: string;
  name: string;
  email: string;
  /** Starts a new session each time. */
  signIn(): Promise<Client>;
}

/** Creates a user for tests that count the sign-ins and refusals of one user. */
export async function newcomer(world: World, role = 'AGENT'): Promise<Newcomer> {
  const admin = await world.as('admin');
  const name = `Newcomer ${randomBytes(4).toString('hex')}`;
  const [email, password] = [`${name.replace(' ', '-').toLowerCase()}@example.com`, 'long enough'];
  const { user } = await admin.done('createUser', { name, email, role, password }, 'user { id }');
  return { id: user.id, name, email, signIn: () => Client.signIn(() => world.url, email, password) };
}

/** Creates an API key with these scopes, and returns its client. */
export async function program(
  world: World,
  scopes: readonly string[],
  input: Record<string, unknown> = {},
): Promise<Client> {
  const admin = await world.as('admin');
  const { secret } = await admin.done('createApiKey', { name: 'A program', scopes, ...input }, 'secret');
  return world.withToken(secret);
}
