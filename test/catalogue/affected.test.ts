import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  rawId,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { item, service, timeline } from './support.js';

let world: World;
let admin: Client;
let agent: Client;
let requester: Client;
let names: Directory;
let vpn: { id: string; name: string };
let mail: { id: string; name: string };
let box: { id: string; name: string };
let rack: { id: string; name: string };

beforeAll(async () => {
  world = await startWorld();
  [admin, agent, requester] = await Promise.all([
    world.as('admin'),
    world.as('agent'),
    world.as('requester'),
  ]);
  names = await directory(admin);
  vpn = await service(admin, names, { criticality: 'MEDIUM' });
  mail = await service(admin, names, { criticality: 'HIGH', dependsOnServiceIds: [vpn.id] });
  box = await item(admin, names);
  rack = await item(admin, names);
});
afterAll(() => world.stop());

const fields =
  'ticket { id version updatedAt affectedServices { id } affectedItems { id } affectedServiceNames affectedServicesUnknown }';
const shown = `query ($id: ID!) { ticket(id: $id) { version affectedServices { id } affectedItems { id } } }`;
const ids = (...things: { id: string }[]) => things.map(({ id }) => ({ id }));

describe('the services and items that a ticket affects', () => {
  it('are set on creation: services by any user, items by agents', async () => {
    const own = await report(requester, { affectedServiceIds: [mail.id, vpn.id, vpn.id] }, fields);
    expect(own.affectedServices).toEqual(ids(vpn, mail));
    const stored = await world.rows(
      'select service_id from ticket_services where ticket_id = $1 order by service_id',
      [rawId(own.id)],
    );
    expect(stored.map((row) => row.service_id)).toEqual([rawId(vpn.id), rawId(mail.id)].sort());
    const both = await report(
      agent,
      { affectedServiceIds: [vpn.id], affectedItemIds: [rack.id, box.id] },
      fields,
    );
    expect(both).toMatchObject({
      version: 1,
      affectedServices: ids(vpn),
      affectedItems: expect.arrayContaining(ids(box, rack)),
    });
    expect(
      await refusedWith(world, requester, 'createTicket', {
        type: 'INCIDENT',
        subject: 'S',
        description: 'D',
        affectedItemIds: [box.id],
      }),
    ).toMatchObject({ __typename: 'ForbiddenError', reason: 'ROLE', path: ['input', 'affectedItemIds'] });
  });

  it('are replaced as a whole, with events; the events of items are for readers of internal notes', async () => {
    const { id } = await report(
      agent,
      { requesterId: names.users.requester, affectedServiceIds: [vpn.id], affectedItemIds: [box.id] },
      fields,
    );
    const staff = agent.subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename ... on TicketEvent { type changes { of field from to } } } }',
      { id },
    );
    const own = requester.subscribe(
      'subscription ($id: ID!) { ticketUpdated(id: $id) { __typename ... on TicketEvent { type changes { of field from to } } } }',
      { id },
    );
    await Promise.all([staff, own].map((stream) => stream.until((s) => s.items.length === 1)));
    const first = await agent.done(
      'updateTicket',
      { ticketId: id, expectedVersion: 1, affectedItemIds: [rack.id] },
      fields,
    );
    // Viewers who cannot see items see no change.
    expect(first.ticket).toMatchObject({ version: 1, affectedItems: ids(rack) });
    const second = await agent.done(
      'updateTicket',
      { ticketId: id, expectedVersion: 1, affectedServiceIds: [mail.id], affectedItemIds: [] },
      fields,
    );
    expect(second.ticket).toMatchObject({ version: 2, affectedServices: ids(mail), affectedItems: [] });
    await changingNothing(world, () =>
      agent.done(
        'updateTicket',
        { ticketId: id, affectedServiceIds: [mail.id], affectedItemIds: [] },
        fields,
      ),
    );
    const servicesChanged = {
      type: 'TICKET_UPDATED',
      changes: [{ of: 'TICKET', field: 'AFFECTED_SERVICES', from: [vpn.id], to: [mail.id] }],
    };
    const items = (from: object, to: object) => ({
      type: 'AFFECTED_ITEMS_CHANGED',
      changes: [{ of: 'TICKET', field: 'AFFECTED_ITEMS', from, to }],
    });
    const all = [items([box.id], [rack.id]), servicesChanged, items([rack.id], [])];
    const typed = (events: object[]) => events.map((event) => ({ __typename: 'TicketEvent', ...event }));
    expect(await staff.eventsUntil(3)).toEqual(typed(all));
    const seen = (await agent.ok(timeline, { id })).ticket.timeline;
    expect(seen.totalCount).toBe(5);
    expect(seen.nodes.slice(1)).toEqual([items([], [box.id]), ...all]);
    expect(seen.nodes[0].changes).toContainEqual({
      of: 'TICKET',
      field: 'AFFECTED_SERVICES',
      from: null,
      to: [vpn.id],
    });
    const ownTimeline = (await requester.ok(timeline, { id })).ticket.timeline;
    expect(ownTimeline.totalCount).toBe(2);
    expect(ownTimeline.nodes[1]).toEqual(servicesChanged);
    // The requester's next event is the one of services; the earlier one of items is hidden.
    expect(await own.eventsUntil(1)).toEqual(typed([servicesChanged]));
    await agent.done('updateTicket', { ticketId: id, affectedItemIds: [box.id] }, fields);
    expect((await requester.ok(shown, { id })).ticket).toEqual({
      version: 2,
      affectedServices: ids(mail),
      affectedItems: [],
    });
    expect((await agent.ok(shown, { id })).ticket.affectedItems).toEqual(ids(box));
    staff.stop();
    own.stop();
  });

  it('are limited to services for an agent who sees a ticket of a TEAM queue only as its requester', async () => {
    const { id } = await report(await world.as('agent2'), {
      requesterId: names.users.agent,
      queueId: names.queues.Security,
      affectedServiceIds: [vpn.id],
      affectedItemIds: [box.id],
    });
    expect((await agent.ok(shown, { id })).ticket).toMatchObject({
      affectedServices: ids(vpn),
      affectedItems: [],
    });
    expect((await agent.ok(timeline, { id })).ticket.timeline.totalCount).toBe(1);
    expect((await (await world.as('agent2')).ok(shown, { id })).ticket.affectedItems).toEqual(ids(box));
  });

  it('satisfy the triage, which needs a service of the catalogue, a name, or the statement that it is unknown', async () => {
    const triage = {
      categoryId: names.categories['INCIDENT Network'],
      impact: 'LOW',
      urgency: 'LOW',
    };
    const bare = await report(agent);
    expect(await refusedWith(world, agent, 'triageTicket', { ticketId: bare.id, ...triage })).toMatchObject({
      __typename: 'InvalidTransitionError',
      requirements: [{ anyOf: ['affectedServiceNames', 'affectedServiceIds', 'affectedServicesUnknown'] }],
    });
    for (const affectedServiceIds of [[], null])
      expect(
        await refusedWith(world, agent, 'triageTicket', { ticketId: bare.id, ...triage, affectedServiceIds }),
      ).toMatchObject({
        requirements: [{ anyOf: ['affectedServiceNames', 'affectedServiceIds', 'affectedServicesUnknown'] }],
      });
    const { ticket } = await agent.done(
      'triageTicket',
      { ticketId: bare.id, ...triage, affectedServiceIds: [vpn.id], affectedItemIds: [box.id] },
      fields,
    );
    expect(ticket).toMatchObject({
      affectedServices: ids(vpn),
      affectedItems: ids(box),
      affectedServicesUnknown: false,
    });
    const types = (await agent.ok(timeline, { id: bare.id })).ticket.timeline.nodes;
    expect(types.map(({ type }: { type: string }) => type)).toEqual([
      'TICKET_CREATED',
      'AFFECTED_ITEMS_CHANGED',
      'TICKET_TRIAGED',
    ]);
    expect(types[2].changes).toContainEqual({
      of: 'TICKET',
      field: 'AFFECTED_SERVICES',
      from: [],
      to: [vpn.id],
    });
    // A service from the report need not be named again.
    const named = await report(requester, { affectedServiceIds: [vpn.id] });
    const done = await agent.done('triageTicket', { ticketId: named.id, ...triage }, fields);
    expect(done.ticket.affectedServices).toEqual(ids(vpn));
    // The statement that the service is unknown removes the services.
    const wrong = await report(requester, { affectedServiceIds: [vpn.id] });
    const unknown = { ticketId: wrong.id, ...triage, affectedServicesUnknown: true };
    expect(
      await refusedWith(world, agent, 'triageTicket', { ...unknown, affectedServiceIds: [vpn.id] }),
    ).toMatchObject({ rule: 'CONTRADICTION', path: ['input', 'affectedServicesUnknown'] });
    const taken = (await agent.done('triageTicket', unknown, fields)).ticket;
    expect(taken).toMatchObject({ affectedServices: [], affectedServicesUnknown: true });
    const again = { ticketId: wrong.id, affectedServiceIds: [mail.id] };
    expect((await agent.done('updateTicket', again, fields)).ticket).toMatchObject({
      affectedServices: ids(mail),
      affectedServicesUnknown: false,
    });
  });

  it('cannot be retired ones, unless the ticket already has them', async () => {
    const [old, part] = [await service(admin, names), await item(admin, names)];
    const before = await report(agent, { affectedServiceIds: [old.id], affectedItemIds: [part.id] });
    await admin.done('updateService', { serviceId: old.id, active: false }, '__typename');
    await admin.done(
      'updateConfigurationItem',
      { configurationItemId: part.id, active: false },
      '__typename',
    );
    const keep = { affectedServiceIds: [old.id, vpn.id], affectedItemIds: [part.id, box.id] };
    const kept = await agent.done('updateTicket', { ticketId: before.id, ...keep }, fields);
    expect(kept.ticket.affectedServices).toHaveLength(2);
    const other = await report(agent);
    for (const [field, value] of Object.entries(keep))
      expect(
        await refusedWith(world, agent, 'updateTicket', { ticketId: other.id, [field]: value }),
      ).toMatchObject({ __typename: 'ValidationError', rule: 'RETIRED', path: ['input', field, '0'] });
    const input = { type: 'INCIDENT', subject: 'S', description: 'D' };
    expect(
      await refusedWith(world, requester, 'createTicket', { ...input, affectedServiceIds: [old.id] }),
    ).toMatchObject({ rule: 'RETIRED' });
  });

  it('are refused as a whole: at most 50, and none of them null', async () => {
    const { id: ticketId } = await report(agent);
    const many = Array.from({ length: 51 }, (_, i) => `${vpn.id} ${i}`);
    for (const field of ['affectedServiceIds', 'affectedItemIds'])
      for (const [value, rule] of [
        [many, 'TOO_MANY'],
        [null, 'REQUIRED'],
      ] as const)
        expect(await refusedWith(world, agent, 'updateTicket', { ticketId, [field]: value })).toMatchObject({
          rule,
          path: ['input', field],
        });
  });
});

