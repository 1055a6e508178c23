import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { updateOf } from '../../platform/db/write-rows.js';
import type { Taking } from '../../tickets/index.js';
import { ResolutionPlanEntity, type ResolutionPlanRow } from './entities.js';

const planColumns = columns(ResolutionPlanEntity, 'p');

/** The id of the last plan of a ticket: the one in force, while one is. */
export function lastPlanId(organisationId: string, ticketId: Sql): Sql<string> {
  return sql<string>`(select p.id from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = ${ticketId}
    order by p.id desc limit 1)`;
}

/** The last plan of a ticket. It changes only under the lock of the ticket, so the ticket is locked before. */
export function lastPlan({ me, organisationId }: Gathering, ticketId: Sql): Sql<ResolutionPlanRow> {
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

/** The fields of a plan whose resolution is proposed. */
export function proposed(
  { onBehalfOf, occurredAt }: Pick<Taking, 'onBehalfOf' | 'occurredAt'>,
  proposedCode: string,
  proposedNotes: string,
) {
  const { userId, keyId } = onBehalfOf;
  return {
    proposedCode,
    proposedNotes,
    proposedAt: occurredAt,
    proposedByUserId: userId,
    proposedByKeyId: keyId,
  };
}

/** Writes these fields of a plan. */
export function updatePlan(plan: ResolutionPlanRow, fields: Partial<ResolutionPlanRow>): Sql[] {
  const update = updateOf(ResolutionPlanEntity, plan, { ...plan, ...fields });
  return update ? [update] : [];
}
