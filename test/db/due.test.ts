import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalOverdue, approvalReminder } from '../../server/approvals/index.js';
import { isOverdue, isReminderDue } from '../../server/approvals/rules/due.js';
import { autoClose } from '../../server/closure/auto-close.js';
import { majorIncidentUpdateDue } from '../../server/major-incidents/index.js';
import { isUpdateDue } from '../../server/major-incidents/rules/due.js';
import type { ScheduledTask } from '../../server/platform/schedule/index.js';
import { holdDue } from '../../server/tickets/index.js';
import { isHoldDue } from '../../server/tickets/rules/holds.js';
import { recount } from '../harness/ticket-counts.js';
import { startWorld, type World } from '../harness/world.js';

const HOUR = 60 * 60 * 1000;
const now = new Date('2026-06-01T12:00:00.000Z');
/** Timestamps just before, at and just after the limit. */
const moment = fc
  .constantFrom(-400, -15, -14, -7, -1, 0, 1, 7)
  .chain((days) => fc.constantFrom(-1, 0, 1).map((ms) => new Date(now.getTime() + days * 24 * HOUR + ms)));

let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await startWorld({ CLOCKS_EVERY_SECONDS: '3600' });
  owner = new pg.Client(world.databaseUrl);
  await owner.connect();
  // The rows are synthetic: without foreign keys, and without the check on tickets on hold.
  await owner.query('set session_replication_role = replica');
  await owner.query('alter table tickets drop constraint tickets_check');
});
afterAll(async () => {
  await recount(owner);
  await owner.end();
  await world.stop();
});

const id = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Inserts rows into a table. Columns that no row gives have their defaults. */
async function write(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return;
  await owner.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}

async function empty(...tables: string[]): Promise<void> {
  for (const table of tables)
    await owner.query(`delete from ${table} where organisation_id::text like '0000000%'`);
  await owner.query("delete from organisations where id::text like '0000000%'");
}

const isMadeUp = (row: { organisationId: string }) => row.organisationId.startsWith('0000000');

/**
 * Collects what a task finds due, with its organisation. Each page covers whole organisations, because nothing
 * here completes the work.
 */
async function dueOf(task: ScheduledTask): Promise<string[]> {
  const found = new Set<string>();
  let after: string | null = null;
  for (let more = true; more; ) {
    const page = await task.findDue(world.app.services.db.pool, now, after, 40);
    for (const row of page.rows.filter(isMadeUp)) found.add(`${row.organisationId} ${row.id}`);
    ({ more, last: after } = page);
  }
  return [...found].sort();
}

const statuses = [
  'AWAITING_APPROVAL',
  'ON_HOLD',
  'RESOLVED',
  'CLOSED',
  'INVESTIGATING',
  'CANCELLED',
] as const;
const status = fc.constantFrom(...statuses, 'RESOLVED' as const, 'AWAITING_APPROVAL' as const);
/** Generates rows for a few organisations. */
const inOrganisations = <T>(row: fc.Arbitrary<T>) =>
  fc
    .array(fc.array(row, { minLength: 20, maxLength: 30 }), { minLength: 1, maxLength: 5 })
    .map((organisations) =>
      organisations.flatMap((rows, o) =>
        rows.map((one, i) => ({ ...one, organisation: id(1, o), ticket: id(2, 100 * o + i) })),
      ),
    );

const organisationsOf = (rows: readonly { organisation: string }[]) =>
  [...new Set(rows.map(({ organisation }) => organisation))].map((one) => ({
    id: one,
    name: one,
    created_at: now,
  }));

const ticketOf = (row: { organisation: string; ticket: string; status: string }, i: number) => ({
  organisation_id: row.organisation,
  id: row.ticket,
  type: 'INCIDENT',
  number: i,
  status: row.status,
  subject: 'x',
  description: 'x',
  error_messages: [],
  channel: 'API',
  affected_service_names: [],
  labels: [],
  affected_services_unknown: false,
  impact: 'LOW',
  urgency: 'LOW',
  priority: 3,
  matrix_priority: 3,
  requester_id: id(3, 0),
  queue_id: id(3, 0),
  service_ids: [],
  reassignment_count: 0,
  reopen_count: 0,
  dispatched: false,
  major_incident: false,
  verified_by_requester: false,
  version: 1,
  created_at: now,
  updated_at: now,
  reported_at: now,
});

