import type { Client } from 'pg';
import type { Config } from '../platform/config/config.js';
import { DatabaseProbe } from '../platform/db/probe.js';
import { roleOf } from '../platform/db/serving-role.js';
import { startEmbeddedObjectStore } from '../platform/embedded/object-store.js';
import { runningObjectStore } from '../platform/embedded/running.js';
import { openObjectStore } from '../platform/storage/object-store.js';
import { asOwner as connected } from '../setup/owner.js';
import type { Context } from './command.js';
import { asOwner, ownerUrlOf, silentLog, withLogins } from './database.js';
import { failureLine } from './failure.js';
import { isolationOf } from './isolation.js';

/** A part of the installation. `text` describes its state. A part with a fault makes the command fail. */
export interface Check {
  readonly part: 'database' | 'migrations' | 'servingRole' | 'servingLogin' | 'objectStore' | 'demoAccounts';
  readonly ok: boolean;
  readonly text: string;
}

export interface OrganisationCounts {
  readonly id: string;
  readonly name: string;
  readonly users: number;
  readonly activeUsers: number;
  readonly tickets: number;
  readonly openTickets: number;
  readonly apiKeys: number;
  readonly events: number;
  readonly newestEventAt: Date | null;
}

export interface Status {
  readonly checks: readonly Check[];
  readonly organisations: readonly OrganisationCounts[];
}

/** Checks every part that the program needs. A part that does not work is a result, not an error. */
export async function statusOf(context: Pick<Context, 'config' | 'modules'>): Promise<Status> {
  const { config, modules } = context;
  const migrationNames = modules.migrations.map(({ name }) => name);
  try {
    return await withLogins(context, async (logins, startedHere) => {
      const url = ownerUrlOf(logins);
      const [ofDatabase, login, store] = await Promise.all([
        statusOfDatabase(url, migrationNames),
        loginCheck(logins.url, url, migrationNames),
        storeCheck(config, startedHere),
      ]);
      return { ...ofDatabase, checks: [...ofDatabase.checks, login, store] };
    });
  } catch (error) {
    const store = await storeCheck(config, false);
    return { checks: [{ part: 'database', ok: false, text: failureLine(error) }, store], organisations: [] };
  }
}

async function statusOfDatabase(url: string, migrationNames: readonly string[]): Promise<Status> {
  return asOwner(url, async (client) => {
    const checks = [await databaseCheck(client, url)];
    const applied = await appliedMigrations(client);
    checks.push(migrationsCheck(applied, migrationNames));
    // Without tables there is nothing more to check. Tables of another version can lack columns.
    if (applied === null || migrationNames.some((name) => !applied.includes(name)))
      return { checks, organisations: [] };
    const { role, faults } = await isolationOf(client);
    checks.push({
      part: 'servingRole',
      ok: faults.length === 0,
      text: faults.join('; ') || `${role}, bound by row-level security`,
    });
    const demo = await client.query('select 1 from organisations where demo is not null limit 1');
    const text =
      demo.rowCount === 0
        ? 'none'
        : 'present: without DEMO_PASSWORD their password is public, and the server starts only with a loopback HOST';
    checks.push({ part: 'demoAccounts', ok: true, text });
    const { rows } = await client.query<OrganisationCounts>(counts);
    return { checks, organisations: rows };
  });
}

async function databaseCheck(client: Client, url: string): Promise<Check> {
  const { rows } = await client.query<{ version: string; read_only: boolean }>(
    `select current_setting('server_version') as version,
       pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only`,
  );
  const { hostname, port, pathname } = new URL(url);
  const where = `PostgreSQL ${rows[0]?.version} at ${hostname}${port ? `:${port}` : ''}${pathname}`;
  const readOnly = rows[0]?.read_only !== false;
  return { part: 'database', ok: !readOnly, text: readOnly ? `${where} is read-only` : where };
}

/** The names of the migrations that were run; null where there are no tables. */
async function appliedMigrations(client: Client): Promise<string[] | null> {
  const { rows: tables } = await client.query("select to_regclass('public.mikro_orm_migrations') as found");
  if (tables[0]?.found === null) return null;
  const { rows } = await client.query<{ name: string }>('select name from public.mikro_orm_migrations');
  return rows.map(({ name }) => name);
}

