import { randomBytes } from 'node:crypto';
import { ArrayType } from '@mikro-orm/core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Lists } from '../../migrations/2026-11-27-lists.js';
import { Archive } from '../../migrations/2026-11-28-archive.js';
import { OneName } from '../../migrations/2026-11-28-one-name.js';
import { ResolutionCodes } from '../../migrations/2026-11-28-resolution-codes.js';
import { TicketCounts } from '../../migrations/2026-11-28-ticket-counts.js';
import type { TicketwireMigration } from '../../migrations/migration.js';
import { modules } from '../../server/modules.js';
import { ListType } from '../../server/platform/db/list.js';
import { migrate } from '../../server/platform/db/migrate.js';
import { urlFor } from '../../server/platform/db/serving-role.js';
import { snakeCase } from '../../server/platform/db/sql.js';
import { databaseUrl, onCluster } from '../harness/global-setup.js';

const name = `migrations_${randomBytes(6).toString('hex')}`;
let url: string;

beforeAll(async () => {
  await onCluster(inject('cluster'), `create database ${name}`);
  url = databaseUrl(inject('cluster'), name);
});
afterAll(() => onCluster(inject('cluster'), `drop database ${name}`));

/** Describes the whole schema, without the table of applied migrations. */
async function shape(): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(`
      select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
        from information_schema.columns where table_schema = 'public' and table_name not like 'mikro%'
      union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and conrelid::regclass::text not like 'mikro%'
      union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename not like 'mikro%'
      union all select 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '')
        from pg_policies where schemaname = 'public'
      union all select 'function ' || p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace
      union all select 'grant ' || table_name || ' ' || privilege_type from information_schema.role_table_grants
        where grantee = 'ticketwire_app' and table_schema = 'public'
      order by 1`);
    return rows.map((row) => row.line);
  } finally {
    await client.end();
  }
}

/** Runs the statements as the owner. */
async function rows<R extends pg.QueryResultRow>(...statements: string[]): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let last: R[] = [];
    for (const statement of statements) last = (await client.query<R>(statement)).rows;
    return last;
  } finally {
    await client.end();
  }
}

type MigrationClass = new (
  ...given: ConstructorParameters<typeof TicketwireMigration>
) => TicketwireMigration;

/** Returns the statements of one migration in one direction. */
function statementsOf(Migration: MigrationClass, way: 'up' | 'down'): string[] {
  const migration = new Migration(null as never, null as never, 'ticketwire_app');
  migration[way]();
  return migration.getQueries().map(String);
}

