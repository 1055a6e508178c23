/*
 * Prints a line for every event in a queue, or in all queues, until it is stopped. When it is started again, it first prints the
 * events that it missed: it stores the cursor in a file.
 *
 *   npm run watch-queue -- --help
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  follow,
  LiveConnection,
  requireWebSocket,
  type StreamPosition,
  type TicketGone,
} from '../live/index.ts';
import { printable } from './printable.ts';
import { runProgram } from './program.ts';
import { queueNamed } from './queues.ts';
import { signIn } from './sign-in.ts';

const usage = `Prints a line for each event in a queue, until Ctrl-C. Started again, it begins with the events that it missed.

npm run watch-queue -- [options]

  --queue NAME          only this queue (all that you see)
  --url U               the GraphQL endpoint (http://127.0.0.1:4000/graphql)
  --email E             an account (agent@example.com)
  --password P          its password (demo)
  --token T             instead of an account: a token, or an API key with the scope TICKETS_READ
  --cursor-file F       where it remembers what it has printed (.watch-queue.cursor)
`;

export const watchTickets = /* GraphQL */ `
  subscription WatchQueue($filter: TicketFilter, $after: String) {
    ticketEvents(filter: $filter, after: $after) {
      __typename
      ... on StreamItem { cursor }
      ... on ResyncRequired { resyncReason }
      ... on TicketGone { ticketId }
      ... on TicketEvent {
        type
        occurredAt
        actor {
          name
        }
        ticket { number status subject }
      }
    }
  }
`;

interface WatchedEvent {
  __typename: 'TicketEvent';
  cursor: string;
  type: string;
  occurredAt: string;
  actor: { name: string };
  ticket: { number: string; status: string; subject: string };
}

/** The cursor of an earlier run; undefined when there is none. */
async function keptIn(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.trim() || undefined;
}

/** Written to another file and renamed: if the program is killed, the old cursor remains. */
async function keep(file: string, cursor: string): Promise<void> {
  await writeFile(`${file}.new`, cursor);
  await rename(`${file}.new`, file);
}

/** The values of `ResyncReason`, for people. */
const missed: Record<string, (file: string) => string> = {
  CURSOR_TOO_OLD: (file) => `the server no longer has the events since the cursor in ${file}`,
  CURSOR_UNKNOWN: (file) => `the cursor in ${file} is from another database, or from one that was restored`,
  TOO_FAR_BEHIND: () => 'events came faster than they were printed',
  OVER_BUDGET: () => 'the subscriptions of this account cost too much',
  ACCESS_CHANGED: () => 'you see other queues than before',
};

/** The line of one event. Texts of users are made safe to print. */
export function lineOf({ occurredAt, type, actor, ticket }: WatchedEvent): string {
  const { number, status, subject } = ticket;
  return printable(`${occurredAt} ${number} ${type} by ${actor.name} → ${status}: ${subject}`);
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      email: { type: 'string', default: 'agent@example.com' },
      password: { type: 'string', default: 'demo' },
      token: { type: 'string' },
      queue: { type: 'string' },
      'cursor-file': { type: 'string', default: '.watch-queue.cursor' },
    },
  });
  requireWebSocket();
  const { url, email, password } = values;
  const file = values['cursor-file'];
  const say = (text: string) => console.error(printable(text));
  let token = values.token ?? (await signIn(url, email, password));
  const queue = values.queue === undefined ? undefined : await queueNamed(url, token, values.queue);
  const after = await keptIn(file);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());

  say(
    `Watching ${queue === undefined ? 'all queues' : `the queue ${queue.name}`} at ${url} as ${values.token === undefined ? email : 'the given token'}, ` +
      `${after === undefined ? 'from now on' : `from the cursor in ${file} on`}. Ctrl-C ends it.`,
  );
  const live = new LiveConnection({
    url,
    // A given token cannot be renewed: when it expires, this ends.
    token:
      values.token ??
      (async (refused) => {
        if (token === refused) token = await signIn(url, email, password);
        return token;
      }),
    onRetry: (reason, waitMs) => say(`(${String(reason)}; connecting again in ${waitMs} ms)`),
  });
  await follow<WatchedEvent | TicketGone | StreamPosition>(live, {
    query: watchTickets,
    variables: { filter: queue === undefined ? null : { queueIds: [queue.id] } },
    after,
    onItem: (item) => {
      if (item.__typename === 'TicketEvent') console.log(lineOf(item));
      if (item.__typename === 'TicketGone')
        console.log(printable(`You can no longer see the ticket ${item.ticketId}.`));
    },
    onCursor: (cursor) => keep(file, cursor),
    onResync: (_cursor, reason) =>
      say(`(Events may be missing here: ${missed[reason]?.(file) ?? reason}. Continuing from now.)`),
    signal: stop.signal,
  }).done;
}

await runProgram(import.meta.url, usage, main);
