import type { Action, CreateAction, Operation, UpdateAction } from './actions.ts';
import type { Incident, IncidentRow } from './parse.ts';
import { actorOf, unknownCaller, workerOf } from './people.ts';
import { type SimulatedTicket, simulate } from './simulate.ts';
import {
  channelOf,
  groupAfter,
  levelOf,
  priorityBy,
  priorityOf,
  type Standing,
  standingOf,
  type UnknownGroup,
} from './words.ts';

/** Steps of the plan that no row shows, and rows that the plan does not follow, with the row and the reason. */
export interface Departure {
  sysModCount: number;
  why: string;
}

export interface RowPlan {
  operations: Operation[];
  /** The ticket after these actions. */
  ticket: SimulatedTicket;
  departures: Departure[];
}

export interface IncidentPlan {
  incident: Incident;
  unknownGroup: UnknownGroup;
  operations: Operation[];
  /** The expected final state of the ticket. */
  final: SimulatedTicket;
  departures: Departure[];
  /** The people who worked in each group. */
  members: { group: string; person: string }[];
}

/** The actions of the people in the log on one incident, in this API's terms. */
export function planIncident(incident: Incident, unknownGroup: UnknownGroup): IncidentPlan {
  const [first, ...rest] = incident.rows;
  let last = planRow(null, first, unknownGroup);
  const plans = [last];
  for (const row of rest) {
    last = planRow(last.ticket, row, unknownGroup);
    plans.push(last);
  }
  const { operations, departures } = inTime(plans.flatMap(({ operations }) => operations));
  return {
    incident,
    unknownGroup,
    operations,
    final: last.ticket,
    departures: [...plans.flatMap(({ departures }) => departures), ...departures],
    members: plans.flatMap(({ ticket: { group, assignee } }) =>
      group === null || assignee === null ? [] : [{ group, person: assignee }],
    ),
  };
}

/** Operations none of which is before the one it follows: a server refuses a reopening before the resolution. */
function inTime(operations: readonly Operation[]): { operations: Operation[]; departures: Departure[] } {
  const late = new Set<number>();
  let latest = new Date(0);
  const moved = operations.map((operation) => {
    const isEarlier = operation.occurredAt < latest;
    if (isEarlier) late.add(operation.sysModCount);
    else latest = operation.occurredAt;
    return isEarlier ? { ...operation, occurredAt: latest } : operation;
  });
  const why = 'played at the time of the change that it follows, its own time is earlier';
  return { operations: moved, departures: [...late].map((sysModCount) => ({ sysModCount, why })) };
}

/** The actions from the ticket (null: none yet) to the state in the row. */
export function planRow(
  before: SimulatedTicket | null,
  row: IncidentRow,
  unknownGroup: UnknownGroup,
): RowPlan {
  const operations: Operation[] = [];
  const departures: Departure[] = [];
  const depart = (why: string) => departures.push({ sysModCount: row.sysModCount, why });
  const perform = (ticket: SimulatedTicket | null, action: Action): SimulatedTicket => {
    const after = simulate(ticket, action);
    if (typeof after === 'string') throw new Error(`line ${row.line}: the plan is wrong: ${after}`);
    operations.push({
      action,
      actor: actorOf(action, row),
      // The opening has its own time; everything else happened when its row was written.
      occurredAt: action.kind === 'create' ? (row.openedAt ?? row.updatedAt) : row.updatedAt,
      sysModCount: row.sysModCount,
    });
    return after;
  };
  const target = standingOf(row.state);
  if (row.state !== undefined && !target)
    depart(`${row.state} is no state of the process: the state is kept`);

  if (before?.status === 'CLOSED') {
    const wanted = [
      target && target.status !== 'CLOSED' ? `leaves Closed for ${row.state}` : undefined,
      assignment(before, row, unknownGroup) ? 'assigns it' : undefined,
      changes(before, row) ? 'changes it' : undefined,
    ].filter((what) => what !== undefined);
    if (wanted.length > 0)
      depart(`not played, a closed ticket stays closed: the row ${wanted.join(' and ')}`);
    return { operations, ticket: before, departures };
  }

  let ticket = before ?? perform(null, creation(row));
  if (before) {
    // A resolved ticket with further work is reopened first; then it can be changed and assigned.
    if (ticket.status === 'RESOLVED' && target && !['RESOLVED', 'CLOSED'].includes(target.status)) {
      ticket = perform(ticket, reopening(row));
    }
    const change = changes(ticket, row);
    if (change) ticket = perform(ticket, change);
    const handOver = assignment(ticket, row, unknownGroup);
    if (handOver) ticket = perform(ticket, handOver);
  }
  if (ticket.priorityOverride !== null && ticket.priorityOverride !== before?.priorityOverride) {
    depart(
      `the matrix gives ${priorityBy(ticket.impact, ticket.urgency)}: ${row.priority} is set by an override`,
    );
  }
  if (target?.status === 'CLOSED' && ticket.status !== 'RESOLVED') {
    depart('resolved before it is closed, which no row shows');
  }
  for (
    let next = target && nextStep(ticket, target, row);
    next;
    next = target && nextStep(ticket, target, row)
  ) {
    ticket = perform(ticket, next);
  }
  // Requeueing removes the assignee; the row has one.
  const again = assignment(ticket, row, unknownGroup);
  if (again && ticket.status !== 'CLOSED') ticket = perform(ticket, again);
  return { operations, ticket, departures };
}

