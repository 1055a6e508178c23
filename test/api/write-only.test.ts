import { getNamedType, isCompositeType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolved, review } from '../closure/support.js';
import { capabilities } from '../denied/capabilities.js';
import type { Client } from '../harness/client.js';
import { changingNothing, directory, program, report } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { announce, store } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
let admin: Client;
let writer: Client;
let inputs: Record<string, () => Promise<Record<string, unknown>>>;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  writer = await program(world, ['TICKETS_WRITE', 'COMMENTS_WRITE', 'ADMINISTRATION']);
  const { teams, users } = await directory(admin);
  const name = { name: 'Made blindly' };
  const owned = { ...name, ownerTeamId: teams.Network };
  const form = { ...name, ticketType: 'INCIDENT' };
  const incident = { type: 'INCIDENT', subject: 'Disk full', description: 'On the file server.' };
  const ticketId = async (input = {}) => (await report(admin, input)).id as string;
  inputs = {
    createTicket: async () => ({ ...incident, requesterId: users.requester }),
    splitTicket: async () => {
      const given = { ticketId: await ticketId(), body: 'Also this.' };
      const { comment } = await admin.done('addComment', given, 'comment { id }');
      return { commentId: comment.id, type: 'INCIDENT', subject: 'Also' };
    },
    addComment: async () => ({ ticketId: await ticketId(), body: 'Still full.' }),
    addTask: async () => {
      const [id, agent] = [await ticketId(), await world.as('agent')];
      const about = { ticketId: id };
      const found = { findings: 'Full.', rootCause: 'Growth.' };
      await agent.done('startInvestigation', about, '__typename');
      await agent.done('diagnoseTicket', { ...about, ...found }, '__typename');
      await agent.done('submitPlan', { ...about, kind: 'FIX', summary: 'A new one.' }, '__typename');
      return { ...about, title: 'Order it' };
    },
    postMajorIncidentUpdate: async () => {
      const id = await ticketId();
      const major = { ticketId: id, reason: 'All of it', leadId: users.lead, updateEveryMinutes: 30 };
      await admin.done('declareMajorIncident', major, '__typename');
      return { ticketId: id, body: 'We are at it.' };
    },
    recordKnownError: async () => ({
      ticketId: await ticketId({ type: 'PROBLEM' }),
      symptoms: 'It jams',
      workaround: 'Turn it off and on',
    }),
    reviewTicket: async () => {
      const agent = await world.as('agent');
      return { ticketId: await resolved(agent, agent), ...review };
    },
    createQueue: async () => ({ ...name, teamId: teams.Network }),
    createRequestForm: async () => ({ ...form, fields: [{ key: 'k', label: 'L', type: 'TEXT' }] }),
    createTicketTemplate: async () => form,
    createApprovalPolicy: async () => ({ ...form, userIds: [users.lead], rule: 'ANY_ONE' }),
    createService: async () => ({ ...owned, criticality: 'LOW' }),
    createConfigurationItem: async () => ({ ...owned, kind: 'OTHER' }),
    ...Object.fromEntries(
      Object.entries(capabilities.writeOnly).map(([mutation, input]) => [mutation, () => input(admin)]),
    ),
  };
});
afterAll(() => world.stop());

/** Returns the payload's fields: those that return objects, and the ids and numbers. */
function fieldsOf(mutation: string) {
  const type = getNamedType(contract.getMutationType()?.getFields()[mutation]?.type as never);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const objects = fields.filter(
    ({ name, type: of }) => name !== 'errors' && isCompositeType(getNamedType(of)),
  );
  const plain = fields.filter(({ type: of }) => !isCompositeType(getNamedType(of)));
  return { objects: objects.map(({ name }) => name), plain: plain.map(({ name }) => name) };
}

const names = [
  ...[
    'createTicket',
    'splitTicket',
    'addComment',
    'addTask',
    'postMajorIncidentUpdate',
    'recordKnownError',
    'reviewTicket',
  ],
  ...['createQueue', 'createRequestForm', 'createTicketTemplate', 'createApprovalPolicy'],
  ...['createService', 'createConfigurationItem'],
  ...Object.keys(capabilities.writeOnly),
];

