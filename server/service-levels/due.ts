import type { CommandContext } from '../platform/commands/command-context.js';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import type { NewEvent } from '../platform/events/event.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { AGAIN } from '../platform/schedule/scheduled-task.js';
import { filterFacts, type TicketRow, ticketColumns } from '../tickets/index.js';
import { type LedgerRow, ledgersOf, storeLedgers, ticketState } from './data/ledgers.js';
import { eventsOf } from './data/raised.js';
import { type StoredSettings, settingsOf, toSettings } from './data/settings.js';
import { byTime } from './rules/by-time.js';
import type { Ledger } from './rules/ledger.js';

/** The most tickets of one transaction. Each writes at most one event for each of its clocks, and one for a changed policy. */
const BATCH = 200;

/**
 * Raises what clocks have reached, and computes clocks again after a change of policies or calendars: some tickets of an organisation in a
 * transaction. Servers that do it at once take different tickets.
 */
export const serviceLevelsDue: ScheduledTask = {
  name: 'serviceLevelsDue',
  findDue: (pool, now, after, limit) =>
    overOrganisations(pool, sql`due_service_levels(${now}, ${after}, ${limit})`),
  async run(command) {
    const { query, organisationId, now } = command;
    const ids = await lockedTickets(command);
    if (ids.length === 0) return ok(null);
    // Rows and not entities: the unit of work would look through all of them for each statement.
    const tickets = await query(sql<TicketRow>`select ${ticketColumns('t')} from tickets t
      where t.organisation_id = ${organisationId} and t.id = any (${ids}::uuid[]) order by t.id`);
    // Behind the lock: what another server did meanwhile is seen.
    const [facts] = await query(
      sql<{
        settings: StoredSettings;
        tickets: readonly LedgerRow[];
      }>`select ${settingsOf(organisationId)} as settings, ${ledgersOf(organisationId, sql`${ids}::uuid[]`)} as tickets`,
    );
    if (!facts) return ok(null);
    const settings = toSettings(facts.settings);
    const { revision } = facts.settings;
    const rows = new Map(facts.tickets.map((row) => [row.ticketId, row]));
    const ledgers: { ticketId: string; ledger: Ledger }[] = [];
    for (const ticket of tickets) {
      const row = rows.get(ticket.id);
      if (!row?.ledger) continue;
      const values = filterFacts(ticket);
      const isStale = (row.revision ?? 0) < revision;
      const state = ticketState(values, row);
      const settled = byTime(row.ledger, row, { ticket: state, settings, isStale, now: now.getTime() });
      ledgers.push({ ticketId: ticket.id, ledger: settled.ledger });
      for (const event of eventsOf(settled))
        command.emit({ ...event, ticketId: ticket.id, facts: values } as NewEvent);
    }
    await query(storeLedgers(organisationId, ledgers, sql`${revision}::int`));
    return ok(AGAIN);
  },
};

/**
 * Locks tickets whose clocks are due, or of an earlier revision. What another transaction has locked is left to it: so servers take different
 * tickets, and none waits for another.
 */
async function lockedTickets({ query, organisationId, now }: CommandContext): Promise<string[]> {
  const due = await query(sql<{ id: string }>`select s.ticket_id as id from service_levels s
    where s.organisation_id = ${organisationId} and s.wake_at <= ${now}
    order by s.wake_at limit ${BATCH} for update skip locked`);
  const stale =
    due.length >= BATCH
      ? []
      : await query(sql<{ id: string }>`select s.ticket_id as id from service_levels s
    where s.organisation_id = ${organisationId} and s.open and s.revision < (
      select r.revision from service_level_revisions r where r.organisation_id = ${organisationId})
    order by s.revision, s.ticket_id limit ${BATCH - due.length} for update skip locked`);
  const ids = [...new Set([...due, ...stale].map(({ id }) => id))];
  if (ids.length === 0) return [];
  const free = await query(sql<{ id: string }>`select t.id from tickets t
    where t.organisation_id = ${organisationId} and t.id = any (${ids}::uuid[])
    order by t.id for no key update skip locked`);
  return free.map(({ id }) => id);
}
