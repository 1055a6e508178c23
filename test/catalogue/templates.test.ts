import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  refusal,
  refusedWith,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { service, timeline, unique } from './support.js';

let world: World;
let admin: Client;
let agent: Client;
let requester: Client;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  [admin, agent, requester] = await Promise.all([
    world.as('admin'),
    world.as('agent'),
    world.as('requester'),
  ]);
  names = await directory(admin);
});
afterAll(() => world.stop());

type Input = Record<string, unknown>;

async function template(input: Input = {}, selection = 'id name version') {
  const all = { name: unique('Template'), ticketType: 'INCIDENT', ...input };
  return (await admin.done('createTicketTemplate', all, `ticketTemplate { ${selection} }`)).ticketTemplate;
}

const selection = `name ticketType subject description impact urgency labels active version category { name }
  subcategory { name } queue { name } affectedServices { id }`;
const told = async (client: Client, mutation: string, input: Input) =>
  (await refusal(world, client, mutation, input)).map(
    ({ path, rule, code }) => `${path.slice(1).join('.')} ${rule ?? code}`,
  );

/** A template with every field. */
async function whole() {
  const affected = await service(admin, names);
  const input = {
    subject: 'Wi-Fi is down',
    description: 'Where:',
    categoryId: names.categories['INCIDENT Network'],
    subcategoryId: names.categories['INCIDENT Wi-Fi'],
    queueId: names.queues.Network,
    impact: 'HIGH',
    urgency: 'HIGH',
    labels: ['Wi-Fi', 'outage'],
    affectedServiceIds: [affected.id],
  };
  return { affected, input, template: await template(input, `id ${selection}`) };
}

describe('a template', () => {
  it('is created with its values, and only staff and API keys may read it', async () => {
    const { affected, template: made } = await whole();
    const { id } = made;
    const expected = {
      id,
      name: made.name,
      ticketType: 'INCIDENT',
      subject: 'Wi-Fi is down',
      description: 'Where:',
      impact: 'HIGH',
      urgency: 'HIGH',
      labels: ['outage', 'wi-fi'],
      active: true,
      version: 1,
      category: { name: 'Network' },
      subcategory: { name: 'Wi-Fi' },
      queue: { name: 'Network' },
      affectedServices: [{ id: affected.id }],
    };
    expect(made).toEqual(expected);
    const asked = `query ($id: ID!) { node(id: $id) { ... on TicketTemplate { id ${selection} } }
      ticketTemplates(ticketType: INCIDENT, active: true, first: 100) { totalCount nodes { id } } }`;
    const readers = [
      ...(await Promise.all(['agent', 'agent2', 'lead', 'admin'].map((who) => world.as(who)))),
      await program(world, ['TICKETS_READ']),
    ];
    for (const client of readers) {
      const data = await client.ok(asked, { id });
      expect(data.node).toEqual(expected);
      expect(data.ticketTemplates.nodes).toContainEqual({ id });
    }
    for (const who of ['requester', 'outsider@example.org'])
      expect(await (await world.as(who)).ok(asked, { id })).toEqual({
        node: null,
        ticketTemplates: { totalCount: 0, nodes: [] },
      });
    const writer = await program(world, ['TICKETS_WRITE', 'ADMINISTRATION']);
    expect((await writer.refused('{ ticketTemplates { totalCount } }')).extensions).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is changed with its version; a new category removes the subcategory', async () => {
    const { template: made } = await whole();
    const input = {
      ticketTemplateId: made.id,
      expectedVersion: 1,
      name: unique('Renamed'),
      subject: null,
      categoryId: names.categories['INCIDENT Hardware'],
      labels: [],
      affectedServiceIds: [],
      impact: null,
      active: false,
    };
    const { ticketTemplate } = await admin.done(
      'updateTicketTemplate',
      input,
      `ticketTemplate { id ${selection} }`,
    );
    expect(ticketTemplate).toEqual({
      ...made,
      name: input.name,
      subject: null,
      category: { name: 'Hardware' },
      subcategory: null,
      labels: [],
      affectedServices: [],
      impact: null,
      active: false,
      version: 2,
    });
    expect(await refusedWith(world, admin, 'updateTicketTemplate', input)).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
    });
    await changingNothing(world, () =>
      admin.done('updateTicketTemplate', { ticketTemplateId: made.id, labels: [] }, '__typename'),
    );
  });

  it('is refused with all its errors, each with its path', async () => {
    const { name } = await template();
    const base = { name, ticketType: 'INCIDENT' };
    expect(
      await told(admin, 'createTicketTemplate', { ...base, subject: 'a\nb', description: ' ', labels: [''] }),
    ).toEqual(['subject ONE_LINE', 'description REQUIRED', 'labels.0 REQUIRED']);
    const retired = await service(admin, names);
    await admin.done('updateService', { serviceId: retired.id, active: false }, '__typename');
    const input = {
      ...base,
      categoryId: names.categories['PROBLEM Network'],
      queueId: names.queues.Network,
      affectedServiceIds: [retired.id],
    };
    expect(await told(admin, 'createTicketTemplate', input)).toEqual([
      'name UNIQUE',
      'categoryId TYPE',
      'affectedServiceIds.0 RETIRED',
    ]);
  });

  it.each(['lead', 'agent', 'requester'])('cannot be created or changed by %s', async (who) => {
    const client = await world.as(who);
    const { id } = await template();
    for (const [mutation, input] of [
      ['createTicketTemplate', { name: 'Mine', ticketType: 'OTHER' }],
      ['updateTicketTemplate', { ticketTemplateId: id, name: 'Mine' }],
    ] as const)
      expect(await refusedWith(world, client, mutation, input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: [],
      });
  });

  it('is created by API keys with ADMINISTRATION, and by no others', async () => {
    const input = { name: unique('Programmed'), ticketType: 'OTHER' };
    const others = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']);
    expect(await refusedWith(world, others, 'createTicketTemplate', input)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const administering = await program(world, ['ADMINISTRATION']);
    await administering.done('createTicketTemplate', input, '__typename');
  });
});

