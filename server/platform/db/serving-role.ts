import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** The oldest supported PostgreSQL, as `server_version_num`. */
const OLDEST = 150_000;

/** The application name of servers among the connections of a database. */
export const APPLICATION_NAME = 'ticketwire';

/** The settings of a session of the serving role. */
export const roleSettings = {
  timezone: 'UTC',
  statement_timeout: '30s',
  idle_in_transaction_session_timeout: '60s',
} as const;

export type RoleSetting = keyof typeof roleSettings;

/** The statement that sets a setting of the role. Its own login can run it. */
export function settingStatement(role: string, setting: RoleSetting): string {
  return `alter role ${identifier(role)} set ${setting} = '${roleSettings[setting]}';`;
}

/** The statements that create the serving role, or let an existing role log in, with its settings. A superuser can run them. */
export function roleStatements(role: string, exists: boolean, password: string | undefined): string[] {
  const secret = password === undefined ? '' : ` password ${literal(password)}`;
  return [
    `${exists ? 'alter' : 'create'} role ${identifier(role)} login${secret};`,
    ...(Object.keys(roleSettings) as RoleSetting[]).map((setting) => settingStatement(role, setting)),
  ];
}

/** An SQL expression: the role with rights on the tables; null when there are no tables. */
export const SERVED_ROLE = `(select p.roles[1] from pg_policies p
  where p.schemaname = 'public' and p.tablename = 'organisations' and p.policyname = 'organisation')`;

/** The role in DATABASE_URL: the serving role. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** The name of a serving role for the database of a URL. */
export function defaultRole(url: string): string {
  return `${decodeURIComponent(new URL(url).pathname.slice(1))}_app`;
}

/** The same database and server with this login. */
export function urlFor(url: string, role: string, password: string): string {
  const other = new URL(url);
  other.username = encodeURIComponent(role);
  other.password = encodeURIComponent(password);
  return other.href;
}

/** Throws when a server is too old. `version` is its `server_version_num`. */
export function refuseOldServer(version: number): void {
  if (version >= OLDEST) return;
  throw new Error(
    `Ticketwire needs PostgreSQL ${OLDEST / 10_000} or later, and this server is PostgreSQL ${Math.floor(version / 10_000)}. ` +
      'Upgrade the server, or set DATABASE_URL to another one.',
  );
}

const ITERATIONS = 4096;

/**
 * The form in which PostgreSQL stores a password (SCRAM-SHA-256). Sending it instead of the password keeps the password out of the server's
 * log. https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
export function scramVerifier(password: string, salt = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
