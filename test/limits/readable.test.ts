import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNullableType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { directory, program } from '../harness/desk.js';
import { contract } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf } from '../live/support.js';

// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;

let world: World;
let admin: Client;
let importer: Client;
let names: Awaited<ReturnType<typeof directory>>;
let start: string;
let eventsBefore: number;

beforeAll(async () => {
  // These queries read all fields at once, which the normal limits do not allow.
  world = await startWorld({ LIMIT_TOKENS: '100000', LIMIT_ALIASES: '10000', LIMIT_COST: '10000000' });
  admin = await world.as('admin');
  importer = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE', 'IMPORT']);
  names = await directory(admin);
  start = await positionOf(admin);
  eventsBefore = await countEvents();
});
afterAll(() => world.stop());

/** The number of ticket events in the organisation. */
async function countEvents(): Promise<number> {
  const rows = await world.rows(`select 1 from events e join organisations o on o.id = e.organisation_id
    where o.name = 'Example' and e.ticket_id is not null`);
  return rows.length;
}

/** Creates an object as an administrator, and returns its id. */
async function made(mutation: string, input: object, what: string): Promise<string> {
  return (await admin.done(mutation, { ...input }, `${what} { id }`))[what].id;
}

/** Selects all fields of a type that need no arguments, including those of related objects and of lists. */
function selection(type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const possible = contract.getPossibleTypes(type);
    return `{ __typename ${possible.map((one) => `... on ${one.name} ${selection(one, depth)}`).join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ args }) =>
    args.every(({ type: of }) => isNullableType(of)),
  );
  const parts = fields.flatMap(({ name, type: of }) => {
    const alias = `${type.name}_${name}`;
    const named = ['nodes', 'pageInfo', 'hasNextPage', 'endCursor'].includes(name)
      ? name
      : `${alias}: ${name}`;
    const inner = getNamedType(of);
    if (isLeafType(inner)) return [named];
    // Selects one page and the objects on it, but not pages within pages.
    if (name === 'edges' || depth === 0 || inner.name.endsWith('Connection')) return [];
    return [`${named} ${selection(inner, name === 'nodes' ? depth : depth - 1)}`];
  });
  return `{ __typename ${parts.join(' ')} }`;
}

/** Texts that a client may store, and that some layer could misinterpret. */
const texts = {
  'the text null': 'null',
  'an empty list of PostgreSQL': '{}',
  'a list with elements': '{"a",NULL}',
  JSON: '{"\\u0000":"\\ud800"}',
  'quotes and backslashes': `"\\"'\\\\`,
  'several lines': 'a,\tb\\\nc',
  'control characters': '\u0001\u001b[31m\u007f\u0085\u2028',
  noncharacters: 'x\uffff\ufffe\u{10ffff}',
  'with reversed direction': '\u202eabc',
  'a prototype': '__proto__',
};
const line = (text: string) => text.replaceAll(/[\p{Cc}\u2028]/gu, ' ');
const visible = (text: string) => line(text).replaceAll(/\p{Cf}/gu, '');

