import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { migrate } from '../platform/db/migrate.js';
import type { DatabaseSchema } from '../platform/db/schema.js';
import {
  defaultRole,
  refuseOldServer,
  roleOf,
  roleStatements,
  SERVED_ROLE,
  scramVerifier,
  urlFor,
} from '../platform/db/serving-role.js';
import { handOver } from './hand-over.js';
import { asOwner } from './owner.js';

export interface DatabaseSetup {
  /** The URL with the owner's login. */
  ownerUrl: string;
  /** The serving role's login, if it is known: its name and password are used. */
  servingUrl?: string | undefined;
  /** The serving role's name. Default: that of `servingUrl`, the role that has rights on the tables, or the database's name with `_app`. */
  role?: string | undefined;
  /** Default: a role that can log in keeps its password. SET: it gets the password of `servingUrl`. NEW: it gets a generated one. */
  password?: 'SET' | 'NEW' | undefined;
}

export type SetUpDatabase =
  /** `url` is the value for DATABASE_URL; undefined when the role's password is not known. */
  | { kind: 'done'; role: string; url: string | undefined }
  /** The owner's login has no right to create the role: a superuser must run the statements first. */
  | { kind: 'statements'; reason: string; statements: readonly string[] };

interface Facts {
  version: number;
  owner: string;
  /** The role that has rights on the tables now. */
  served: string | null;
}

interface RoleFacts {
  login: boolean;
  /** Whether it has all settings. */
  ready: boolean;
  /** Whether row-level security does not bind it. */
  unbound: boolean;
  /** Another database in which the role has rights. */
  elsewhere: string | null;
}

/**
 * Creates the serving role, or lets an existing role log in; grants it rights and policies on the tables; and migrates. It can be run again
 * at any time.
 */
export async function setUpDatabase(setup: DatabaseSetup, schema: DatabaseSchema): Promise<SetUpDatabase> {
  const { ownerUrl } = setup;
  const prepared = await asOwner(ownerUrl, (client) => prepare(client, setup));
  if ('statements' in prepared) return prepared;
  const { role, password } = prepared;
  await migrate(ownerUrl, role, schema);
  // The serving URL can differ in more than the login, for example go through a pooler.
  const base = setup.servingUrl ?? ownerUrl;
  return { kind: 'done', role, url: password === undefined ? undefined : urlFor(base, role, password) };
}

type Prepared = { role: string; password: string | undefined };

async function prepare(
  client: Client,
  setup: DatabaseSetup,
): Promise<Prepared | Extract<SetUpDatabase, { kind: 'statements' }>> {
  const facts = await factsOf(client);
  refuseOldServer(facts.version);
  const known = loginOf(setup.servingUrl, facts.owner);
  const role = setup.role ?? known?.role ?? facts.served ?? defaultRole(setup.ownerUrl);
  const found = await roleFacts(client, role);
  refuseUnfit(role, found, facts);
  const given = known?.role === role ? known.password : undefined;
  const password = passwordToSet(setup, found, given);
  if (!found?.ready || password !== undefined) {
    const statements = await makeRole(client, { role, found, password });
    if (statements) {
      const reason = `${facts.owner} may not make or change the role ${role}. Run the statements above as a superuser, then this command again.`;
      return { kind: 'statements', reason, statements };
    }
  }
  if (facts.served !== null && facts.served !== role) await handOver(client, facts.served, role);
  return { role, password: password ?? given };
}

/** The serving role in DATABASE_URL; undefined while it is the owner's login. */
function loginOf(url: string | undefined, owner: string): Prepared | undefined {
  if (!url || roleOf(url) === owner) return undefined;
  return { role: roleOf(url), password: decodeURIComponent(new URL(url).password) || undefined };
}

async function factsOf(client: Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(`
    select current_setting('server_version_num')::int as version, current_user as owner, ${SERVED_ROLE} as served`);
  if (!rows[0]) throw new Error('the database says nothing about itself');
  return rows[0];
}

async function roleFacts(client: Client, role: string): Promise<RoleFacts | undefined> {
  const { rows } = await client.query<RoleFacts>(
    `select r.rolcanlogin as login, r.rolsuper or r.rolbypassrls as unbound,
       r.rolcanlogin and (select count(*) = 3 from unnest(r.rolconfig) it where lower(split_part(it, '=', 1))
         in ('timezone', 'statement_timeout', 'idle_in_transaction_session_timeout')) as ready,
       (select d.datname from pg_shdepend s join pg_database d on d.oid = s.dbid
        where s.refclassid = 'pg_authid'::regclass and s.refobjid = r.oid and d.datname <> current_database() limit 1) as elsewhere
     from pg_roles r where r.rolname = $1`,
    [role],
  );
  return rows[0];
}

function refuseUnfit(role: string, found: RoleFacts | undefined, { owner, served }: Facts): void {
  const other = 'Choose another name with --role NAME.';
  if (role === owner)
    throw new Error(`${role} is the owner's login and cannot be the serving role. ${other}`);
  if (found?.unbound)
    throw new Error(`${role} is a superuser or has BYPASSRLS and cannot be the serving role. ${other}`);
  if (found?.elsewhere && served !== role) {
    throw new Error(
      `The role ${role} has rights in the database ${found.elsewhere}. Each installation needs a serving role of its own. ${other}`,
    );
  }
}

/** The password to set for the role; undefined when it keeps its own. */
function passwordToSet(
  { password: wanted }: DatabaseSetup,
  found: RoleFacts | undefined,
  given: string | undefined,
): string | undefined {
  if (found?.login && wanted === undefined) return undefined;
  return (wanted === 'NEW' ? undefined : given) ?? randomBytes(18).toString('base64url');
}

interface Making {
  role: string;
  found: RoleFacts | undefined;
  password: string | undefined;
}

/** Creates the role. Returns the statements for a superuser when this login has no right to. */
async function makeRole(client: Client, { role, found, password }: Making): Promise<string[] | undefined> {
  const exists = found !== undefined;
  try {
    const verifier = password === undefined ? undefined : scramVerifier(password);
    for (const statement of roleStatements(role, exists, verifier)) await client.query(statement);
    return undefined;
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    return roleStatements(role, exists, password === undefined ? undefined : 'choose a password');
  }
}
