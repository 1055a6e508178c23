import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { canPeople } from '../../people/index.js';
import type { TicketRow } from '../../tickets/index.js';
import { policyOf } from '../policies.js';

export interface UpdateClosurePolicy {
  type: TicketRow['type'];
  autoCloseDays?: number | null;
  survey?: boolean | null;
}

/** Changes what happens to resolved and closed tickets of one type. It counts at once, for those that are resolved already too. */
export async function updateClosurePolicy(
  change: Change,
  input: UpdateClosurePolicy,
): Promise<Result<{ type: TicketRow['type'] }>> {
  if (!canPeople(change.actor, 'administer'))
    return refused(forbidden('ROLE', 'Changing what happens to closed tickets is for administrators.'));
  const check = new InputCheck();
  check.between('autoCloseDays', input.autoCloseDays, 1, 365);
  check.notNull('survey', input.survey);
  if (check.errors.length > 0) return refused(...check.errors);
  const { organisationId } = change;
  const { type } = input;
  const place = `closure policy ${organisationId} ${type}`;
  await change.query(sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`);
  const before = await policyOf(change, type);
  const { autoCloseDays = before.autoCloseDays } = input;
  const survey = input.survey ?? before.survey;
  await change.query(sql`
    insert into closure_policies (organisation_id, ticket_type, auto_close_days, survey)
    values (${organisationId}, ${type}, ${autoCloseDays}, ${survey})
    on conflict (organisation_id, ticket_type) do update set auto_close_days = excluded.auto_close_days, survey = excluded.survey`);
  const after = { autoCloseDays, survey };
  const changes = (['autoCloseDays', 'survey'] as const)
    .map((field) => ({ field, from: before[field], to: after[field] }))
    .filter(({ from, to }) => from !== to);
  if (changes.length === 0) return done({ type });
  change.emit({
    type: 'CLOSURE_POLICY_CHANGED',
    changes: [{ field: 'ticketType', from: type, to: type }, ...changes],
  });
  return done({ type });
}
