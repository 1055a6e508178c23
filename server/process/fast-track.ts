import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import { VerificationEntity } from './entities.js';
import { cycleOf, newRecord } from './records.js';

/** What a fast track leaves undone is skipped, not forgotten: no task stays open behind it. */
export async function skipOpenTasks(change: Change, ticketId: string): Promise<void> {
  const { organisationId, performer, occurredAt } = change;
  await change.query(sql`update tasks set state = 'SKIPPED', note = 'Resolved by the fast track.',
      finished_at = ${occurredAt}, finished_by_user_id = ${performer.userId}, finished_by_key_id = ${performer.keyId}
    where organisation_id = ${organisationId} and state = 'OPEN' and plan_id =
      (select p.id from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = ${ticketId}
        order by p.id desc limit 1)`);
}

/** After a fast track, the requester's close is the verification; null where it was verified already. */
export async function verifyByClosing(
  change: Change,
  ticket: { id: string; reopenCount: number },
  evidence: string | null,
): Promise<string | null> {
  const verified = await change.em.count(VerificationEntity, {
    organisationId: change.organisationId,
    ticketId: ticket.id,
    cycle: cycleOf(ticket),
    outcome: 'PASSED',
  });
  if (verified > 0) return null;
  const record = newRecord(change, ticket);
  change.em.create(
    VerificationEntity,
    { ...record, outcome: 'PASSED', method: 'REQUESTER_CONFIRMATION', evidence },
    { persist: true },
  );
  return record.id;
}
