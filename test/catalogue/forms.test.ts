import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import {
  changingNothing,
  type Directory,
  directory,
  program,
  refusal,
  refusedWith,
  report,
} from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { timeline, unique } from './support.js';

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

const questions = [
  { key: 'what', label: 'What?', type: 'CHOICE', required: true, options: ['Laptop', 'Screen'] },
  { key: 'extras', label: 'With?', type: 'MULTI_CHOICE', options: ['Mouse', 'Bag', 'Dock'], max: 2 },
  { key: 'for', label: 'For whom?', help: 'Their name.', type: 'TEXT', required: true, max: 40 },
  { key: 'why', label: 'Why?', type: 'LONG_TEXT' },
  { key: 'by', label: 'By when?', type: 'DATE' },
  { key: 'price', label: 'For how much?', type: 'NUMBER', min: 0, max: 5000 },
  { key: 'urgent', label: 'Urgent?', type: 'BOOLEAN', required: true },
];

type Input = Record<string, unknown>;

async function form(input: Input = {}, selection = 'id name version') {
  const all = { name: unique('Form'), ticketType: 'SERVICE_REQUEST', fields: questions, ...input };
  return (await admin.done('createRequestForm', all, `requestForm { ${selection} }`)).requestForm;
}

const full = [
  { key: 'urgent', value: false },
  { key: 'what', value: 'Laptop' },
  { key: 'extras', value: ['Dock', 'Bag'] },
  { key: 'for', value: ' Nora New ' },
  { key: 'price', value: 1200.5 },
];
const needed = [
  { key: 'what', value: 'Screen' },
  { key: 'for', value: 'Nora' },
  { key: 'urgent', value: true },
];
const answered = 'form { name version requestForm { id name } answers { key label type value } }';
const byForm = `query ($id: ID!) { ticket(id: $id) { ${answered} } }`;

async function request(client: Client, requestFormId: string, input: Input = {}, selection = 'id') {
  const all = { form: { requestFormId, answers: needed }, ...input };
  return (await client.done('createTicket', all, `ticket { ${selection} }`)).ticket;
}

