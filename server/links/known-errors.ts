import { LockMode } from '@mikro-orm/core';
import type { Change } from '../changes/change.js';
import { sql } from '../db/sql.js';
import type { FieldChange } from '../events/index.js';
import { idOfType, toGlobalId } from '../kernel/ids.js';
import { conflict, forbidden, invalid, notFound } from '../kernel/refusals.js';
import { done, type Result, refused } from '../kernel/result.js';
import {
  canTicket,
  filterFacts,
  type LoadedTicket,
  loadTicket,
  TicketEntity,
  type TicketRow,
} from '../tickets/index.js';
import { KnownErrorEntity, type KnownErrorRow } from './entities.js';

/** A problem whose known error the actor may write: they work it, and so see what is internal on it. */
export async function loadProblem(
  change: Change,
  globalId: string,
  field: string,
): Promise<Result<LoadedTicket>> {
  const loaded = await loadTicket(change, globalId, [field]);
  return loaded.ok ? workedBy(change, loaded.value, field) : loaded;
}

function workedBy(change: Change, problem: LoadedTicket, field: string): Result<LoadedTicket> {
  const works = canTicket(change.actor, 'edit', problem.facts);
  return works.allowed ? done(problem) : refused(forbidden(works.reason, works.message, [field]));
}

/** A known error that stands, locked with its problem, at the expected version. */
export async function loadKnownError(
  change: Change,
  globalId: string,
  expectedVersion: number | null | undefined,
): Promise<Result<{ problem: TicketRow; knownError: KnownErrorRow }>> {
  const id = idOfType(globalId, 'KnownError');
  const missing = () => refused(notFound(['knownErrorId'], globalId, 'known error'));
  const { organisationId } = change;
  const found = id ? await change.em.findOne(KnownErrorEntity, { organisationId, id }) : null;
  if (!id || !found) return missing();
  const seen = await loadTicket(change, toGlobalId('Ticket', found.ticketId));
  if (!seen.ok || !seen.value.facts.internalVisible) return missing();
  const loaded = workedBy(change, seen.value, 'knownErrorId');
  if (!loaded.ok) return loaded;
  const knownError = await change.em.findOneOrFail(
    KnownErrorEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (typeof expectedVersion === 'number' && expectedVersion !== knownError.version)
    return refused(conflict(knownError.version, globalId));
  if (knownError.retiredAt)
    return refused(invalid(['knownErrorId'], 'RETIRED', 'The known error is retired.'));
  return done({ problem: loaded.value.ticket, knownError });
}

export type KnownErrorEvent = 'KNOWN_ERROR_RECORDED' | 'KNOWN_ERROR_UPDATED' | 'KNOWN_ERROR_RETIRED';

/** Tells the problem, and the incidents that it is behind, of its known error; of the public workaround, whoever sees an incident. */
export async function tellKnownError(
  change: Change,
  type: KnownErrorEvent,
  problem: TicketRow,
  changes: FieldChange[],
  workaroundChanged: boolean,
): Promise<void> {
  const causedBy = change.emit({
    type,
    ticketId: problem.id,
    visibility: 'INTERNAL',
    changes,
    facts: filterFacts(problem),
  });
  for (const incident of await incidentsOf(change, problem.id)) {
    const facts = filterFacts(incident);
    const about = { ticketId: incident.id, facts, causedBy };
    change.emit({ type, visibility: 'INTERNAL', otherTicketId: problem.id, ...about });
    if (workaroundChanged) change.emit({ type: 'WORKAROUND_CHANGED', ...about });
  }
}

/** Tells an incident that it was given the public workaround of a problem, or that it was taken from it, if there is one. */
export async function tellWorkaround(change: Change, problemId: string, incident: TicketRow): Promise<void> {
  const { organisationId } = change;
  const stands = await change.em.findOne(KnownErrorEntity, {
    organisationId,
    ticketId: problemId,
    retiredAt: null,
  });
  if (stands?.publicWorkaround)
    change.emit({ type: 'WORKAROUND_CHANGED', ticketId: incident.id, facts: filterFacts(incident) });
}

// Bounded: a ticket has so many links at most.
async function incidentsOf(change: Change, problemId: string): Promise<TicketRow[]> {
  const { organisationId } = change;
  const links = await change.query(sql<{ id: string }>`select to_ticket_id as id from ticket_links
    where organisation_id = ${organisationId} and from_ticket_id = ${problemId} and kind = 'PROBLEM_OF' order by id`);
  const ids = links.map(({ id }) => id);
  const rows = await change.em.find(TicketEntity, { organisationId, id: { $in: ids } });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
