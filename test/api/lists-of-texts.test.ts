import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snakeCase } from '../../server/platform/db/sql.js';
import { isVisible } from '../../server/platform/kernel/texts.js';
import { resolved, review } from '../closure/support.js';
import type { Client } from '../harness/client.js';
import { rawId, report } from '../harness/desk.js';
import { allPositions, nameOf } from '../harness/positions.js';
import { startWorld, type World } from '../harness/world.js';
import { follow } from '../live/support.js';

let world: World;
let agent: Client;
let admin: Client;

beforeAll(async () => {
  world = await startWorld();
  [agent, admin] = await Promise.all([world.as('agent'), world.as('admin')]);
});
afterAll(() => world.stop());

// Texts with a meaning in a PostgreSQL list, in JSON or in a shell, and characters with several Unicode forms.
const awkward = fc.constantFrom(
  ...[
    'null',
    'NULL',
    'Null',
    'undefined',
    '{}',
    '{a,b}',
    '{"a"}',
    '[]',
    ',',
    'a,b',
    '"',
    '""',
    '\\',
    '\\\\',
    '\\n',
    "'",
  ],
  ...[
    'line1, line2\nline3',
    'a\tb',
    'a\r\nb',
    '  outer  ',
    '\ttabs\t',
    '\u00a0x\ufeff',
    'x\u2028y\u0085z',
    '\u001b[31m',
    '\u0001',
  ],
  ...[
    'e\u0301',
    '\u00e9',
    '\u212b',
    '\u1e9e',
    '\u0130',
    '\u03a3\u03a3',
    '\ufb01',
    '\u0958',
    '\u{1d160}',
    '\u{10ffff}',
    '\uffff',
    '\u{1f469}\u200d\u{1f4bb}',
  ],
  ...['%s%n', '$1', '?', ':name', '--', '/*', '__proto__', 'toString', '$$', "E'\\x00'"],
);
const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
const text = fc.oneof(
  { weight: 3, arbitrary: awkward },
  { weight: 1, arbitrary: fc.tuple(awkward, awkward).map(([a, b]) => a + b) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.tuple(character, awkward, character).map((parts) => parts.join('')) },
);

/** Texts are stored trimmed and in the form NFC; error messages are stored verbatim. */
const asStored = (given: string): string => given.trim().normalize('NFC');
const asLabel = (given: string): string => asStored(given.toLowerCase());
const acceptable = (given: string): boolean => !given.includes('\u0000') && isVisible(given);
const texts = fc.array(text.filter(acceptable), { maxLength: 6 });
/** A text of one line, without control characters inside. */
const line = text.filter((given) => acceptable(given) && !/[\p{Cc}\u2028\u2029]/u.test(given.trim()));
const lines = fc.array(line, { maxLength: 6 });

const verbatim = (given: string[]) => given;
const each = (given: string[]) => given.map(asStored);
const distinct = (given: string[]) => [...new Set(each(given))];
const labels = (given: string[]) => [...new Set(given.map(asLabel))].sort();

interface Place {
  stored(given: string[]): string[];
  /** The texts that the place accepts: of one line, unless given. */
  accepts?: fc.Arbitrary<string[]>;
  /** Writes the list through the API and returns it as the server stored it. */
  write(given: string[]): Promise<string[]>;
}

const ofTicket = (field: string, stored: Place['stored'], accepts = lines): Record<string, Place> => ({
  [`createTicket.input.${field}.0`]: {
    stored,
    accepts,
    write: async (given) => (await report(agent, { [field]: given }, `ticket { ${field} }`))[field],
  },
  [`updateTicket.input.${field}.0`]: {
    stored,
    accepts,
    write: async (given) => {
      const { id } = await report(agent, { [field]: ['before'] });
      await agent.done('updateTicket', { ticketId: id, [field]: given }, '__typename');
      return (await agent.ok(`query ($id: ID!) { ticket(id: $id) { ${field} } }`, { id })).ticket[field];
    },
  },
});

let made = 0;
const name = () => `List ${++made}`;
const fieldsOf = (options: string[]) => [
  { key: 'k', label: 'L', type: 'CHOICE', options: ['first', ...options] },
];
const optionsOf = (form: { fields: { options: string[] }[] }) => form.fields[0]?.options.slice(1) ?? [];