describe('a form', () => {
  it('is created with its questions, and every user of the organisation may read it', async () => {
    const { id, name } = await form({
      description: 'Things.',
      categoryId: names.categories['SERVICE_REQUEST Equipment'],
      queueId: names.queues.Network,
    });
    const selection = `id name description ticketType active version category { name } queue { name }
      fields { key label help type required options min max }`;
    const asked = `query ($id: ID!) { requestForm(id: $id) { ${selection} } node(id: $id) { id } }`;
    const bounds = { min: null, max: null };
    const plain = { help: null, required: false, options: [], ...bounds };
    for (const who of ['requester', 'agent2', 'lead', 'admin'])
      expect(await (await world.as(who)).ok(asked, { id })).toEqual({
        requestForm: {
          id,
          name,
          description: 'Things.',
          ticketType: 'SERVICE_REQUEST',
          active: true,
          version: 1,
          category: { name: 'Equipment' },
          queue: { name: 'Network' },
          fields: questions.map((question) => ({ ...plain, ...question })),
        },
        node: { id },
      });
    const outsider = await world.as('outsider@example.org');
    expect(await outsider.ok(asked, { id })).toEqual({ requestForm: null, node: null });
    const list = `{ requestForms(ticketType: SERVICE_REQUEST, active: true, first: 100) { nodes { id } } }`;
    expect((await requester.ok(list)).requestForms.nodes).toContainEqual({ id });
    expect((await outsider.ok(list)).requestForms.nodes).toEqual([]);
    const writer = await program(world, ['TICKETS_WRITE', 'ADMINISTRATION']);
    for (const query of [list, `{ requestForm(id: "${id}") { id } }`])
      expect((await writer.refused(query)).extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('hides its queue from a requester who may not see the queue', async () => {
    const { id } = await form({ queueId: names.queues.Security });
    const asked = 'query ($id: ID!) { requestForm(id: $id) { queue { name } } }';
    expect(await requester.ok(asked, { id })).toEqual({ requestForm: { queue: null } });
    expect(await agent.ok(asked, { id })).toEqual({ requestForm: { queue: { name: 'Security' } } });
  });

  it('is changed with its version, and can be retired', async () => {
    const { id } = await form({ queueId: names.queues.Network });
    const input = {
      requestFormId: id,
      expectedVersion: 1,
      name: unique('Renamed'),
      queueId: null,
      fields: questions.slice(0, 1),
      active: false,
    };
    const { requestForm } = await admin.done(
      'updateRequestForm',
      input,
      'requestForm { name version active queue { name } fields { key } }',
    );
    expect(requestForm).toEqual({
      name: input.name,
      version: 2,
      active: false,
      queue: null,
      fields: [{ key: 'what' }],
    });
    expect(await refusedWith(world, admin, 'updateRequestForm', input)).toMatchObject({
      __typename: 'ConflictError',
      currentVersion: 2,
    });
    await changingNothing(world, () =>
      admin.done('updateRequestForm', { requestFormId: id, active: false }, '__typename'),
    );
    const retired = '{ requestForms(active: false, first: 100) { totalCount nodes { id } } }';
    expect((await agent.ok(retired)).requestForms).toEqual({ totalCount: 1, nodes: [{ id }] });
    expect(
      await refusedWith(world, requester, 'createTicket', { form: { requestFormId: id, answers: needed } }),
    ).toMatchObject({
      __typename: 'ValidationError',
      rule: 'RETIRED',
      path: ['input', 'form', 'requestFormId'],
    });
  });

  it('is refused with all its errors, each with its path', async () => {
    const fields = [
      { key: 'a', label: '', type: 'TEXT' },
      { key: 'a', label: 'B', type: 'CHOICE', options: [''] },
    ];
    const base = { name: unique('Wrong'), ticketType: 'INCIDENT' };
    const errorsOf = async (input: Input) =>
      (await refusal(world, admin, 'createRequestForm', { ...base, ...input })).map(
        ({ path, rule, code }) => `${path.slice(1).join('.')} ${rule ?? code}`,
      );
    expect(await errorsOf({ fields, name: '' })).toEqual([
      'name REQUIRED',
      'fields.0.label REQUIRED',
      'fields.1.options.0 REQUIRED',
    ]);
    const keys = fields.map((field) => ({ ...field, label: 'L', options: [] }));
    expect(await errorsOf({ fields: keys })).toEqual(['fields.1.key DUPLICATE', 'fields.1.options REQUIRED']);
    expect(await errorsOf({ fields: [] })).toEqual(['fields REQUIRED']);
    const sound = [{ key: 'a', label: 'A', type: 'TEXT' }];
    const category = names.categories['SERVICE_REQUEST Equipment'];
    expect(await errorsOf({ fields: sound, categoryId: category })).toEqual(['categoryId TYPE']);
    const { name } = await form();
    expect(await errorsOf({ fields: sound, name })).toEqual(['name UNIQUE']);
  });

  it.each(['lead', 'agent', 'requester'])('cannot be created or changed by %s', async (who) => {
    const client = await world.as(who);
    const { id } = await form();
    for (const [mutation, input] of [
      ['createRequestForm', { name: 'Mine', ticketType: 'OTHER', fields: questions }],
      ['updateRequestForm', { requestFormId: id, name: 'Mine' }],
    ] as const)
      expect(await refusedWith(world, client, mutation, input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'ROLE',
        path: [],
      });
  });

  it('is created by API keys with ADMINISTRATION, and by no others', async () => {
    const input = { name: unique('Programmed'), ticketType: 'OTHER', fields: questions };
    const others = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']);
    expect(await refusedWith(world, others, 'createRequestForm', input)).toMatchObject({ code: 'FORBIDDEN' });
    const administering = await program(world, ['ADMINISTRATION']);
    await administering.done('createRequestForm', input, '__typename');
  });
});

describe('a ticket that is created with a form', () => {
  it('has the type, category and queue of the form, and every question with its answer', async () => {
    const { id, name } = await form({
      description: 'For new colleagues.',
      categoryId: names.categories['SERVICE_REQUEST Equipment'],
      queueId: names.queues.Network,
    });
    const ticket = await request(
      requester,
      id,
      { form: { requestFormId: id, answers: full } },
      `id type subject description category { name } queue { name } ${answered}`,
    );
    expect(ticket).toEqual({
      id: ticket.id,
      type: 'SERVICE_REQUEST',
      subject: name,
      description: 'For new colleagues.',
      category: { name: 'Equipment' },
      queue: { name: 'Network' },
      form: {
        name,
        version: 1,
        requestForm: { id, name },
        answers: [
          { key: 'what', label: 'What?', type: 'CHOICE', value: 'Laptop' },
          { key: 'extras', label: 'With?', type: 'MULTI_CHOICE', value: ['Dock', 'Bag'] },
          { key: 'for', label: 'For whom?', type: 'TEXT', value: 'Nora New' },
          { key: 'why', label: 'Why?', type: 'LONG_TEXT', value: null },
          { key: 'by', label: 'By when?', type: 'DATE', value: null },
          { key: 'price', label: 'For how much?', type: 'NUMBER', value: 1200.5 },
          { key: 'urgent', label: 'Urgent?', type: 'BOOLEAN', value: false },
        ],
      },
    });
    expect((await agent.ok(byForm, { id: ticket.id })).ticket.form).toEqual(ticket.form);
    expect(await (await world.as('requester2')).ok(byForm, { id: ticket.id })).toEqual({ ticket: null });
    const [made] = (await requester.ok(timeline, { id: ticket.id })).ticket.timeline.nodes;
    expect(made.changes).toContainEqual({ of: 'REQUEST_FORM', field: 'ID', from: null, to: id });
    // The initial queue is not a reassignment.
    const given = { ticketId: ticket.id, queueId: names.queues['Service Desk'] };
    const { ticket: moved } = await admin.done('assignTicket', given, 'ticket { reassignmentCount }');
    expect(moved.reassignmentCount).toBe(1);
  });

  it('keeps its questions and answers whatever happens to the form', async () => {
    const { id, name } = await form();
    const ticket = await request(requester, id);
    const before = (await requester.ok(byForm, { id: ticket.id })).ticket.form;
    const renamed = unique('Another');
    const fields = [{ key: 'what', label: 'Something else?', type: 'NUMBER' }];
    await admin.done(
      'updateRequestForm',
      { requestFormId: id, name: renamed, fields, active: false },
      '__typename',
    );
    const after = (await requester.ok(byForm, { id: ticket.id })).ticket.form;
    expect(after).toEqual({ ...before, requestForm: { id, name: renamed } });
    expect(after.name).toBe(name);
  });

  it('keeps the other input, and takes nothing else from the form where the form has no value', async () => {
    const { id, name } = await form();
    const input = { subject: 'Mine', description: 'My words' };
    expect(await request(requester, id, input, 'subject description')).toEqual(input);
    const plain = await request(requester, id, {}, 'subject description category { name } queue { name }');
    expect(plain).toEqual({
      subject: name,
      description: name,
      category: null,
      queue: { name: 'Service Desk' },
    });
    expect((await agent.ok(byForm, { id: (await report(requester)).id })).ticket).toEqual({ form: null });
  });

  it("goes to the form's queue, even one that its requester may not see", async () => {
    const { id } = await form({ queueId: names.queues.Security });
    const ticket = await request(requester, id, {}, 'id queue { name }');
    expect(ticket.queue).toBeNull();
    const agent2 = await world.as('agent2');
    const asked = 'query ($id: ID!) { ticket(id: $id) { queue { name } } }';
    expect(await agent2.ok(asked, ticket)).toEqual({ ticket: { queue: { name: 'Security' } } });
    expect(await agent.ok(asked, ticket)).toEqual({ ticket: null });
    expect(
      await refusedWith(world, requester, 'createTicket', {
        form: { requestFormId: id, answers: needed },
        queueId: names.queues['Service Desk'],
      }),
    ).toMatchObject({ code: 'FORBIDDEN', path: ['input', 'queueId'] });
    // An API key that is limited to other queues does not see this queue.
    const bound = await program(world, ['TICKETS_WRITE', 'TICKETS_READ'], {
      queueIds: [names.queues['Service Desk']],
    });
    const input = { form: { requestFormId: id, answers: needed }, requesterId: names.users.requester };
    expect(await refusedWith(world, bound, 'createTicket', input)).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'form', 'requestFormId'],
      id: null,
    });
  });

  it('is refused with all invalid answers, each with its path', async () => {
    const { id: requestFormId } = await form();
    const errorsOf = async (answers: Input[] | undefined, more: Input = {}) =>
      (await refusal(world, requester, 'createTicket', { form: { requestFormId, answers }, ...more })).map(
        ({ path, rule }) => `${path.slice(1).join('.')} ${rule}`,
      );
    expect(
      await errorsOf([
        { key: 'what', value: 'Boat' },
        { key: 'extras', value: ['Bag', 'Bag'] },
        { key: 'for', value: 'x'.repeat(41) },
        { key: 'by', value: 'soon' },
        { key: 'price', value: 5000.01 },
        { key: 'urgent', value: null },
        { key: 'mood', value: 1 },
        { key: 'what', value: 'Laptop' },
        { key: 'why', value: { deep: [1] } },
      ]),
    ).toEqual([
      'form.answers.0.value OPTION',
      'form.answers.1.value DUPLICATE',
      'form.answers.2.value TOO_LONG',
      'form.answers.3.value TYPE',
      'form.answers.4.value OUT_OF_RANGE',
      'form.answers.5.value REQUIRED',
      'form.answers.6.key UNKNOWN_FIELD',
      'form.answers.7.key DUPLICATE',
      'form.answers.8.value TYPE',
    ]);
    // Together with errors of other fields.
    expect(
      await errorsOf([{ key: 'mood', value: 1 }, ...needed], { subject: 'a\nb', errorMessages: [''] }),
    ).toEqual(['form.answers.0.key UNKNOWN_FIELD', 'subject ONE_LINE', 'errorMessages.0 REQUIRED']);
    expect(await errorsOf(undefined)).toEqual([
      'form.answers.what REQUIRED',
      'form.answers.for REQUIRED',
      'form.answers.urgent REQUIRED',
    ]);
    expect(await errorsOf(needed, { type: 'INCIDENT' })).toEqual(['type TYPE']);
    expect(
      await refusedWith(world, requester, 'createTicket', { form: { requestFormId: names.users.agent } }),
    ).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'form', 'requestFormId'] });
  });

  it("is refused with the path of the form if the form's category is retired", async () => {
    const { category } = await admin.done(
      'createCategory',
      { name: unique('Category'), ticketType: 'SERVICE_REQUEST' },
      'category { id }',
    );
    const { id: requestFormId } = await form({ categoryId: category.id });
    await admin.done('updateCategory', { categoryId: category.id, active: false }, '__typename');
    expect(
      await refusedWith(world, requester, 'createTicket', { form: { requestFormId, answers: needed } }),
    ).toMatchObject({ rule: 'RETIRED', path: ['input', 'form', 'requestFormId'] });
  });

  it('is created once by a repeated call; other answers make it another call', async () => {
    const { id: requestFormId } = await form();
    const input = {
      form: { requestFormId, answers: needed },
      idempotencyKey: unique('key').replaceAll(' ', '-'),
    };
    const { ticket } = await requester.done('createTicket', input, 'ticket { id }');
    const again = () => requester.done('createTicket', input, 'ticket { id }');
    expect((await changingNothing(world, again)).ticket).toEqual(ticket);
    expect(
      await refusedWith(world, requester, 'createTicket', {
        ...input,
        form: { requestFormId, answers: full },
      }),
    ).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});
