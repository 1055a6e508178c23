import type { Action, CreateAction, UpdateAction } from './actions.ts';
import { type HoldReason, type Level, type Priority, priorityBy, type Status } from './words.ts';

/** A simulated ticket: the part of the process that the log uses, without a server. */
export interface SimulatedTicket {
  status: Status;
  /** The status before the hold. */
  heldFrom: 'NEW' | 'INVESTIGATING' | null;
  holdReason: HoldReason | null;
  impact: Level;
  urgency: Level;
  priorityOverride: Priority | null;
  category: string | null;
  subcategory: string | null;
  /** Null: the default queue. */
  group: string | null;
  /** Whether a group was ever named; the first one is no reassignment. */
  groupNamed: boolean;
  /** Null: nobody, or a person unknown in the log. */
  assignee: string | null;
  labels: readonly string[];
  affectedServiceNames: readonly string[];
  reassignmentCount: number;
  reopenCount: number;
}

export function priorityOfTicket(ticket: SimulatedTicket): Priority {
  return ticket.priorityOverride ?? priorityBy(ticket.impact, ticket.urgency);
}

/** The ticket after the action; a string is the reason for a refusal. */
export function simulate(ticket: SimulatedTicket | null, action: Action): SimulatedTicket | string {
  if (action.kind === 'create') return ticket === null ? created(action) : 'it is there already';
  if (ticket === null) return 'there is no ticket yet';
  if (ticket.status === 'CLOSED') return `${action.kind}: a closed ticket stays closed`;
  const from = (...allowed: Status[]) => allowed.includes(ticket.status);
  const refused = `${action.kind} does not start from ${ticket.status}`;
  const released = { heldFrom: null, holdReason: null };
  switch (action.kind) {
    case 'update':
      return updated(ticket, action);
    case 'assign':
      return assigned(ticket, action.group, action.assignee);
    case 'startInvestigation':
      return from('NEW') ? { ...ticket, status: 'INVESTIGATING', assignee: action.assignee } : refused;
    case 'hold': {
      if (from('RESOLVED')) return refused;
      const heldFrom =
        ticket.status === 'NEW' || ticket.status === 'INVESTIGATING' ? ticket.status : ticket.heldFrom;
      return { ...ticket, status: 'ON_HOLD', heldFrom, holdReason: action.reason };
    }
    case 'resume':
      return ticket.heldFrom ? { ...ticket, ...released, status: ticket.heldFrom } : refused;
    case 'requeue':
      return from('INVESTIGATING') ? { ...ticket, status: 'NEW', assignee: null } : refused;
    case 'resolve':
      return from('RESOLVED') ? refused : { ...ticket, ...released, status: 'RESOLVED' };
    case 'reopen':
      if (!from('RESOLVED')) return refused;
      return { ...ticket, status: 'INVESTIGATING', reopenCount: ticket.reopenCount + 1 };
    case 'close':
      return from('RESOLVED') ? { ...ticket, status: 'CLOSED' } : refused;
  }
}

function created(action: CreateAction): SimulatedTicket {
  return {
    status: 'NEW',
    heldFrom: null,
    holdReason: null,
    impact: action.impact,
    urgency: action.urgency,
    priorityOverride: action.priorityOverride ?? null,
    category: action.category ?? null,
    subcategory: action.subcategory ?? null,
    group: action.group,
    groupNamed: action.group !== null,
    assignee: action.assignee ?? null,
    labels: action.labels,
    affectedServiceNames: action.affectedServiceNames,
    reassignmentCount: 0,
    reopenCount: 0,
  };
}

function updated(ticket: SimulatedTicket, action: UpdateAction): SimulatedTicket {
  return {
    ...ticket,
    impact: action.impact ?? ticket.impact,
    urgency: action.urgency ?? ticket.urgency,
    priorityOverride:
      action.priorityOverride === undefined ? ticket.priorityOverride : action.priorityOverride,
    ...action.classification,
    labels: action.labels ?? ticket.labels,
    affectedServiceNames: action.affectedServiceNames ?? ticket.affectedServiceNames,
  };
}

function assigned(
  ticket: SimulatedTicket,
  group: string | null | undefined,
  assignee: string | undefined,
): SimulatedTicket {
  if (group === undefined || group === ticket.group)
    return { ...ticket, assignee: assignee ?? ticket.assignee };
  return {
    ...ticket,
    group,
    groupNamed: true,
    reassignmentCount: ticket.reassignmentCount + (ticket.groupNamed ? 1 : 0),
    // An assignee who is not in the new team is removed, and the log does not say who is in which team.
    assignee: assignee ?? null,
  };
}
