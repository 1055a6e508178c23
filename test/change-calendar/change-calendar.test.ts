import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, program, rawId, report, standardTemplate } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let agent: Client;
let agent2: Client;
let admin: Client;
let requester: Client;
let outsider: Client;
let names: Directory;
let standard: string;
let services: Record<'checkout' | 'mail', string>;

const day = (n: number) => new Date(Date.UTC(2030, 0, n));
const hours = (n: number, from: number, to: number) => ({
  start: new Date(Date.UTC(2030, 0, n, from)).toISOString(),
  end: new Date(Date.UTC(2030, 0, n, to)).toISOString(),
});

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  admin = await world.as('admin');
  requester = await world.as('requester');
  outsider = await world.as('outsider@example.org');
  names = await directory(admin);
  const service = async (name: string) => {
    const input = { name, ownerTeamId: names.teams.Network, criticality: 'HIGH' };
    return (await admin.done('createService', input, 'service { id }')).service.id;
  };
  standard = await standardTemplate(admin);
  services = {
    checkout: await service('Checkout of the calendar'),
    mail: await service('Mail of the calendar'),
  };
});
afterAll(() => world.stop());

/** Creates a change with a plan for a window, which is pending approval or pre-approved. */
async function planned(window: object, affectedServiceIds: string[], input: object = {}): Promise<string> {
  const client = 'queueId' in input ? admin : agent;
  const given = { type: 'CHANGE_REQUEST', affectedServiceIds, requesterId: names.users.requester, ...input };
  const { id: ticketId } = await report(client, given);
  const assigneeId = names.users['queueId' in input ? 'admin' : 'agent'];
  await client.done('startInvestigation', { ticketId, assigneeId }, '__typename');
  await client.done('diagnoseTicket', { ticketId, findings: 'Old.', rootCause: 'Age.' }, '__typename');
  const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.', window };
  await client.done('submitPlan', { ticketId, ...plan }, '__typename');
  return ticketId;
}

const query = `query ($from: DateTime!, $to: DateTime!, $serviceIds: [ID!], $first: Int, $after: String) {
  changeCalendar(from: $from, to: $to, affectedServiceIds: $serviceIds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { ticket { id } plan { summary } window { start end } affectedServices { id }
      collisions { ticket { id } window { start end } affectedServices { id } } } } }`;
const calendar = async (who: Client, from: Date, to: Date, more: object = {}) =>
  (await who.ok(query, { from, to, ...more })).changeCalendar;
const ids = ({ nodes }: { nodes: { ticket: { id: string } }[] }) => nodes.map(({ ticket }) => ticket.id);

