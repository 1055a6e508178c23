import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { Taking } from '../../tickets/index.js';
import { ResolutionPlanEntity, type ResolutionPlanRow } from './entities.js';

const planColumns = columns(ResolutionPlanEntity, 'p');

/** The plan in force of a ticket: its last one. It changes only under the lock of the ticket, so the ticket is locked before. */
export function planInForce({ me, organisationId }: Gathering, ticketId: Sql): Sql<ResolutionPlanRow> {
  return sql<ResolutionPlanRow>`select ${planColumns} from ${me}
    join resolution_plans p on p.organisation_id = ${organisationId} and p.ticket_id = ${ticketId}
    order by p.id desc limit 1`;
}

/** The gathered plan of a ticket. Every status that needs a plan is reached only with one. */
export function foundPlan([plan]: readonly ResolutionPlanRow[]): ResolutionPlanRow {
  if (!plan) throw new Error('the ticket has no plan');
  return plan;
}

/** The fields of a plan whose implementation starts. */
export function begun({ onBehalfOf, occurredAt }: Taking) {
  const { userId, keyId } = onBehalfOf;
  return { startedAt: occurredAt, startedByUserId: userId, startedByKeyId: keyId };
}

/** Writes these fields of a plan. */
export function updatePlan(plan: ResolutionPlanRow, fields: Partial<ResolutionPlanRow>): Sql[] {
  const update = updateOf(ResolutionPlanEntity, plan, { ...plan, ...fields });
  return update ? [update] : [];
}
