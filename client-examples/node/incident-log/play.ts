import type { UserError } from '../client.ts';
import type { Action, Operation } from './actions.ts';
import type { Api } from './api.ts';
import type { Directory } from './directory.ts';
import { actionMutations } from './documents.ts';
import { keyOf } from './keys.ts';
import type { IncidentPlan } from './plan.ts';

/** A mutation that was refused. */
export interface RefusedOperation {
  incident: string;
  ticket: string | null;
  sysModCount: number;
  operation: string;
  errors: UserError[];
}

/** The result of playing an incident. */
export interface Played {
  plan: IncidentPlan;
  /** Null when the ticket could not be created. */
  ticketId: string | null;
  ticketNumber: string | null;
  /** The types of the events that must be in the log, by the acknowledged mutations. */
  acknowledged: string[];
  refused: RefusedOperation[];
}

export interface PlayContext {
  api: Api;
  directory: Directory;
  runId: string;
  /** No action has a later time. */
  now: Date;
  onOperation: () => void;
}

interface TicketPayload {
  ticket: { id: string; number: string; version: number } | null;
  errors: UserError[];
}

/** Plays one incident, one mutation after the other. */
export async function play(plan: IncidentPlan, context: PlayContext): Promise<Played> {
  const { number } = plan.incident;
  const played: Played = { plan, ticketId: null, ticketNumber: null, acknowledged: [], refused: [] };
  let version = 0;
  for (const [index, operation] of plan.operations.entries()) {
    const { kind } = operation.action;
    if (kind !== 'create' && played.ticketId === null) break;
    const { document, event } = actionMutations[kind];
    const input = {
      ...(kind === 'create' ? { externalReference: number } : { ticketId: played.ticketId }),
      ...inputOf(operation.action, context.directory),
      import: importOf(operation, context),
      // The same key when it is sent again after a lost answer; another one in another run.
      idempotencyKey: keyOf(context.runId, number, index),
    };
    const { result } = await context.api<{ result: TicketPayload }>(document, { input });
    context.onOperation();
    if (result.errors.length > 0 || !result.ticket) {
      const { sysModCount } = operation;
      const errors = result.errors;
      played.refused.push({
        incident: number,
        ticket: played.ticketNumber,
        sysModCount,
        operation: kind,
        errors,
      });
      continue;
    }
    played.ticketId = result.ticket.id;
    played.ticketNumber = result.ticket.number;
    // Every event increases the version; a mutation that changed nothing has no event.
    if (result.ticket.version > version) played.acknowledged.push(event);
    version = result.ticket.version;
  }
  return played;
}

function importOf(
  { occurredAt, actor }: Operation,
  { directory, now }: PlayContext,
): Record<string, unknown> {
  return {
    occurredAt: new Date(Math.min(occurredAt.getTime(), now.getTime())).toISOString(),
    actorId: directory.person(actor),
  };
}

/** An action as the mutation's input, with ids for names. */
function inputOf(action: Action, directory: Directory): Record<string, unknown> {
  switch (action.kind) {
    case 'create': {
      const { category, subcategory, group, assignee, requester, priorityOverride } = action;
      return {
        type: 'INCIDENT',
        subject: action.subject,
        description: action.description,
        channel: action.channel,
        impact: action.impact,
        urgency: action.urgency,
        priorityOverride: overrideOf(priorityOverride),
        categoryId: category && directory.category(category),
        subcategoryId: category && subcategory && directory.subcategory(category, subcategory),
        labels: action.labels,
        affectedServiceNames: action.affectedServiceNames,
        requesterId: directory.person(requester),
        // No group: no queue is named either.
        queueId: group === null ? undefined : directory.queue(group),
        assigneeId: assignee && directory.person(assignee),
      };
    }
    case 'update': {
      const { classification, priorityOverride } = action;
      const { category, subcategory } = classification ?? {};
      return {
        impact: action.impact,
        urgency: action.urgency,
        priorityOverride: overrideOf(priorityOverride),
        categoryId: category && directory.category(category),
        subcategoryId: category && subcategory ? directory.subcategory(category, subcategory) : subcategory,
        labels: action.labels,
        affectedServiceNames: action.affectedServiceNames,
      };
    }
    case 'assign':
      return {
        queueId: action.group === undefined ? undefined : directory.queue(action.group),
        assigneeId: action.assignee && directory.person(action.assignee),
      };
    case 'startInvestigation':
      return { assigneeId: directory.person(action.assignee) };
    case 'hold':
    case 'requeue':
    case 'reopen':
      return { reason: action.reason };
    case 'resume':
      return {};
    case 'resolve':
      return { resolutionCode: action.code, resolutionNotes: action.notes };
    case 'close':
      return { closureSummary: action.summary };
  }
}

/** Undefined is omitted from the JSON: the priority stays. Null removes the override. */
function overrideOf(priority: string | null | undefined): Record<string, string> | null | undefined {
  if (!priority) return priority === null ? null : undefined;
  return { priority, reason: 'Set by hand in the system this was imported from.' };
}
