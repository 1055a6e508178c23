import { meOf } from '../../platform/actor/asking.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ResolveChildrenInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { codeGiven, codeProblem } from '../../resolution-codes/index.js';
import { loadTicket, resolveTicket, runTransition } from '../../tickets/index.js';
import type { OneOfMany } from '../../tickets/many-tickets.js';

export interface ResolvedChildren {
  ticketId: string;
  results: OneOfMany[];
}

/** The most children of one call. */
export const MAX_CHILDREN = 50;

/**
 * Resolves children of a resolved ticket in one transaction, each by the transition itself. The transition refuses before it changes
 * anything, so a refused child leaves no trace and does not stop the others.
 */
export async function resolveChildren(
  command: CommandContext,
  input: ResolveChildrenInput,
): Promise<Result<ResolvedChildren>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket } = loaded.value;
  const check = new InputCheck();
  const ids = check.ids('childIds', input.childIds, 'Ticket', MAX_CHILDREN) ?? [];
  if (input.childIds.length === 0) check.fail(['childIds'], 'REQUIRED', 'childIds must not be empty.');
  const resolutionCode = check.required('resolutionCode', input.resolutionCode, 100, 'LINE');
  const resolutionNotes = check.required('resolutionNotes', input.resolutionNotes, 10_000);
  if (ticket.status !== 'RESOLVED')
    check.fail(['ticketId'], 'STATUS', 'resolveChildren needs a parent that is RESOLVED.');
  if (check.errors.length > 0) return err(...check.errors);
  const { organisationId, extensions, actor } = command;
  const named = codeGiven({ organisationId, extensions, me: meOf(actor) }, resolutionCode);
  const wrong = codeProblem(named ? await command.query(named) : [], resolutionCode, command);
  if (wrong) return err(wrong);
  // In a fixed order, so that two calls for the same children cannot deadlock.
  const results = new Map<string, UserError[]>();
  const strangers: UserError[] = [];
  const children = await childrenAmong(command, ticket.id, ids);
  for (const id of ids.toSorted()) {
    const childId = toGlobalId('Ticket', id);
    const seen = children.has(id) && (await loadTicket(command, childId)).ok;
    if (!seen) strangers.push(notFound(['childIds', String(ids.indexOf(id))], childId, 'child'));
  }
  if (strangers.length > 0) return err(...strangers);
  for (const id of ids.toSorted()) {
    const given = { ticketId: toGlobalId('Ticket', id), resolutionCode, resolutionNotes };
    const result = await runTransition(command, resolveTicket, given);
    results.set(id, result.ok ? [] : result.errors);
  }
  return ok({
    ticketId: ticket.id,
    results: ids.map((id) => ({ ticketId: id, errors: results.get(id) ?? [] })),
  });
}

async function childrenAmong(
  command: CommandContext,
  parentId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await command.query(sql<{ id: string }>`select to_ticket_id as id from ticket_links
    where organisation_id = ${command.organisationId} and from_ticket_id = ${parentId} and kind = 'PARENT_OF'
      and to_ticket_id = any (${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