describe('affected services and items', () => {
  it.each(['requester', 'agent2', 'requester2', 'outsider@example.org'])('are not set by %s', async (who) => {
    const { id: ticketId } = await report(requester);
    const client = await world.as(who);
    const blind = who === 'requester2' || who.startsWith('outsider');
    for (const field of ['affectedServiceIds', 'affectedItemIds'])
      expect(await refusedWith(world, client, 'updateTicket', { ticketId, [field]: [] })).toMatchObject(
        blind
          ? { code: 'NOT_FOUND', path: ['input', 'ticketId'] }
          : { code: 'FORBIDDEN', reason: who === 'requester' ? 'ROLE' : 'NOT_IN_TEAM' },
      );
  });

  it('are set by API keys with TICKETS_WRITE, and by no others', async () => {
    const { id: ticketId } = await report(requester);
    const input = { ticketId, affectedServiceIds: [vpn.id], affectedItemIds: [box.id] };
    const reader = await program(world, ['TICKETS_READ', 'COMMENTS_WRITE', 'ADMINISTRATION']);
    expect(await refusedWith(world, reader, 'updateTicket', input)).toMatchObject({ reason: 'SCOPE' });
    const writer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    expect((await writer.done('updateTicket', input, fields)).ticket).toMatchObject({
      affectedServices: ids(vpn),
      affectedItems: ids(box),
    });
  });
});

