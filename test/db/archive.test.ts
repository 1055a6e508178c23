import { globSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { ReadSession } from '../../server/platform/db/read-session.js';
import { compile, type Sql, sql } from '../../server/platform/db/sql.js';
import { archiveEvents } from '../../server/platform/events/archive.js';
import { bounds, eventsBehindKnown, headOf, type Position } from '../../server/platform/events/index.js';
import { runJob } from '../../server/platform/observability/jobs.js';
import { burst as appendBurst } from '../bench/load/burst.js';
import type { Client } from '../harness/client.js';
import { rawId } from '../harness/desk.js';
import { eventually } from '../harness/eventually.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, loggedCursors, report } from '../live/support.js';
import { sumOf } from '../observability/exposition.js';
import { scrape } from '../observability/support.js';

const DAY = 86_400_000;

let world: World;
let agent: Client;
let admin: Client;
let outsider: Client;
/** Connections with the serving role, as those of other servers. */
let one: pg.Client;
let other: pg.Client;

beforeAll(async () => {
  world = await startWorld();
  [agent, admin, outsider] = await Promise.all([
    world.as('agent'),
    world.as('admin'),
    world.as('outsider@example.org'),
  ]);
  [one, other] = [0, 1].map(() => new pg.Client(world.environment.DATABASE_URL)) as [pg.Client, pg.Client];
  await Promise.all([one.connect(), other.connect()]);
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  await world.stop();
});
/** Events of earlier tests are archived, so that each test counts its own. */
beforeEach(async () => {
  await age(9);
  await archive();
});

interface Batch {
  moved: number;
  is_delayed: boolean;
  last: string | null;
  through: boolean;
}

const batch = async (client: pg.Client, after: string | null, size: number) =>
  (await client.query<Batch>('select * from archive_events(8, $1, $2)', [after, size])).rows[0];
const archive = () => archiveEvents(world.app.services.db.pool, 7 * DAY, () => false);

/** Makes events older. They keep their order. */
const age = (days: number, which = 'true') =>
  world.rows(
    `update events set recorded_at = now() - $1 * interval '1 day' + number * interval '1 ms' where not archived and ${which}`,
    [days],
  );

const example = "organisation_id = (select id from organisations where name = 'Example')";
const numbers = async (which: string) =>
  (
    await world.rows<{ n: number }>(
      `select number::int as n from events where ${example} and ${which} order by 1`,
    )
  ).map(({ n }) => n);
const head = async () => (await numbers('true')).at(-1) ?? 0;

const timeline = `query ($id: ID!) { node(id: $id) { ... on Ticket { timeline(first: 50) { totalCount nodes { __typename
  ... on TicketEvent { type recordedAt changes { of field from to } actor { __typename } cause { kind requestId } } } } } } }`;

async function session<T>(use: (session: ReadSession) => Promise<T>): Promise<T> {
  const [found] = await world.rows<{ id: string }>("select id from organisations where name = 'Example'");
  const opened = new ReadSession(world.app.services.db.live.pool, found?.id ?? '');
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

describe('events that can no longer be replayed', () => {
  it('move to the archive, the oldest first, in batches of bounded size, and none is lost or changed', async () => {
    const first = await head();
    const ids: string[] = [];
    for (const subject of ['Old', 'Older', 'Oldest']) ids.push(await report(agent, subject));
    const last = await head();
    await age(9);
    const shown = async () => Promise.all(ids.map((id) => agent.ok(timeline, { id })));
    const before = await shown();
    const young = await report(agent, 'Young');
    const recent = await numbers('not archived');
    const moved: number[] = [];
    let after: string | null = null;
    for (let found: Batch | undefined; !found?.through; after = found.last) {
      found = await batch(one, after, 2);
      if (!found) throw new Error('no other server archives');
      moved.push(found.moved);
      const archived = await numbers('archived');
      expect(archived).toEqual(Array.from(archived, (_, i) => i + 1));
    }
    expect(Math.max(...moved)).toBe(2);
    expect(await numbers('not archived')).toEqual(recent.filter((number) => number > last));
    expect((await numbers('true')).slice(first)).toEqual(
      Array.from(Array((await head()) - first), (_, i) => first + i + 1),
    );
    expect(await shown()).toEqual(before);
    expect((await agent.ok(timeline, { id: young })).node.timeline.totalCount).toBeGreaterThan(0);
  });

  it('lose their facts, except what modules added to the last event of a ticket', async () => {
    const ticket = await report(agent, 'Answered once');
    await agent.done('addComment', { ticketId: ticket, body: 'On it.' }, 'comment { id }');
    await age(9);
    await report(agent, 'Young');
    await archive();
    const facts = await world.rows<{ facts: Record<string, unknown> | null; last: boolean }>(
      `select facts, number = max(number) over () as last from events where ticket_id = $1 and archived`,
      [rawId(ticket)],
    );
    expect(facts.length).toBeGreaterThan(1);
    for (const { facts: kept, last } of facts) expect(Object.keys(kept ?? {})).toEqual(last ? ['added'] : []);
  });

  it('still say what a module knew of a ticket before its next event', async () => {
    const ticket = await report(agent, 'Of someone who leaves');
    const name = 'Quill Quits';
    const { user } = await admin.done(
      'createUser',
      { name, email: 'quill@example.com', role: 'AGENT', password: 'a long enough password' },
      'user { id }',
    );
    await admin.done('assignTicket', { ticketId: ticket, assigneeId: user.id }, 'ticket { id }');
    await age(9);
    await report(agent, 'Young');
    await archive();
    await world.rows("update users set left_at = now(), active = false where email = 'quill@example.com'");
    await agent.done('addComment', { ticketId: ticket, body: 'Who has it?' }, 'comment { id }');
    const [next] = await world.rows<{ before: unknown; now: unknown }>(
      `select facts #> '{addedBefore,ticket,assigneeLeft}' as before, facts #> '{added,ticket,assigneeLeft}' as now
       from events where ticket_id = $1 and not archived order by number limit 1`,
      [rawId(ticket)],
    );
    expect(next).toEqual({ before: false, now: true });
  });

  it('stay while they follow a newer event, which a wrong clock made, and so does the last event', async () => {
    await report(agent, 'Old');
    const wrong = await head();
    await report(agent, 'Also old');
    await age(9);
    await world.rows(
      `update events set recorded_at = now() + interval '400 days' where ${example} and number = $1`,
      [wrong],
    );
    await archive();
    expect((await numbers('not archived'))[0]).toBe(wrong);
    // Nothing else suffers: the log goes on.
    await report(agent, 'Now');
    await age(9);
    await archive();
    expect(await numbers('not archived')).toEqual([await head()]);
  });

  it('are archived by one server at a time; when that server is killed, nothing is lost and another continues', async () => {
    await report(agent, 'Old');
    await age(9);
    await report(agent, 'Young');
    const all = await numbers('true');
    const killed = new pg.Client(world.environment.DATABASE_URL);
    killed.on('error', () => undefined);
    await killed.connect();
    await killed.query('begin');
    const archived = await numbers('archived');
    expect((await batch(killed, null, 1000))?.moved).toBeGreaterThan(0);
    expect(await batch(other, null, 1000)).toBeUndefined();
    const { rows } = await killed.query<{ pid: number }>('select pg_backend_pid() as pid');
    await world.rows('select pg_terminate_backend($1)', [rows[0]?.pid]);
    const moved = await eventually(async () => (await batch(other, null, 1000))?.moved);
    expect((await numbers('archived')).length).toBeGreaterThan(archived.length);
    expect(moved).toBeGreaterThan(0);
    expect(await numbers('true')).toEqual(all);
  });
});

describe('a replay', () => {
  it('gets every event once, in order, while older ones are archived and new ones are written', async () => {
    await report(agent, 'Long ago');
    await age(9);
    const old = await head();
    const written = (await loggedCursors(world)).length;
    await Promise.all(Array.from(Array(30), (_, i) => report(agent, `Last week ${i}`)));
    await age(6, `${example} and number > ${old}`);
    const after = (await loggedCursors(world))[written - 1] ?? '';
    const stream = await follow(admin, { after });
    await Promise.all([archive(), ...[1, 2, 3].map((i) => report(agent, `Now ${i}`))]);
    const wanted = (await loggedCursors(world)).slice(written);
    expect(wanted.length).toBeGreaterThan(30);
    await stream.until((s) => s.events.length >= wanted.length, 20_000);
    stream.stop();
    expect(stream.events.map((event) => event.cursor)).toEqual(wanted);
    expect((await numbers('archived')).at(-1)).toBe(old);
  });

  it('does not begin before the archive, although the retention is longer now, and does not go on in it', async () => {
    await report(agent, 'Old');
    await age(9);
    await report(agent, 'Young');
    await archive();
    const archived = (await numbers('archived')).at(-1) ?? 0;
    await session(async (reads) => {
      const [found] = await reads.query(bounds(reads.organisationId, 3650));
      expect(found).toMatchObject({ floor: archived, number: await head() });
      const places = await reads.query(
        sql<Position>`select number, recorded_at as "recordedAt" from events
          where organisation_id = ${reads.organisationId} and number = any (${[archived - 1, archived]}::bigint[]) order by number`,
      );
      const read = await Promise.all(places.map((place) => eventsBehindKnown(reads, place, 100)));
      expect(read[0]).toBeNull();
      expect(read[1]?.[0]?.number).toBe(archived + 1);
    });
  });

  it('and a live reader look only at what can be replayed, however large the archive is', async () => {
    await session(async (reads) => {
      const sent: Sql[] = [];
      const noting = Object.assign(Object.create(reads) as ReadSession, {
        organisationId: reads.organisationId,
        query: (statement: Sql) => {
          sent.push(statement);
          return reads.query(statement);
        },
      });
      const [place] = await noting.query(headOf(reads.organisationId));
      await noting.query(bounds(reads.organisationId, 7));
      if (place) await eventsBehindKnown(noting, place, 100);
      for (const statement of sent.filter((each) => compile(each).sql.includes('archived'))) {
        const lines = await reads.query(sql<{ 'QUERY PLAN': string }>`explain ${statement}`);
        const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
        expect(plan).toContain('events_recent');
        expect(plan).not.toContain('events_archive');
      }
      expect(sent.length).toBe(4);
    });
  });
});

describe('a transaction that was left open', () => {
  const job = modules.jobs.find(({ name }) => name === 'archive_events');
  const failures = async () =>
    sumOf(await scrape(world), 'ticketwire_background_runs_total', {
      job: 'archive_events',
      outcome: 'failed',
    });
  const runOnce = () =>
    runJob(world.app.services, 'archive_events', async () => job?.run(world.app.services, () => false));

  it('delays archiving in its organisation, which the metrics say, and nothing else', async () => {
    const locked = await report(agent, 'Locked');
    await report(outsider, 'Theirs');
    await age(9);
    await Promise.all([report(agent, 'Young'), report(outsider, 'Young')]);
    const waiting =
      "select count(*)::int as n from events where not archived and recorded_at < now() - interval '8 days'";
    const due = async () => (await world.rows<{ n: number }>(waiting))[0]?.n;
    const theirs = async () => (await world.rows<{ n: number }>(`${waiting} and not (${example})`))[0]?.n;
    const failed = await failures();
    const left = new pg.Client(world.databaseUrl);
    await left.connect();
    await left.query('begin');
    await left.query('select 1 from tickets where id = $1 for update', [rawId(locked)]);
    let isOver = false;
    let longest = 0;
    const timed = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      await work();
      longest = Math.max(longest, performance.now() - begun);
    };
    const writing = (async () => {
      for (let i = 0; !isOver; i += 1) {
        await timed(() => report(agent, `Meanwhile ${i}`));
        await timed(() => agent.ok(timeline, { id: locked }));
      }
    })();
    const blocked = world.rows(`do $$ begin for i in 1 .. 40 loop
      perform pg_sleep(0.02);
      if exists (select 1 from pg_stat_activity w join pg_stat_activity m on m.pid = any (pg_blocking_pids(w.pid))
        where w.datname = current_database() and m.query like '%archive_events(%' and m.pid <> pg_backend_pid())
        then raise exception 'a statement waits for the archive'; end if;
    end loop; end $$`);
    try {
      for (let i = 1; i <= 2; i += 1) await runOnce();
    } finally {
      isOver = true;
    }
    await Promise.all([writing, blocked]);
    // The server itself tries it once a minute.
    const delayed = await failures();
    expect(delayed).toBeGreaterThanOrEqual(failed + 2);
    // Nothing waits until the transaction ends. How long a quick machine takes is not measured here.
    expect(longest).toBeLessThan(10_000);
    expect(await due()).toBeGreaterThan(0);
    expect(await theirs()).toBe(0);
    await left.query('rollback');
    await left.end();
    await runOnce();
    expect(await failures()).toBe(delayed);
    expect(await due()).toBe(0);
  });

  it('with an old snapshot delays nothing, and sees each event once', async () => {
    await report(agent, 'Old');
    await age(9);
    await report(agent, 'Young');
    const left = new pg.Client(world.databaseUrl);
    await left.connect();
    await left.query('begin isolation level repeatable read');
    const seen = async () =>
      (await left.query('select number, archived, facts from events order by organisation_id, number')).rows;
    const before = await seen();
    await archive();
    expect(await numbers("not archived and recorded_at < now() - interval '8 days'")).toEqual([]);
    expect(await seen()).toEqual(before);
    await left.query('rollback');
    await left.end();
  });

  it('of the archive itself delays only the change of an event that it moves: the change is repeated then', async () => {
    const ticket = await report(agent, 'With a secret');
    await agent.done('updateTicket', { ticketId: ticket, description: 'Hunter2' }, '__typename');
    await age(9);
    await report(agent, 'Young');
    await one.query('begin');
    await batch(one, null, 1000);
    const redacted = admin.done(
      'redactDescription',
      { ticketId: ticket, description: 'Removed.', reason: 'A password.' },
      '__typename',
    );
    await eventually(async () => {
      const [waits] = await world.rows(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return waits;
    });
    await one.query('commit');
    await redacted;
    const left = await world.rows(
      `select 1 from events where ticket_id = $1 and changes::text like '%Hunter2%'`,
      [rawId(ticket)],
    );
    expect(left).toEqual([]);
  });
});

describe('the number of an event', () => {
  const facts = `type, ticket_id, visibility, actor_user_id, recorded_at, occurred_at, cause, changes`;
  /** Runs a statement as a server of the organisation does, and undoes it. Returns the code of its error. */
  async function refusal(statement: string, values: unknown[] = []): Promise<string | undefined> {
    await one.query('begin');
    try {
      const [found] = await world.rows<{ id: string }>("select id from organisations where name = 'Example'");
      await one.query(`set local app.organisation_id = '${found?.id}'`);
      const { rowCount } = await one.query(statement, values);
      return rowCount === 0 ? 'nothing' : undefined;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await one.query('rollback');
    }
  }

  it('is given once: the serving role can neither give it again nor write to the archive', async () => {
    await report(agent, 'Numbered');
    await age(9);
    await archive();
    await report(agent, 'Numbered too');
    const again = (columns: string, number: string) =>
      `insert into events (organisation_id, number, ${columns} ${facts})
       select organisation_id, ${number}, ${columns.replace('archived', 'true')} ${facts} from events where ${example} and not archived
       order by number desc limit 1`;
    // Each is refused for its own reason: only the first one is right.
    expect(await refusal(again('', 'number + 1'))).toBeUndefined();
    expect(await refusal(again('', 'number'))).toBe('23505');
    expect(await refusal(again('archived,', 'number + 1'))).toBe('42501');
    expect(await refusal('update event_heads set number = number + 1')).toBeUndefined();
    expect(await refusal('update event_heads set number = number - 1')).toBe('23514');
    expect(await refusal('delete from event_heads')).toBe('42501');
  });

  it('comes from the head of the log wherever events are written', () => {
    const inserts = globSync('server/**/*.ts').filter((file) =>
      /insert into events\b/.test(readFileSync(file, 'utf8')),
    );
    expect(inserts).toEqual(['server/platform/events/log.ts']);
    expect(readFileSync(inserts[0] ?? '', 'utf8')).toMatch(/update event_heads set number = number \+/);
  });

  it('is that of one event, while many are written and moved to the archive', async () => {
    const before = await head();
    const writing = Promise.all(
      [agent, admin, agent, admin].map((writer, i) => report(writer, `At once ${i}`)),
    );
    await Promise.all([archive(), writing]);
    await age(9);
    await Promise.all([archive(), report(agent, 'Meanwhile'), report(admin, 'Meanwhile')]);
    const all = await numbers('true');
    expect(all.slice(before)).toEqual(Array.from(Array((await head()) - before), (_, i) => before + i + 1));
  });
});

describe('the serving role', () => {
  it('cannot archive what every server replays, nor more than a batch at once', async () => {
    await age(1.9);
    const [recent] = [await numbers('not archived')];
    expect(recent.length).toBeGreaterThan(0);
    for (const days of [1, 0, -100]) {
      const { rows } = await one.query('select moved from archive_events($1, null, 1000000)', [days]);
      expect(rows).toEqual([{ moved: 0 }]);
    }
    expect(await numbers('not archived')).toEqual(recent);
    await expect(one.query('select * from archive_events_of(0, null, 1)')).rejects.toMatchObject({
      code: '42501',
    });
    const id = rawId(await report(agent, 'Many'));
    await world.rows(appendBurst, [id, 700]);
    await age(9);
    expect((await one.query('select moved from archive_events(8, null, 1000000)')).rows).toEqual([
      { moved: 500 },
    ]);
  });
});
