import { describe, expect, it } from 'vitest';
import {
  missingFields,
  obstacles,
  type ProcessFacts,
  requiredFields,
  targetOf,
  validateTransitions,
} from '../../server/tickets/rules/decide.js';
import { type Relation, transitionNames, transitions } from '../../server/tickets/rules/transitions.js';
import { statusCategory } from '../../server/tickets/rules/words.js';

// Written from the description of the process, and not from its table in the code.
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
const relations = ['REQUESTER', 'WORKER', 'LEAD'] as const;

interface Case {
  status: Status;
  heldFrom: Status | null;
  type: Type;
  who: Relation;
}

const done = (status: Status) => ['RESOLVED', 'CLOSED', 'CANCELLED'].includes(status);
const fastTrack = (type: Type) => ['INCIDENT', 'SERVICE_REQUEST', 'OTHER'].includes(type);
const underApproval = (status: Status | null) => status === 'AWAITING_APPROVAL' || status === 'SCHEDULED';
const begun = (status: Status | null) => status === 'IMPLEMENTING' || status === 'VERIFYING';

const allowed: Record<string, (c: Case) => boolean> = {
  TRIAGE: ({ status, who }) => who === 'WORKER' && status === 'NEW',
  START_INVESTIGATION: ({ status, who }) => who === 'WORKER' && (status === 'NEW' || status === 'TRIAGED'),
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
  CLOSE: ({ status, who }) => status === 'RESOLVED' && (who === 'REQUESTER' || who === 'LEAD'),
  CANCEL: ({ status, heldFrom, who }) =>
    (who === 'REQUESTER' && status === 'NEW') ||
    (who === 'WORKER' && !done(status) && !begun(status) && !begun(heldFrom)),
};
const targets: Record<string, Status | null> = {
  TRIAGE: 'TRIAGED',
  START_INVESTIGATION: 'INVESTIGATING',
  HOLD: 'ON_HOLD',
  RESUME: null,
  REQUEUE: 'NEW',
  RESOLVE: 'RESOLVED',
  REOPEN: 'INVESTIGATING',
  CLOSE: 'CLOSED',
  CANCEL: 'CANCELLED',
};

const standings: { status: Status; heldFrom: Status | null }[] = [
  ...statuses.filter((status) => status !== 'ON_HOLD').map((status) => ({ status, heldFrom: null })),
  ...statuses
    .filter((status) => status !== 'ON_HOLD' && !done(status))
    .map((heldFrom) => ({ status: 'ON_HOLD' as const, heldFrom })),
];
const cases: Case[] = standings.flatMap((standing) =>
  types.flatMap((type) => relations.map((who) => ({ ...standing, type, who }))),
);

describe('the table of transitions', () => {
  it('knows the transitions of the process, and no others', () => {
    expect([...transitionNames]).toEqual(Object.keys(allowed));
  });

  it.each(transitionNames)(
    '%s is allowed exactly where the process says: for every status, hold, type and relation',
    (name) => {
      expect(cases).toHaveLength(19 * 5 * 3);
      for (const one of cases) {
        const facts: ProcessFacts = one;
        const reasons = obstacles(name, facts, new Set([one.who]));
        expect({ ...one, allowed: reasons.length === 0 }).toEqual({ ...one, allowed: allowed[name]?.(one) });
      }
    },
  );

  it.each(transitionNames)('%s is for nobody without a relation to the ticket', (name) => {
    for (const one of cases) {
      const codes = obstacles(name, one, new Set<Relation>()).map((reason) => reason.code);
      expect(codes).toContain('NOT_PERMITTED');
    }
  });

  it.each(transitionNames)('%s is allowed to who has several relations if one of them allows it', (name) => {
    for (const standing of standings) {
      for (const type of types) {
        const any = relations.some((who) => allowed[name]?.({ ...standing, type, who }));
        const reasons = obstacles(name, { ...standing, type }, new Set(relations));
        expect({ ...standing, type, allowed: reasons.length === 0 }).toEqual({
          ...standing,
          type,
          allowed: any,
        });
      }
    }
  });

  it.each(transitionNames)('%s leads to where the process says', (name) => {
    for (const standing of standings)
      expect(targetOf(name, { ...standing, type: 'INCIDENT' })).toBe(
        targets[name] ?? standing.heldFrom ?? standing.status,
      );
  });

  it('leads nowhere out of CLOSED and CANCELLED', () => {
    for (const status of ['CLOSED', 'CANCELLED'] as const)
      for (const name of transitionNames)
        for (const type of types)
          expect(obstacles(name, { status, type, heldFrom: null }, new Set(relations))).not.toEqual([]);
  });

  it('gives every reason at once', () => {
    const reasons = obstacles(
      'RESOLVE',
      { type: 'PROBLEM', status: 'CLOSED', heldFrom: null },
      new Set(['REQUESTER']),
    );
    expect(reasons).toEqual([
      { code: 'WRONG_TYPE', message: 'resolve is not a step of a problem.' },
      { code: 'WRONG_STATUS', message: 'resolve does not start from CLOSED.' },
      {
        code: 'NOT_PERMITTED',
        message: "resolve is for agents of the queue's team and its assignee.",
      },
    ]);
  });

  it('says to a requester that a status is theirs no longer, and to all where a held ticket comes from', () => {
    expect(
      obstacles('CANCEL', { type: 'INCIDENT', status: 'TRIAGED', heldFrom: null }, new Set(['REQUESTER'])),
    ).toEqual([{ code: 'NOT_PERMITTED', message: 'From TRIAGED, cancel is not for you.' }]);
    expect(
      obstacles(
        'CANCEL',
        { type: 'INCIDENT', status: 'ON_HOLD', heldFrom: 'VERIFYING' },
        new Set(['WORKER']),
      ),
    ).toEqual([
      {
        code: 'WRONG_STATUS',
        message: 'cancel does not start from ON_HOLD (held from VERIFYING).',
      },
    ]);
  });
});

