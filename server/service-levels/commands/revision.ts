import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';

/** Has the schedule compute all clocks of the organisation again. */
export async function nextRevision({ query, organisationId }: CommandContext): Promise<void> {
  await query(sql`insert into service_level_revisions (organisation_id, revision) values (${organisationId}, 1)
    on conflict (organisation_id) do update set revision = service_level_revisions.revision + 1`);
}
