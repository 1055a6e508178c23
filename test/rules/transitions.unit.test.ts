import { describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import type { TransitionName } from '../../server/platform/contract/generated/enums.js';
import { type TicketRole } from '../../server/tickets/rules/policy.js';
import { statusCategory } from '../../server/tickets/rules/status-category.js';
import {
  obstacles,
  outcomesOf,
  requirementsOf,
  targetOf,
  validateTransitions,
} from '../../server/tickets/workflow/decide.js';
import {
  openRequirements,
  shownRequirement,
  unmetRequirements,
  type Viewer,
} from '../../server/tickets/workflow/requirements.js';
import type { TransitionState } from '../../server/tickets/workflow/transition-state.js';
import { transitionNames, transitions } from '../../server/tickets/workflow/transitions.js';
import { workflowPoint } from '../../server/tickets/workflow/workflow.js';

const workflow = modules.extensions.at(workflowPoint);

// Written from the documentation of the process, not from the table in the code.
const statuses = [
  'NEW',
  'TRIAGED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'SCHEDULED',
  'IMPLEMENTING',
  'VERIFYING',
  'ON_HOLD',
  'RESOLVED',
  'CLOSED',
  'CANCELLED',
] as const;
type Status = (typeof statuses)[number];
const types = ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER'] as const;
type Type = (typeof types)[number];
const roles = ['REQUESTER', 'WORKER', 'LEAD', 'APPROVER', 'SUBMITTER'] as const;

interface Case {
  status: Status;
  heldFrom: Status | null;
  type: Type;
  who: TicketRole;
}

const done = (status: Status) => ['RESOLVED', 'CLOSED', 'CANCELLED'].includes(status);
const fastTrack = (type: Type) => ['INCIDENT', 'SERVICE_REQUEST', 'OTHER'].includes(type);
const underApproval = (status: Status | null) => status === 'AWAITING_APPROVAL' || status === 'SCHEDULED';
const begun = (status: Status | null) => status === 'IMPLEMENTING' || status === 'VERIFYING';

const allowed: Record<string, (c: Case) => boolean> = {
  TRIAGE: ({ status, who }) => who === 'WORKER' && status === 'NEW',
  START_INVESTIGATION: ({ status, who }) => who === 'WORKER' && (status === 'NEW' || status === 'TRIAGED'),
  DIAGNOSE: ({ status, who }) => who === 'WORKER' && status === 'INVESTIGATING',
  SUBMIT_PLAN: ({ status, who }) => who === 'WORKER' && status === 'PLANNING',
  APPROVE: ({ status, who }) => who === 'APPROVER' && status === 'AWAITING_APPROVAL',
  REJECT: ({ status, who }) => who === 'APPROVER' && status === 'AWAITING_APPROVAL',
  WITHDRAW_PLAN: ({ status, who }) =>
    (who === 'WORKER' || who === 'SUBMITTER') && (underApproval(status) || status === 'IMPLEMENTING'),
  START_IMPLEMENTATION: ({ status, who }) => who === 'WORKER' && status === 'SCHEDULED',
  COMPLETE_IMPLEMENTATION: ({ status, who }) => who === 'WORKER' && status === 'IMPLEMENTING',
  VERIFY: ({ status, who }) => status === 'VERIFYING' && (who === 'REQUESTER' || who === 'WORKER'),
  HOLD: ({ status, who }) => who === 'WORKER' && !done(status),
  RESUME: ({ status, who }) => who === 'WORKER' && status === 'ON_HOLD',
  REQUEUE: ({ status, who }) => who === 'WORKER' && (status === 'TRIAGED' || status === 'INVESTIGATING'),
  RESOLVE: ({ status, heldFrom, type, who }) =>
    who === 'WORKER' &&
    fastTrack(type) &&
    !done(status) &&
    !underApproval(status) &&
    !underApproval(heldFrom),
  REOPEN: ({ status, who }) => status === 'RESOLVED' && (who === 'REQUESTER' || who === 'WORKER'),
  // A change needs a review first.
  CLOSE: ({ status, type, who }) =>
    status === 'RESOLVED' && (who === 'REQUESTER' || who === 'LEAD') && type !== 'CHANGE_REQUEST',
  CANCEL: ({ status, heldFrom, who }) =>
    (who === 'REQUESTER' && status === 'NEW') ||
    (who === 'WORKER' && !done(status) && !begun(status) && !begun(heldFrom)),
  MERGE: ({ status, who }) => who === 'WORKER' && !done(status),
  // A ticket that was not merged cannot be unmerged.
  UNMERGE: () => false,
};
const targets: Record<string, Status | null> = {
  TRIAGE: 'TRIAGED',
  START_INVESTIGATION: 'INVESTIGATING',
  DIAGNOSE: 'PLANNING',
  SUBMIT_PLAN: 'IMPLEMENTING',
  APPROVE: 'IMPLEMENTING',
  REJECT: 'PLANNING',
  WITHDRAW_PLAN: 'PLANNING',
  START_IMPLEMENTATION: 'IMPLEMENTING',
  COMPLETE_IMPLEMENTATION: 'VERIFYING',
  VERIFY: 'RESOLVED',
  HOLD: 'ON_HOLD',
  RESUME: null,
  REQUEUE: 'NEW',
  RESOLVE: 'RESOLVED',
  REOPEN: 'INVESTIGATING',
  CLOSE: 'CLOSED',
  CANCEL: 'CANCELLED',
  MERGE: 'CANCELLED',
  UNMERGE: null,
};

const standings: { status: Status; heldFrom: Status | null }[] = [
  ...statuses.filter((status) => status !== 'ON_HOLD').map((status) => ({ status, heldFrom: null })),
  ...statuses
    .filter((status) => status !== 'ON_HOLD' && !done(status))
    .map((heldFrom) => ({ status: 'ON_HOLD' as const, heldFrom })),
];
const cases: Case[] = standings.flatMap((standing) =>
  types.flatMap((type) => roles.map((who) => ({ ...standing, type, who }))),
);

describe('the table of transitions', () => {
  it('has the transitions of the process, and no others', () => {
    expect([...transitionNames]).toEqual(Object.keys(allowed));
  });

  it.each(transitionNames)(
    '%s is allowed exactly where the process says: for every status, hold, type and role',
    (name) => {
      expect(cases).toHaveLength(19 * 5 * 5);
      for (const one of cases) {
        const facts: TransitionState = one;
        const reasons = obstacles(workflow, name, facts, new Set([one.who]));
        expect({ ...one, allowed: reasons.length === 0 }).toEqual({ ...one, allowed: allowed[name]?.(one) });
      }
    },
  );

  it.each(transitionNames)('%s is allowed to nobody without a role on the ticket', (name) => {
    for (const one of cases) {
      const codes = obstacles(workflow, name, one, new Set<TicketRole>()).map((reason) => reason.code);
      expect(codes).toContain('NOT_PERMITTED');
    }
  });

  it.each(transitionNames)('%s is allowed to a user with several roles if one of them allows it', (name) => {
    for (const standing of standings) {
      for (const type of types) {
        const any = roles.some((who) => allowed[name]?.({ ...standing, type, who }));
        const reasons = obstacles(workflow, name, { ...standing, type }, new Set(roles));
        expect({ ...standing, type, allowed: reasons.length === 0 }).toEqual({
          ...standing,
          type,
          allowed: any,
        });
      }
    }
  });

  it.each(transitionNames)('%s leads to the status that the process says', (name) => {
    for (const standing of standings)
      expect(targetOf(workflow, name, { ...standing, type: 'INCIDENT' })).toBe(
        targets[name] ?? (name === 'RESUME' ? standing.heldFrom : null) ?? standing.status,
      );
  });

  it('has no transition from CLOSED or CANCELLED', () => {
    for (const status of ['CLOSED', 'CANCELLED'] as const)
      for (const name of transitionNames)
        for (const type of types)
          expect(obstacles(workflow, name, { status, type, heldFrom: null }, new Set(roles))).not.toEqual([]);
  });

  it('reports every reason of a refusal at once', () => {
    const reasons = obstacles(
      workflow,
      'RESOLVE',
      { type: 'PROBLEM', status: 'CLOSED', heldFrom: null },
      new Set(['REQUESTER']),
    );
    expect(reasons).toEqual([
      {
        code: 'WRONG_TYPE',
        message:
          'resolveTicket needs a ticket of type INCIDENT, SERVICE_REQUEST or OTHER; its type is PROBLEM.',
      },
      {
        code: 'WRONG_STATUS',
        message:
          'resolveTicket needs a status of NEW, TRIAGED, INVESTIGATING, PLANNING, IMPLEMENTING, VERIFYING or ON_HOLD; this ticket is CLOSED. A closed ticket stays closed: create a new one with createTicket(followUpOfId).',
      },
      {
        code: 'NOT_PERMITTED',
        message: "Only agents of the queue's team and the assignee can use resolveTicket.",
      },
    ]);
  });

  it('tells a requester that the status is no longer theirs to change, and everyone from which status a ticket was put on hold', () => {
    expect(
      obstacles(
        workflow,
        'CANCEL',
        { type: 'INCIDENT', status: 'TRIAGED', heldFrom: null },
        new Set(['REQUESTER']),
      ),
    ).toEqual([
      {
        code: 'NOT_PERMITTED',
        message:
          "While the ticket is TRIAGED, only agents of the queue's team and the assignee can use cancelTicket.",
      },
    ]);
    expect(
      obstacles(
        workflow,
        'CANCEL',
        { type: 'INCIDENT', status: 'ON_HOLD', heldFrom: 'VERIFYING' },
        new Set(['WORKER']),
      ),
    ).toEqual([
      {
        code: 'WRONG_STATUS',
        message: 'cancelTicket is not possible for a ticket that is ON_HOLD (held from VERIFYING).',
      },
    ]);
  });
});

describe('the requirements of a transition', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  const incident: TransitionState = { type: 'INCIDENT', status: 'NEW' };
  const agent: Viewer = { roles: new Set(['WORKER']), userId: 'agent', now };
  const program: Viewer = { ...agent, userId: null };
  const services = ['affectedServiceNames', 'affectedServiceIds', 'affectedServicesUnknown'];
  const cause = ['rootCause', 'rootCauseUnknownReason'];
  const evidence = ['evidence', 'evidenceAttachmentIds'];
  const passed = { field: 'outcome', in: ['PASSED'] };
  // One list for each requirement. Fields that every input has are non-null in the contract, and not here.
  const required: Record<string, string[][]> = {
    TRIAGE: [['categoryId'], services],
    START_INVESTIGATION: [],
    DIAGNOSE: [cause],
    SUBMIT_PLAN: [],
    APPROVE: [],
    REJECT: [['reason']],
    WITHDRAW_PLAN: [],
    START_IMPLEMENTATION: [],
    COMPLETE_IMPLEMENTATION: [],
    VERIFY: [evidence, ['resolutionCode'], ['resolutionNotes']],
    HOLD: [],
    RESUME: [],
    REQUEUE: [],
    RESOLVE: [],
    REOPEN: [],
    CLOSE: [],
    CANCEL: [['reason', 'duplicateOfId']],
    MERGE: [],
    UNMERGE: [],
  };
  // The resolution is needed only where the ticket can be verified.
  const at = (name: TransitionName): TransitionState =>
    name === 'VERIFY' ? { ...incident, status: 'VERIFYING' } : incident;
  const offered = (name: TransitionName, facts = at(name), viewer = agent) =>
    openRequirements(requirementsOf(workflow, name), facts, viewer).map(({ anyOf }) => anyOf);
  const unmet = (name: TransitionName, input: Record<string, unknown>, facts = at(name), viewer = agent) =>
    unmetRequirements(requirementsOf(workflow, name), facts, viewer, input).map(({ anyOf }) => anyOf);

  it.each(transitionNames)('of %s are offered for an incident that has nothing yet', (name) => {
    expect(offered(name)).toEqual(required[name]);
  });

  it.each(transitionNames)('of %s are met by any one of their fields', (name) => {
    const outcome = { outcome: 'PASSED' };
    expect(unmet(name, outcome)).toEqual(required[name]);
    for (const [i, anyOf] of (required[name] ?? []).entries())
      for (const field of anyOf)
        expect(unmet(name, { ...outcome, [field]: 'given' })).toEqual(required[name]?.toSpliced(i, 1));
  });

  it.each([['' as unknown], ['   '], [[]], [null], [undefined], [false]])(
    'are not met by the value %j',
    (empty) => {
      expect(unmet('REJECT', { reason: empty })).toEqual([['reason']]);
    },
  );

  it('do not ask again for what the ticket has, unless the input takes it away', () => {
    const sorted = { ...incident, hasCategory: true, hasServices: true };
    expect(offered('TRIAGE', sorted)).toEqual([]);
    expect(unmet('TRIAGE', {}, sorted)).toEqual([]);
    expect(unmet('TRIAGE', { affectedServiceNames: [] }, sorted)).toEqual([]);
    expect(unmet('TRIAGE', { affectedServiceIds: [] }, sorted)).toEqual([services]);
    expect(offered('TRIAGE', { ...incident, hasServiceNames: true })).toEqual([['categoryId']]);
  });

  it('ask a program for the assignee, unless the ticket has one', () => {
    expect(offered('START_INVESTIGATION', incident, program)).toEqual([['assigneeId']]);
    expect(unmet('START_INVESTIGATION', {}, incident, program)).toEqual([['assigneeId']]);
    expect(offered('START_INVESTIGATION', { ...incident, hasAssignee: true }, program)).toEqual([]);
  });

  it.each([
    ['INCIDENT', true],
    ['PROBLEM', true],
    ['SERVICE_REQUEST', false],
    ['CHANGE_REQUEST', false],
    ['OTHER', false],
  ] as const)('of the diagnosis of a ticket of type %s: a root cause (%s)', (type, needed) => {
    expect(offered('DIAGNOSE', { ...incident, type })).toEqual(needed ? [cause] : []);
  });

  it('of a plan for a change include its risk and rollback plan', () => {
    const change: TransitionState = { type: 'CHANGE_REQUEST', status: 'PLANNING', changeKind: 'STANDARD' };
    expect(offered('SUBMIT_PLAN', change)).toEqual([['risk'], ['rollbackPlan']]);
    expect(unmet('SUBMIT_PLAN', {}, change)).toEqual([['risk'], ['rollbackPlan']]);
  });

  it('of a passed verification include the resolution that nobody proposed, of a failed one they do not', () => {
    const given = { evidence: 'Green.' };
    expect(unmet('VERIFY', { ...given, outcome: 'FAILED' })).toEqual([]);
    expect(unmet('VERIFY', { ...given, outcome: 'PASSED' })).toEqual([
      ['resolutionCode'],
      ['resolutionNotes'],
    ]);
    expect(requirementsOf(workflow, 'VERIFY').map(shownRequirement)).toEqual([
      { anyOf: evidence, when: null },
      { anyOf: ['resolutionCode'], when: passed },
      { anyOf: ['resolutionNotes'], when: passed },
    ]);
    const proposed = { ...at('VERIFY'), codeProposed: true, notesProposed: true };
    expect(offered('VERIFY', proposed)).toEqual([evidence]);
    expect(unmet('VERIFY', { ...given, outcome: 'PASSED' }, proposed)).toEqual([]);
  });

  it.each([
    ['before', '12:00:01', '13:00:00', [['outsideWindowReason']]],
    ['at the beginning of', '12:00:00', '13:00:00', []],
    ['in', '11:00:00', '13:00:00', []],
    ['at the end of', '11:00:00', '12:00:00', [['outsideWindowReason']]],
  ])('of an implementation %s its window (%s to %s) are %j', (_where, start, end, fields) => {
    const at = (time: string) => new Date(`2026-01-01T${time}Z`);
    const facts: TransitionState = { ...incident, window: { start: at(start), end: at(end) } };
    expect(offered('START_IMPLEMENTATION', facts)).toEqual(fields);
  });
});