/** The next transition; undefined when the ticket has the state. */
function nextStep(ticket: SimulatedTicket, target: Standing, row: IncidentRow): Action | undefined {
  const { status, heldFrom } = ticket;
  switch (target.status) {
    case 'NEW':
      if (status === 'RESOLVED') return reopening(row);
      if (status === 'ON_HOLD') return { kind: 'resume' };
      return status === 'INVESTIGATING' ? { kind: 'requeue', reason: 'Given back.' } : undefined;
    case 'INVESTIGATING':
      if (status === 'RESOLVED') return reopening(row);
      if (status === 'ON_HOLD') return { kind: 'resume' };
      if (status === 'NEW') return { kind: 'startInvestigation', assignee: ticket.assignee ?? workerOf(row) };
      return undefined;
    case 'ON_HOLD':
      if (status === 'RESOLVED') return reopening(row);
      if (heldFrom !== null && ticket.holdReason === target.reason) return undefined;
      return target.reason && { kind: 'hold', reason: target.reason };
    case 'RESOLVED':
      return status === 'RESOLVED' ? undefined : resolution(row);
    case 'CLOSED':
      if (status === 'CLOSED') return undefined;
      return status === 'RESOLVED' ? { kind: 'close', summary: closingWords(row) } : resolution(row);
  }
}

function reopening(row: IncidentRow): Action {
  return { kind: 'reopen', reason: `Back to ${row.state ?? 'work'}.` };
}

function resolution(row: IncidentRow): Action {
  const facts = [
    row.problem && `problem: ${row.problem}`,
    row.change && `fixed by change: ${row.change}`,
    row.causedBy && `caused by change: ${row.causedBy}`,
    row.vendor && `vendor: ${row.vendor}`,
  ].filter((fact) => fact !== undefined);
  const notes = ['Resolved.', ...facts].join('\n\n');
  return { kind: 'resolve', code: row.closedCode ?? 'not known', notes };
}

function closingWords(row: IncidentRow): string {
  return row.closedCode ? `Closed as ${row.closedCode}.` : 'Closed.';
}

function creation(row: IncidentRow): CreateAction {
  const impact = levelOf(row.impact) ?? 'MEDIUM';
  const urgency = levelOf(row.urgency) ?? 'MEDIUM';
  const priority = priorityOf(row.priority);
  return {
    kind: 'create',
    subject: shortened(
      [row.category ?? 'Incident', row.subcategory, row.symptom].filter(Boolean).join(', '),
      200,
    ),
    description: `Incident **${row.number}**, reported by ${row.caller ?? unknownCaller}.`,
    channel: channelOf(row.contactType),
    requester: row.caller ?? unknownCaller,
    impact,
    urgency,
    ...(priority && priority !== priorityBy(impact, urgency) ? { priorityOverride: priority } : {}),
    ...(row.category ? { category: row.category } : {}),
    ...(row.category && row.subcategory ? { subcategory: row.subcategory } : {}),
    group: row.group ?? null,
    ...(row.assignedTo ? { assignee: row.assignedTo } : {}),
    labels: labelsOf(row),
    affectedServiceNames: row.configurationItem ? [row.configurationItem] : [],
  };
}

/** The differences between the row and the ticket, as one update. Unknown values stay. */
function changes(ticket: SimulatedTicket, row: IncidentRow): UpdateAction | undefined {
  const change: UpdateAction = { kind: 'update' };
  const impact = levelOf(row.impact) ?? ticket.impact;
  const urgency = levelOf(row.urgency) ?? ticket.urgency;
  const priority = priorityOf(row.priority);
  if (impact !== ticket.impact) change.impact = impact;
  if (urgency !== ticket.urgency) change.urgency = urgency;
  if (priority !== undefined) {
    const override = priority === priorityBy(impact, urgency) ? null : priority;
    if (override !== ticket.priorityOverride) change.priorityOverride = override;
  }
  const category = row.category ?? ticket.category;
  const subcategory = row.subcategory ?? (category === ticket.category ? ticket.subcategory : null);
  if (category !== null && (category !== ticket.category || subcategory !== ticket.subcategory)) {
    change.classification = { category, subcategory };
  }
  const labels = labelsOf(row);
  if (JSON.stringify(labels) !== JSON.stringify(ticket.labels)) change.labels = labels;
  if (row.configurationItem && row.configurationItem !== ticket.affectedServiceNames[0]) {
    change.affectedServiceNames = [row.configurationItem];
  }
  return Object.keys(change).length > 1 ? change : undefined;
}

/** A new group or assignee, both in one when both change. An unknown assignee is no change. */
function assignment(
  ticket: SimulatedTicket,
  row: IncidentRow,
  unknownGroup: UnknownGroup,
): Action | undefined {
  const group = groupAfter(ticket.group, row.group, unknownGroup);
  const toGroup = group === ticket.group ? {} : { group };
  const known =
    row.assignedTo !== undefined && (row.assignedTo !== ticket.assignee || group !== ticket.group);
  const toPerson = known ? { assignee: row.assignedTo } : {};
  const action = { kind: 'assign', ...toGroup, ...toPerson } as const;
  return Object.keys(action).length > 1 ? (action as Action) : undefined;
}

/** Values without a field in this API become labels, which are removed when the row drops them. */
function labelsOf(row: IncidentRow): string[] {
  const kept = [row.location, row.symptom, row.problem, row.change, row.causedBy, row.vendor];
  const labels = kept
    .filter((value) => value !== undefined)
    .map((value) => value.toLowerCase().replaceAll(' ', '-'));
  return [...new Set(labels.map((label) => shortened(label, 50)))].sort();
}

/** The beginning of a text, without half a character at its end. */
function shortened(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
