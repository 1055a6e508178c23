import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { names, renameFields } from '../../migrations/2026-11-28-event-fields.js';
import {
  itemsChanged,
  itemsChangedBefore,
  renamed,
  renameInEvents,
} from '../../migrations/2026-11-28-one-name.js';
import { modules } from '../../server/modules.js';
import { snakeCase } from '../../server/platform/db/sql.js';
import { eventTypesPoint } from '../../server/platform/events/event-types.js';
import { idOfType, toGlobalId } from '../../server/platform/kernel/ids.js';
import type { Client } from '../harness/client.js';
import { directory } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, positionOf, report } from './support.js';

/*
 * `old-log.jsonl` is a log of earlier servers: every type of event, with every field and shape of changes. It
 * only grows: a reader must accept every event that was ever written, so a line is never changed or removed.
 */

/** A stored event. `<Kind>` stands for the id of an object of that kind. */
interface Line {
  type: string;
  ticket?: string;
  otherTicket?: string;
  comment?: string;
  attachment?: string;
  visibility: string;
  by: string | null;
  cause: object;
  changes: { field: string; from: unknown; to: unknown }[];
  facts?: Record<string, unknown>;
  /** Whether the ticket's requester can see the event. */
  toRequester?: boolean;
}

const lines: Line[] = readFileSync(join(import.meta.dirname, 'old-log.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const ofTickets = lines.filter(({ ticket }) => ticket);

let world: World;
let agent: Client;
let requester: Client;
let ticketId: string;
let before: string;
/** The stored ids of the objects. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await startWorld();
  agent = await world.as('agent');
  requester = await world.as('requester');
  await makeObjects();
  before = await positionOf(agent);
  await load();
  for (const renaming of [renameFields, ...renameInEvents]) await world.rows(renaming);
});
afterAll(() => world.stop());

/** Creates an object of each kind whose id a viewer reads only if they can see the object. */
async function makeObjects(): Promise<void> {
  const admin = await world.as('admin');
  const keep = (name: string, globalId: string) => {
    const id = idOfType(globalId, name.split(' ')[0] as 'Ticket');
    if (!id) throw new Error(`${globalId} is not the id of a ${name}`);
    ids[`<${name}>`] = id;
  };
  const names = await directory(admin);
  keep('User', names.users.requester ?? '');
  keep('User agent', names.users.agent ?? '');
  const found =
    await admin.ok(`{ Queue: queues(first: 1) { nodes { id } } Category: categories(first: 1) { nodes { id } }
    Team: teams(first: 1) { nodes { id } } Service: services(first: 1) { nodes { id } }
    ConfigurationItem: configurationItems(first: 1) { nodes { id } } }`);
  for (const [kind, { nodes }] of Object.entries<{ nodes: { id: string }[] }>(found))
    keep(kind, nodes[0]?.id ?? '');
  ticketId = await report(requester, 'The printer jams');
  keep('Ticket', ticketId);
  keep('Ticket other', await report(requester, 'The other printer jams'));
  const commented = await requester.done(
    'addComment',
    { ticketId, body: 'On every page.' },
    'comment { id }',
  );
  keep('Comment', commented.comment.id);
  keep('Attachment', await attachText(requester, ticketId, 'PC LOAD LETTER'));
  const key = { name: 'Old', scopes: ['TICKETS_WRITE'] };
  keep('ApiKey', (await admin.done('createApiKey', key, 'apiKey { id }')).apiKey.id);
  const template = { name: 'Old', ticketType: 'INCIDENT', subject: 'Old' };
  const made = await admin.done('createTicketTemplate', template, 'ticketTemplate { id }');
  keep('TicketTemplate', made.ticketTemplate.id);
  const problem = await report(agent, 'Jams', { type: 'PROBLEM' });
  const known = { ticketId: problem, symptoms: 'Jams.', workaround: 'Turn it off.' };
  keep('KnownError', (await agent.done('recordKnownError', known, 'knownError { id }')).knownError.id);
  const change = await report(agent, 'A new printer', { type: 'CHANGE_REQUEST' });
  await agent.done('startInvestigation', { ticketId: change }, '__typename');
  const diagnosis = { ticketId: change, findings: 'It is worn.', rootCause: 'Age.' };
  await agent.done('diagnoseTicket', diagnosis, '__typename');
  const plan = {
    ticketId: change,
    kind: 'FIX',
    summary: 'A new one.',
    risk: 'LOW',
    rollbackPlan: 'The old one.',
  };
  const { ticket } = await agent.done(
    'submitPlan',
    { ...plan, tasks: [{ title: 'Buy it.' }] },
    'ticket { diagnoses { nodes { id } } plans { nodes { id approval { id } tasks { id } } } }',
  );
  keep('Diagnosis', ticket.diagnoses.nodes[0].id);
  keep('ResolutionPlan', ticket.plans.nodes[0].id);
  keep('Approval', ticket.plans.nodes[0].approval.id);
  keep('Task', ticket.plans.nodes[0].tasks[0].id);
}

/** Replaces names by ids in a value. */
function withIds(value: unknown, of: (name: string) => string): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'string' && /^<.+>$/.test(part) ? of(part) : part,
  );
}

