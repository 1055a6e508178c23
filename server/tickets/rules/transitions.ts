import type { TicketStatus, TicketType } from './words.js';

export const transitionNames = [
  'TRIAGE',
  'START_INVESTIGATION',
  'HOLD',
  'RESUME',
  'REQUEUE',
  'RESOLVE',
  'REOPEN',
  'CLOSE',
  'CANCEL',
] as const;
export type TransitionName = (typeof transitionNames)[number];

/** Relations to a ticket that the process gives rights to. Who has which is decided by the policy. */
export type Relation = 'REQUESTER' | 'WORKER' | 'LEAD';

export interface Transition {
  /** Statuses it starts from, for each relation that may do it. A held ticket counts by the status it was held from as well. */
  from: Partial<Record<Relation, readonly TicketStatus[]>>;
  /** Statuses a ticket on hold must not have been held from. */
  notHeldFrom: readonly TicketStatus[];
  to: TicketStatus | 'HELD_FROM';
  types: readonly TicketType[];
  /** Input fields that have to be there; alternatives are joined by `|`. */
  requires: readonly string[];
  event: string;
}

const all: readonly TicketType[] = ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER'];
// A change needs its approval and a problem its diagnosis: neither takes the fast track.
const fastTrack: readonly TicketType[] = ['INCIDENT', 'SERVICE_REQUEST', 'OTHER'];

const open: readonly TicketStatus[] = [
  'NEW',
  'TRIAGED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'SCHEDULED',
  'IMPLEMENTING',
  'VERIFYING',
  'ON_HOLD',
];
const underApproval: readonly TicketStatus[] = ['AWAITING_APPROVAL', 'SCHEDULED'];
const begun: readonly TicketStatus[] = ['IMPLEMENTING', 'VERIFYING'];

/** The process as data: it refuses, it offers, and it is tested as a table. */
export const transitions: Record<TransitionName, Transition> = {
  TRIAGE: {
    from: { WORKER: ['NEW'] },
    notHeldFrom: [],
    to: 'TRIAGED',
    types: all,
    requires: [
      'categoryId',
      'affectedServices|affectedServiceIds|affectedServicesUnknown',
      'impact',
      'urgency',
    ],
    event: 'TICKET_TRIAGED',
  },
  START_INVESTIGATION: {
    from: { WORKER: ['NEW', 'TRIAGED'] },
    notHeldFrom: [],
    to: 'INVESTIGATING',
    types: all,
    requires: ['assigneeId'],
    event: 'INVESTIGATION_STARTED',
  },
  HOLD: {
    from: { WORKER: open },
    notHeldFrom: [],
    to: 'ON_HOLD',
    types: all,
    requires: ['reason'],
    event: 'TICKET_HELD',
  },
  RESUME: {
    from: { WORKER: ['ON_HOLD'] },
    notHeldFrom: [],
    to: 'HELD_FROM',
    types: all,
    requires: [],
    event: 'TICKET_RESUMED',
  },
  REQUEUE: {
    from: { WORKER: ['TRIAGED', 'INVESTIGATING'] },
    notHeldFrom: [],
    to: 'NEW',
    types: all,
    requires: ['reason'],
    event: 'TICKET_REQUEUED',
  },
  RESOLVE: {
    from: { WORKER: open.filter((status) => !underApproval.includes(status)) },
    notHeldFrom: underApproval,
    to: 'RESOLVED',
    types: fastTrack,
    requires: ['resolutionCode', 'resolutionNotes'],
    event: 'TICKET_RESOLVED',
  },
  REOPEN: {
    from: { REQUESTER: ['RESOLVED'], WORKER: ['RESOLVED'] },
    notHeldFrom: [],
    to: 'INVESTIGATING',
    types: all,
    requires: ['reason'],
    event: 'TICKET_REOPENED',
  },
  CLOSE: {
    from: { REQUESTER: ['RESOLVED'], LEAD: ['RESOLVED'] },
    notHeldFrom: [],
    to: 'CLOSED',
    types: all,
    requires: ['closureSummary'],
    event: 'TICKET_CLOSED',
  },
  CANCEL: {
    from: { REQUESTER: ['NEW'], WORKER: open.filter((status) => !begun.includes(status)) },
    notHeldFrom: begun,
    to: 'CANCELLED',
    types: all,
    requires: ['reason|duplicateOfId'],
    event: 'TICKET_CANCELLED',
  },
};