describe('what a transition requires', () => {
  const required: Record<string, string[]> = {
    TRIAGE: [
      'categoryId',
      'affectedServices',
      'affectedServiceIds',
      'affectedServicesUnknown',
      'impact',
      'urgency',
    ],
    START_INVESTIGATION: ['assigneeId'],
    HOLD: ['reason'],
    RESUME: [],
    REQUEUE: ['reason'],
    RESOLVE: ['resolutionCode', 'resolutionNotes'],
    REOPEN: ['reason'],
    CLOSE: ['closureSummary'],
    CANCEL: ['reason', 'duplicateOfId'],
  };

  it.each(transitionNames)('is named for %s, alternatives included', (name) => {
    expect(requiredFields(name)).toEqual(required[name]);
  });

  it.each(transitionNames)('is missed in %s field by field', (name) => {
    const fields = required[name] ?? [];
    expect(missingFields(name, () => true)).toEqual([]);
    const alternatives = new Set(['affectedServiceIds', 'affectedServicesUnknown', 'duplicateOfId']);
    expect(missingFields(name, () => false)).toEqual(fields.filter((field) => !alternatives.has(field)));
  });

  it('is given by one of its alternatives', () => {
    expect(missingFields('CANCEL', (field) => field === 'duplicateOfId')).toEqual([]);
    expect(missingFields('CANCEL', (field) => field === 'reason')).toEqual([]);
    const but = (left: string) =>
      missingFields(
        'TRIAGE',
        (field) => field !== left && !['affectedServiceIds', 'affectedServicesUnknown'].includes(field),
      );
    expect(but('nothing')).toEqual([]);
    expect(but('affectedServices')).toEqual(['affectedServices']);
    for (const alternative of ['affectedServices', 'affectedServiceIds', 'affectedServicesUnknown']) {
      const others = ['categoryId', 'impact', 'urgency'];
      expect(missingFields('TRIAGE', (field) => [alternative, ...others].includes(field))).toEqual([]);
    }
    expect(but('impact')).toEqual(['impact']);
  });
});

describe('a table that could not work is refused at the start', () => {
  const broken = (change: (table: typeof transitions) => void) => () => {
    const table = structuredClone(transitions);
    change(table);
    validateTransitions(table);
  };

  it('but the one of the process is not', () => {
    expect(() => validateTransitions()).not.toThrow();
    expect(broken(() => {})).not.toThrow();
  });

  it.each<[string, (table: typeof transitions) => void, string]>([
    ['a transition starts nowhere', (t) => (t.RESUME.from = {}), 'RESUME starts nowhere'],
    ['a transition is for no type', (t) => (t.RESOLVE.types = []), 'RESOLVE is for no type'],
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
      'nothing leads out of a status that is reached',
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

describe('the coarse status', () => {
  it('is told of every status', () => {
    const told = Object.fromEntries(statuses.map((status) => [status, statusCategory(status)]));
    expect(told).toEqual({
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