describe('the migrations', () => {
  it('create the schema, remove it completely, and create the same schema again', async () => {
    expect(await shape()).toEqual([]);
    await migrate(url, 'ticketwire_app', modules);
    const first = await shape();
    expect(first.filter((line) => line.startsWith('policy')).length).toBeGreaterThanOrEqual(96);
    expect(first.length).toBeGreaterThan(200);
    await migrate(url, 'ticketwire_app', modules, 'down');
    expect(await shape()).toEqual([]);
    await migrate(url, 'ticketwire_app', modules);
    expect(await shape()).toEqual(first);
  });

  it('run once each, also when several servers start at the same time', async () => {
    const before = await shape();
    await Promise.all([
      migrate(url, 'ticketwire_app', modules),
      migrate(url, 'ticketwire_app', modules),
      migrate(url, 'ticketwire_app', modules),
    ]);
    expect(await shape()).toEqual(before);
  });

  it('run with an owner without superuser rights when another role owns a function in the schema', async () => {
    const owner = `owner_${randomBytes(6).toString('hex')}`;
    const cluster = inject('cluster');
    await onCluster(cluster, `create role ${owner} login password 'of a test'`);
    await onCluster(cluster, `create database ${owner} owner ${owner}`);
    const database = databaseUrl(cluster, owner);
    const foreign = 'create function theirs() returns int language sql security definer as $$ select 1 $$';
    try {
      await onCluster(database, foreign);
      await migrate(urlFor(database, owner, 'of a test'), 'ticketwire_app', modules);
    } finally {
      await onCluster(cluster, `drop database ${owner}`);
      await onCluster(cluster, `drop role ${owner}`);
    }
  });

  it('replace NULL elements of lists by the text “null”, and normalise labels', async () => {
    await rows(
      ...statementsOf(OneName, 'down'),
      ...statementsOf(Lists, 'down'),
      `with o as (insert into organisations (id, name) values (gen_random_uuid(), 'Old') returning id)
       insert into ticket_templates (organisation_id, id, name, ticket_type, labels)
         select id, gen_random_uuid(), 'Old', 'INCIDENT', array['a', null, 'b', null] from o
         union all select id, gen_random_uuid(), 'Empty', 'INCIDENT', array[]::text[] from o
         union all select id, gen_random_uuid(), 'Two forms', 'INCIDENT', array[U&'cafe\\0301', U&'caf\\00E9', 'b'] from o`,
      ...statementsOf(Lists, 'up'),
      ...statementsOf(OneName, 'up'),
    );
    expect(await rows('select labels from ticket_templates order by name')).toEqual([
      { labels: [] },
      { labels: ['a', 'null', 'b', 'null'] },
      { labels: ['b', 'caf\u00e9'] },
    ]);
    await expect(rows(`update ticket_templates set labels = array[null]::text[]`)).rejects.toThrow(
      /ticket_templates_labels_elements/,
    );
    await rows('delete from ticket_templates', 'delete from organisations');
  });

  it('keep every event, with its facts, when the log is divided into recent events and the archive', async () => {
    const select = 'select to_jsonb(e) as event from events e order by organisation_id, number';
    await rows(
      ...statementsOf(Archive, 'down'),
      `insert into events (organisation_id, number, type, visibility, recorded_at, occurred_at, cause, changes, facts)
         select o, n, 'QUEUE_UPDATED', 'PUBLIC', now() - n * interval '30 days', now(), '{}', '[]', '{"kind": "ROLE"}'
         from unnest(array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()]) o, generate_series(1, 5) n`,
    );
    const before = await rows<{ event: object }>(select);
    expect(before.length).toBe(15);
    await rows(...statementsOf(Archive, 'up'));
    expect(await rows(select)).toEqual(before.map(({ event }) => ({ event: { ...event, archived: false } })));
    await rows('update events set archived = true where number < 3', ...statementsOf(Archive, 'down'));
    expect(await rows(select)).toEqual(before);
    await rows(...statementsOf(Archive, 'up'), 'delete from events');
  });

  it('keep the resolution codes that are in use valid, and allow others where they were allowed', async () => {
    await rows(
      ...statementsOf(ResolutionCodes, 'down'),
      // Only what the migration reads is there.
      'set session_replication_role = replica',
      `insert into organisations (id, name) values (gen_random_uuid(), 'Old')`,
      `insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority,
         matrix_priority, requester_id, queue_id, dispatched, created_at, updated_at, reported_at, resolution_code)
         select id, gen_random_uuid(), 'INCIDENT', n, 'CLOSED', 'S', 'D', 'API', 'LOW', 'LOW', 4, 4, id, id, true, now(), now(), now(), code
         from organisations, (values (1, 'FIXED'), (2, 'Solved remotely'), (3, 'Solved remotely'), (4, null)) as of (n, code)`,
      `insert into resolution_plans (organisation_id, id, ticket_id, cycle, kind, summary, recorded_at, occurred_at, proposed_code)
         select id, gen_random_uuid(), id, 1, 'FIX', 'S', now(), now(), 'Patched' from organisations`,
      ...statementsOf(ResolutionCodes, 'up'),
      `insert into organisations (id, name) values (gen_random_uuid(), 'New')`,
    );
    const codes = await rows<{ code: string; active: boolean }>('select code, active from resolution_codes');
    expect(codes.every(({ active }) => active)).toBe(true);
    const names = codes.map(({ code }) => code);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['FIXED', 'Solved remotely', 'Patched', 'ANSWERED']));
    expect(
      await rows('select name, free_resolution_codes as free from organisations order by name desc'),
    ).toEqual([
      { name: 'Old', free: true },
      { name: 'New', free: false },
    ]);
    const filled = ['tickets', 'resolution_plans', 'resolution_codes', 'organisations'];
    await rows('set session_replication_role = replica', ...filled.map((table) => `delete from ${table}`));
  });

  it('count the tickets of all organisations', async () => {
    await rows(
      ...statementsOf(TicketCounts, 'down'),
      'set session_replication_role = replica',
      `insert into organisations (id, name) values (gen_random_uuid(), 'One'), (gen_random_uuid(), 'Two')`,
      `insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority,
         matrix_priority, requester_id, queue_id, dispatched, created_at, updated_at, reported_at, assignee_id)
         select id, gen_random_uuid(), 'INCIDENT', n, status, 'S', 'D', 'API', 'LOW', 'LOW', 4, 4, id, id, true, now(), now(), now(),
           case when n = 3 then id end from organisations, (values (1, 'NEW'), (2, 'NEW'), (3, 'NEW'), (4, 'CLOSED')) as of (n, status)`,
      ...statementsOf(TicketCounts, 'up'),
    );
    const counts =
      await rows(`select o.name, c.status, c.is_assigned as "isAssigned", c.tickets from ticket_counts c
      join organisations o on o.id = c.organisation_id and o.id = c.queue_id where type = 'INCIDENT' and priority = 4 order by 1, 2 desc, 3`);
    const ofEach = [
      { status: 'NEW', isAssigned: false, tickets: 2 },
      { status: 'NEW', isAssigned: true, tickets: 1 },
      { status: 'CLOSED', isAssigned: false, tickets: 1 },
    ];
    expect(counts).toEqual(['One', 'Two'].flatMap((name) => ofEach.map((one) => ({ name, ...one }))));
    const filled = ['ticket_counts', 'tickets', 'organisations'];
    await rows('set session_replication_role = replica', ...filled.map((table) => `delete from ${table}`));
  });

  it('forbid NULL elements in lists, and every list column is written by the one type that escapes it correctly', async () => {
    const all = await shape();
    const lists = all
      .filter((line) => /^column \S+ ARRAY /.test(line))
      .map((line) => line.split(' ')[1] ?? '');
    const checked = lists.filter((list) =>
      all.some(
        (line) => line.startsWith('constraint') && line.includes(`${list.replace('.', '_')}_elements`),
      ),
    );
    expect(checked).toEqual(lists);
    const written = modules.entities.flatMap(({ meta }) =>
      Object.entries(meta.properties as Record<string, { type?: unknown }>)
        .filter(([, { type }]) => type instanceof ArrayType)
        .map(([property, { type }]) => [`${meta.tableName}.${snakeCase(property)}`, type?.constructor]),
    );
    expect(written.map(([column]) => column).sort()).toEqual(lists.sort());
    expect(written.filter(([, type]) => type !== ListType)).toEqual([]);
  });

  it('create the columns that the entities declare', async () => {
    const columns = (await shape())
      .filter((line) => line.startsWith('column'))
      .map((line) => line.split(' ')[1]);
    for (const { meta } of modules.entities) {
      const properties = Object.keys(meta.properties);
      expect(properties.length).toBeGreaterThan(2);
      for (const property of properties)
        expect(columns).toContain(`${meta.tableName}.${snakeCase(property)}`);
    }
  });
});
