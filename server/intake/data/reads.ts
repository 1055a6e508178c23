import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { inCatalogue, inStaffCatalogue } from '../../platform/actor/catalogue-visibility.js';
import type { RequestFormsArgs } from '../../platform/contract/generated/types.js';
import { byName, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { type FormRow, RequestFormEntity, type TemplateRow, TicketTemplateEntity } from './entities.js';
import type { TicketFormRow } from './node.js';

const formColumns = columns(RequestFormEntity, 'rf');
const templateColumns = columns(TicketTemplateEntity, 'tt');

/** Forms by id that the actor can see. */
export async function formsById(reads: ActorReads, ids: readonly string[]): Promise<(FormRow | null)[]> {
  const rows = await reads.query(sql<FormRow>`select ${formColumns} from request_forms rf
    where ${inCatalogue(reads.scope, 'rf')} and rf.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

/** Templates by id that the actor can see. */
export async function templatesById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(TemplateRow | null)[]> {
  const rows = await reads.query(sql<TemplateRow>`select ${templateColumns} from ticket_templates tt
    where ${inStaffCatalogue(reads.scope, 'tt')} and tt.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

type Filter = Pick<RequestFormsArgs, 'ticketType' | 'active'>;

function filterSql({ ticketType, active }: Filter, alias: string): Sql<boolean> {
  const ofType = ticketType ? sql`${sql.ref(`${alias}.ticket_type`)} = ${ticketType}` : sql`true`;
  const inUse =
    typeof active === 'boolean' ? sql`${sql.ref(`${alias}.active`)} = ${active}::boolean` : sql`true`;
  return sql<boolean>`(${ofType} and ${inUse})`;
}

const formsByName = byName<FormRow>('request forms', 'rf');
const templatesByName = byName<TemplateRow>('ticket templates', 'tt');

/** A page of the forms that the actor can see. */
export async function listForms(
  reads: ActorReads,
  filter: Filter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<FormRow>> {
  const source = sql`from request_forms rf where ${inCatalogue(reads.scope, 'rf')} and ${filterSql(filter, 'rf')}`;
  return orderedPage(reads, formsByName, args, formColumns, source);
}

/** A page of the templates that the actor can see. */
export async function listTemplates(
  reads: ActorReads,
  filter: Filter,
  args: OrderedArgs<'NAME'>,
): Promise<Connection<TemplateRow>> {
  const source = sql`from ticket_templates tt where ${inStaffCatalogue(reads.scope, 'tt')} and ${filterSql(filter, 'tt')}`;
  return orderedPage(reads, templatesByName, args, templateColumns, source);
}

/** The answered form of each visible ticket. */
export async function formsOfTickets(
  reads: ActorReads,
  ticketIds: readonly string[],
): Promise<(TicketFormRow | null)[]> {
  const rows =
    await reads.query(sql<TicketFormRow>`select f.ticket_id as "ticketId", f.form_id as "requestFormId",
    f.form_version as "formVersion", f.name, f.answers from ticket_forms f
    where f.organisation_id = ${reads.organisationId} and f.ticket_id = any (${ticketIds}::uuid[])`);
  const byTicket = new Map(rows.map((row) => [row.ticketId, row]));
  return ticketIds.map((id) => byTicket.get(id) ?? null);
}