const ticketFields = `ticket { id type subject description impact urgency priority labels category { name }
  subcategory { name } queue { name } affectedServices { id } }`;

describe('a ticket that is created with a template', () => {
  it('has the values of the template for fields that the input leaves out', async () => {
    const { affected, template: made } = await whole();
    const { ticket } = await agent.done('createTicket', { ticketTemplateId: made.id }, ticketFields);
    expect(ticket).toEqual({
      id: ticket.id,
      type: 'INCIDENT',
      subject: 'Wi-Fi is down',
      description: 'Where:',
      impact: 'HIGH',
      urgency: 'HIGH',
      priority: 'P1',
      labels: ['outage', 'wi-fi'],
      category: { name: 'Network' },
      subcategory: { name: 'Wi-Fi' },
      queue: { name: 'Network' },
      affectedServices: [{ id: affected.id }],
    });
    const [event] = (await agent.ok(timeline, { id: ticket.id })).ticket.timeline.nodes;
    expect(event.changes).toContainEqual({ of: 'TICKET_TEMPLATE', field: 'ID', from: null, to: made.id });
  });

  it('has the values of the input for the others', async () => {
    const { template: made } = await whole();
    const input = {
      ticketTemplateId: made.id,
      subject: 'Mine',
      categoryId: names.categories['INCIDENT Hardware'],
      labels: [],
      affectedServiceIds: [],
      impact: 'LOW',
      queueId: names.queues['Service Desk'],
    };
    const { ticket } = await agent.done('createTicket', input, ticketFields);
    expect(ticket).toMatchObject({
      subject: 'Mine',
      description: 'Where:',
      category: { name: 'Hardware' },
      subcategory: null,
      labels: [],
      affectedServices: [],
      impact: 'LOW',
      urgency: 'HIGH',
      queue: { name: 'Service Desk' },
    });
  });

  it('does not show its requester the template', async () => {
    const { id: ticketTemplateId } = await template({ subject: 'S', description: 'D' });
    const { ticket } = await agent.done(
      'createTicket',
      { ticketTemplateId, requesterId: names.users.requester },
      'ticket { id }',
    );
    const [event] = (await requester.ok(timeline, ticket)).ticket.timeline.nodes;
    const changed = event.changes.map(({ of, field }: { of: string; field: string }) => `${of}.${field}`);
    expect(changed).toContain('TICKET.SUBJECT');
    expect(changed).not.toContain('TICKET_TEMPLATE.ID');
  });

  it('is refused if neither has a required field', async () => {
    const { id: ticketTemplateId } = await template({ description: 'Only this' });
    expect(await told(agent, 'createTicket', { ticketTemplateId })).toEqual(['subject REQUIRED']);
    expect(await told(agent, 'createTicket', {})).toEqual([
      'type REQUIRED',
      'subject REQUIRED',
      'description REQUIRED',
    ]);
    expect(await told(requester, 'createTicket', { type: 'OTHER', subject: null })).toEqual([
      'subject REQUIRED',
      'description REQUIRED',
    ]);
  });

  it('is refused with the path of the template for another type, or if a value of the template is retired', async () => {
    const { affected, template: made } = await whole();
    const { id: ticketTemplateId } = made;
    expect(await told(agent, 'createTicket', { ticketTemplateId, type: 'OTHER' })).toEqual([
      'ticketTemplateId TYPE',
    ]);
    await admin.done('updateService', { serviceId: affected.id, active: false }, '__typename');
    expect(await told(agent, 'createTicket', { ticketTemplateId })).toEqual(['ticketTemplateId RETIRED']);
    // A retired value in the input has its own path.
    const affectedServiceIds = [affected.id];
    expect(await told(agent, 'createTicket', { ticketTemplateId, affectedServiceIds })).toEqual([
      'affectedServiceIds.0 RETIRED',
    ]);
    await agent.done('createTicket', { ticketTemplateId, affectedServiceIds: [] }, '__typename');
    await admin.done('updateTicketTemplate', { ticketTemplateId, active: false }, '__typename');
    expect(await told(agent, 'createTicket', { ticketTemplateId, affectedServiceIds: [] })).toEqual([
      'ticketTemplateId RETIRED',
    ]);
  });

  it('may use a form as well, which comes first', async () => {
    const { requestForm } = await admin.done(
      'createRequestForm',
      {
        name: unique('Form'),
        ticketType: 'INCIDENT',
        categoryId: names.categories['INCIDENT Hardware'],
        fields: [{ key: 'a', label: 'A', type: 'TEXT' }],
      },
      'requestForm { id name }',
    );
    const { template: made } = await whole();
    const form = { requestFormId: requestForm.id };
    const { ticket } = await agent.done('createTicket', { ticketTemplateId: made.id, form }, ticketFields);
    expect(ticket).toMatchObject({
      subject: requestForm.name,
      category: { name: 'Hardware' },
      subcategory: null,
      queue: { name: 'Network' },
      labels: ['outage', 'wi-fi'],
    });
    const { id: other } = await template({ ticketType: 'OTHER' });
    expect(await told(agent, 'createTicket', { ticketTemplateId: other, form })).toEqual([
      'ticketTemplateId TYPE',
    ]);
  });

  it('is for agents and API keys: a requester may not name a template', async () => {
    const { id: ticketTemplateId } = await template({ subject: 'S', description: 'D' });
    expect(await refusedWith(world, requester, 'createTicket', { ticketTemplateId })).toMatchObject({
      __typename: 'ForbiddenError',
      reason: 'ROLE',
      path: ['input', 'ticketTemplateId'],
    });
    const writer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE']);
    const input = { ticketTemplateId, requesterId: names.users.requester };
    expect((await writer.done('createTicket', input, ticketFields)).ticket.subject).toBe('S');
    const reader = await program(world, ['TICKETS_READ', 'ADMINISTRATION']);
    expect(await refusedWith(world, reader, 'createTicket', input)).toMatchObject({ reason: 'SCOPE' });
    const outsider = await world.as('outsider@example.org');
    expect(await refusedWith(world, outsider, 'createTicket', { ticketTemplateId })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'ticketTemplateId'],
      id: ticketTemplateId,
    });
  });
});