describe('tickets by their services', () => {
  it('are found in lists and followed by subscriptions, also when they leave the filter', async () => {
    const [one, two] = [await service(admin, names), await service(admin, names)];
    const stream = agent.subscribe(
      `subscription ($filter: TicketFilter) { ticketEvents(filter: $filter) { __typename
        ... on TicketEvent { type ticket { id } } } }`,
      { filter: { affectedServiceIds: [one.id], labels: ['followed'] } },
    );
    await stream.until((s) => s.items.length === 1);
    const list = async (serviceIds: string[]) =>
      (
        await agent.ok(
          'query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount nodes { id } } }',
          { filter: { affectedServiceIds: serviceIds } },
        )
      ).tickets;
    const none = await report(agent, { labels: ['other'] });
    const hit = await report(agent, { affectedServiceIds: [one.id], labels: ['followed'] });
    const both = await report(agent, { affectedServiceIds: [one.id, two.id] });
    expect(await list([one.id])).toEqual({ totalCount: 2, nodes: ids(both, hit) });
    expect(await list([two.id])).toEqual({ totalCount: 1, nodes: ids(both) });
    expect(await list([two.id, one.id])).toEqual({ totalCount: 2, nodes: ids(both, hit) });
    expect(await list([])).toEqual({ totalCount: 0, nodes: [] });
    for (const { id: ticketId } of [none, hit])
      await agent.done('updateTicket', { ticketId, affectedServiceIds: [two.id] }, fields);
    await agent.done('updateTicket', { ticketId: hit.id, affectedServiceIds: [] }, fields);
    await agent.done('updateTicket', { ticketId: hit.id, affectedServiceIds: [one.id] }, fields);
    const event = (type: string) => ({ __typename: 'TicketEvent', type, ticket: { id: hit.id } });
    expect(await stream.eventsUntil(3)).toEqual([
      event('TICKET_CREATED'),
      event('TICKET_UPDATED'),
      event('TICKET_UPDATED'),
    ]);
    stream.stop();
  });
});

