import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../client-examples/node/incident-log/actions.js';
import { compare, outcomeOfSimulation } from '../../client-examples/node/incident-log/compare.js';
import type { Incident, IncidentRow } from '../../client-examples/node/incident-log/parse.js';
import { planIncident } from '../../client-examples/node/incident-log/plan.js';
import { modules } from '../../server/modules.js';
import type { TransitionName } from '../../server/platform/contract/generated/enums.js';
import { obstacles, requirementsOf, targetOf } from '../../server/tickets/workflow/decide.js';
import { unmetRequirements } from '../../server/tickets/workflow/requirements.js';
import type { TransitionState } from '../../server/tickets/workflow/transition-state.js';
import { workflowPoint } from '../../server/tickets/workflow/workflow.js';

const workflow = modules.extensions.at(workflowPoint);

const transitions: Partial<Record<Action['kind'], { name: TransitionName; given: string[] }>> = {
  startInvestigation: { name: 'START_INVESTIGATION', given: ['assigneeId'] },
  hold: { name: 'HOLD', given: ['reason'] },
  resume: { name: 'RESUME', given: [] },
  requeue: { name: 'REQUEUE', given: ['reason'] },
  resolve: { name: 'RESOLVE', given: ['resolutionCode', 'resolutionNotes'] },
  reopen: { name: 'REOPEN', given: ['reason'] },
  close: { name: 'CLOSE', given: ['closureSummary'] },
};
const everyone = new Set(['REQUESTER', 'WORKER', 'LEAD'] as const);

/** Takes a step in the platform's own table of transitions. */
function step(facts: TransitionState, action: Action): TransitionState {
  const transition = transitions[action.kind];
  if (!transition) {
    expect(facts.status).not.toBe('CLOSED');
    return facts;
  }
  const { name, given } = transition;
  expect({ action, facts, obstacles: obstacles(workflow, name, facts, everyone) }).toMatchObject({
    obstacles: [],
  });
  const fields = Object.fromEntries(given.map((field) => [field, 'given']));
  const viewer = { roles: everyone, userId: null, now: new Date() };
  expect(unmetRequirements(requirementsOf(workflow, name), facts, viewer, fields)).toEqual([]);
  const heldFrom = name === 'HOLD' ? (facts.heldFrom ?? facts.status) : null;
  return { ...facts, status: targetOf(workflow, name, facts), heldFrom };
}

const states = [
  'New',
  'Active',
  'Awaiting User Info',
  'Awaiting Problem',
  'Awaiting Vendor',
  'Resolved',
  'Closed',
  '-100',
];
const maybe = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

const row = fc.record({
  state: fc.constantFrom(...states),
  group: maybe('Group 1', 'Group 2', 'Group 3'),
  assignedTo: maybe('Resolver 1', 'Resolver 2'),
  caller: maybe('Caller 1'),
  openedBy: maybe('Opened by 1'),
  resolvedBy: maybe('Resolved by 1'),
  updatedBy: maybe('Updated by 1', 'Updated by 2'),
  category: maybe('Mail', 'Network'),
  subcategory: maybe('A', 'B'),
  configurationItem: maybe('Switch 1'),
  location: maybe('Location 1'),
  symptom: maybe('Symptom 1'),
  impact: maybe('1 - High', '2 - Medium', '3 - Low'),
  urgency: maybe('1 - High', '2 - Medium', '3 - Low'),
  priority: maybe('1 - Critical', '3 - Moderate'),
  closedCode: maybe('code 1'),
  problem: maybe('Problem ID 1'),
  reassignmentCount: fc.nat(3),
  reopenCount: fc.nat(2),
  minutes: fc.nat(100_000),
});

const incident: fc.Arbitrary<Incident> = fc.array(row, { minLength: 1, maxLength: 12 }).map((seeds) => {
  const rows = seeds.map(({ minutes, ...seed }, index): IncidentRow => {
    const updatedAt = new Date(Date.UTC(2020, 0, 1) + minutes * 60_000);
    const rest = {
      openedAt: undefined,
      contactType: 'Phone',
      change: undefined,
      vendor: undefined,
      causedBy: undefined,
    };
    return { number: 'INC1', line: index + 2, sysModCount: index, updatedAt, ...rest, ...seed };
  });
  const [first, ...others] = rows;
  if (!first) throw new Error('at least one row');
  return { number: 'INC1', openedAt: first.updatedAt, rows: [first, ...others] };
});

const unknownGroup = fc.constantFrom('keep' as const, 'default-queue' as const);

describe('for any rows', () => {
  it('every planned step is allowed by the process', () => {
    fc.assert(
      fc.property(incident, unknownGroup, (one, unknown) => {
        const { operations, final } = planIncident(one, unknown);
        const [create, ...rest] = operations.map(({ action }) => action);
        expect(create?.kind).toBe('create');
        let facts: TransitionState = { type: 'INCIDENT', status: 'NEW', heldFrom: null };
        for (const action of rest) facts = step(facts, action);
        expect(final).toMatchObject({ status: facts.status, heldFrom: facts.heldFrom });
      }),
      { numRuns: 500 },
    );
  });

  it('a ticket that ends differently from the log is explained by a faulty row', () => {
    fc.assert(
      fc.property(incident, unknownGroup, (one, unknown) => {
        const plan = planIncident(one, unknown);
        expect(compare(plan, 'INC-1', outcomeOfSimulation(plan.final))?.explained ?? true).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('planning always gives the same result', () => {
    fc.assert(
      fc.property(incident, unknownGroup, (one, unknown) => {
        expect(planIncident(one, unknown)).toEqual(planIncident(one, unknown));
      }),
      { numRuns: 50 },
    );
  });
});
