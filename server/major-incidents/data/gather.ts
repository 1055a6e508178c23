import type { Actor } from '../../platform/actor/actor.js';
import type { Gathering } from '../../platform/commands/command.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { idOfType } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { visibleToMe } from '../../tickets/data/visibility.js';
import { rolesOn, type TicketFacts } from '../../tickets/index.js';
import type { MajorIncidentFacts } from '../rules/policy.js';
import { MajorIncidentEntity, type MajorIncidentRow } from './entities.js';
import { denied, notMajor } from './store.js';

const majorColumns = columns(MajorIncidentEntity, 'm');

/** Locks the major incident of a ticket, after the ticket itself. */
export function majorToChange({ me, organisationId }: Gathering, globalId: string): Sql<MajorIncidentRow> {
  return sql<MajorIncidentRow>`select ${majorColumns} from ${me}
    join tickets t on t.organisation_id = ${organisationId} and t.id = ${idOfType(globalId, 'Ticket')}::uuid
      and ${visibleToMe(organisationId)}
    join major_incidents m on m.organisation_id = ${organisationId} and m.ticket_id = t.id
    for no key update of m`;
}

/** A major incident in progress, if the actor is permitted. */
export function standing(
  [major]: readonly MajorIncidentRow[],
  facts: TicketFacts,
  actor: Actor,
  may: (actor: Actor, facts: MajorIncidentFacts) => boolean,
): Result<MajorIncidentRow> {
  const goesOn = major && !major.endedAt;
  const roles = rolesOn(actor, facts);
  if (!may(actor, { roles, leadId: goesOn ? major.leadId : null })) return err(denied(actor));
  return goesOn ? ok(major) : err(notMajor());
}