function migrationsCheck(applied: readonly string[] | null, migrationNames: readonly string[]): Check {
  const part = 'migrations';
  if (applied === null)
    return { part, ok: false, text: 'the database is empty; the server fills it when it starts' };
  const missing = migrationNames.filter((name) => !applied.includes(name)).length;
  const unknown = applied.length - (migrationNames.length - missing);
  if (missing > 0)
    return {
      part,
      ok: false,
      text: `${missing} of ${migrationNames.length} were not run; the server runs them when it starts`,
    };
  return {
    part,
    ok: true,
    text: unknown > 0 ? 'the database is newer than this program' : `all ${migrationNames.length} were run`,
  };
}

/** Whether a server would start with DATABASE_URL, by the checks of its start. */
async function loginCheck(url: string, ownerUrl: string, migrationNames: readonly string[]): Promise<Check> {
  const part = 'servingLogin';
  const role = roleOf(url);
  const probe = new DatabaseProbe(url, role, migrationNames, silentLog);
  try {
    await probe.look();
    const [serving, owned] = await Promise.all([identityOf(url), identityOf(ownerUrl)]);
    return serving === owned
      ? { part, ok: true, text: `${role}, checked as at the start of a server` }
      : { part, ok: false, text: 'DATABASE_URL and DATABASE_OWNER_URL are not the same database' };
  } catch (error) {
    return { part, ok: false, text: failureLine(error) };
  } finally {
    await probe.close();
  }
}

/** Identifies a database among all others, also among those with the same name in other clusters. */
async function identityOf(url: string): Promise<string | undefined> {
  const { rows } = await connected(url, (client) =>
    client.query<{ id: string }>(
      `select s.system_identifier || ' ' || d.oid as id from pg_control_system() s, pg_database d
       where d.datname = current_database()`,
    ),
  );
  return rows[0]?.id;
}

const counts = `
  select o.id, o.name,
    (select count(*)::int from users u where u.organisation_id = o.id) as users,
    (select count(*)::int from users u where u.organisation_id = o.id and u.active) as "activeUsers",
    (select count(*)::int from tickets t where t.organisation_id = o.id) as tickets,
    (select count(*)::int from tickets t where t.organisation_id = o.id
      and t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')) as "openTickets",
    (select count(*)::int from api_keys k where k.organisation_id = o.id and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > now())) as "apiKeys",
    (select h.number::float8 from event_heads h where h.organisation_id = o.id) as events,
    (select max(e.recorded_at) from events e where e.organisation_id = o.id) as "newestEventAt"
  from organisations o order by o.name, o.id`;

/**
 * Whether the bucket can be reached. The embedded store of a running server is asked; if none runs, the store is started for this check.
 */
async function storeCheck({ storage, dataDir }: Config, startedHere: boolean): Promise<Check> {
  const part = 'objectStore';
  try {
    if (storage.external) return await asked(storage.external);
    if (startedHere) {
      const embedded = await startEmbeddedObjectStore({ dataDir, bucket: storage.bucket, log: silentLog });
      return await asked(embedded).finally(() => embedded.stop());
    }
    const running = await runningObjectStore(dataDir);
    return running
      ? await asked(running)
      : { part, ok: false, text: 'the embedded object store does not run' };
  } catch (error) {
    return { part, ok: false, text: failureLine(error) };
  }

  async function asked(where: {
    endpoint: string;
    accessKeyId: string;
    secretAccessKey: string;
  }): Promise<Check> {
    const { endpoint, accessKeyId, secretAccessKey } = where;
    const keys = { endpoint, publicEndpoint: endpoint, accessKeyId, secretAccessKey };
    const store = openObjectStore({ ...storage, ...keys });
    const text = `bucket ${storage.bucket} at ${endpoint}`;
    try {
      await store.check();
      return { part, ok: true, text };
    } catch (error) {
      return { part, ok: false, text: `${text} cannot be reached: ${failureLine(error)}` };
    } finally {
      store.close();
    }
  }
}
