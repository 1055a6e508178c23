import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetExpired } from '../../server/platform/db/forget.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
/** Two connections with the serving role, for two servers that delete expired rows. */
let one: pg.Client;
let other: pg.Client;

beforeAll(async () => {
  world = await startWorld();
  [one, other] = [0, 1].map(() => {
    return new pg.Client(world.environment.DATABASE_URL);
  }) as [pg.Client, pg.Client];
  await Promise.all([one.connect(), other.connect()]);
  // Wait until the server has deleted the rows that had expired at its start.
  await sleep(500);
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  await world.stop();
});

const BACKLOG = 50_000;

/** The tables that are cleaned up, with the condition for expired rows and a statement that inserts them. */
const kinds = {
  IDEMPOTENCY_RECORDS: {
    table: 'idempotency_records',
    old: "created_at < now() - interval '2 days'",
    make: `insert into idempotency_records (organisation_id, actor, key, request_hash, created_at)
      select o.id, 'somebody', 'old ' || i, '', now() - interval '3 days' - i * interval '1 second'
      from organisations o, generate_series(1, $1 / 2) i`,
  },
  SESSIONS: {
    table: 'sessions',
    old: "expires_at < now() - interval '30 days'",
    make: `with made as (
        insert into sessions (organisation_id, id, user_id, token_hash, expires_at)
        select u.organisation_id, gen_random_uuid(), u.id, sha256((u.id || ' ' || i)::bytea), now() - interval '31 days' - i * interval '1 second'
        from users u, generate_series(1, $1 / 2) i where u.email in ('agent@example.com', 'outsider@example.org')
        returning organisation_id, id)
      insert into last_uses (organisation_id, id, used_at) select organisation_id, id, now() from made`,
  },
  ACCESS_RECORDS: {
    table: 'access_records',
    old: "first_at < now() - interval '400 days'",
    make: `insert into access_records (organisation_id, id, kind, user_id, address, hour, count, first_at, last_at)
      select u.organisation_id, gen_random_uuid(), 'SIGN_IN', u.id, '127.0.0.1', now() - interval '401 days' - i * interval '1 hour', 1,
        now() - interval '401 days' - i * interval '1 hour', now() - interval '401 days'
      from users u, generate_series(1, $1 / 2) i where u.email in ('agent@example.com', 'outsider@example.org')`,
  },
  SIGN_IN_ATTEMPTS: {
    table: 'sign_in_attempts',
    old: 'ends_at <= now()',
    make: `insert into sign_in_attempts (subject, ends_at, attempts)
      select 'address old ' || i, now() - interval '2 days', 1 from generate_series(1, $1) i`,
  },
} as const;
type Kind = keyof typeof kinds;
const names = Object.keys(kinds) as Kind[];

async function count(table: string, condition: string): Promise<number> {
  const [row] = await world.rows<{ n: number }>(`select count(*)::int as n from ${table} where ${condition}`);
  return row?.n ?? 0;
}
const left = (kind: Kind) => count(kinds[kind].table, kinds[kind].old);

async function backlog(kind: Kind, rows = BACKLOG): Promise<void> {
  const { make, table } = kinds[kind];
  await world.rows(make.replaceAll('$1', String(rows)));
  await world.rows(`analyze ${table}`);
}

interface Batch {
  forgotten: number;
  last: string | null;
  through: boolean;
}
async function batch(
  client: pg.Client,
  kind: Kind,
  after: string | null,
  size: number,
): Promise<Batch | undefined> {
  return (await client.query<Batch>('select * from forget_batch($1, $2, $3)', [kind, after, size])).rows[0];
}

