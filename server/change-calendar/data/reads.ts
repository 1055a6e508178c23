import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { type ListOrders, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { planIsInForce, type Window } from '../../process/index.js';
import { noteHidden } from '../../tickets/data/hidden.js';
import { visibleTickets } from '../../tickets/data/visibility.js';
import { commonOf, overlapOf } from '../rules/overlap.js';

/** A plan with a window, and the services its ticket affects. */
export interface EntryRow {
  id: string;
  ticketId: string;
  windowStart: Date;
  windowEnd: Date;
  serviceIds: string[];
}

/** Two windows that overlap, with tickets that affect the same service. */
export interface Collision {
  ticketId: string;
  window: Window;
  serviceIds: string[];
}

const MOST_COLLISIONS = 50;
const selected = sql`p.id, p.ticket_id as "ticketId", p.window_start as "windowStart", p.window_end as "windowEnd",
  t.service_ids as "serviceIds"`;

/** Windows that overlap [from, to). A window lasts at most 31 days, so the index of their starts limits the search on both sides. */
function overlapping(p: string, from: Sql, to: Sql): Sql<boolean> {
  const plan = sql.raw(p);
  return sql<boolean>`(${plan}.window_start < ${to} and ${plan}.window_end > ${from}
    and ${plan}.window_start > ${from} - interval '31 days 1 hour')`;
}

const byBeginning: ListOrders<'WINDOW_START', EntryRow> = {
  list: 'change calendar',
  fields: {
    WINDOW_START: [
      { sql: 'p.window_start', type: 'timestamptz', of: (entry) => entry.windowStart.toISOString() },
      { sql: 'p.id', type: 'uuid', of: (entry) => entry.id },
    ],
  },
  usual: { field: 'WINDOW_START', direction: 'ASC' },
};

/** A page of the windows in a range, of visible tickets; of certain services, or of all. */
export async function listEntries(
  reads: ActorReads,
  { start, end }: Window,
  serviceIds: readonly string[] | null,
  args: OrderedArgs<'WINDOW_START'>,
): Promise<Connection<EntryRow>> {
  const ofServices = serviceIds ? sql`t.service_ids && ${serviceIds}::uuid[]` : sql`true`;
  const between = overlapping('p', sql`${start}::timestamptz`, sql`${end}::timestamptz`);
  const source = sql`from resolution_plans p
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = p.ticket_id
    where p.organisation_id = ${reads.organisationId} and ${between} and ${planIsInForce(reads.organisationId, 'p', 't')}
      and ${visibleTickets(reads.scope)} and ${ofServices}`;
  return orderedPage(reads, byBeginning, args, selected, source);
}

/** The collisions of each of these visible plans. */
export async function collisionsOf(reads: ActorReads, planIds: readonly string[]): Promise<Collision[][]> {
  const { organisationId } = reads;
  // The other plan `p` in force, with its ticket `t`, of a plan `own` with its ticket `mine`.
  const collides = sql`p.ticket_id <> own.ticket_id and ${overlapping('p', sql`own.window_start`, sql`own.window_end`)}
    and ${planIsInForce(organisationId, 'p', 't')} and t.service_ids && mine.service_ids`;
  const ofPlans = sql`own.organisation_id = ${organisationId} and own.id = any (${planIds}::uuid[])
    and ${planIsInForce(organisationId, 'own', 'mine')}`;
  const noted = sql`from resolution_plans own
    join tickets mine on mine.organisation_id = ${organisationId} and mine.id = own.ticket_id
    join resolution_plans p on p.organisation_id = ${organisationId}
    join tickets t on t.organisation_id = ${organisationId} and t.id = p.ticket_id
    where ${ofPlans} and ${collides}`;
  const found = sql<{ own: EntryRow; other: EntryRow }>`
    select json_build_object('id', own.id, 'windowStart', own.window_start, 'windowEnd', own.window_end,
        'serviceIds', mine.service_ids) as own,
      json_build_object('ticketId', other.ticket_id, 'windowStart', other.window_start, 'windowEnd', other.window_end,
        'serviceIds', other.service_ids) as other
    from resolution_plans own
    join tickets mine on mine.organisation_id = ${reads.organisationId} and mine.id = own.ticket_id
    cross join lateral (
      select p.ticket_id, p.window_start, p.window_end, t.service_ids from resolution_plans p
      join tickets t on t.organisation_id = ${reads.organisationId} and t.id = p.ticket_id
      where p.organisation_id = ${organisationId} and ${collides} and ${visibleTickets(reads.scope)}
      order by p.window_start, p.id limit ${MOST_COLLISIONS}) other
    where ${ofPlans}`;
  const [rows] = await Promise.all([reads.query(found), noteHidden(reads, noted)]);
  const byPlan = Map.groupBy(rows, ({ own }) => own.id);
  return planIds.map((id) => (byPlan.get(id) ?? []).flatMap(toCollision));
}

function toCollision({ own, other }: { own: EntryRow; other: EntryRow }): Collision[] {
  const window = overlapOf(windowOfEntry(own), windowOfEntry(other));
  if (!window) return [];
  return [{ ticketId: other.ticketId, window, serviceIds: commonOf(own.serviceIds, other.serviceIds) }];
}

/** The window of an entry. */
export function windowOfEntry({ windowStart, windowEnd }: EntryRow): Window {
  return { start: new Date(windowStart), end: new Date(windowEnd) };
}
