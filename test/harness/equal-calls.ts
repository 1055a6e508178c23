import { expect } from 'vitest';
import type { Client } from './client.js';
import { rawId, report } from './desk.js';
import { announce, put } from './upload.js';

// The fields of a payload depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Answer = any;
type Input = Record<string, unknown>;

export interface Stage {
  agent: Client;
  admin: Client;
  /** Counts rows. The statement starts after `from`, and its `where` takes one value. */
  count(statement: string, value: string): Promise<number>;
}

/**
 * A kind of call: its caller, its input, the fields that must be equal in all answers, and how to count its
 * effects.
 */
export interface Kind {
  mutation: string;
  who: 'agent' | 'admin';
  input(): Promise<Input>;
  selection: string;
  effects(input: Input): Promise<number>;
}

let made = 0;

/** A text that no other call uses. */
export function unique(): string {
  made += 1;
  return `equal-${made}`;
}

/** The kinds of calls that tests send a hundred times at once. */
export function kindsOfCalls(stage: () => Stage): Kind[] {
  const count = (statement: string, value: unknown) => stage().count(statement, String(value));
  const events = (column: string, id: unknown, type: string) =>
    count(`events where ${column} = $1 and type = '${type}'`, rawId(String(id)));
  return [
    {
      mutation: 'createTicket',
      who: 'agent',
      input: async () => ({ type: 'INCIDENT', subject: unique(), description: 'At once.' }),
      selection: 'ticket { id number version createdAt }',
      effects: ({ subject }) => count('tickets where subject = $1', subject),
    },
    {
      mutation: 'addComment',
      who: 'agent',
      input: async () => ({ ticketId: (await report(stage().agent)).id, body: unique() }),
      selection: 'comment { id body version createdAt } ticket { version }',
      effects: ({ body }) => count('comments where body = $1', body),
    },
    {
      mutation: 'holdTicket',
      who: 'agent',
      input: async () => ({ ticketId: (await report(stage().agent)).id, reason: 'AWAITING_VENDOR' }),
      selection: 'ticket { id status version updatedAt }',
      effects: ({ ticketId }) => events('ticket_id', ticketId, 'TICKET_HELD'),
    },
    {
      mutation: 'createApiKey',
      who: 'admin',
      input: async () => ({ name: unique(), scopes: ['TICKETS_READ'] }),
      selection: 'apiKey { id prefix name createdAt } secret',
      effects: ({ name }) => count('api_keys where name = $1', name),
    },
    {
      mutation: 'createUser',
      who: 'admin',
      input: async () => ({
        name: 'Eva',
        email: `${unique()}@example.com`,
        role: 'AGENT',
        password: 'equal at once',
      }),
      selection: 'user { id name email version }',
      effects: ({ email }) => count('users where email = $1', email),
    },
    {
      mutation: 'completeAttachmentUpload',
      who: 'agent',
      input: async () => {
        const { agent } = stage();
        const file = { fileName: 'a.txt', contentType: 'text/plain', bytes: Buffer.from(unique()) };
        const announced = await announce(agent, (await report(agent)).id, file);
        expect(await put(announced, file.bytes)).toBe(200);
        return { attachmentId: announced.attachmentId };
      },
      selection: 'attachment { id fileName size sha256 createdAt }',
      effects: ({ attachmentId }) => events('attachment_id', attachmentId, 'ATTACHMENT_ADDED'),
    },
  ];
}

/**
 * Fails unless all calls returned the same answer and had one effect. At most one answer may show a secret.
 * Returns how many did.
 */
export async function expectOneEffect({ effects }: Kind, input: Input, answers: Answer[]): Promise<number> {
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  const [first] = answers;
  expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, secret: null })))).toEqual(
    new Set([JSON.stringify({ ...first, secret: null })]),
  );
  expect(await effects(input)).toBe(1);
  return answers.filter(({ secret }) => typeof secret === 'string').length;
}
