import { type Sql, sql } from '../../platform/db/sql.js';
import { NEVER_DUE } from '../../tickets/data/entities.js';
import { isActive } from '../rules/clock.js';
import { type Ledger, summaryOf, type TicketState, wakeAt } from '../rules/ledger.js';

/** The clocks of a ticket, and what its events do not say of it. */
export interface LedgerRow {
  ticketId: string;
  /** Null: it has none yet. */
  ledger: Ledger | null;
  revision: number | null;
  companyId: string | null;
  formId: string | null;
  reportedAt: string;
  heldSince: string | null;
  holdReason: string | null;
}

/** SQL of a list of `LedgerRow`, as JSON. */
export function ledgersOf(organisationId: string, ticketIds: Sql): Sql<readonly LedgerRow[]> {
  return sql<
    readonly LedgerRow[]
  >`(select coalesce(json_agg(json_build_object('ticketId', t.id, 'ledger', s.ledger,
      'revision', s.revision, 'companyId', t.company_id, 'reportedAt', t.reported_at, 'heldSince', t.held_since, 'holdReason', t.hold_reason,
      'formId', (select f.form_id from ticket_forms f where f.organisation_id = ${organisationId} and f.ticket_id = t.id))), '[]')
    from tickets t left join service_levels s on s.organisation_id = ${organisationId} and s.ticket_id = t.id
    where t.organisation_id = ${organisationId} and t.id = any (${ticketIds}))`;
}

/**
 * Stores the clocks of tickets, and with the tickets what lists and filters know of them. `revision` is that of the policies that they were
 * computed by, for a ticket `g.ticket_id`.
 */
export function storeLedgers(
  organisationId: string,
  ledgers: readonly { ticketId: string; ledger: Ledger }[],
  revision: Sql,
): Sql {
  const rows = ledgers.map(({ ticketId, ledger }) => {
    const { dueAt, atRisk, breached } = summaryOf(ledger);
    const next = wakeAt(ledger);
    return {
      ticket_id: ticketId,
      due_at: dueAt === null ? NEVER_DUE : new Date(dueAt),
      ...{ at_risk: atRisk, breached, ledger },
      open: ledger.clocks.some(isActive),
      wake_at: next === null ? null : new Date(next),
    };
  });
  return sql`with given as materialized (
      select g.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (ticket_id uuid, due_at timestamptz, at_risk boolean,
        breached boolean, open boolean, wake_at timestamptz, ledger jsonb)
    ), summary as (
      update tickets t set due_at = g.due_at, at_risk = g.at_risk, breached = g.breached from given g
      where t.organisation_id = ${organisationId} and t.id = g.ticket_id
        and (t.due_at <> g.due_at or t.at_risk <> g.at_risk or t.breached <> g.breached))
    insert into service_levels (organisation_id, ticket_id, revision, open, wake_at, ledger)
    select ${organisationId}::uuid, g.ticket_id, ${revision}, g.open, g.wake_at, g.ledger from given g
    on conflict (organisation_id, ticket_id) do update set revision = excluded.revision, open = excluded.open,
      wake_at = excluded.wake_at, ledger = excluded.ledger`;
}

/** The values of a ticket that its clocks depend on. */
export interface TicketValues {
  type: string;
  status: string;
  priority: string;
  queue: string;
  assignee: string | null;
  services?: readonly string[] | undefined;
}

export function ticketState(
  { type, status, priority, queue, assignee, services = [] }: TicketValues,
  { companyId, formId }: Pick<LedgerRow, 'companyId' | 'formId'>,
): TicketState {
  return {
    ...{ type, status, priority, companyId, formId },
    queueId: queue,
    assigneeId: assignee,
    serviceIds: services,
  };
}