describe('the change calendar', () => {
  it('shows the windows in a time range in order, with collisions: the same time and the same service', async () => {
    const { checkout, mail } = services;
    const one = await planned(hours(1, 8, 12), [checkout, mail]);
    const other = await planned(hours(1, 10, 14), [checkout], { ticketTemplateId: standard });
    const elsewhere = await planned(hours(1, 9, 11), []);
    const next = await planned(hours(1, 12, 13), [mail]);
    const found = await calendar(agent, day(1), day(2));
    expect(found).toMatchObject({ totalCount: 4 });
    const overlap = hours(1, 10, 12);
    const common = [{ id: checkout }];
    expect(found.nodes).toEqual([
      {
        ticket: { id: one },
        plan: { summary: 'A new one.' },
        window: hours(1, 8, 12),
        affectedServices: [{ id: checkout }, { id: mail }],
        collisions: [{ ticket: { id: other }, window: overlap, affectedServices: common }],
      },
      expect.objectContaining({ ticket: { id: elsewhere }, affectedServices: [], collisions: [] }),
      expect.objectContaining({
        ticket: { id: other },
        collisions: [{ ticket: { id: one }, window: overlap, affectedServices: common }],
      }),
      // It begins when the first one ends.
      expect.objectContaining({ ticket: { id: next }, collisions: [] }),
    ]);
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { plans { nodes { collisions { ticket { id } } } } } }',
      { id: other },
    );
    expect(ticket.plans.nodes).toEqual([{ collisions: [{ ticket: { id: one } }] }]);
    expect(ids(await calendar(agent, day(1), day(2), { serviceIds: [mail] }))).toEqual([one, next]);
    const page = await calendar(agent, day(1), day(2), { first: 1 });
    const { endCursor: after } = page.pageInfo;
    expect(ids(await calendar(agent, day(1), day(2), { first: 2, after }))).toEqual([elsewhere, other]);
  });

  it('shows current plans, also on hold, but no rejected or earlier plan and no cancelled ticket', async () => {
    const { checkout } = services;
    const held = await planned(hours(5, 8, 12), [checkout]);
    await agent.done('holdTicket', { ticketId: held, reason: 'AWAITING_VENDOR' }, '__typename');
    const cancelled = await planned(hours(5, 8, 12), [checkout]);
    await agent.done('cancelTicket', { ticketId: cancelled, reason: 'No.' }, '__typename');
    const rejected = await planned(hours(5, 8, 12), [checkout]);
    const { approvals } = await admin.ok(
      '{ approvals(filter: { awaitingViewer: true }) { nodes { id ticket { id } } } }',
    );
    const waiting = approvals.nodes.find((node: { ticket: { id: string } }) => node.ticket.id === rejected);
    const rejection = { approvalId: waiting.id, decision: 'REJECT', reason: 'No.' };
    await admin.done('decideApproval', rejection, '__typename');
    expect(ids(await calendar(agent, day(5), day(6)))).toEqual([held]);
    const plan = { kind: 'FIX', summary: 'Later.', risk: 'LOW', rollbackPlan: 'The old one.' };
    const window = hours(7, 8, 12);
    await agent.done('submitPlan', { ticketId: rejected, ...plan, window }, '__typename');
    expect(ids(await calendar(agent, day(5), day(8)))).toEqual([held, rejected]);
  });

  it('shows no one a ticket that they cannot see, as an entry or a collision, and shows requesters no plan', async () => {
    const { checkout } = services;
    const open = await planned(hours(10, 8, 12), [checkout]);
    const security = names.queues.Security;
    const hidden = await planned(hours(10, 9, 13), [checkout], {
      queueId: security,
      ticketTemplateId: standard,
    });
    const seen = await calendar(agent, day(10), day(11));
    expect(seen).toMatchObject({ totalCount: 1, nodes: [{ ticket: { id: open }, collisions: [] }] });
    expect(ids(await calendar(agent2, day(10), day(11)))).toEqual([open, hidden]);
    const own = await calendar(requester, day(10), day(11));
    expect(own.nodes[0]).toMatchObject({ ticket: { id: open }, plan: null });
    expect((await calendar(await world.as('requester2'), day(10), day(11))).nodes).toEqual([]);
    expect((await calendar(outsider, day(10), day(11))).nodes).toEqual([]);
    const writer = await program(world, ['TICKETS_WRITE']);
    const variables = { from: day(10), to: day(11) };
    expect((await writer.refused(query, variables)).extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'SCOPE',
    });
    expect((await world.anonymous().refused(query, variables)).extensions).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it.each([
    ['that ends when it begins', day(1), day(1)],
    ['of more than 92 days', day(1), day(94)],
  ])('refuses the time range %s', async (_what, from, to) => {
    const error = await agent.refused(query, { from, to });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('reads windows by their index, however many there are', async () => {
    const ticket = rawId(await planned(hours(20, 8, 12), [services.checkout]));
    await world.rows(
      `insert into resolution_plans (organisation_id, id, ticket_id, cycle, kind, summary, window_start, window_end, recorded_at,
         occurred_at)
       select p.organisation_id, gen_random_uuid(), p.ticket_id, 1, 'FIX', 'x', p.window_start + n * interval '1 day',
         p.window_end + n * interval '1 day', now(), now()
       from resolution_plans p, generate_series(100, 20000) n where p.ticket_id = $1`,
      [ticket],
    );
    await world.rows('analyze resolution_plans');
    const rows = await world.rows<{ 'QUERY PLAN': string }>(
      `explain select 1 from resolution_plans p where p.organisation_id = (select organisation_id from tickets where id = $1)
         and p.window_start < '2030-01-22' and p.window_start > '2029-12-21' and p.window_end > '2030-01-20'
       order by p.window_start, p.id limit 26`,
      [ticket],
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('resolution_plans_window');
  });
});