describe('the condition before', () => {
  const worker = new Set<TicketRole>(['WORKER', 'LEAD']);
  const codes = (name: TransitionName, facts: TransitionState) =>
    obstacles(workflow, name, facts, worker).map(({ code }) => code);

  it('completing the implementation: every task is done or skipped', () => {
    const facts: TransitionState = { type: 'INCIDENT', status: 'IMPLEMENTING' };
    expect(codes('COMPLETE_IMPLEMENTATION', { ...facts, openTasks: 1 })).toEqual(['OPEN_TASKS']);
    expect(codes('COMPLETE_IMPLEMENTATION', { ...facts, openTasks: 0 })).toEqual([]);
  });

  it.each<[string, Partial<TransitionState>, boolean]>([
    ['an incident', { type: 'INCIDENT' }, false],
    ['a major incident', { type: 'INCIDENT', majorIncident: true }, true],
    ['a change', { type: 'CHANGE_REQUEST' }, true],
    ['a problem', { type: 'PROBLEM' }, false],
  ])('closing %s: a review, or none', (_what, given, needed) => {
    const facts: TransitionState = { type: 'INCIDENT', status: 'RESOLVED', ...given };
    expect(codes('CLOSE', facts)).toEqual(needed ? ['REVIEW_MISSING'] : []);
    expect(codes('CLOSE', { ...facts, reviewed: true })).toEqual([]);
  });

  it('deciding an approval: none, but each approver decides once', () => {
    const facts: TransitionState = { type: 'CHANGE_REQUEST', status: 'AWAITING_APPROVAL' };
    for (const name of ['APPROVE', 'REJECT'] as const) {
      const approver = new Set<TicketRole>(['APPROVER']);
      expect(obstacles(workflow, name, facts, approver)).toEqual([]);
      const again = obstacles(workflow, name, { ...facts, hasDecided: true }, approver);
      expect(again.map(({ code }) => code)).toEqual(['ALREADY_DECIDED']);
    }
  });

  it('undoing a merge: the merge exists', () => {
    const facts: TransitionState = { type: 'INCIDENT', status: 'CANCELLED' };
    expect(codes('UNMERGE', facts)).toEqual(['NOT_MERGED']);
    expect(codes('UNMERGE', { ...facts, mergedFrom: 'PLANNING' })).toEqual([]);
    expect(targetOf(workflow, 'UNMERGE', { ...facts, mergedFrom: 'PLANNING' })).toBe('PLANNING');
  });
});