/** The stored id of an object. Where it does not matter whether the object exists, the id belongs to none. */
function stored(name: string): string {
  return ids[name] ?? '0197a000-0000-7000-8000-000000000001';
}

function global(name: string): string {
  return toGlobalId(name.slice(1, -1).split(' ')[0] as 'Ticket', stored(name));
}

/** Appends the events to the log of the organisation. */
async function load(): Promise<void> {
  const rows = lines.map((line, i) => ({ ...(withIds(line, stored) as Line), i: i + 1 }));
  await world.rows(
    `with o as (select id from organisations where name = 'Example'), head as (
       update event_heads set number = number + $1 from o where organisation_id = o.id
       returning organisation_id, number - $1 as number)
     insert into events (organisation_id, number, type, ticket_id, visibility, comment_id, attachment_id, other_ticket_id,
       actor_user_id, actor_key_id, recorded_at, occurred_at, cause, changes, facts)
     select head.organisation_id, head.number + e.i, e.type, e.ticket, e.visibility, e.comment, e.attachment, e."otherTicket",
       case when e.by = $2 then e.by end, case when e.by <> $2 then e.by end, now(), now(), e.cause, e.changes, e.facts
     from head, jsonb_to_recordset($3) as e (i int, type text, ticket uuid, visibility text, comment uuid, attachment uuid,
       "otherTicket" uuid, by uuid, cause jsonb, changes jsonb, facts jsonb)`,
    [rows.length, stored('<User agent>'), JSON.stringify(rows)],
  );
}

/** The old events in the ticket's timeline. A comment stands for the event that added it. */
async function timelineOf(client: Client) {
  const fields = `__typename ... on Comment { id } ... on TicketEvent { type commentId occurredAt recordedAt
    changes { of field from to } actor { __typename } cause { kind requestId eventCursor }
    comment { id } attachment { id } }`;
  const entries = [];
  for (let after: string | null = null; ; ) {
    const page: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean } } =
      (
        await client.ok(
          `query ($id: ID!, $after: String) { ticket(id: $id) { timeline(first: 50, after: $after) {
          nodes { ${fields} } pageInfo { endCursor hasNextPage } } } }`,
          { id: ticketId, after },
        )
      ).ticket.timeline;
    entries.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return entries;
}

/** A change as the contract shows it: `holdReason`, which is stored as `TicketHold.reason` by now, of `TICKET_HOLD`. */
function shown({ field, ...values }: Line['changes'][number]) {
  const named = names[field] ?? field;
  const [of, name] = (renamed[named] ?? named).split('.').map((word) => snakeCase(word).toUpperCase());
  return { of: of?.replace(/^_/, ''), field: name, ...values };
}

const typeNow = ({ type }: Line) => (type === itemsChangedBefore ? itemsChanged : type);
const expected = (line: Line) => ({
  type: typeNow(line),
  changes: withIds(line.changes.map(shown), global),
});
const read = ({ type, changes }: Record<string, unknown>) => ({ type, changes });
/** A timeline shows a comment in place of its COMMENT_ADDED event. */
const isEvent = ({ type }: Line) => type !== 'COMMENT_ADDED';

