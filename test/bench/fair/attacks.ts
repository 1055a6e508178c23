import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { toGlobalId } from '../../../server/platform/kernel/ids.js';

/** The requests of one account, all within its limits. */
export interface Attack {
  url: string;
  token: string;
  /** Tickets that it sees and may comment on. */
  ticketIds: string[];
  name: AttackName;
}

export const attackNames = [
  'heavy lists',
  'expensive documents',
  'writes',
  'announced uploads',
  'subscriptions',
  'all of it',
] as const;
export type AttackName = (typeof attackNames)[number];

/** The number of concurrent requests of each kind. */
const AT_ONCE = 20;
const SUBSCRIPTIONS = 100;

const person = '{ ... on User { name email } ... on Integration { name } ... on SystemActor { name } }';
const fields = `id number subject status priority labels createdAt updatedAt requester { name email } assignee { name email }
  queue { name } comments(first: 19) { nodes { id body createdAt author ${person} } }`;
/** Close to the maximum cost of one document. */
export const heavyList = `query Heavy { tickets(first: 100) { nodes { ${fields} } } }`;

/**
 * A document with the maximum number of tokens, different each time so that the server parses and validates it
 * each time.
 */
export function expensiveDocument(turn: number): string {
  const page = Array.from(
    { length: 27 },
    (_, i) => `x${turn}_${i}: comments(first: 1) { nodes { id body author ${person} } }`,
  );
  return `query Expensive${turn} { ticketByNumber(number: "INC-1") { ${page.join(' ')} } }`;
}

const comment = `mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }`;
const upload = `mutation ($input: CreateAttachmentUploadInput!) { createAttachmentUpload(input: $input) { attachmentId errors { code } } }`;
const follow = `subscription { ticketEvents { ... on StreamPosition { cursor } ... on TicketEvent { cursor type ticket { ${fields} } } } }`;

/** Runs until the signal. Returns how many requests were answered and how many refused. */
export async function attack({ url, token, ticketIds, name }: Attack, signal: AbortSignal) {
  const counts = { answered: 0, refused: 0, pushed: 0 };
  const agent = new Agent({ keepAlive: true });
  const post = (query: string, variables: object = {}): Promise<void> =>
    new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const asked = request(`${url}/graphql`, { method: 'POST', agent, headers, signal }, (response) => {
        // Nothing is parsed here, because the server is measured.
        let beginning: string | undefined;
        response.on('data', (chunk) => {
          beginning ??= String(chunk).slice(0, 300);
        });
        response.on('close', () => {
          if (beginning?.startsWith('{"data":{') && !beginning.includes('"errors":[{')) counts.answered += 1;
          else counts.refused += 1;
          resolve();
        });
      });
      asked.on('error', () => resolve());
      asked.end(JSON.stringify({ query, variables }));
    });
  let turn = 0;
  const ticketId = () => toGlobalId('Ticket', ticketIds[turn++ % ticketIds.length] ?? '');
  const sha256 = createHash('sha256').update('x').digest('hex');
  const ways: Record<Exclude<AttackName, 'subscriptions' | 'all of it'>, () => Promise<void>> = {
    'heavy lists': () => post(heavyList),
    'expensive documents': () => post(expensiveDocument(turn++)),
    writes: () => post(comment, { input: { ticketId: ticketId(), body: 'Again and again.' } }),
    'announced uploads': () =>
      post(upload, {
        input: {
          ticketId: ticketId(),
          fileName: 'a.txt',
          size: 50_000_000,
          contentType: 'text/plain',
          sha256,
        },
      }),
  };
  const keepAsking = async (way: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) await way();
  };
  const chosen = Object.entries(ways).filter(([way]) => name === 'all of it' || name === way);
  const asking = chosen.flatMap(([, way]) => Array.from({ length: AT_ONCE }, () => keepAsking(way)));
  const sockets =
    name === 'subscriptions' || name === 'all of it' ? subscribe(url, token, () => (counts.pushed += 1)) : [];
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  await Promise.all(asking);
  for (const socket of sockets) await socket.dispose();
  agent.destroy();
  return counts;
}

function subscribe(url: string, token: string, pushed: () => void) {
  return Array.from({ length: SUBSCRIPTIONS / 50 }, () => {
    const socket = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    for (let i = 0; i < 50; i += 1)
      socket.subscribe({ query: follow }, { next: pushed, error: () => {}, complete: () => {} });
    return socket;
  });
}
