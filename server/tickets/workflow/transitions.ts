import type {
  ClockEffect,
  ProcessClock,
  TicketStatus,
  TicketType,
  TransitionName,
} from '../../platform/contract/generated/enums.js';
import type { TicketRole } from '../rules/policy.js';
import type { TransitionEvent } from './events.js';
import type { Requirement } from './requirements.js';
import type { TransitionState } from './transition-state.js';

export interface Transition {
  /** The field of `Mutation` that makes the transition. */
  mutation: string;
  /** Statuses from which it starts, for each role that can make it. For a ticket on hold, the status before the hold counts as well. */
  from: Partial<Record<TicketRole, readonly TicketStatus[]>>;
  /** Statuses before a hold from which it is not possible. */
  notHeldFrom: readonly TicketStatus[];
  /** Statuses to which it can lead; the command decides. */
  to: readonly (TicketStatus | 'HELD_FROM' | 'MERGED_FROM')[];
  types: readonly TicketType[];
  /** What its input needs in addition to the fields that are non-null in the contract. */
  requires?: readonly Requirement[];
  /** Input fields that only workers of the ticket can give. */
  workersOnly?: readonly string[];
  /** Input fields that take a value of a list: the field of `Query`, and the field of its entries. */
  choices?: readonly { field: string; query: string; value: string }[];
  /** The names of its gates; a module declares each. Modules may declare more. */
  gates?: readonly string[];
  /** Its effects on the ticket's clocks. With several outcomes: those of the way forward. */
  clocks: Partial<Record<ProcessClock, ClockEffect>>;
  event: TransitionEvent;
}

const all: readonly TicketType[] = ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER'];
// Changes and problems cannot take the fast track: a change needs its approval, a problem its diagnosis.
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
const planned: readonly TicketStatus[] = [...underApproval, 'IMPLEMENTING'];
const begun: readonly TicketStatus[] = ['IMPLEMENTING', 'VERIFYING'];

const resolved: Transition['clocks'] = {
  FIRST_RESPONSE: 'STOP',
  NEXT_RESPONSE: 'STOP',
  RESOLUTION: 'STOP',
  AUTO_CLOSE: 'START',
};
const stopped: Transition['clocks'] = {
  FIRST_RESPONSE: 'STOP',
  NEXT_RESPONSE: 'STOP',
  RESOLUTION: 'STOP',
  TIME_TO_OWN: 'STOP',
};

const resolutionCodes = [{ field: 'resolutionCode', query: 'resolutionCodes', value: 'code' }] as const;

const isOf =
  (...of: readonly TicketType[]) =>
  ({ type }: TransitionState) =>
    of.includes(type);