const places: Record<string, Place> = {
  ...ofTicket('errorMessages', verbatim, texts),
  ...ofTicket('affectedServiceNames', distinct),
  ...ofTicket('labels', labels),
  'triageTicket.input.affectedServiceNames.0': {
    stored: distinct,
    async write(given) {
      const { id } = await report(agent);
      const categoryId = (
        await agent.ok('{ categories(first: 100) { nodes { id ticketType parent { id } } } }')
      ).categories.nodes.find(
        (it: { ticketType: string; parent: unknown }) => it.ticketType === 'INCIDENT' && !it.parent,
      ).id;
      const input = {
        ticketId: id,
        categoryId,
        impact: 'LOW',
        urgency: 'LOW',
        affectedServiceNames: ['one', ...given],
      };
      return (
        await agent.done('triageTicket', input, 'ticket { affectedServiceNames }')
      ).ticket.affectedServiceNames.slice(1);
    },
  },
  'addLabels.input.labels.0': {
    stored: labels,
    async write(given) {
      const { id } = await report(agent);
      await agent.done(
        'addLabels',
        { ticketIds: [id], labels: ['one', ...given] },
        'ticketResults { ticketId }',
      );
      const query = 'query ($id: ID!) { ticket(id: $id) { labels } }';
      const { ticket } = await agent.ok(query, { id });
      return ticket.labels.filter((label: string) => label !== 'one' || labels(given).includes('one'));
    },
  },
  'triageTickets.input.affectedServiceNames.0': {
    stored: distinct,
    async write(given) {
      const { id } = await report(agent);
      const { categories } = await agent.ok(
        '{ categories(first: 100) { nodes { id ticketType parent { id } } } }',
      );
      const { id: categoryId } = categories.nodes.find(
        (it: { ticketType: string; parent: unknown }) => it.ticketType === 'INCIDENT' && !it.parent,
      );
      const input = { categoryId, impact: 'LOW', urgency: 'LOW', affectedServiceNames: ['one', ...given] };
      const done = await agent.done(
        'triageTickets',
        { ticketIds: [id], ...input },
        'ticketResults { ticket { affectedServiceNames } }',
      );
      return done.ticketResults[0].ticket.affectedServiceNames.slice(1);
    },
  },
  'createTicketTemplate.input.labels.0': {
    stored: labels,
    async write(given) {
      const input = { name: name(), ticketType: 'INCIDENT', labels: given };
      const { ticketTemplate } = await admin.done(
        'createTicketTemplate',
        input,
        'ticketTemplate { id labels }',
      );
      // A ticket filled in from the template has the same values.
      const filled = await report(agent, { ticketTemplateId: ticketTemplate.id }, 'ticket { labels }');
      expect(filled.labels).toEqual(ticketTemplate.labels);
      return ticketTemplate.labels;
    },
  },
  'updateTicketTemplate.input.labels.0': {
    stored: labels,
    async write(given) {
      const created = { name: name(), ticketType: 'INCIDENT', labels: ['before'] };
      const { ticketTemplate } = await admin.done('createTicketTemplate', created, 'ticketTemplate { id }');
      const input = { ticketTemplateId: ticketTemplate.id, labels: given };
      return (await admin.done('updateTicketTemplate', input, 'ticketTemplate { labels }')).ticketTemplate
        .labels;
    },
  },
  'createSavedView.input.columns.0': {
    stored: each,
    async write(given) {
      const input = { name: name(), columns: given };
      return (await admin.done('createSavedView', input, 'savedView { columns }')).savedView.columns;
    },
  },
  'updateSavedView.input.columns.0': {
    stored: each,
    async write(given) {
      const created = { name: name(), columns: ['before'] };
      const { savedViewId } = await admin.done('createSavedView', created, 'savedViewId');
      const input = { savedViewId, columns: given };
      await admin.done('updateSavedView', input, '__typename');
      return (await admin.ok('query ($id: ID!) { savedView(id: $id) { columns } }', { id: savedViewId }))
        .savedView.columns;
    },
  },
  'createRequestForm.input.fields.0.options.0': {
    stored: distinct,
    async write(given) {
      const input = { name: name(), ticketType: 'INCIDENT', fields: fieldsOf(distinct(given)) };
      return optionsOf(
        (await admin.done('createRequestForm', input, 'requestForm { fields { options } }')).requestForm,
      );
    },
  },
  'updateRequestForm.input.fields.0.options.0': {
    stored: distinct,
    async write(given) {
      const created = { name: name(), ticketType: 'INCIDENT', fields: fieldsOf([]) };
      const { requestForm } = await admin.done('createRequestForm', created, 'requestForm { id }');
      const input = { requestFormId: requestForm.id, fields: fieldsOf(distinct(given)) };
      return optionsOf(
        (await admin.done('updateRequestForm', input, 'requestForm { fields { options } }')).requestForm,
      );
    },
  },
  'reviewTicket.input.actions.0': {
    stored: each,
    accepts: texts,
    async write(given) {
      const ticketId = await resolved(agent, agent);
      const { review: written } = await agent.done(
        'reviewTicket',
        { ticketId, ...review, actions: given },
        'review { id }',
      );
      const read = await agent.ok('query ($id: ID!) { node(id: $id) { ... on Review { actions } } }', {
        id: written.id,
      });
      return read.node.actions;
    },
  },
};