describe.each(names)('a backlog of expired %s', (kind) => {
  it('is deleted in batches of bounded size by an index, and newer rows remain', async () => {
    const { table, old } = kinds[kind];
    const young = await count(table, `not (${old})`);
    await backlog(kind);
    await world.rows('select pg_stat_force_next_flush()');
    const scanned = async () => {
      await one.query('select pg_stat_force_next_flush()');
      const { rows } = await one.query(
        'select coalesce(sum(seq_tup_read), 0)::int as n from pg_stat_user_tables where relname = $1',
        [table],
      );
      return rows[0].n;
    };
    const before = await scanned();
    const sizes: number[] = [];
    let after: string | null = null;
    for (let found: Batch | undefined; !found?.through; after = found.last) {
      found = await batch(one, kind, after, 5000);
      if (!found) throw new Error('nobody else is about it');
      sizes.push(found.forgotten);
    }
    expect((await scanned()) - before).toBe(0);
    expect(Math.max(...sizes)).toBe(5000);
    expect(sizes.reduce((sum, n) => sum + n)).toBe(BACKLOG);
    expect(await left(kind)).toBe(0);
    expect(await count(table, 'true')).toBe(young);
  });

  it('is deleted by one server at a time; when that server is killed, nothing is lost and another continues', async () => {
    await backlog(kind, 4000);
    const killed = new pg.Client(world.environment.DATABASE_URL);
    killed.on('error', () => undefined);
    await killed.connect();
    await killed.query('begin');
    expect((await batch(killed, kind, null, 1000))?.forgotten).toBe(1000);
    expect(await batch(other, kind, null, 1000)).toBeUndefined();
    const { rows } = await killed.query<{ pid: number }>('select pg_backend_pid() as pid');
    await world.rows('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect.poll(() => batch(other, kind, null, 1000)).toMatchObject({ forgotten: 1000 });
    expect(await left(kind)).toBe(3000);
    await forgetExpired(world.app.services.db.pool, () => false);
    expect(await left(kind)).toBe(0);
  });
});

it('deleting a session deletes the record of its last use', async () => {
  await backlog('SESSIONS', 100);
  await forgetExpired(world.app.services.db.pool, () => false);
  const uses = `not exists (select 1 from sessions s where s.id = last_uses.id) and not exists (select 1 from api_keys k where k.id = last_uses.id)`;
  expect(await count('last_uses', uses)).toBe(0);
});

it('a batch visits at most as many organisations as it may delete rows, and the next batch continues after them', async () => {
  await backlog('IDEMPOTENCY_RECORDS', 2);
  const first = await batch(one, 'IDEMPOTENCY_RECORDS', null, 1);
  expect(first).toMatchObject({ forgotten: 1, through: false });
  const visited = await batch(one, 'IDEMPOTENCY_RECORDS', null, 1);
  expect(visited?.through).toBe(false);
  await forgetExpired(world.app.services.db.pool, () => false);
  expect(await left('IDEMPOTENCY_RECORDS')).toBe(0);
});

it('changes with new idempotency keys are not blocked by a running batch', async () => {
  await backlog('IDEMPOTENCY_RECORDS', 4000);
  await one.query('begin');
  await batch(one, 'IDEMPOTENCY_RECORDS', null, 1000);
  const agent = await world.as('agent');
  const input = { type: 'INCIDENT', subject: 'Meanwhile', description: 'x', idempotencyKey: 'meanwhile' };
  await agent.done('createTicket', input, 'ticket { id }');
  await report(agent);
  await one.query('commit');
});

it('each upload is deleted by one server, and by another if the first is killed', async () => {
  const [before] = await world.rows<{ n: number }>(`with made as (
      insert into attachments (organisation_id, id, ticket_id, state, upload_key, file_name, size, content_type, sha256, visibility,
        created_at, expires_at)
      select t.organisation_id, gen_random_uuid(), t.id, 'PENDING', 'none/' || i, 'x', 1, 'text/plain', 'x', 'PUBLIC', now(),
        now() - interval '1 hour'
      from (select * from tickets limit 1) t, generate_series(1, 30) i returning 1)
    select count(*)::int as n from made`);
  expect(before?.n).toBe(30);
  const take = async (client: pg.Client) =>
    (await client.query<{ id: string | null }>('select id from unswept_attachments(null, 20)')).rows
      .map(({ id }) => id)
      // The last row says that more uploads are due.
      .filter((id) => id !== null);
  const [first, second] = [await take(one), await take(other)];
  expect(first).toHaveLength(20);
  expect(second).toHaveLength(10);
  expect(first.filter((id) => second.includes(id))).toEqual([]);
  expect(await take(other)).toEqual([]);
  // The first server is killed, and its claim expires.
  await world.rows(
    "update attachments set sweep_leased_until = now() - interval '1 second' where id = any ($1)",
    [first],
  );
  expect((await take(other)).sort()).toEqual(first.sort());
});

it('functions that run as the owner look up tables in this schema first and temporary tables last', async () => {
  const paths = await world.rows<{ name: string; path: string[] }>(
    `select proname as name, proconfig as path from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
  );
  expect(paths.length).toBeGreaterThan(15);
  for (const { name, path } of paths)
    expect({ name, path }).toEqual({ name, path: ['search_path=pg_catalog, public, pg_temp'] });
});
