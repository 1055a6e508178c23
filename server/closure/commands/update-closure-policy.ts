import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateClosurePolicyInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden } from '../../platform/kernel/user-errors.js';
import type { TicketRow } from '../../tickets/index.js';
import { policyOf } from '../data/policies.js';

/** Changes how tickets of one type are closed. Tickets that are already resolved keep the moment at which they close. */
export async function updateClosurePolicy(
  command: CommandContext,
  input: UpdateClosurePolicyInput,
): Promise<Result<{ type: TicketRow['type'] }>> {
  if (!canPeople(command.actor, 'administer'))
    return err(forbidden('ROLE', 'Only administrators can change closure policies.'));
  const check = new InputCheck();
  check.between('autoCloseDays', input.autoCloseDays, 1, 365);
  check.notNull('survey', input.survey);
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId } = command;
  const { type } = input;
  const place = `closure policy ${organisationId} ${type}`;
  await command.query(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
  const before = await policyOf(command, type);
  const { autoCloseDays = before.autoCloseDays } = input;
  const survey = input.survey ?? before.survey;
  await command.query(sql`
    insert into closure_policies (organisation_id, ticket_type, auto_close_days, survey)
    values (${organisationId}, ${type}, ${autoCloseDays}, ${survey})
    on conflict (organisation_id, ticket_type) do update set auto_close_days = excluded.auto_close_days, survey = excluded.survey`);
  const after = { autoCloseDays, survey };
  const changes = (['autoCloseDays', 'survey'] as const)
    .map((field) => ({ field, from: before[field], to: after[field] }))
    .filter(({ from, to }) => from !== to);
  if (changes.length === 0) return ok({ type });
  command.emit({
    type: 'CLOSURE_POLICY_CHANGED',
    changes: [{ field: 'ticketType', from: type, to: type }, ...changes],
  });
  return ok({ type });
}