describe('a list of texts', () => {
  it('is tested at every place in the contract that has one; a filter is stored as one text', () => {
    const all = allPositions().filter(
      ({ operation, path, type }) =>
        operation === 'mutation' && type === 'String' && path.at(-1) === '0' && !path.includes('filter'),
    );
    expect(Object.keys(places).sort()).toEqual(all.map(nameOf).sort());
  });

  it.each(Object.entries(places))(
    'is returned as stored, whatever texts it holds: %s',
    async (_name, { stored, accepts = lines, write }) => {
      await fc.assert(
        fc.asyncProperty(accepts, async (given) => {
          expect(await write(given)).toEqual(stored(given));
        }),
        { numRuns: 25, examples: [[['line1, line2']], [['null']], [['null', 'a b', ' "x\\" ']]] },
      );
    },
  );
});

describe('the lists of texts of a ticket', () => {
  const lists = fc.record({ errorMessages: texts, affectedServiceNames: lines, labels: lines });
  type Lists = { errorMessages: string[]; affectedServiceNames: string[]; labels: string[] };
  const fields = 'errorMessages affectedServiceNames labels';
  const storedLists = (given: Lists): Lists => ({
    errorMessages: verbatim(given.errorMessages),
    affectedServiceNames: distinct(given.affectedServiceNames),
    labels: labels(given.labels),
  });
  const ticketOf = async (id: string) =>
    (await agent.ok(`query ($id: ID!) { ticket(id: $id) { id version ${fields} } }`, { id })).ticket;

  it('are the same in the pushed event, in its changes and in the answer of a repeated call', async () => {
    const document = `subscription { ticketEvents { __typename ... on TicketEvent {
      type ticket { id ${fields} } changes { of field from to } } } }`;
    const stream = await follow(agent, {}, document);
    let events = 0;
    await fc.assert(
      fc.asyncProperty(lists, lists, async (first, second) => {
        const input = { type: 'INCIDENT', subject: 'Lists', description: 'Of texts.', ...first };
        const keyed = { ...input, idempotencyKey: `lists ${events}` };
        const { ticket } = await agent.done('createTicket', keyed, `ticket { id ${fields} }`);
        const before = storedLists(first);
        expect(ticket).toEqual({ id: ticket.id, ...before });
        expect((await agent.done('createTicket', keyed, `ticket { id ${fields} }`)).ticket).toEqual(ticket);
        await stream.eventsUntil(++events);
        expect(stream.events.at(-1)).toMatchObject({ type: 'TICKET_CREATED', ticket });

        await agent.done('updateTicket', { ticketId: ticket.id, ...second }, '__typename');
        const after = storedLists(second);
        const changes = (Object.keys(before) as (keyof Lists)[])
          .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
          .map((field) => ({
            of: 'TICKET',
            field: snakeCase(field).toUpperCase(),
            from: before[field],
            to: after[field],
          }));
        if (changes.length === 0) return;
        await stream.eventsUntil(++events);
        const pushed = stream.events.at(-1);
        expect(pushed).toMatchObject({ type: 'TICKET_UPDATED', ticket: { id: ticket.id, ...after } });
        expect(pushed.changes).toHaveLength(changes.length);
        expect(pushed.changes).toEqual(expect.arrayContaining(changes));
      }),
      { numRuns: 40 },
    );
    expect(stream.results.filter(({ errors }) => errors)).toEqual([]);
    stream.stop();
  });

  it('give no new version and no event when an update repeats them', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (given) => {
        const { id } = await report(agent, { ...given });
        const ticket = await ticketOf(id);
        for (const same of [given, storedLists(given)]) {
          await agent.done('updateTicket', { ticketId: id, ...same }, '__typename');
          expect(await ticketOf(id)).toEqual(ticket);
        }
        const events = await world.rows(
          'select 1 from events e join tickets t on t.id = e.ticket_id where t.id::text = $1',
          [rawId(id)],
        );
        expect(events).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  it('are found by a filter on a label, as it was given and as it is shown', async () => {
    await fc.assert(
      fc.asyncProperty(line, async (label) => {
        const { id } = await report(agent, { labels: [label] }, 'ticket { id }');
        const document =
          'query ($labels: [String!]) { tickets(filter: { labels: $labels }) { nodes { id } } }';
        for (const given of [label, asLabel(label)]) {
          const { tickets } = await agent.ok(document, { labels: [given] });
          expect(tickets.nodes).toContainEqual({ id });
        }
      }),
      { numRuns: 50 },
    );
  });

  it("may hold the error message “null”, and the requester's list still shows that ticket like others", async () => {
    const requester = await world.as('requester');
    const { id } = await report(requester, { errorMessages: ['null'] });
    for (const reader of [requester, agent, admin]) {
      const { tickets } = await reader.ok('{ tickets(first: 1) { nodes { id errorMessages } } }');
      expect(tickets.nodes).toEqual([{ id, errorMessages: ['null'] }]);
    }
  });
});