describe('an API key with write scopes only', () => {
  it('is tested with every mutation that creates an object', () => {
    const making = Object.keys(contract.getMutationType()?.getFields() ?? {}).filter((name) =>
      /^(create|add|record|split|post|review)/.test(name),
    );
    // API keys cannot create keys, and an upload is not an object yet. Every key that can create a category,
    // user or team may read it.
    const others = ['createApiKey', 'createAttachmentUpload', 'createCategory', 'createUser', 'createTeam'];
    // Labels are no objects.
    expect([...names, ...others, 'addLabels'].sort()).toEqual(making.sort());
  });

  it.each(names)('gets the id of the created object, and null for the object: %s', async (mutation) => {
    const input = { ...(await inputs[mutation]?.()), idempotencyKey: mutation };
    const { objects, plain } = fieldsOf(mutation);
    const selection = [...plain, ...objects.map((field) => `${field} { id }`)].join(' ');
    const payload = await writer.done(mutation, input, selection);
    expect(plain.length).toBeGreaterThan(0);
    for (const field of plain)
      expect({ field, value: payload[field] }).toEqual({ field, value: expect.any(String) });
    for (const field of objects) expect({ field, value: payload[field] }).toEqual({ field, value: null });

    // A client with permission to read finds the created object.
    const idField = plain.find((field) => field.endsWith('Id')) ?? '';
    const id = payload[idField];
    const made = `${idField[0]?.toUpperCase()}${idField.slice(1, -2)}`;
    const query = 'query ($id: ID!) { node(id: $id) { __typename id ... on Ticket { number } } }';
    const { node } = await admin.ok(query, { id });
    expect(node).toMatchObject({
      __typename: made,
      id,
      ...(payload.number ? { number: payload.number } : {}),
    });

    // A repeated call gets the same answer, and still shows no object.
    expect(await changingNothing(world, () => writer.done(mutation, input, selection))).toEqual(payload);
    expect((await writer.refused(query, { id })).extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'SCOPE',
    });
  });

  it.each(names)('gets no id when it is refused: %s', async (mutation) => {
    const reader = await program(world, ['TICKETS_READ']);
    const input = (await inputs[mutation]?.()) ?? {};
    const { plain } = fieldsOf(mutation);
    const payload = await changingNothing(world, () => reader.mutate(mutation, input, plain.join(' ')));
    expect(payload.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    for (const field of plain) expect(payload[field]).toBeNull();
  });

  it('works with the number and the id: it comments, attaches and resolves', async () => {
    const { ticketId } = await writer.done('createTicket', (await inputs.createTicket?.()) ?? {}, 'ticketId');
    await writer.done('addComment', { ticketId, body: 'Fuller.' }, 'commentId');
    const file = { fileName: 'log.txt', contentType: 'text/plain', bytes: Buffer.from('full') };
    const upload = await announce(writer, ticketId, file);
    await store(upload, file.bytes);
    const { attachmentId } = upload;
    const completed = await writer.done('completeAttachmentUpload', { attachmentId }, 'attachment { id }');
    expect(completed.attachment).toBeNull();
    const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'Emptied.' };
    expect(
      (await writer.done('resolveTicket', { ticketId, ...resolution }, 'ticket { id }')).ticket,
    ).toBeNull();
    const { ticket } = await admin.ok(
      'query ($id: ID!) { ticket(id: $id) { status attachments { nodes { fileName } } comments { totalCount } } }',
      { id: ticketId },
    );
    expect(ticket).toMatchObject({
      status: 'RESOLVED',
      attachments: { nodes: [{ fileName: 'log.txt' }] },
      comments: { totalCount: 1 },
    });
  });
});

describe('a user who creates a ticket that they cannot see', () => {
  it('gets its id and number, too', async () => {
    const [agent, { queues, users }] = [await world.as('agent'), await directory(admin)];
    const input = { type: 'INCIDENT', subject: 'A leak', description: 'Of keys.', queueId: queues.Security };
    const given = { ...input, requesterId: users.requester };
    const { ticket, ticketId, number } = await agent.done(
      'createTicket',
      given,
      'ticketId number ticket { id }',
    );
    expect(ticket).toBeNull();
    expect(
      (await admin.ok('query ($id: ID!) { ticket(id: $id) { number } }', { id: ticketId })).ticket,
    ).toEqual({ number });
    const query =
      'query ($id: ID!, $number: String!) { ticket(id: $id) { id } ticketByNumber(number: $number) { id } }';
    expect(await agent.ok(query, { id: ticketId, number })).toEqual({ ticket: null, ticketByNumber: null });
  });
});
