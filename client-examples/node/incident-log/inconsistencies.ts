import type { Incident, IncidentRow } from './parse.ts';
import {
  groupAfter,
  levelOf,
  priorityBy,
  priorityOf,
  type Standing,
  standingOf,
  type UnknownGroup,
} from './words.ts';

/** The fields of a ticket that are compared with the log at the end. */
export type ComparedField = 'state' | 'priority' | 'assigneeGroup' | 'reassignmentCount' | 'reopenCount';

/** A row that contradicts other rows, or the process. */
export interface Inconsistency {
  sysModCount: number;
  line: number;
  /** The columns with their values; `from → to` for a change. */
  columns: Record<string, string>;
  /** The fields of the ticket that can differ because of it. */
  field: ComparedField | 'order';
  why: string;
}

/** All inconsistencies of an incident's rows, found from the rows alone. */
export function inconsistencies(incident: Incident, unknownGroup: UnknownGroup): Inconsistency[] {
  const found: Inconsistency[] = [];
  let before: Before = { row: undefined, standing: undefined, group: null, groupKnown: false, closed: false };
  for (const row of incident.rows) {
    const group = groupAfter(before.group, row.group, unknownGroup);
    for (const check of checks) {
      const wrong = check(before, row, group);
      if (wrong) found.push({ sysModCount: row.sysModCount, line: row.line, ...wrong });
    }
    before = {
      row,
      standing: standingOf(row.state) ?? before.standing,
      group,
      groupKnown: before.groupKnown || row.group !== undefined,
      closed: before.closed || standingOf(row.state)?.status === 'CLOSED',
    };
  }
  return found;
}

interface Before {
  row: IncidentRow | undefined;
  /** The last known state. */
  standing: Standing | undefined;
  /** The group it had; null: none. */
  group: string | null;
  /** Whether a group was named in any row before. */
  groupKnown: boolean;
  closed: boolean;
}

type Wrong = Omit<Inconsistency, 'sysModCount' | 'line'> | undefined;

const checks: readonly ((before: Before, row: IncidentRow, group: string | null) => Wrong)[] = [
  function stateIsNone(_before, row) {
    if (standingOf(row.state)) return undefined;
    return {
      field: 'state',
      columns: { incident_state: row.state ?? '?' },
      why: 'it is no state of the process',
    };
  },

  function leavesClosed({ row: prior, closed }, row) {
    if (!prior || !closed || (standingOf(row.state)?.status ?? 'CLOSED') === 'CLOSED') return undefined;
    return {
      field: 'state',
      columns: { incident_state: change(prior.state, row.state) },
      why: 'closed stays closed',
    };
  },

  function closedWithoutResolved({ row: prior, standing }, row) {
    if (standingOf(row.state)?.status !== 'CLOSED') return undefined;
    if (standing?.status === 'RESOLVED' || standing?.status === 'CLOSED') return undefined;
    const columns = { incident_state: change(prior?.state, row.state) };
    return { field: 'order', columns, why: 'no row shows that it was resolved before' };
  },

  function reassignments({ row: prior, group: groupBefore, groupKnown, closed }, row, group) {
    const changed = prior !== undefined && groupBefore !== group;
    // The first group is no reassignment, and a closed ticket cannot be reassigned.
    const seen = changed && groupKnown && !closed ? 1 : 0;
    const grows = row.reassignmentCount - (prior?.reassignmentCount ?? 0);
    if (grows === seen) return undefined;
    return {
      field: 'reassignmentCount',
      columns: {
        reassignment_count: change(prior && String(prior.reassignmentCount), String(row.reassignmentCount)),
        assignment_group: change(prior?.group, row.group),
      },
      why: `reassignment_count ${grown(grows)}, the changes of assignment_group that can be seen are ${seen}${
        changed && !groupKnown ? ' (the first group of a ticket is no reassignment)' : ''
      }`,
    };
  },

  function reopenings({ row: prior, standing, closed }, row) {
    const now = standingOf(row.state)?.status;
    const reopened =
      standing?.status === 'RESOLVED' && now !== undefined && now !== 'RESOLVED' && now !== 'CLOSED';
    const seen = reopened && !closed ? 1 : 0;
    const grows = row.reopenCount - (prior?.reopenCount ?? 0);
    if (grows === seen) return undefined;
    return {
      field: 'reopenCount',
      columns: {
        reopen_count: change(prior && String(prior.reopenCount), String(row.reopenCount)),
        incident_state: change(prior?.state, row.state),
      },
      why: `reopen_count ${grown(grows)}, the changes from Resolved to an open state that can be seen are ${seen}`,
    };
  },

  function groupAfterClosing({ row: prior, group: groupBefore, closed }, row, group) {
    if (!prior || !closed || groupBefore === group) return undefined;
    const columns = { assignment_group: change(prior.group, row.group) };
    return { field: 'assigneeGroup', columns, why: 'a closed ticket is not given to another group' };
  },

  function priorityAfterClosing({ row: prior, closed }, row) {
    if (!prior || !closed || prior.priority === row.priority) return undefined;
    const columns = { priority: change(prior.priority, row.priority) };
    return { field: 'priority', columns, why: 'the priority of a closed ticket does not change' };
  },

  function priorityAgainstMatrix(_before, row) {
    const [impact, urgency, priority] = [levelOf(row.impact), levelOf(row.urgency), priorityOf(row.priority)];
    if (!impact || !urgency || !priority || priorityBy(impact, urgency) === priority) return undefined;
    return {
      field: 'priority',
      columns: { impact: row.impact ?? '?', urgency: row.urgency ?? '?', priority: row.priority ?? '?' },
      why: `impact and urgency give ${priorityBy(impact, urgency)}`,
    };
  },

  function timeGoesBack({ row: prior }, row) {
    if (!prior || prior.updatedAt.getTime() <= row.updatedAt.getTime()) return undefined;
    const columns = { sys_updated_at: change(prior.updatedAt.toISOString(), row.updatedAt.toISOString()) };
    return { field: 'order', columns, why: 'by sys_mod_count it comes later, by its time earlier' };
  },
];

function change(from: string | undefined, to: string | undefined): string {
  return `${from ?? '?'} → ${to ?? '?'}`;
}

function grown(by: number): string {
  if (by === 0) return 'stays';
  return by > 0 ? `grows by ${by}` : `falls by ${-by}`;
}
