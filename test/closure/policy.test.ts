import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, program, refusedWith } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { resolved } from './support.js';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
});
afterAll(() => world.stop());

const policies = '{ viewer { organisation { closurePolicies { type autoCloseDays survey } } } }';
const seenBy = async (name: string) =>
  (await (await world.as(name)).ok(policies)).viewer.organisation.closurePolicies;
const usual = [
  { type: 'INCIDENT', autoCloseDays: 7, survey: true },
  { type: 'SERVICE_REQUEST', autoCloseDays: 7, survey: true },
  { type: 'CHANGE_REQUEST', autoCloseDays: 14, survey: true },
  { type: 'PROBLEM', autoCloseDays: 14, survey: false },
  { type: 'OTHER', autoCloseDays: 7, survey: false },
];

describe('the closure policy', () => {
  it('has defaults until an administrator changes it, for one type at a time, and every user may read it', async () => {
    expect(await seenBy('requester')).toEqual(usual);
    const change = (input: object) =>
      admin.done(
        'updateClosurePolicy',
        { type: 'INCIDENT', ...input },
        'closurePolicy { type autoCloseDays survey }',
      );
    expect((await change({ autoCloseDays: 3 })).closurePolicy).toEqual({
      type: 'INCIDENT',
      autoCloseDays: 3,
      survey: true,
    });
    expect((await change({ survey: false })).closurePolicy).toEqual({
      type: 'INCIDENT',
      autoCloseDays: 3,
      survey: false,
    });
    expect((await change({ autoCloseDays: null })).closurePolicy).toEqual({
      type: 'INCIDENT',
      autoCloseDays: null,
      survey: false,
    });
    const [, ...others] = usual;
    for (const name of ['requester', 'agent', 'lead'])
      expect(await seenBy(name)).toEqual([
        { type: 'INCIDENT', autoCloseDays: null, survey: false },
        ...others,
      ]);
    // The other organisation has its own policy.
    expect(await seenBy('outsider@example.org')).toEqual(usual);
    const events = await world.rows(
      "select changes, ticket_id from events where type = 'CLOSURE_POLICY_CHANGED' order by number",
    );
    const type = { field: 'ticketType', from: 'INCIDENT', to: 'INCIDENT' };
    expect(events).toEqual([
      { ticket_id: null, changes: [type, { field: 'autoCloseDays', from: 7, to: 3 }] },
      { ticket_id: null, changes: [type, { field: 'survey', from: true, to: false }] },
      { ticket_id: null, changes: [type, { field: 'autoCloseDays', from: 3, to: null }] },
    ]);
  });

  it('applies to tickets that are resolved afterwards; those already resolved keep their moment', async () => {
    const agent = await world.as('agent');
    const requester = await world.as('requester');
    const id = await resolved(requester, agent, { type: 'SERVICE_REQUEST' });
    const at = async (id: string) => {
      const { ticket } = await agent.ok('query ($id: ID!) { ticket(id: $id) { updatedAt autoCloseAt } }', {
        id,
      });
      return (
        ticket.autoCloseAt && (Date.parse(ticket.autoCloseAt) - Date.parse(ticket.updatedAt)) / 86_400_000
      );
    };
    expect(await at(id)).toBe(7);
    await admin.done('updateClosurePolicy', { type: 'SERVICE_REQUEST', autoCloseDays: 30 }, '__typename');
    expect(await at(id)).toBe(7);
    const later = await resolved(requester, agent, { type: 'SERVICE_REQUEST' });
    expect(await at(later)).toBe(30);
    await admin.done('updateClosurePolicy', { type: 'SERVICE_REQUEST', autoCloseDays: null }, '__typename');
    const never = await resolved(requester, agent, { type: 'SERVICE_REQUEST' });
    expect(await at(never)).toBeNull();
    // A public change begins the same number of days again.
    const thanks = { ticketId: later, body: 'Thank you.', keepResolved: true };
    await requester.done('addComment', thanks, '__typename');
    expect(await at(later)).toBe(30);
  });

  it('is changed by administrators and by API keys with the scope, and by no one else', async () => {
    const input = { type: 'PROBLEM', autoCloseDays: 1 };
    const keys = ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT', 'SURVEYS_SEND'];
    const people = await Promise.all(['requester', 'agent', 'lead'].map((name) => world.as(name)));
    for (const client of [...people, await world.as('outsider@example.org'), await program(world, keys)]) {
      expect(await refusedWith(world, client, 'updateClosurePolicy', input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: [],
      });
    }
    const anonymous = await changingNothing(world, () =>
      world
        .anonymous()
        .refused('mutation { updateClosurePolicy(input: { type: PROBLEM }) { errors { code } } }'),
    );
    expect(anonymous.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    const key = await program(world, ['ADMINISTRATION']);
    const done = await key.done('updateClosurePolicy', input, 'closurePolicy { autoCloseDays survey }');
    expect(done.closurePolicy).toEqual({ autoCloseDays: 1, survey: false });
  });

  it.each([
    [{ autoCloseDays: 0 }, 'OUT_OF_RANGE', 'autoCloseDays'],
    [{ autoCloseDays: 366 }, 'OUT_OF_RANGE', 'autoCloseDays'],
    [{ survey: null }, 'REQUIRED', 'survey'],
  ])('is refused as %j', async (input, rule, field) => {
    const error = await refusedWith(world, admin, 'updateClosurePolicy', { type: 'OTHER', ...input });
    expect(error).toMatchObject({ __typename: 'ValidationError', rule, path: ['input', field] });
  });

  it('is changed once by a repeated call with the same idempotency key', async () => {
    const input = { type: 'OTHER', autoCloseDays: 2, idempotencyKey: 'sooner' };
    const first = await admin.done('updateClosurePolicy', input, 'closurePolicy { autoCloseDays }');
    const again = await changingNothing(world, () =>
      admin.done('updateClosurePolicy', input, 'closurePolicy { autoCloseDays }'),
    );
    expect(again).toEqual(first);
  });
});