describe('a log of earlier servers', () => {
  it('has every type of event that modules declare', () => {
    const types = new Set(lines.map(typeNow));
    const missing = [...modules.extensions.at(eventTypesPoint).keys()].filter((type) => !types.has(type));
    expect(missing).toEqual([]);
  });

  it('is readable in a timeline', async () => {
    const events = (await timelineOf(agent)).filter((entry) => entry.__typename === 'TicketEvent');
    // The events before these come from the test's own set-up.
    const old = events.slice(-ofTickets.filter(isEvent).length);
    expect(old.map(read)).toEqual(ofTickets.filter(isEvent).map(expected));
  });

  it('shows a requester the public events only', async () => {
    const events = (await timelineOf(requester)).filter((entry) => entry.__typename === 'TicketEvent');
    const seen = ofTickets.filter(isEvent).filter(({ toRequester }) => toRequester);
    expect(events.slice(-seen.length).map(({ type }) => type)).toEqual(seen.map(({ type }) => type));
  });

  it('is sent to subscribers', async () => {
    const stream = await follow(agent, { after: before });
    await report(agent, 'The end');
    await stream.until((s) => s.events.at(-1)?.ticket.subject === 'The end');
    expect(stream.events.slice(0, -1).map(read)).toEqual(ofTickets.map(expected));
    stream.stop();
  });

  it('is filtered by the values in its events, before and after each change', async () => {
    const held = ({ facts, changes }: Line) =>
      facts?.status === 'ON_HOLD' ||
      changes.some(({ field, from }) => /^(Ticket\.)?status$/.test(field) && from === 'ON_HOLD');
    const stream = await follow(agent, { after: before, filter: { statuses: ['ON_HOLD'] } });
    const last = await report(agent, 'On hold');
    await agent.done('holdTicket', { ticketId: last, reason: 'AWAITING_VENDOR' }, '__typename');
    await stream.until((s) => s.events.at(-1)?.ticket.id === last);
    const types = stream.events.slice(0, -1).map(({ type }) => type);
    expect(types).toEqual(ofTickets.filter(held).map(({ type }) => type));
    expect(new Set(types)).toContain('TICKET_RESUMED');
    stream.stop();
  });

  it('is filtered by services, which its first events do not contain', async () => {
    const services = [global('<Service>')];
    const stream = await follow(agent, { after: before, filter: { affectedServiceIds: services } });
    const last = await report(agent, 'Of the service', { affectedServiceIds: services });
    await stream.until((s) => s.events.at(-1)?.ticket.id === last);
    // Whether an event without facts of services matches is unknown, so it is sent.
    const about = ({ facts, changes }: Line) =>
      (facts !== undefined && facts !== null && !('services' in facts)) ||
      [
        facts?.services,
        ...changes.filter(({ field }) => /^(Ticket\.)?services$/.test(field)).map(({ from }) => from),
      ].some((value) => Array.isArray(value) && value.includes('<Service>'));
    expect(stream.events.slice(0, -1).map(({ type }) => type)).toEqual(ofTickets.filter(about).map(typeNow));
    stream.stop();
  });

  it('shows a field that no module declares as OTHER, without its values', async () => {
    const [event] = await world.rows<{ number: string; changes: unknown }>(
      "select number, changes from events where type = 'TICKET_ASSIGNED' and ticket_id = $1 order by number limit 1",
      [ids['<Ticket>']],
    );
    const store = (changes: unknown) =>
      world.rows('update events set changes = $2 where number = $1', [
        event?.number,
        JSON.stringify(changes),
      ]);
    const unknown = ['Ticket.mood', 'Oracle.mood', 'mood'].map((field) => ({
      field,
      from: 'a',
      to: ids['<User>'],
    }));
    await store([...unknown, { field: 'Ticket.priority', from: 'P3', to: 'P1' }]);
    const entries = await timelineOf(agent);
    await store(event?.changes);
    expect(entries.find(({ type }) => type === 'TICKET_ASSIGNED')?.changes).toEqual([
      { of: 'TICKET', field: 'OTHER', from: null, to: null },
      { of: 'OTHER', field: 'OTHER', from: null, to: null },
      { of: 'OTHER', field: 'OTHER', from: null, to: null },
      { of: 'TICKET', field: 'PRIORITY', from: 'P3', to: 'P1' },
    ]);
  });

  it('does not change the ticket itself', async () => {
    const { ticket } = await agent.ok(
      'query ($id: ID!) { ticket(id: $id) { status steps { step state } availableTransitions { transition } } }',
      { id: ticketId },
    );
    expect(ticket.status).toBe('NEW');
    expect(ticket.steps[0]).toEqual({ step: 'CREATION', state: 'DONE' });
  });
});
