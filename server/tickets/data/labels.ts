import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';

/** Stores the labels of a ticket as rows, by which lists find it. */
export async function keepLabels(
  command: CommandContext,
  ticketId: string,
  labels: readonly string[],
): Promise<void> {
  await command.query(replaceLabels(command.organisationId, ticketId, labels));
}

/** SQL of the same. */
export function replaceLabels(organisationId: string, ticketId: string, labels: readonly string[]): Sql {
  return sql`with removed as (delete from ticket_labels
      where organisation_id = ${organisationId} and ticket_id = ${ticketId} and label <> all (${labels}::text[]))
    insert into ticket_labels (organisation_id, ticket_id, label)
    select ${organisationId}::uuid, ${ticketId}::uuid, given.label from unnest(${labels}::text[]) given (label)
    on conflict do nothing`;
}
