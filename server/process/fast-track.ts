import type { CommandContext } from '../platform/commands/command-context.js';
import { sql } from '../platform/db/sql.js';
import { VerificationEntity } from './data/entities.js';
import { cycleOf, newRecord } from './data/records.js';

/** Tasks that the fast track leaves undone are marked as skipped, so that none stays open. */
export async function skipOpenTasks(command: CommandContext, ticketId: string): Promise<void> {
  const { organisationId, performer, occurredAt } = command;
  await command.query(sql`update tasks set state = 'SKIPPED', note = 'Resolved by the fast track.',
      finished_at = ${occurredAt}, finished_by_user_id = ${performer.userId}, finished_by_key_id = ${performer.keyId}
    where organisation_id = ${organisationId} and state = 'OPEN' and plan_id =
      (select p.id from resolution_plans p where p.organisation_id = ${organisationId} and p.ticket_id = ${ticketId}
        order by p.id desc limit 1)`);
}

/** After the fast track, the requester's closing counts as verification. Null when the ticket was verified before. */
export async function verifyByClosing(
  command: CommandContext,
  ticket: { id: string; reopenCount: number },
  evidence: string | null,
): Promise<string | null> {
  const verified = await command.em.count(VerificationEntity, {
    organisationId: command.organisationId,
    ticketId: ticket.id,
    cycle: cycleOf(ticket),
    outcome: 'PASSED',
  });
  if (verified > 0) return null;
  const record = newRecord(command, ticket);
  command.em.create(
    VerificationEntity,
    { ...record, outcome: 'PASSED', method: 'REQUESTER_CONFIRMATION', evidence },
    { persist: true },
  );
  return record.id;
}
