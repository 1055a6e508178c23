import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { watchCounters, watchView } from '../../client-examples/node/dashboard.js';
import * as firstTicket from '../../client-examples/node/first-ticket.js';
import type { Api } from '../../client-examples/node/incident-log/api.js';
import type { Directory } from '../../client-examples/node/incident-log/directory.js';
import * as documents from '../../client-examples/node/incident-log/documents.js';
import { parseLog } from '../../client-examples/node/incident-log/parse.js';
import { planIncident } from '../../client-examples/node/incident-log/plan.js';
import { play } from '../../client-examples/node/incident-log/play.js';
import { listQueues } from '../../client-examples/node/queues.js';
import { signInMutation } from '../../client-examples/node/sign-in.js';
import { watchTickets } from '../../client-examples/node/watch-queue.js';

const root = join(import.meta.dirname, '../..');
const schema = buildSchema(
  readdirSync(join(root, 'schema'))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(join(root, 'schema', name), 'utf8'))
    .join('\n'),
);
const { actionMutations, ...others } = documents;
const all: Record<string, string> = {
  ...others,
  ...Object.fromEntries(Object.entries(actionMutations).map(([kind, { document }]) => [kind, document])),
  firstTicket: firstTicket.createTicket,
  firstComment: firstTicket.addComment,
  signInMutation,
  watchListQueues: listQueues,
  watchTickets,
  watchView,
  watchCounters,
};
const incidents = parseLog(readFileSync(join(root, 'client-examples/data/incident-log.csv'), 'utf8'));

const directory: Directory = {
  person: (name) => `user:${name}`,
  queue: (group) => `queue:${group ?? 'default'}`,
  category: (name) => `category:${name}`,
  subcategory: (category, name) => `subcategory:${category}/${name}`,
  groupOf: () => null,
  made: { users: 0, teams: 0, queues: 0, categories: 0 },
};

interface Sent {
  document: string;
  input: Record<string, unknown>;
}

/** Plays an incident against a fake server that accepts everything, or what `accept` allows. */
async function sentFor(number: string, accept: (index: number) => boolean = () => true) {
  const incident = incidents.find((one) => one.number === number);
  if (!incident) throw new Error(`${number} is not in the log`);
  const sent: Sent[] = [];
  const api = (async (document: string, variables: { input: Record<string, unknown> }) => {
    sent.push({ document, input: variables.input });
    const refusal = { __typename: 'ForbiddenError', code: 'FORBIDDEN', message: 'No.', path: [] };
    const result = accept(sent.length - 1)
      ? { ticket: { id: 'ticket', number: 'INC-1', version: sent.length }, errors: [] }
      : { ticket: null, errors: [refusal] };
    return { result };
  }) as unknown as Api;
  const context = {
    api,
    directory,
    runId: 'run',
    now: new Date('2026-01-01T00:00:00Z'),
    onOperation: () => undefined,
  };
  return { sent, played: await play(planIncident(incident, 'keep'), context) };
}

describe('the operations of the examples', () => {
  it.each(Object.entries(all))('%s is valid in the contract', (_name, document) => {
    expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
  });

  it('cause events of types that the contract has', () => {
    const known = schema.getType('TicketEventType')?.toConfig();
    const values = known && 'values' in known ? Object.keys(known.values) : [];
    expect(values).toEqual(expect.arrayContaining(Object.values(actionMutations).map(({ event }) => event)));
  });
});

describe('playing an incident', () => {
  it.each(incidents.map(({ number }) => number))(
    '%s sends inputs that are valid in the contract',
    async (number) => {
      const { sent, played } = await sentFor(number);
      for (const { document, input } of sent) {
        const [operation] = parse(document).definitions as OperationDefinitionNode[];
        const json: unknown = JSON.parse(JSON.stringify(input));
        const { errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], { input: json });
        expect(errors?.map(({ message }) => message)).toBeUndefined();
      }
      expect(played.acknowledged).toHaveLength(sent.length);
      expect(new Set(sent.map(({ input }) => input.idempotencyKey)).size).toBe(sent.length);
    },
  );

  it('attributes each step to a person and a time of the log', async () => {
    const { sent } = await sentFor('INC0900002');
    expect(sent.map(({ input }) => input.import)).toEqual([
      { occurredAt: '2021-01-04T08:10:00.000Z', actorId: 'user:Opened by 1' },
      { occurredAt: '2021-01-04T08:20:00.000Z', actorId: 'user:Resolved by 1' },
      { occurredAt: '2021-01-09T09:00:00.000Z', actorId: 'user:Caller 2' },
    ]);
    expect(sent[0]?.input).toMatchObject({
      externalReference: 'INC0900002',
      channel: 'EMAIL',
      queueId: 'queue:Group 1',
    });
  });

  it('names no queue for an incident without a group', async () => {
    const { sent } = await sentFor('INC0900007');
    expect(JSON.parse(JSON.stringify(sent[0]?.input))).not.toHaveProperty('queueId');
    expect(sent[2]?.input).toMatchObject({ queueId: 'queue:Group 2' });
  });

  it('records a refused step and continues', async () => {
    const { played } = await sentFor('INC0900002', (index) => index !== 1);
    expect(played.acknowledged).toEqual(['TICKET_CREATED', 'TICKET_CLOSED']);
    expect(played.refused).toMatchObject([
      {
        incident: 'INC0900002',
        ticket: 'INC-1',
        sysModCount: 1,
        operation: 'resolve',
        errors: [{ code: 'FORBIDDEN' }],
      },
    ]);
  });

  it('stops an incident whose ticket cannot be created', async () => {
    const { sent, played } = await sentFor('INC0900002', () => false);
    expect(sent).toHaveLength(1);
    expect(played).toMatchObject({ ticketId: null, acknowledged: [], refused: [{ operation: 'create' }] });
  });
});
