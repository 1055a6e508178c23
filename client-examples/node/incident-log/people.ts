import { createHash } from 'node:crypto';
import type { Action } from './actions.ts';
import type { IncidentRow } from './parse.ts';

export const unknownCaller = 'Unknown caller';
const unknownAgent = 'Unknown agent';

/** The actor. `sys_updated_by` has other pseudonyms than `assigned_to` and `resolved_by`, so a person in one of these is preferred. */
export function actorOf(action: Action, row: IncidentRow): string {
  switch (action.kind) {
    case 'create':
      return row.openedBy ?? row.caller ?? unknownCaller;
    case 'resolve':
      return row.resolvedBy ?? workerOf(row);
    case 'close':
      // The log does not say who closed it. Closing by the requester counts as verification.
      return row.caller ?? unknownCaller;
    default:
      return workerOf(row);
  }
}

/** The agent who works the ticket: its assignee, otherwise the author of the update. */
export function workerOf(row: IncidentRow): string {
  return row.assignedTo ?? row.updatedBy ?? unknownAgent;
}

/** An invented address for a name in the log. It is the same in every run, so that a second run finds the person again. */
export function addressOf(name: string, domain: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  // Names that differ only in characters that an address cannot have would get the same address.
  const isPlain = /^[A-Z][a-z0-9]*( [a-z0-9]+)*$/.test(name) && name.length <= 50;
  const local = isPlain
    ? slug
    : `${slug.slice(0, 40)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  return `${local.replace(/^-/, '')}@${domain}`;
}