describe('the database function that finds due work', () => {
  it('returns every ticket that has been quiet long enough, and no other', async () => {
    const ticket = fc.record({ status: fc.constant('RESOLVED'), autoCloseAt: fc.option(moment) });
    let met = 0;
    await fc.assert(
      fc.asyncProperty(inOrganisations(ticket), async (tickets) => {
        await empty('tickets');
        await write('organisations', organisationsOf(tickets));
        await write(
          'tickets',
          tickets.map((row, i) => ({ ...ticketOf(row, i), auto_close_at: row.autoCloseAt })),
        );
        const expected = tickets.filter(({ autoCloseAt }) => autoCloseAt && autoCloseAt <= now);
        met += expected.length;
        expect(await dueOf(autoClose)).toEqual(namesOf(expected, (row) => row.ticket));
      }),
      { numRuns: 40 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('returns every approval that needs a reminder or is overdue, and no other', async () => {
    const approval = fc.record({
      status,
      state: fc.constantFrom('PENDING', 'PENDING', 'APPROVED', 'WITHDRAWN'),
      remindAt: fc.option(moment),
      dueAt: fc.option(moment),
      overdue: fc.boolean(),
    });
    let met = 0;
    await fc.assert(
      fc.asyncProperty(inOrganisations(approval), async (approvals) => {
        await empty('approvals', 'tickets');
        await write('organisations', organisationsOf(approvals));
        await write('tickets', approvals.map(ticketOf));
        await write(
          'approvals',
          approvals.map((row, i) => ({
            organisation_id: row.organisation,
            id: id(4, i),
            ticket_id: row.ticket,
            plan_id: id(5, i),
            rule: 'ANY_ONE',
            needed: 1,
            state: row.state,
            requested_at: now,
            due_at: row.dueAt,
            remind_at: row.remindAt,
            overdue: row.overdue,
            decided_at: row.state === 'PENDING' ? null : now,
          })),
        );
        for (const [task, isDue] of [
          [approvalReminder, isReminderDue],
          [approvalOverdue, isOverdue],
        ] as const) {
          const expected = approvals
            .map((row, i) => ({ ...row, id: id(4, i) }))
            .filter((row) => isDue(row as never, row.status, now));
          met += expected.length;
          expect(await dueOf(task)).toEqual(namesOf(expected, (row) => row.id));
        }
      }),
      { numRuns: 40 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('returns every major incident whose status update is due, and no other', async () => {
    const major = fc.record({
      status,
      endedAt: fc.option(fc.constant(now), { freq: 1 }),
      dueTold: fc.boolean(),
      nextUpdateDueAt: moment,
    });
    let met = 0;
    await fc.assert(
      fc.asyncProperty(inOrganisations(major), async (majors) => {
        await empty('major_incidents', 'tickets');
        await write('organisations', organisationsOf(majors));
        await write('tickets', majors.map(ticketOf));
        await write(
          'major_incidents',
          majors.map((row) => ({
            organisation_id: row.organisation,
            ticket_id: row.ticket,
            reason: 'x',
            lead_id: id(3, 0),
            declared_at: now,
            update_every_minutes: 30,
            next_update_due_at: row.nextUpdateDueAt,
            due_told: row.dueTold,
            ended_at: row.endedAt,
            downgraded: false,
          })),
        );
        const expected = majors.filter((row) => isUpdateDue(row, row.status, now));
        met += expected.length;
        expect(await dueOf(majorIncidentUpdateDue)).toEqual(namesOf(expected, ({ ticket }) => ticket));
      }),
      { numRuns: 40 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('returns every hold whose resume time is reached and was not announced, and no other', async () => {
    const hold = fc.record({ status: fc.constant('ON_HOLD'), holdDueAt: fc.option(moment) });
    let met = 0;
    await fc.assert(
      fc.asyncProperty(inOrganisations(hold), async (holds) => {
        await empty('tickets');
        await write('organisations', organisationsOf(holds));
        await write(
          'tickets',
          holds.map((row, i) => ({ ...ticketOf(row, i), hold_due_at: row.holdDueAt })),
        );
        const expected = holds.filter((row) => isHoldDue(row, now));
        met += expected.length;
        expect(await dueOf(holdDue)).toEqual(namesOf(expected, ({ ticket }) => ticket));
      }),
      { numRuns: 40 },
    );
    expect(met).toBeGreaterThan(100);
  });

  it('covers every organisation, however many there are, in pages of bounded size', async () => {
    await empty('major_incidents', 'tickets');
    const rows = Array.from({ length: 150 }, (_, i) => ({
      organisation: id(1, i),
      ticket: id(2, i),
      status: 'INVESTIGATING',
    }));
    await write('organisations', organisationsOf(rows));
    await write('tickets', rows.map(ticketOf));
    // Only the last organisations have due work; the function visits those before and finds nothing.
    const late = rows.slice(-30);
    await write(
      'major_incidents',
      late.map((row) => ({
        organisation_id: row.organisation,
        ticket_id: row.ticket,
        reason: 'x',
        lead_id: id(3, 0),
        declared_at: now,
        update_every_minutes: 30,
        next_update_due_at: now,
        due_told: false,
        downgraded: false,
      })),
    );
    const first = await majorIncidentUpdateDue.findDue(world.app.services.db.pool, now, null, 40);
    expect(first).toEqual({ rows: [], more: true, last: id(1, 39) });
    expect(await dueOf(majorIncidentUpdateDue)).toEqual(namesOf(late, ({ ticket }) => ticket));
  });
});

function namesOf<T extends { organisation: string }>(rows: readonly T[], idOf: (row: T) => string): string[] {
  return rows.map((row) => `${row.organisation} ${idOf(row)}`).sort();
}
