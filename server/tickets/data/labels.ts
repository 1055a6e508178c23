import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';

/** Keeps the labels of a stored ticket as the rows that lists find it by. */
export async function keepLabels(
  command: CommandContext,
  ticketId: string,
  labels: readonly string[],
): Promise<void> {
  const { organisationId } = command;
  await command.query(sql`with removed as (delete from ticket_labels
      where organisation_id = ${organisationId} and ticket_id = ${ticketId} and label <> all (${labels}::text[]))
    insert into ticket_labels (organisation_id, ticket_id, label)
    select ${organisationId}::uuid, ${ticketId}::uuid, given.label from unnest(${labels}::text[]) given (label)
    on conflict do nothing`);
}
