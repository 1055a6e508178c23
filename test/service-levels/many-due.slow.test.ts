import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchedule } from '../../server/platform/schedule/index.js';
import { serviceLevelsDue } from '../../server/service-levels/due.js';
import { rawId, report } from '../harness/desk.js';
import { type ClockedWorld, calendar, policy, startClocked } from './support.js';

/** `MANY_DUE=10000` tries as many as a large organisation may have in one minute. */
const MANY = Number(process.env.MANY_DUE ?? 2000);
const TWO_MINUTES = 120_000;

let clocked: ClockedWorld;
beforeAll(async () => {
  clocked = await startClocked('2027-01-11T08:00:00Z');
});
afterAll(() => clocked.world.stop());

/** Copies of a ticket with its clocks. */
const copies = `with made as (
    insert into tickets select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 100000 + i))).*
    from tickets t, generate_series(1, $2::int) i where t.id = $1 returning organisation_id, id)
  insert into service_levels (organisation_id, ticket_id, revision, open, wake_at, ledger)
  select m.organisation_id, m.id, s.revision, s.open, s.wake_at, s.ledger from made m, service_levels s where s.ticket_id = $1`;

describe(`${MANY} targets that are missed in the same minute`, () => {
  it('are raised within two minutes by two servers that are cut off in the middle, each once', {
    timeout: 300_000,
  }, async () => {
    const { admin, requester, world } = clocked;
    await policy(admin, await calendar(admin), { targets: [{ target: 'RESOLUTION', minutes: 60 }] });
    const { id } = await report(requester);
    await world.rows(copies, [rawId(id), MANY]);
    const other = await world.another();
    clocked.now = new Date('2027-01-11T09:00:30Z');
    const raised = async () =>
      Number(
        (
          await world.rows<{ n: string }>(
            "select count(*) as n from events where type = 'SERVICE_LEVEL_BREACHED'",
          )
        )[0]?.n,
      );
    const began = Date.now();
    let cut = 0;
    /** Runs rounds as a server does, whatever becomes of them, until nothing is due. */
    const rounds = async ({ services }: typeof other) => {
      const timed = { ...services, now: () => clocked.now };
      const isDue = async () =>
        (await serviceLevelsDue.findDue(services.db.pool, clocked.now, null, 50)).rows.length > 0;
      for (let due = true; due; ) {
        try {
          await runSchedule(timed, [serviceLevelsDue], () => false);
          due = await isDue();
        } catch {
          cut += 1;
        }
      }
    };
    const both = Promise.all([rounds(world.app), rounds(other)]);
    while ((await raised()) === 0) await setTimeout(5);
    // All connections end, until one ended in the middle of a transaction.
    for (let i = 0; i < 100 && cut === 0; i += 1) {
      await world.rows(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename <> current_user',
      );
      await setTimeout(10);
    }
    await both;
    expect(Date.now() - began).toBeLessThan(TWO_MINUTES);
    expect(cut).toBeGreaterThan(0);
    for (const type of ['SERVICE_LEVEL_AT_RISK', 'SERVICE_LEVEL_BREACHED']) {
      const [found] = await world.rows<{ events: string; tickets: string }>(
        'select count(*) as events, count(distinct ticket_id) as tickets from events where type = $1 and ticket_id in (select id from tickets where number >= 100000)',
        [type],
      );
      expect(found).toEqual({ events: String(MANY), tickets: String(MANY) });
    }
  });
});
