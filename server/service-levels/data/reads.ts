import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import { byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, sql } from '../../platform/db/sql.js';
import { internalVisible } from '../../tickets/data/visibility.js';
import type { Ledger, Settings } from '../rules/ledger.js';
import {
  BusinessCalendarEntity,
  type BusinessCalendarRow,
  type DayOff,
  ServiceLevelPolicyEntity,
  type ServiceLevelPolicyRow,
} from './entities.js';
import { type StoredSettings, settingsOf, toSettings } from './settings.js';

const calendarColumns = columns(BusinessCalendarEntity, 'bc');
const policyColumns = columns(ServiceLevelPolicyEntity, 'sp');

/** Business calendars by id that the actor can see. */
export async function calendarsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(BusinessCalendarRow | null)[]> {
  const rows = await reads.query(sql<BusinessCalendarRow>`select ${calendarColumns} from business_calendars bc
    where ${inStaffCatalogue(reads.scope, 'bc')} and bc.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const calendarsByName = byName<BusinessCalendarRow>('business calendars', 'bc');

/** A page of business calendars; empty for requesters. */
export async function listCalendars(
  reads: ActorReads,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<BusinessCalendarRow>> {
  const source = sql`from business_calendars bc where ${inStaffCatalogue(reads.scope, 'bc')}`;
  return orderedPage(reads, calendarsByName, args, calendarColumns, source);
}

/** Service level policies by id that the actor can see. */
export async function policiesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(ServiceLevelPolicyRow | null)[]> {
  const rows =
    await reads.query(sql<ServiceLevelPolicyRow>`select ${policyColumns} from service_level_policies sp
    where ${inStaffCatalogue(reads.scope, 'sp')} and sp.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const policiesByName = byName<ServiceLevelPolicyRow>('service level policies', 'sp');

/** A page of service level policies; empty for requesters. */
export async function listPolicies(
  reads: ActorReads,
  active: boolean | null | undefined,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<ServiceLevelPolicyRow>> {
  const applies = typeof active === 'boolean' ? sql`sp.active = ${active}::boolean` : sql`true`;
  const source = sql`from service_level_policies sp where ${inStaffCatalogue(reads.scope, 'sp')} and ${applies}`;
  return orderedPage(reads, policiesByName, args, policyColumns, source);
}

/** The clocks of a ticket, and the form that it was created with. */
export interface LedgerOfTicket {
  ledger: Ledger;
  formId: string | null;
}

/** The ledgers of visible tickets. Null where the actor cannot read internal notes, and without clocks. */
export async function ledgersOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(LedgerOfTicket | null)[]> {
  const { organisationId } = reads;
  const rows = await reads.query(sql<
    LedgerOfTicket & {
      id: string;
    }
  >`select s.ticket_id as id, s.ledger, (select f.form_id from ticket_forms f
      where f.organisation_id = ${organisationId} and f.ticket_id = s.ticket_id) as "formId" from service_levels s
    join tickets t on t.organisation_id = ${reads.organisationId} and t.id = s.ticket_id
    where s.organisation_id = ${reads.organisationId} and s.ticket_id = any (${ticketIds}::uuid[]) and ${internalVisible(reads.scope)}`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ticketIds.map((id) => found.get(id) ?? null);
}

/** The policies that apply, and the calendars, of the actor's organisation. */
export async function settingsOfOrganisations(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(Settings | null)[]> {
  const [row] = await reads.query(
    sql<{ settings: StoredSettings }>`select ${settingsOf(reads.organisationId)} as settings`,
  );
  const settings = row ? toSettings(row.settings) : null;
  return ids.map((id) => (id === reads.organisationId ? settings : null));
}

/** The public holidays of calendars that the actor can see, by date. */
export async function holidaysOfCalendars(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(readonly DayOff[])[]> {
  const rows = await reads.query(sql<{ id: string; days: DayOff[] }>`select h.calendar_id as id, h.days
    from public_holidays h where ${inStaffCatalogue(reads.scope, 'h')} and h.calendar_id = any (${ids}::uuid[]) order by h.year`);
  const byCalendar = Map.groupBy(rows, ({ id }) => id);
  return ids.map((id) => (byCalendar.get(id) ?? []).flatMap(({ days }) => days));
}