describe('the suggested impact', () => {
  const suggestion = 'impact reasons { kind impact message service { id } }';
  const asked = `query ($ids: [ID!]!, $users: Int) { suggestImpact(affectedServiceIds: $ids, affectedUserCount: $users) { ${suggestion} } }`;
  const ofVpn = () => ({
    kind: 'SERVICE_CRITICALITY',
    impact: 'MEDIUM',
    message: `The criticality of ${vpn.name} is MEDIUM.`,
    service: { id: vpn.id },
  });
  const ofMail = () => ({
    kind: 'DEPENDENT_SERVICE',
    impact: 'MEDIUM',
    message: `${mail.name}, whose criticality is HIGH, depends on an affected service.`,
    service: { id: mail.id },
  });

  it.each(['requester', 'agent', 'lead', 'admin'])('is explained to %s', async (who) => {
    const client = await world.as(who);
    const { suggestImpact } = await client.ok(asked, { ids: [vpn.id, vpn.id], users: 100 });
    expect(suggestImpact).toEqual({
      impact: 'HIGH',
      reasons: [
        { kind: 'AFFECTED_USERS', impact: 'HIGH', message: '100 users are affected.', service: null },
        ofVpn(),
        ofMail(),
      ],
    });
    expect(await client.ok(asked, { ids: [] })).toEqual({ suggestImpact: null });
    expect((await client.ok(asked, { ids: [mail.id] })).suggestImpact.impact).toBe('HIGH');
  });

  it('follows the dependencies of services, except those of retired ones', async () => {
    const base = await service(admin, names, { criticality: 'LOW' });
    const middle = await service(admin, names, { criticality: 'LOW', dependsOnServiceIds: [base.id] });
    const top = await service(admin, names, { criticality: 'HIGH', dependsOnServiceIds: [middle.id] });
    const impact = async () => (await agent.ok(asked, { ids: [base.id] })).suggestImpact;
    expect(await impact()).toMatchObject({ impact: 'MEDIUM', reasons: { length: 3 } });
    await admin.done('updateService', { serviceId: top.id, active: false }, '__typename');
    expect(await impact()).toMatchObject({ impact: 'LOW', reasons: { length: 2 } });
  });

  it('is shown on the ticket and changes nothing', async () => {
    const ticket = await report(
      agent,
      { affectedServiceIds: [vpn.id], impact: 'LOW', urgency: 'LOW' },
      `ticket { id impact priority suggestedImpact { ${suggestion} } }`,
    );
    expect(ticket).toMatchObject({
      impact: 'LOW',
      priority: 'P4',
      suggestedImpact: { impact: 'MEDIUM', reasons: [ofVpn(), ofMail()] },
    });
    const bare = await report(agent, {}, 'ticket { suggestedImpact { impact } }');
    expect(bare.suggestedImpact).toBeNull();
  });

  it.each([
    [
      { ids: [], users: -1 },
      { argument: 'affectedUserCount', rule: 'OUT_OF_RANGE' },
    ],
    [{ ids: Array(51).fill('x') }, { argument: 'affectedServiceIds', rule: 'TOO_MANY' }],
  ])('is refused for %j', async (variables, extensions) => {
    expect((await agent.refused(asked, variables)).extensions).toMatchObject(extensions);
  });
});
