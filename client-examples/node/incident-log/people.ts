import { createHash } from 'node:crypto';
import type { Action } from './actions.ts';
import type { IncidentRow } from './parse.ts';

export const unknownCaller = 'Unknown caller';
const unknownAgent = 'Unknown agent';

/**
 * Who did it. `sys_updated_by` is anonymised apart from `assigned_to` and `resolved_by`, so a person who is known by one
 * of those is taken first.
 */
export function actorOf(action: Action, row: IncidentRow): string {
  switch (action.kind) {
    case 'create':
      return row.openedBy ?? row.caller ?? unknownCaller;
    case 'resolve':
      return row.resolvedBy ?? workerOf(row);
    case 'close':
      // The log does not say who closes. A requester's close is the verification.
      return row.caller ?? unknownCaller;
    default:
      return workerOf(row);
  }
}

/** Who works the ticket: whoever has it, else whoever made the update. */
export function workerOf(row: IncidentRow): string {
  return row.assignedTo ?? row.updatedBy ?? unknownAgent;
}

/** A made-up address for a name in the log: the same in every run, so that a second run finds the person again. */
export function addressOf(name: string, domain: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  // Names that differ in what an address cannot show would share one.
  const isPlain = /^[A-Z][a-z0-9]*( [a-z0-9]+)*$/.test(name) && name.length <= 50;
  const local = isPlain
    ? slug
    : `${slug.slice(0, 40)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  return `${local.replace(/^-/, '')}@${domain}`;
}
