import type { CommandContext } from '../../platform/commands/command-context.js';
import type { TicketStatus } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { UserError } from '../../platform/kernel/user-errors.js';
import { finalProblem } from '../rules/final.js';
import type { TicketRow } from './entities.js';

/** How many merges are followed when the target of a merge was merged too. */
const MOST_STEPS = 20;

/** A source of the ids of the tickets that a ticket was merged into, with their distance in `step`. */
export function mergeTargets(organisationId: string, ticketId: string): Sql {
  return sql`(with recursive followed (id, step) as (
      select m.duplicate_of_id, 1 from tickets m
      where m.organisation_id = ${organisationId} and m.id = ${ticketId} and m.merged_from is not null
      union all
      select m.duplicate_of_id, f.step + 1 from followed f join tickets m
        on m.organisation_id = ${organisationId} and m.id = f.id and m.merged_from is not null
      where f.step < ${MOST_STEPS}
    ) select id, step from followed)`;
}

/**
 * The error of a comment or a file on a ticket that takes none; null where it takes it. A ticket that was merged takes what its last target
 * takes.
 */
export async function conversationProblem(
  command: CommandContext,
  mutation: string,
  { id, status, mergedFrom }: TicketRow,
  path: readonly string[],
): Promise<UserError | null> {
  if (!mergedFrom) return finalProblem(mutation, status, path);
  const { organisationId } = command;
  const [last] = await command.query(
    sql<{ status: TicketStatus }>`select t.status from ${mergeTargets(organisationId, id)} f
      join tickets t on t.organisation_id = ${organisationId} and t.id = f.id order by f.step desc limit 1`,
  );
  return last ? finalProblem(mutation, last.status, path) : null;
}
