import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transitionNames } from '../../server/tickets/workflow/transitions.js';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  rawId,
  refusedWith,
  report,
  ticketFields,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let lead: Client;
let agent: Client;
let agent2: Client;
let requester: Client;
let requester2: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  lead = await world.as('lead');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  requester = await world.as('requester');
  requester2 = await world.as('requester2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'It was the cable.' };

/** Writes a status to the database that the mutations of this file do not reach. */
async function put(ticketId: string, status: string, heldFrom: string | null = null): Promise<void> {
  await world.rows(
    `update tickets set status = $2, held_from = $3, held_since = case when $3::text is null then null else now() end,
       hold_reason = case when $3::text is null then null else 'AWAITING_VENDOR' end where id = $1`,
    [rawId(ticketId), status, heldFrom],
  );
  // A ticket in these statuses has a plan; with it, a proposed resolution.
  if (!['SCHEDULED', 'IMPLEMENTING', 'VERIFYING'].includes(heldFrom ?? status)) return;
  await world.rows(
    `insert into resolution_plans (organisation_id, id, ticket_id, cycle, kind, summary, recorded_at, occurred_at,
       proposed_code, proposed_notes)
     select organisation_id, gen_random_uuid(), id, 1, 'FIX', 'A new one.', now(), now(), 'FIXED', 'It works.' from tickets where id = $1
       and not exists (select from resolution_plans where ticket_id = $1)`,
    [rawId(ticketId)],
  );
}

const full = 'ticket { id status version assignee { name } hold { reason heldFrom heldAt note resumeAt } }';

describe('a ticket goes', () => {
  it('from NEW to TRIAGED when it is classified and its impact and urgency are confirmed', async () => {
    const ticket = await report(requester);
    const { ticket: triaged } = await agent.done(
      'triageTicket',
      {
        ticketId: ticket.id,
        categoryId: names.categories['INCIDENT Network'],
        subcategoryId: names.categories['INCIDENT VPN'],
        affectedServiceNames: ['VPN'],
        impact: 'HIGH',
        urgency: 'HIGH',
      },
      'ticket { status version priority category { name } subcategory { name } affectedServiceNames affectedServicesUnknown }',
    );
    expect(triaged).toEqual({
      status: 'TRIAGED',
      version: 2,
      priority: 'P1',
      category: { name: 'Network' },
      subcategory: { name: 'VPN' },
      affectedServiceNames: ['VPN'],
      affectedServicesUnknown: false,
    });
  });

  it('to TRIAGED with an unknown service, if the input says so', async () => {
    const ticket = await report(requester);
    const { ticket: triaged } = await agent.done(
      'triageTicket',
      {
        ticketId: ticket.id,
        categoryId: names.categories['INCIDENT Hardware'],
        affectedServicesUnknown: true,
        impact: 'LOW',
        urgency: 'LOW',
      },
      'ticket { status priority affectedServiceNames affectedServicesUnknown }',
    );
    expect(triaged).toEqual({
      status: 'TRIAGED',
      priority: 'P4',
      affectedServiceNames: [],
      affectedServicesUnknown: true,
    });
  });

  it('to INVESTIGATING with the actor as assignee, unless it already has an assignee or the input names one', async () => {
    const begun = async (input: object, created: Record<string, unknown> = {}) =>
      (
        await agent.done(
          'startInvestigation',
          { ticketId: (await report(agent, created)).id, ...input },
          full,
        )
      ).ticket;
    expect(await begun({})).toMatchObject({ status: 'INVESTIGATING', assignee: { name: 'Aisha Agent' } });
    expect(await begun({}, { assigneeId: names.users.lead })).toMatchObject({
      assignee: { name: 'Leo Lead' },
    });
    expect(await begun({ assigneeId: names.users.admin })).toMatchObject({
      assignee: { name: 'Ada Admin' },
    });
  });

  it('on hold, can change its hold reason, and returns to the status of its first hold', async () => {
    const ticket = await report(agent);
    await agent.done('startInvestigation', { ticketId: ticket.id }, full);
    const { ticket: held } = await agent.done(
      'holdTicket',
      {
        ticketId: ticket.id,
        reason: 'AWAITING_VENDOR',
        note: 'Called them.',
        resumeAt: '2199-01-01T00:00:00.000Z',
      },
      full,
    );
    expect(held).toMatchObject({
      status: 'ON_HOLD',
      hold: {
        reason: 'AWAITING_VENDOR',
        heldFrom: 'INVESTIGATING',
        note: 'Called them.',
        resumeAt: '2199-01-01T00:00:00.000Z',
      },
    });
    const { ticket: again } = await agent.done(
      'holdTicket',
      { ticketId: ticket.id, reason: 'AWAITING_EVIDENCE' },
      full,
    );
    expect(again.hold).toEqual({
      reason: 'AWAITING_EVIDENCE',
      heldFrom: 'INVESTIGATING',
      heldAt: held.hold.heldAt,
      note: null,
      resumeAt: null,
    });
    const { ticket: resumed } = await agent.done('resumeTicket', { ticketId: ticket.id }, full);
    expect(resumed).toMatchObject({ status: 'INVESTIGATING', hold: null, version: 5 });
  });

  it('off hold when the awaited requester replies; the event names the reply as its cause', async () => {
    const ticket = await report(requester);
    await agent.done('holdTicket', { ticketId: ticket.id, reason: 'AWAITING_REQUESTER' }, full);
    const { ticket: resumed } = await requester.done(
      'addComment',
      { ticketId: ticket.id, body: 'Here you are.' },
      full,
    );
    expect(resumed).toMatchObject({ status: 'NEW', hold: null });
    const { ticket: read } = await agent.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(last: 2) { edges { node { __typename
        ... on TicketEvent { type cause { kind eventCursor } changes { of field from to } } ... on Comment { body } } } } } }`,
      { id: ticket.id },
    );
    const [reply, event] = read.timeline.edges;
    expect(reply.node).toEqual({ __typename: 'Comment', body: 'Here you are.' });
    expect(event.node).toMatchObject({
      type: 'TICKET_RESUMED',
      cause: { kind: 'EVENT' },
      changes: [
        { of: 'TICKET', field: 'STATUS', from: 'ON_HOLD', to: 'NEW' },
        { of: 'TICKET_HOLD', field: 'REASON', from: 'AWAITING_REQUESTER', to: null },
      ],
    });
    expect(event.node.cause.eventCursor).not.toBeNull();
  });

  it.each<[string, string, () => Client, object]>([
    ["an agent's reply", 'AWAITING_REQUESTER', () => agent, {}],
    ["a requester's reply while it awaits a vendor", 'AWAITING_VENDOR', () => requester, {}],
    ["an agent's note", 'AWAITING_REQUESTER', () => agent, { visibility: 'INTERNAL' }],
  ])('nowhere after %s: it stays on hold', async (_what, reason, who, input) => {
    const ticket = await report(requester);
    await agent.done('holdTicket', { ticketId: ticket.id, reason }, full);
    const payload = await who().done('addComment', { ticketId: ticket.id, body: 'Well.', ...input }, full);
    expect(payload.ticket.status).toBe('ON_HOLD');
  });

  it('back to NEW without an assignee when its assignee returns it to the queue', async () => {
    const ticket = await report(agent);
    await agent.done('startInvestigation', { ticketId: ticket.id }, full);
    const { ticket: back } = await agent.done(
      'requeueTicket',
      { ticketId: ticket.id, reason: 'Not ours' },
      full,
    );
    expect(back).toMatchObject({ status: 'NEW', assignee: null });
  });

  it('straight to RESOLVED, also from a hold, and records no event for the skipped statuses', async () => {
    const ticket = await report(requester);
    await agent.done('holdTicket', { ticketId: ticket.id, reason: 'AWAITING_VENDOR' }, full);
    const { ticket: resolved } = await agent.done(
      'resolveTicket',
      { ticketId: ticket.id, ...fixed },
      'ticket { status statusCategory hold { reason } resolvedAt resolution { code notes resolvedAt resolvedBy { ... on User { name } } } timeline { nodes { ... on TicketEvent { type } } } }',
    );
    expect(resolved).toMatchObject({
      status: 'RESOLVED',
      statusCategory: 'DONE',
      hold: null,
      resolution: { code: 'FIXED', notes: 'It was the cable.', resolvedBy: { name: 'Aisha Agent' } },
    });
    expect(resolved.resolvedAt).toBe(resolved.resolution.resolvedAt);
    expect(resolved.timeline.nodes.map((node: { type: string }) => node.type)).toEqual([
      'TICKET_CREATED',
      'TICKET_HELD',
      'TICKET_RESOLVED',
    ]);
  });

  it('back to INVESTIGATING each time it is reopened, and counts the reopenings', async () => {
    const ticket = await report(requester);
    for (const [i, client] of [requester, agent].entries()) {
      await agent.done('resolveTicket', { ticketId: ticket.id, ...fixed }, full);
      const { ticket: reopened } = await client.done(
        'reopenTicket',
        { ticketId: ticket.id, reason: 'Not yet' },
        'ticket { status reopenCount resolvedAt resolution { code } }',
      );
      expect(reopened).toEqual({
        status: 'INVESTIGATING',
        reopenCount: i + 1,
        resolvedAt: null,
        resolution: null,
      });
    }
  });

  it("to CLOSED by its requester, which verifies the resolution, or by the team's lead, which does not", async () => {
    for (const [client, verifiedByRequester] of [
      [requester, true],
      [lead, false],
      [admin, false],
    ] as const) {
      const ticket = await report(requester);
      await agent.done('resolveTicket', { ticketId: ticket.id, ...fixed }, full);
      const { ticket: closed } = await client.done(
        'closeTicket',
        { ticketId: ticket.id, closureSummary: ' All is well. ' },
        'ticket { status closedAt closure { summary verifiedByRequester closedAt } }',
      );
      expect(closed).toMatchObject({
        status: 'CLOSED',
        closure: { summary: 'All is well.', verifiedByRequester },
      });
      expect(closed.closedAt).toBe(closed.closure.closedAt);
    }
  });

  it('to CANCELLED with a reason or as a duplicate', async () => {
    const original = await report(requester);
    const [withdrawn, duplicate] = [await report(requester), await report(requester)];
    const selection =
      'ticket { status cancellation { reason duplicateOf { number } cancelledBy { ... on User { name } } } }';
    expect(
      (await requester.done('cancelTicket', { ticketId: withdrawn.id, reason: 'Works again' }, selection))
        .ticket,
    ).toEqual({
      status: 'CANCELLED',
      cancellation: { reason: 'Works again', duplicateOf: null, cancelledBy: { name: 'Rosa Requester' } },
    });
    expect(
      (await agent.done('cancelTicket', { ticketId: duplicate.id, duplicateOfId: original.id }, selection))
        .ticket,
    ).toMatchObject({
      status: 'CANCELLED',
      cancellation: { reason: null, duplicateOf: { number: original.number } },
    });
  });
});

describe('a transition is refused', () => {
  const services = ['affectedServiceNames', 'affectedServiceIds', 'affectedServicesUnknown'];
  it.each<[string, object, string[][]]>([
    ['triageTicket', { impact: 'LOW', urgency: 'LOW' }, [['categoryId'], services]],
    ['cancelTicket', {}, [['reason', 'duplicateOfId']]],
  ])('by %s when its requirements are not met', async (mutation, input, missing) => {
    const ticket = await report(requester);
    const error = await refusedWith(world, agent, mutation, { ticketId: ticket.id, ...input });
    expect(error).toMatchObject({
      __typename: 'InvalidTransitionError',
      code: 'INVALID_TRANSITION',
      from: 'NEW',
      requirements: missing.map((anyOf) => ({ anyOf, when: null })),
      path: ['input', missing[0]?.[0]],
      reasons: [{ code: 'MISSING_FIELDS' }],
    });
  });

  it.each(['', '   '])('with the empty text %j in a required field', async (empty) => {
    const ticket = await report(requester);
    const error = await refusedWith(world, agent, 'resolveTicket', {
      ticketId: ticket.id,
      resolutionCode: empty,
      resolutionNotes: 'x',
    });
    expect(error).toMatchObject({ __typename: 'ValidationError', path: ['input', 'resolutionCode'] });
  });

  it('in a status in which it is not allowed, and the error names that status', async () => {
    const ticket = await report(requester);
    expect(
      await refusedWith(world, requester, 'closeTicket', { ticketId: ticket.id, closureSummary: 'x' }),
    ).toEqual({
      __typename: 'InvalidTransitionError',
      code: 'INVALID_TRANSITION',
      message: 'closeTicket needs a status of RESOLVED; this ticket is NEW.',
      path: ['input', 'ticketId'],
      from: 'NEW',
      transition: 'CLOSE',
      requirements: [],
      reasons: [{ code: 'WRONG_STATUS' }],
    });
  });

  it('on the fast track for changes and problems', async () => {
    for (const type of ['CHANGE_REQUEST', 'PROBLEM']) {
      const ticket = await report(agent, { type });
      const error = await refusedWith(world, agent, 'resolveTicket', { ticketId: ticket.id, ...fixed });
      expect(error).toMatchObject({
        __typename: 'InvalidTransitionError',
        reasons: [{ code: 'WRONG_TYPE' }],
      });
    }
  });

  it('to users who see the ticket but may not work it, with the rule that applies', async () => {
    const ticket = await report(requester);
    for (const [client, mutation, input] of [
      [agent2, 'startInvestigation', {}],
      [agent2, 'holdTicket', { reason: 'AWAITING_VENDOR' }],
      [requester, 'startInvestigation', {}],
      [requester, 'resolveTicket', fixed],
      [requester, 'holdTicket', { reason: 'AWAITING_VENDOR' }],
    ] as const) {
      const error = await refusedWith(world, client, mutation, { ticketId: ticket.id, ...input });
      expect(error).toMatchObject({
        __typename: 'ForbiddenError',
        code: 'FORBIDDEN',
        path: ['input', 'ticketId'],
        reason: 'NOT_PERMITTED',
      });
    }
    await agent.done('resolveTicket', { ticketId: ticket.id, ...fixed }, full);
    // Only the requester and a lead may close a ticket.
    expect(
      await refusedWith(world, agent, 'closeTicket', { ticketId: ticket.id, closureSummary: 'x' }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'NOT_PERMITTED' });
  });

  it('as not found to users who cannot see the ticket', async () => {
    const ticket = await report(requester);
    expect(
      await refusedWith(world, requester2, 'cancelTicket', { ticketId: ticket.id, reason: 'x' }),
    ).toMatchObject({ __typename: 'NotFoundError', id: ticket.id });
  });

  it('with one error for each invalid field', async () => {
    const ticket = await report(requester);
    const cases: [string, object, string[], string][] = [
      [
        'holdTicket',
        { reason: 'AWAITING_VENDOR', resumeAt: '2001-01-01T00:00:00.000Z' },
        ['resumeAt'],
        'IN_FUTURE',
      ],
      ['holdTicket', { reason: 'AWAITING_CHANGE', linkedTicketId: ticket.id }, ['linkedTicketId'], 'SELF'],
      ['holdTicket', { reason: 'AWAITING_VENDOR', note: 'x'.repeat(2001) }, ['note'], 'TOO_LONG'],
      [
        'resolveTicket',
        { resolutionCode: 'x'.repeat(101), resolutionNotes: 'y' },
        ['resolutionCode'],
        'TOO_LONG',
      ],
      [
        'resolveTicket',
        { resolutionCode: 'x', resolutionNotes: 'y'.repeat(10_001) },
        ['resolutionNotes'],
        'TOO_LONG',
      ],
      ['cancelTicket', { reason: 'x'.repeat(2001) }, ['reason'], 'TOO_LONG'],
      ['cancelTicket', { duplicateOfId: ticket.id }, ['duplicateOfId'], 'SELF'],
      ['startInvestigation', { assigneeId: names.users.requester }, ['assigneeId'], 'ROLE'],
      [
        'triageTicket',
        {
          categoryId: names.categories['PROBLEM Network'],
          affectedServicesUnknown: true,
          impact: 'LOW',
          urgency: 'LOW',
        },
        ['categoryId'],
        'TYPE',
      ],
      [
        'triageTicket',
        {
          categoryId: names.categories['INCIDENT Hardware'],
          subcategoryId: names.categories['INCIDENT VPN'],
          affectedServicesUnknown: true,
          impact: 'LOW',
          urgency: 'LOW',
        },
        ['subcategoryId'],
        'PARENT',
      ],
      [
        'triageTicket',
        {
          categoryId: names.categories['INCIDENT Hardware'],
          affectedServiceNames: ['VPN'],
          affectedServicesUnknown: true,
          impact: 'LOW',
          urgency: 'LOW',
        },
        ['affectedServicesUnknown'],
        'CONTRADICTION',
      ],
    ];
    for (const [mutation, input, path, rule] of cases) {
      const error = await refusedWith(world, agent, mutation, { ticketId: ticket.id, ...input });
      expect({ mutation, ...error }).toMatchObject({
        mutation,
        __typename: 'ValidationError',
        path: ['input', ...path],
        rule,
      });
    }
  });

  it('as a conflict with the current ticket when the expected version is old', async () => {
    const ticket = await report(requester);
    await agent.done('updateTicket', { ticketId: ticket.id, labels: ['moved'] }, full);
    for (const [mutation, input] of [
      ['startInvestigation', {}],
      ['holdTicket', { reason: 'AWAITING_VENDOR' }],
      ['resolveTicket', fixed],
      ['cancelTicket', { reason: 'x' }],
    ] as const) {
      expect(
        await refusedWith(world, agent, mutation, { ticketId: ticket.id, expectedVersion: 1, ...input }),
      ).toEqual({
        __typename: 'ConflictError',
        code: 'CONFLICT',
        message:
          'The object was changed: its version is 2. Compare it with your change, and send it again with this version.',
        path: ['input', 'expectedVersion'],
        currentVersion: 2,
        current: { __typename: 'Ticket', id: ticket.id },
      });
    }
    await agent.done(
      'holdTicket',
      { ticketId: ticket.id, expectedVersion: 2, reason: 'AWAITING_VENDOR' },
      full,
    );
  });

  it('to all but one of several concurrent calls with the same version', async () => {
    const ticket = await report(requester);
    const payloads = await Promise.all(
      Array.from({ length: 8 }, () =>
        agent.mutate(
          'holdTicket',
          { ticketId: ticket.id, expectedVersion: 1, reason: 'AWAITING_VENDOR' },
          full,
        ),
      ),
    );
    const lost = payloads.filter((payload) => payload.errors.length > 0);
    expect(lost).toHaveLength(7);
    for (const payload of lost)
      expect(payload.errors[0]).toMatchObject({ __typename: 'ConflictError', currentVersion: 2 });
  });
});

describe('availableTransitions agrees with the mutations', () => {
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
  ];
  const steps: Record<string, () => object> = {
    TRIAGE: () => ({
      affectedServicesUnknown: true,
      impact: 'LOW',
      urgency: 'LOW',
    }),
    START_INVESTIGATION: () => ({ assigneeId: names.users.agent }),
    DIAGNOSE: () => ({ findings: 'Worn.', rootCause: 'Age.' }),
    SUBMIT_PLAN: () => ({ kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' }),
    WITHDRAW_PLAN: () => ({ reason: 'Another window.' }),
    START_IMPLEMENTATION: () => ({}),
    COMPLETE_IMPLEMENTATION: () => ({
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    }),
    VERIFY: () => ({ outcome: 'PASSED', method: 'TEST', evidence: 'Green.' }),
    HOLD: () => ({ reason: 'AWAITING_VENDOR' }),
    RESUME: () => ({}),
    REQUEUE: () => ({ reason: 'x' }),
    RESOLVE: () => fixed,
    REOPEN: () => ({ reason: 'x' }),
    CLOSE: () => ({ closureSummary: 'x' }),
    CANCEL: () => ({ reason: 'x' }),
  };
  const query =
    'query ($id: ID!) { ticket(id: $id) { availableTransitions { transition mutation allowed outcomes requirements { anyOf } reasons { code } } } }';

  it.each([
    ['requester', 'INCIDENT'],
    ['agent', 'INCIDENT'],
    ['agent', 'CHANGE_REQUEST'],
    ['agent2', 'INCIDENT'],
    ['lead', 'INCIDENT'],
    ['admin', 'PROBLEM'],
  ])('for the %s on a ticket of type %s, in every status', async (who, type) => {
    const client = await world.as(who);
    const categoryId =
      names.categories[type === 'CHANGE_REQUEST' ? `${type} Infrastructure` : `${type} Network`];
    const ticket = await report(agent, { type, requesterId: names.users.requester, categoryId });
    const cases: [string, string | null][] = [
      ...statuses.filter((status) => status !== 'ON_HOLD').map((status): [string, null] => [status, null]),
      ...['NEW', 'AWAITING_APPROVAL', 'IMPLEMENTING'].map((from): [string, string] => ['ON_HOLD', from]),
    ];
    for (const [status, heldFrom] of cases) {
      await put(ticket.id, status, heldFrom);
      const offered = (await client.ok(query, { id: ticket.id })).ticket.availableTransitions;
      expect(offered.map((offer: { transition: string }) => offer.transition)).toEqual([...transitionNames]);
      for (const { transition, mutation, outcomes, allowed, reasons } of offered) {
        const input = steps[transition];
        if (!input) continue;
        const [to] = outcomes;
        const payload = await client.mutate(
          mutation,
          { ticketId: ticket.id, ...input() },
          'ticket { status }',
        );
        const where = { status, heldFrom, transition };
        expect({ ...where, allowed: payload.errors.length === 0 }).toEqual({ ...where, allowed });
        expect(reasons.length === 0).toBe(allowed);
        if (allowed) {
          expect({ ...where, to: payload.ticket.status }).toEqual({ ...where, to });
          await put(ticket.id, status, heldFrom);
        } else if (payload.errors[0].__typename === 'InvalidTransitionError') {
          expect(payload.errors[0].reasons).toEqual(reasons);
        } else {
          expect(payload.errors[0].__typename).toBe('ForbiddenError');
          expect(reasons.map((reason: { code: string }) => reason.code)).toContain('NOT_PERMITTED');
        }
      }
    }
  });

  it('and names the ticket and its version as arguments, the approval only to an approver', async () => {
    const { id } = await report(agent, { type: 'CHANGE_REQUEST', changeKind: 'NORMAL' });
    await agent.done('startInvestigation', { ticketId: id }, '__typename');
    await agent.done('diagnoseTicket', { ticketId: id, findings: 'Worn.' }, '__typename');
    const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const selection = 'ticket { version plans { nodes { approval { id } } } }';
    const { ticket } = await agent.done('submitPlan', { ticketId: id, ...plan }, selection);
    const { version, plans } = ticket;
    const given = async (client: Client, name: string) => {
      const { ticket: seen } = await client.ok(
        'query ($id: ID!) { ticket(id: $id) { availableTransitions { transition mutation arguments { field value } } } }',
        { id },
      );
      const offer = seen.availableTransitions.find((one: { transition: string }) => one.transition === name);
      return {
        mutation: offer.mutation,
        ...Object.fromEntries(
          offer.arguments.map(({ field, value }: { field: string; value: unknown }) => [field, value]),
        ),
      };
    };
    const expectedVersion = version;
    expect(await given(agent, 'HOLD')).toEqual({ mutation: 'holdTicket', ticketId: id, expectedVersion });
    const decide = { mutation: 'decideApproval', decision: 'REJECT', expectedVersion };
    expect(await given(lead, 'REJECT')).toEqual({ ...decide, approvalId: plans.nodes[0].approval.id });
    expect(await given(agent, 'REJECT')).toEqual(decide);
  });
});

describe('a closed or cancelled ticket', () => {
  it('accepts no transition and no assignment', async () => {
    const ticket = await report(requester);
    await requester.done('cancelTicket', { ticketId: ticket.id, reason: 'x' }, ticketFields);
    for (const client of [requester, agent, lead, admin]) {
      const { errors } = await changingNothing(world, () =>
        client.mutate('reopenTicket', { ticketId: ticket.id, reason: 'x' }, '__typename'),
      );
      expect(errors[0]).toMatchObject({ __typename: 'InvalidTransitionError', from: 'CANCELLED' });
    }
    expect(
      await refusedWith(world, agent, 'assignTicket', {
        ticketId: ticket.id,
        assigneeId: names.users.agent,
      }),
    ).toMatchObject({ __typename: 'InvalidTransitionError', transition: null, path: ['input', 'ticketId'] });
  });
});
