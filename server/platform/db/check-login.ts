import { type ClientBase, escapeLiteral } from 'pg';
import type { Log } from '../observability/log.js';
import {
  identifier,
  type RoleSetting,
  refuseOldServer,
  roleSettings,
  roleStatements,
  SERVED_ROLE,
  settingStatement,
} from './serving-role.js';
import { WrongLogin } from './wrong-login.js';

interface LoginFacts {
  version: number;
  role: string;
  superuser: boolean;
  bypasses: boolean;
  /** A superuser, or a role that bypasses row-level security, that this role can become. */
  mayBecome: string | null;
  /** A table or the database that this role owns, or that is owned by a role of which it is a member. */
  owns: string | null;
  /** The role that the policies name; null when there are no tables yet. */
  served: string | null;
  /** The role that should serve instead, and whether it exists. */
  proposed: string;
  exists: boolean;
  timezone: string;
  datestyle: string;
  rowSecurity: string;
  statementTimeout: string;
  idleTimeout: string;
}

const proposed = `coalesce(${SERVED_ROLE}, current_database() || '_app')`;

const facts = `
  select current_setting('server_version_num')::int as version, r.rolname as role,
    r.rolsuper as superuser, r.rolbypassrls as bypasses,
    (select o.rolname from pg_roles o where (o.rolsuper or o.rolbypassrls) and o.oid <> r.oid
      and pg_has_role(r.oid, o.oid, 'MEMBER') order by 1 limit 1) as "mayBecome",
    coalesce(
      (select 'the table ' || c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'MEMBER') order by 1 limit 1),
      (select 'the database' from pg_database d where d.datname = current_database()
        and pg_has_role(r.oid, d.datdba, 'MEMBER'))) as owns,
    ${SERVED_ROLE} as served, ${proposed} as proposed,
    exists (select 1 from pg_roles o where o.rolname = ${proposed}) as exists,
    current_setting('TimeZone') as timezone, current_setting('DateStyle') as datestyle,
    current_setting('row_security') as "rowSecurity",
    current_setting('statement_timeout') as "statementTimeout",
    current_setting('idle_in_transaction_session_timeout') as "idleTimeout"
  from pg_roles r where r.rolname = current_user`;

/** How long the checks of a new connection may take. */
const ANSWER_MS = 5000;

/**
 * Checks a new connection before it is used: it runs as the serving role, which row-level security binds and which owns nothing, and it
 * reads times in UTC. Throws `WrongLogin` with the fault. Missing limits are only logged.
 */
export async function checkLogin(client: ClientBase, role: string, log: Log): Promise<void> {
  const { rows } = await client.query<LoginFacts>({ text: facts, query_timeout: ANSWER_MS } as {
    text: string;
  });
  const found = rows[0];
  if (!found) throw new Error('The database connection has no role.');
  refuseOldServer(found.version);
  const unsafe = isolationProblem(found, role);
  if (unsafe) throw new WrongLogin(unsafe.note, unsafe.message, remedy(found));
  const strange = sessionProblem(found);
  if (strange) throw new WrongLogin(strange.note, strange.message);
  for (const [setting, value] of [
    ['statement_timeout', found.statementTimeout],
    ['idle_in_transaction_session_timeout', found.idleTimeout],
  ] as const) {
    if (value === '0') warnOnce(log, role, setting);
  }
}

interface Problem {
  note: string;
  message: string;
}

/** Why this login could not isolate organisations. */
function isolationProblem(found: LoginFacts, role: string): Problem | undefined {
  const problem = (note: string, why: string): Problem => ({
    note: `the database login ${note}`,
    message: `The database connection runs as the role ${found.role}, ${why}`,
  });
  const unbound = 'row-level security does not bind it.';
  if (found.superuser) return problem('is a superuser', `which is a superuser: ${unbound}`);
  if (found.bypasses) return problem('has BYPASSRLS', `which has BYPASSRLS: ${unbound}`);
  if (found.owns)
    return problem(
      'is an owner',
      `which owns ${found.owns}, or is a member of its owner: it can change the policies.`,
    );
  if (found.mayBecome)
    return problem(
      'may become a role that is not bound',
      `which may become the role ${found.mayBecome}: row-level security does not bind that one.`,
    );
  if (found.role !== role) return problem('is not the serving role', `and DATABASE_URL names ${role}.`);
  if (found.served !== null && found.served !== role)
    return problem('is not the serving role', `and the tables are for the role ${found.served}.`);
  return undefined;
}

function remedy({ proposed, exists }: LoginFacts): string {
  return [
    "DATABASE_URL must log in as the serving role, which owns nothing. The owner's login belongs in DATABASE_OWNER_URL.",
    'With DATABASE_OWNER_URL set, this command creates the serving role, grants its rights and prints its URL:',
    '  npm run admin -- setup-database',
    'Or run these statements as a superuser, and set DATABASE_URL to the login that they create:',
    ...roleStatements(proposed, exists, 'choose a password').map((statement) => `  ${statement}`),
  ].join('\n');
}

/** Why this session would read or write wrong values. */
function sessionProblem({ role, timezone, datestyle, rowSecurity }: LoginFacts): Problem | undefined {
  const problem = (setting: string, value: string, statement: string): Problem => ({
    note: `${setting} of the database login is not as needed`,
    message: `${setting} of the database connection is ${value}. Run: ${statement}`,
  });
  if (!/^(etc\/)?(utc|uct|gmt|zulu|universal)$/i.test(timezone))
    return problem('TimeZone', timezone, settingStatement(role, 'timezone'));
  if (!datestyle.startsWith('ISO'))
    return problem('DateStyle', datestyle, `alter role ${identifier(role)} set datestyle = 'ISO';`);
  if (rowSecurity !== 'on')
    return problem('row_security', rowSecurity, `alter role ${identifier(role)} set row_security = 'on';`);
  return undefined;
}

const warned = new Set<string>();

function warnOnce(log: Log, role: string, setting: RoleSetting): void {
  if (warned.has(setting)) return;
  warned.add(setting);
  log.warn(
    { setting, run: settingStatement(role, setting) },
    `${setting} is not limited for the serving role; ${roleSettings[setting]} is advised`,
  );
}

/**
 * A statement for the beginning of every transaction, because behind a pooler each one can be on another connection. It fails in the
 * database when the policies would not bind the transaction, so that nothing that was sent with it is done.
 */
export function isolationCheck(role: string): string {
  const bound = `current_user = ${escapeLiteral(role)} and row_security_active('public.organisations')`;
  return `select (case when ${bound} then '1' else 'runs as ' || current_user end)::int`;
}

const NO_NUMBER = '22P02';

/** The meaning of a failed beginning of a transaction. */
export function explainIsolation(error: unknown, role: string): unknown {
  const { code, message } = error as { code?: string; message: string };
  const found = code === NO_NUMBER ? /"runs as (.*)"$/s.exec(message)?.[1] : undefined;
  if (found === undefined) return error;
  if (found === role)
    return new WrongLogin(
      'the database login is not bound',
      `Row-level security does not bind the role ${role}.`,
    );
  return new WrongLogin(
    'the database login is not the serving role',
    `The database connection runs as the role ${found}, but DATABASE_URL names ${role}.`,
  );
}
