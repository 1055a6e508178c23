import type { ComparedField, Inconsistency } from './inconsistencies.ts';
import { inconsistencies } from './inconsistencies.ts';
import type { Departure, IncidentPlan } from './plan.ts';
import { priorityOfTicket, type SimulatedTicket } from './simulate.ts';
import { groupAfter, priorityOf, standingOf } from './words.ts';

/** The final state of a ticket, in the fields that are compared. `assigneeGroup` null: the default queue. */
export interface Outcome {
  state: string;
  priority: string;
  assigneeGroup: string | null;
  reassignmentCount: number;
  reopenCount: number;
}

export interface Difference {
  field: ComparedField;
  log: string | number | null;
  ticket: string | number | null;
}

/** An incident whose ticket did not end as the log says, or was not played exactly as its rows say. */
export interface Deviation {
  incident: string;
  ticket: string;
  differences: Difference[];
  departures: Departure[];
  /** The inconsistent rows. */
  rows: Inconsistency[];
}

export interface Comparison {
  deviation: Deviation;
  /** True: every difference comes from an inconsistent row, and the server did what was expected. */
  explained: boolean;
}

export function stateOf(status: string, holdReason: string | null | undefined): string {
  return holdReason ? `${status} ${holdReason}` : status;
}

/** What the last row says. */
export function outcomeOfLog({ incident, unknownGroup }: IncidentPlan): Outcome {
  const last = incident.rows.at(-1) ?? incident.rows[0];
  const standing = standingOf(last.state);
  return {
    state: standing ? stateOf(standing.status, standing.reason) : (last.state ?? '?'),
    priority: priorityOf(last.priority) ?? '?',
    assigneeGroup: incident.rows.reduce<string | null>(
      (group, row) => groupAfter(group, row.group, unknownGroup),
      null,
    ),
    reassignmentCount: last.reassignmentCount,
    reopenCount: last.reopenCount,
  };
}

/** What the simulated ticket says. */
export function outcomeOfSimulation(ticket: SimulatedTicket): Outcome {
  return {
    state: stateOf(ticket.status, ticket.holdReason),
    priority: priorityOfTicket(ticket),
    assigneeGroup: ticket.group,
    reassignmentCount: ticket.reassignmentCount,
    reopenCount: ticket.reopenCount,
  };
}

/** Compares the final state of a ticket with the log; undefined when there is nothing to report. */
export function compare(plan: IncidentPlan, ticket: string, outcome: Outcome): Comparison | undefined {
  const log = outcomeOfLog(plan);
  const foreseen = outcomeOfSimulation(plan.final);
  const fields = Object.keys(log) as ComparedField[];
  const differences = fields
    // A priority that is unknown in the log cannot differ.
    .filter((field) => log[field] !== outcome[field] && log[field] !== '?')
    .map((field) => ({ field, log: log[field], ticket: outcome[field] }));
  if (differences.length === 0 && plan.departures.length === 0) return undefined;
  const rows = inconsistencies(plan.incident, plan.unknownGroup);
  const explained = differences.every(
    ({ field }) => outcome[field] === foreseen[field] && rows.some((row) => row.field === field),
  );
  const deviation = {
    incident: plan.incident.number,
    ticket,
    differences,
    departures: plan.departures,
    rows,
  };
  return { deviation, explained };
}