describe('the status after a plan', () => {
  it.each<[TransitionState['changeKind'], string]>([
    ['NORMAL', 'AWAITING_APPROVAL'],
    ['EMERGENCY', 'AWAITING_APPROVAL'],
    ['STANDARD', 'IMPLEMENTING'],
    [null, 'IMPLEMENTING'],
  ])('of a %s change is %s', (changeKind, to) => {
    const facts: TransitionState = { type: 'CHANGE_REQUEST', status: 'PLANNING', changeKind };
    expect(targetOf(workflow, 'SUBMIT_PLAN', facts)).toBe(to);
    expect(outcomesOf(workflow, 'SUBMIT_PLAN', facts).toSorted()).toEqual([
      'AWAITING_APPROVAL',
      'IMPLEMENTING',
      'SCHEDULED',
    ]);
  });

  it('of an approved change is its window, if it has one', () => {
    const facts: TransitionState = { type: 'CHANGE_REQUEST', status: 'AWAITING_APPROVAL' };
    expect(targetOf(workflow, 'APPROVE', facts)).toBe('IMPLEMENTING');
    const window = { start: new Date(), end: new Date() };
    expect(targetOf(workflow, 'APPROVE', { ...facts, window })).toBe('SCHEDULED');
  });
});

describe('an inconsistent table is refused at the start', () => {
  const broken = (change: (table: typeof transitions) => void) => () => {
    const copies = Object.entries(transitions).map(([name, transition]) => [name, { ...transition }]);
    const table = Object.fromEntries(copies) as typeof transitions;
    change(table);
    validateTransitions(workflow, table);
  };

  it('and the table of the process is not', () => {
    expect(() => validateTransitions(workflow)).not.toThrow();
    expect(broken(() => {})).not.toThrow();
  });

  it.each<[string, (table: typeof transitions) => void, string]>([
    ['a transition starts nowhere', (t) => (t.RESUME.from = {}), 'RESUME starts nowhere'],
    ['a transition has no type', (t) => (t.RESOLVE.types = []), 'RESOLVE is for no type'],
    [
      'a transition leaves CLOSED',
      (t) => (t.REOPEN.from = { WORKER: ['CLOSED'] }),
      'REOPEN leaves a final status',
    ],
    [
      'a transition leaves CANCELLED',
      (t) => (t.REQUEUE.from = { LEAD: ['CANCELLED'] }),
      'REQUEUE leaves a final status',
    ],
    [
      'a reachable status has no way out',
      (t) => {
        t.CLOSE.from = { LEAD: ['NEW'] };
        t.REOPEN.from = { WORKER: ['NEW'] };
      },
      'nothing leads out of RESOLVED',
    ],
  ])('when %s', (_what, change, message) => {
    expect(broken(change)).toThrow(message);
  });
});

describe('the status category', () => {
  it('is defined for every status', () => {
    const categories = Object.fromEntries(statuses.map((status) => [status, statusCategory(status)]));
    expect(categories).toEqual({
      NEW: 'TODO',
      TRIAGED: 'TODO',
      INVESTIGATING: 'IN_PROGRESS',
      PLANNING: 'IN_PROGRESS',
      AWAITING_APPROVAL: 'WAITING',
      SCHEDULED: 'IN_PROGRESS',
      IMPLEMENTING: 'IN_PROGRESS',
      VERIFYING: 'IN_PROGRESS',
      ON_HOLD: 'WAITING',
      RESOLVED: 'DONE',
      CLOSED: 'DONE',
      CANCELLED: 'DONE',
    });
  });
});