describe('every value that a client can store', () => {
  beforeAll(() => admin.done('allowFreeResolutionCodes', { allowed: true }, '__typename'));

  it.each(Object.entries(texts))('is stored as text: %s', async (_what, text) => {
    const name = `n ${visible(text)}`;
    const team = await made('createTeam', { name }, 'team');
    const queue = await made('createQueue', { name, teamId: team }, 'queue');
    const category = await made('createCategory', { name, ticketType: 'INCIDENT' }, 'category');
    const service = await made(
      'createService',
      { name, ownerTeamId: team, criticality: 'LOW', description: text },
      'service',
    );
    await made(
      'createConfigurationItem',
      { name, ownerTeamId: team, kind: 'OTHER', description: text },
      'configurationItem',
    );
    const field = { key: 'one', label: line(text), help: text, type: 'CHOICE', options: [line(text)] };
    const words = { key: 'two', label: line(text), type: 'LONG_TEXT' };
    const form = await made(
      'createRequestForm',
      { name, ticketType: 'INCIDENT', description: text, fields: [field, words] },
      'requestForm',
    );
    const template = {
      name,
      ticketType: 'INCIDENT',
      subject: line(text),
      description: text,
      labels: [line(text)],
    };
    await made('createTicketTemplate', template, 'ticketTemplate');
    const { requestForm } = await admin.ok(
      'query ($id: ID!) { requestForm: node(id: $id) { ... on RequestForm { fields { options } } } }',
      { id: form },
    );
    const answers = [
      { key: 'one', value: requestForm.fields[0].options[0] },
      { key: 'two', value: text },
    ];
    const ticketId = await made(
      'createTicket',
      {
        ...{ type: 'INCIDENT', subject: line(text), description: text, categoryId: category, queueId: queue },
        ...{ errorMessages: [text, text], affectedServiceNames: [line(text)], labels: [line(text)] },
        externalReference: line(text),
        ...{
          affectedOperations: text,
          affectedServiceIds: [service],
          form: { requestFormId: form, answers },
        },
        priorityOverride: { priority: 'P1', reason: text },
      },
      'ticket',
    );
    await made('addComment', { ticketId, body: text }, 'comment');
    await made('addComment', { ticketId, body: text, visibility: 'INTERNAL' }, 'comment');
    await admin.done('holdTicket', { ticketId, reason: 'AWAITING_VENDOR', note: text }, '__typename');
    await admin.done('resumeTicket', { ticketId }, '__typename');
    await admin.done('startInvestigation', { ticketId }, '__typename');
    await admin.done('diagnoseTicket', { ticketId, findings: text, rootCause: text }, '__typename');
    const task = { title: line(text), description: text };
    await admin.done(
      'submitPlan',
      { ticketId, kind: 'FIX', summary: text, rollbackPlan: text, tasks: [task] },
      '__typename',
    );
    const other = await made(
      'createTicket',
      { type: 'PROBLEM', subject: line(text), description: text },
      'ticket',
    );
    await made(
      'recordKnownError',
      { ticketId: other, symptoms: text, workaround: text, publicWorkaround: text },
      'knownError',
    );
    const resolvedId = await made(
      'createTicket',
      { type: 'INCIDENT', subject: line(text), description: text },
      'ticket',
    );
    const resolution = { resolutionCode: line(text), resolutionNotes: text };
    await admin.done('resolveTicket', { ticketId: resolvedId, ...resolution }, '__typename');
    await made(
      'reviewTicket',
      { ticketId: resolvedId, outcome: 'SUCCESSFUL', summary: text, lessons: text, actions: [text] },
      'review',
    );
  });

  it.each([
    '0001-01-01T00:00:00.000Z',
    '0099-12-31T23:59:59.999Z',
    '1582-10-10T12:00:00.001Z',
    '1969-12-31T23:59:59.999Z',
  ])('is stored as a time: %s', async (occurredAt) => {
    const imported = { import: { occurredAt, actorId: names.users.agent } };
    const input = {
      type: 'INCIDENT',
      subject: 'Old',
      description: 'Older.',
      requesterId: names.users.requester,
    };
    const { ticket } = await importer.done(
      'createTicket',
      { ...input, ...imported },
      'ticket { id reportedAt }',
    );
    expect(ticket.reportedAt).toBe(occurredAt);
    const ticketId = ticket.id;
    await importer.done('addComment', { ticketId, body: 'Also old.', ...imported }, '__typename');
    // The ticket's current value is read before it changes.
    const held = { ticketId, reason: 'AWAITING_VENDOR', resumeAt: '9999-12-31T23:59:59.999Z' };
    await admin.done('holdTicket', held, '__typename');
    await admin.done('resumeTicket', { ticketId }, '__typename');
    const again = await importer.done('updateTicket', { ticketId, subject: 'New' }, 'ticket { reportedAt }');
    expect(again.ticket.reportedAt).toBe(occurredAt);
  });

  it('is stored as a number', async () => {
    const numbers = [1e308, -1e308, 5e-324, 2 ** 53 + 2, -0, 0.1];
    const fields = numbers.map((_, i) => ({
      key: `n${i}`,
      label: 'N',
      type: 'NUMBER',
      min: -1.7e308,
      max: 1.7e308,
    }));
    const requestFormId = await made(
      'createRequestForm',
      { name: 'Numbers', ticketType: 'INCIDENT', fields },
      'requestForm',
    );
    const answers = numbers.map((value, i) => ({ key: `n${i}`, value }));
    const input = { type: 'INCIDENT', subject: 'N', description: 'N', affectedUserCount: 2_000_000_000 };
    const { ticket } = await admin.done(
      'createTicket',
      { ...input, form: { requestFormId, answers } },
      'ticket { form { answers { value } } }',
    );
    expect(ticket.form.answers.map(({ value }: { value: number }) => value)).toEqual(
      numbers.map((n) => n || 0),
    );
  });

  it.each([
    'a\u0000b',
    'a\ud800b',
    ['a\u0000b'],
    { a: '\u0000' },
    { '\ud800': 1 },
    [[[]]],
    7,
    'x'.repeat(10_001),
  ])('is stored as an answer of a form only if it can be read again: %#', async (value) => {
    const fields = [{ key: 'k', label: 'L', type: 'LONG_TEXT' }];
    const name = `Form ${JSON.stringify(value).slice(0, 40)}`;
    const requestFormId = await made(
      'createRequestForm',
      { name, ticketType: 'INCIDENT', fields },
      'requestForm',
    );
    const input = {
      type: 'INCIDENT',
      subject: 'N',
      description: 'N',
      form: { requestFormId, answers: [{ key: 'k', value }] },
    };
    const payload = await admin.mutate('createTicket', input, 'ticketId');
    expect(payload).toMatchObject({
      ticketId: null,
      errors: [{ code: 'VALIDATION_FAILED', path: ['input', 'form', 'answers', '0', 'value'] }],
    });
  });

  const lists = Object.values(contract.getQueryType()?.getFields() ?? {}).filter(
    (field) => field.args.every(({ type }) => isNullableType(type)) && !isLeafType(getNamedType(field.type)),
  );

  it.each(lists.map((field): [string, GraphQLField<unknown, unknown>] => [field.name, field]))(
    'can be read in all fields of %s',
    async (_name, field) => {
      const paged = field.args.some(({ name }) => name === 'first');
      let after: string | null = null;
      do {
        const given: string = paged ? `(first: 20${after ? `, after: ${JSON.stringify(after)}` : ''})` : '';
        const query: string = `{ ${field.name}${given} ${selection(getNamedType(field.type), 2)} }`;
        const answer: Answer = (await admin.ok(query))[field.name];
        after = answer?.pageInfo?.hasNextPage ? answer.pageInfo.endCursor : null;
      } while (after);
    },
  );

  it('is sent to a resuming subscriber, event by event', async () => {
    const count = (await countEvents()) - eventsBefore;
    expect(count).toBeGreaterThan(50);
    const event = selection(contract.getType('TicketEvent') as GraphQLNamedType, 2);
    const document = `subscription ($after: String) { ticketEvents(after: $after) { __typename ... on TicketEvent ${event} } }`;
    const stream = await follow(admin, { after: start }, document);
    await stream.until((s) => s.events.length >= count || s.results.some(({ errors }) => errors), 20_000);
    expect(stream.results.filter(({ errors }) => errors)).toEqual([]);
    stream.stop();
  });
});