/** The process as data. Commands, available transitions and tests use this table. */
export const transitions: Record<TransitionName, Transition> = {
  TRIAGE: {
    mutation: 'triageTicket',
    from: { WORKER: ['NEW'] },
    notHeldFrom: [],
    to: ['TRIAGED'],
    types: all,
    requires: [
      { anyOf: ['categoryId'], already: { categoryId: ({ hasCategory }) => hasCategory === true } },
      {
        anyOf: ['affectedServiceNames', 'affectedServiceIds', 'affectedServicesUnknown'],
        already: {
          affectedServiceNames: ({ hasServiceNames }) => hasServiceNames === true,
          affectedServiceIds: ({ hasServices }) => hasServices === true,
        },
      },
    ],
    clocks: { FIRST_RESPONSE: 'RECOMPUTE', RESOLUTION: 'RECOMPUTE' },
    event: 'TICKET_TRIAGED',
  },
  START_INVESTIGATION: {
    mutation: 'startInvestigation',
    from: { WORKER: ['NEW', 'TRIAGED'] },
    notHeldFrom: [],
    to: ['INVESTIGATING'],
    types: all,
    requires: [
      {
        anyOf: ['assigneeId'],
        // A user who starts it is the assignee by default.
        already: { assigneeId: ({ hasAssignee }, { userId }) => hasAssignee === true || userId !== null },
      },
    ],
    clocks: { TIME_TO_OWN: 'STOP' },
    event: 'INVESTIGATION_STARTED',
  },
  DIAGNOSE: {
    mutation: 'diagnoseTicket',
    from: { WORKER: ['INVESTIGATING'] },
    notHeldFrom: [],
    to: ['PLANNING'],
    types: all,
    requires: [{ anyOf: ['rootCause', 'rootCauseUnknownReason'], needed: isOf('INCIDENT', 'PROBLEM') }],
    clocks: {},
    event: 'TICKET_DIAGNOSED',
  },
  SUBMIT_PLAN: {
    mutation: 'submitPlan',
    from: { WORKER: ['PLANNING'] },
    notHeldFrom: [],
    to: ['AWAITING_APPROVAL', 'SCHEDULED', 'IMPLEMENTING'],
    types: all,
    requires: [
      { anyOf: ['risk'], needed: isOf('CHANGE_REQUEST') },
      { anyOf: ['rollbackPlan'], needed: isOf('CHANGE_REQUEST') },
    ],
    clocks: {},
    event: 'PLAN_SUBMITTED',
  },
  APPROVE: {
    mutation: 'decideApproval',
    from: { APPROVER: ['AWAITING_APPROVAL'] },
    notHeldFrom: [],
    to: ['SCHEDULED', 'IMPLEMENTING', 'AWAITING_APPROVAL'],
    types: all,
    gates: ['UNDECIDED'],
    clocks: {},
    event: 'PLAN_APPROVED',
  },
  REJECT: {
    mutation: 'decideApproval',
    from: { APPROVER: ['AWAITING_APPROVAL'] },
    notHeldFrom: [],
    to: ['PLANNING'],
    types: all,
    requires: [{ anyOf: ['reason'] }],
    gates: ['UNDECIDED'],
    clocks: {},
    event: 'PLAN_REJECTED',
  },
  WITHDRAW_PLAN: {
    mutation: 'withdrawPlan',
    from: { WORKER: planned, SUBMITTER: planned },
    notHeldFrom: [],
    to: ['PLANNING'],
    types: all,
    clocks: {},
    event: 'PLAN_WITHDRAWN',
  },
  START_IMPLEMENTATION: {
    mutation: 'startImplementation',
    from: { WORKER: ['SCHEDULED'] },
    notHeldFrom: [],
    to: ['IMPLEMENTING'],
    types: all,
    clocks: {},
    event: 'IMPLEMENTATION_STARTED',
  },
  COMPLETE_IMPLEMENTATION: {
    mutation: 'completeImplementation',
    from: { WORKER: ['IMPLEMENTING'] },
    notHeldFrom: [],
    to: ['VERIFYING'],
    types: all,
    choices: resolutionCodes,
    gates: ['TASKS_FINISHED'],
    clocks: {},
    event: 'IMPLEMENTATION_COMPLETED',
  },
  VERIFY: {
    mutation: 'verifyTicket',
    from: { REQUESTER: ['VERIFYING'], WORKER: ['VERIFYING'] },
    notHeldFrom: [],
    to: ['RESOLVED', 'INVESTIGATING'],
    types: all,
    requires: [{ anyOf: ['evidence', 'evidenceAttachmentIds'] }],
    workersOnly: ['resolutionCode', 'resolutionNotes'],
    choices: resolutionCodes,
    clocks: resolved,
    event: 'TICKET_VERIFIED',
  },
  HOLD: {
    mutation: 'holdTicket',
    from: { WORKER: open },
    notHeldFrom: [],
    to: ['ON_HOLD'],
    types: all,
    clocks: { NEXT_RESPONSE: 'PAUSE', RESOLUTION: 'PAUSE' },
    event: 'TICKET_HELD',
  },
  RESUME: {
    mutation: 'resumeTicket',
    from: { WORKER: ['ON_HOLD'] },
    notHeldFrom: [],
    to: ['HELD_FROM'],
    types: all,
    clocks: { NEXT_RESPONSE: 'RESUME', RESOLUTION: 'RESUME' },
    event: 'TICKET_RESUMED',
  },
  REQUEUE: {
    mutation: 'requeueTicket',
    from: { WORKER: ['TRIAGED', 'INVESTIGATING'] },
    notHeldFrom: [],
    to: ['NEW'],
    types: all,
    clocks: { TIME_TO_OWN: 'START' },
    event: 'TICKET_REQUEUED',
  },
  RESOLVE: {
    mutation: 'resolveTicket',
    from: { WORKER: open.filter((status) => !underApproval.includes(status)) },
    notHeldFrom: underApproval,
    to: ['RESOLVED'],
    types: fastTrack,
    choices: resolutionCodes,
    clocks: resolved,
    event: 'TICKET_RESOLVED',
  },
  REOPEN: {
    mutation: 'reopenTicket',
    from: { REQUESTER: ['RESOLVED'], WORKER: ['RESOLVED'] },
    notHeldFrom: [],
    to: ['INVESTIGATING'],
    types: all,
    clocks: { RESOLUTION: 'START', AUTO_CLOSE: 'STOP' },
    event: 'TICKET_REOPENED',
  },
  CLOSE: {
    mutation: 'closeTicket',
    from: { REQUESTER: ['RESOLVED'], LEAD: ['RESOLVED'] },
    notHeldFrom: [],
    to: ['CLOSED'],
    types: all,
    gates: ['REVIEWED'],
    clocks: { AUTO_CLOSE: 'STOP' },
    event: 'TICKET_CLOSED',
  },
  CANCEL: {
    mutation: 'cancelTicket',
    from: { REQUESTER: ['NEW'], WORKER: open.filter((status) => !begun.includes(status)) },
    notHeldFrom: begun,
    to: ['CANCELLED'],
    types: all,
    requires: [{ anyOf: ['reason', 'duplicateOfId'] }],
    clocks: stopped,
    event: 'TICKET_CANCELLED',
  },
  MERGE: {
    mutation: 'mergeTicket',
    from: { WORKER: open },
    notHeldFrom: [],
    to: ['CANCELLED'],
    types: all,
    clocks: stopped,
    event: 'TICKET_MERGED',
  },
  UNMERGE: {
    mutation: 'unmergeTicket',
    from: { WORKER: ['CANCELLED'] },
    notHeldFrom: [],
    to: ['MERGED_FROM'],
    types: all,
    gates: ['MERGED'],
    clocks: {
      FIRST_RESPONSE: 'RESUME',
      NEXT_RESPONSE: 'RESUME',
      RESOLUTION: 'RESUME',
      TIME_TO_OWN: 'RESUME',
    },
    event: 'TICKET_UNMERGED',
  },
};

/** In the order of the process. */
export const transitionNames = Object.keys(transitions) as readonly TransitionName[];
