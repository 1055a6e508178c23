import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { beginWork, behind, continuedWork, SLICE, sliceOf } from '../../platform/commands/continuation.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import type { FieldChange } from '../../platform/events/index.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import {
  canTicket,
  filterFacts,
  type LoadedTicket,
  loadTicket,
  type TicketRow,
  ticketColumns,
} from '../../tickets/index.js';
import { KnownErrorEntity, type KnownErrorRow } from './entities.js';

/** A problem whose known error the actor can write: they work it, and so can read its internal notes. */
export async function loadProblem(
  command: CommandContext,
  globalId: string,
  field: string,
): Promise<Result<LoadedTicket>> {
  const loaded = await loadTicket(command, globalId, [field]);
  return loaded.ok ? workedBy(command, loaded.value, field) : loaded;
}

function workedBy(command: CommandContext, problem: LoadedTicket, field: string): Result<LoadedTicket> {
  const works = canTicket(command.actor, 'edit', problem.facts);
  return works.allowed ? ok(problem) : err(forbidden(works.reason, works.message, [field]));
}

/** An active known error, locked with its problem, with the expected version. */
export async function loadKnownError(
  command: CommandContext,
  globalId: string,
  expectedVersion: number | null | undefined,
): Promise<Result<{ problem: TicketRow; knownError: KnownErrorRow }>> {
  const id = idOfType(globalId, 'KnownError');
  const missing = () => err(notFound(['knownErrorId'], globalId, 'known error'));
  const { organisationId } = command;
  const found = id ? await command.em.findOne(KnownErrorEntity, { organisationId, id }) : null;
  if (!id || !found) return missing();
  const seen = await loadTicket(command, toGlobalId('Ticket', found.ticketId));
  if (!seen.ok || !seen.value.facts.internalVisible) return missing();
  const loaded = workedBy(command, seen.value, 'knownErrorId');
  if (!loaded.ok) return loaded;
  const knownError = await command.em.findOneOrFail(
    KnownErrorEntity,
    { organisationId, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (typeof expectedVersion === 'number' && expectedVersion !== knownError.version)
    return err(conflict(knownError.version, globalId));
  if (knownError.retiredAt)
    return err(invalid(['knownErrorId'], 'RETIRED', 'The known error is retired and cannot be changed.'));
  return ok({ problem: loaded.value.ticket, knownError });
}

/** The fields that events about known errors name. */
export type KnownErrorField =
  | 'KnownError.id'
  | 'KnownError.symptoms'
  | 'KnownError.rootCause'
  | 'KnownError.workaround'
  | 'KnownError.publicWorkaround'
  | 'TicketEvent.reason';
export type KnownErrorEvent = 'KNOWN_ERROR_RECORDED' | 'KNOWN_ERROR_UPDATED' | 'KNOWN_ERROR_RETIRED';

/**
 * Records events about a known error on the problem and on its incidents; about the public workaround, events for everyone who can see an
 * incident.
 */
export async function tellKnownError(
  command: CommandContext,
  type: KnownErrorEvent,
  problem: TicketRow,
  changes: FieldChange<KnownErrorField>[],
  workaroundChanged: boolean,
): Promise<void> {
  const { id } = problem;
  const causedBy = command.emit({
    type,
    ticketId: id,
    visibility: 'INTERNAL',
    changes,
    facts: filterFacts(problem),
  });
  await beginWork(command, incidentsInformed, { problemId: id, type, workaroundChanged }, causedBy);
}

interface KnownErrorNews {
  problemId: string;
  type: KnownErrorEvent;
  workaroundChanged: boolean;
}

/** Records on the incidents of a problem that its known error changed. */
export const incidentsInformed = continuedWork<KnownErrorNews>({
  name: 'knownError',
  async slice({ organisationId, query, emit }, { problemId, type, workaroundChanged }, from) {
    const { items, after } = sliceOf(await query(incidentsOf(organisationId, problemId, from)));
    for (const incident of items) {
      const about = { ticketId: incident.id, facts: filterFacts(incident) };
      emit({ type, visibility: 'INTERNAL', otherTicketId: problemId, changes: [], ...about });
      if (workaroundChanged) emit({ type: 'WORKAROUND_CHANGED', ...about });
    }
    return after;
  },
});

function incidentsOf(organisationId: string, problemId: string, after: string | null): Sql<TicketRow> {
  return sql<TicketRow>`select ${ticketColumns('t')} from ticket_links l
    join tickets t on t.organisation_id = ${organisationId} and t.id = l.to_ticket_id
    where l.organisation_id = ${organisationId} and l.from_ticket_id = ${problemId} and l.kind = 'PROBLEM_OF'${behind('t.id', after)}
    order by t.id limit ${SLICE + 1}`;
}
