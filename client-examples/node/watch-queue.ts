/*
 * Prints a line for everything that happens in a queue, or in all of them, for as long as it runs; and, when it is started
 * again, first what it missed: the cursor is kept in a file.
 *
 *   npm run watch-queue -- [--queue NAME] [--url U] [--email E --password P | --token T] [--cursor-file F]
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { graphqlRequest } from './client.js';
import { isMain } from './is-main.js';
import { subscribeResuming } from './resuming-subscription.js';
import { signIn } from './sign-in.js';

export const listQueues = /* GraphQL */ `
  query Queues($after: String) {
    queues(first: 100, after: $after) {
      nodes { id name }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const watchTickets = /* GraphQL */ `
  subscription WatchQueue($filter: TicketFilter, $after: String) {
    ticketEvents(filter: $filter, after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on ResyncRequired { cursor reason }
      ... on TicketEvent {
        cursor
        type
        occurredAt
        actor {
          __typename
          ... on User { name }
          ... on Integration { name }
          ... on SystemActor { name }
        }
        ticket { number status subject }
      }
    }
  }
`;

interface WatchedEvent {
  cursor: string;
  type: string;
  occurredAt: string;
  actor: { name: string };
  ticket: { number: string; status: string; subject: string };
}

interface QueuePage {
  queues: {
    nodes: { id: string; name: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

async function queueNamed(url: string, token: string, name: string): Promise<string> {
  for (let after: string | null = null; ; ) {
    const page: QueuePage = await graphqlRequest(url, token, listQueues, { after });
    const queue = page.queues.nodes.find((node) => node.name.toLowerCase() === name.toLowerCase());
    if (queue) return queue.id;
    if (!page.queues.pageInfo.hasNextPage) throw new Error(`there is no queue ${name}`);
    after = page.queues.pageInfo.endCursor;
  }
}

/** Written aside and renamed: a program that is killed while writing leaves the old cursor, not half a one. */
async function keep(file: string, cursor: string): Promise<void> {
  await writeFile(`${file}.new`, cursor);
  await rename(`${file}.new`, file);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
      email: { type: 'string', default: 'agent@example.com' },
      password: { type: 'string', default: 'demo' },
      token: { type: 'string' },
      queue: { type: 'string' },
      'cursor-file': { type: 'string', default: '.watch-queue.cursor' },
    },
  });
  const { url, email, password } = values;
  const file = values['cursor-file'];
  let token = values.token ?? (await signIn(url, email, password));
  const queueId = values.queue === undefined ? undefined : await queueNamed(url, token, values.queue);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());

  await subscribeResuming<WatchedEvent>({
    url,
    // A token that was given has nothing to be renewed with: when it has run out, this ends.
    token:
      values.token ??
      (async (refused) => {
        if (token === refused) token = await signIn(url, email, password);
        return token;
      }),
    query: watchTickets,
    variables: { filter: queueId === undefined ? null : { queueIds: [queueId] } },
    field: 'ticketEvents',
    after: await readFile(file, 'utf8').catch(() => undefined),
    onEvent: ({ occurredAt, type, actor, ticket }) => {
      console.log(
        `${occurredAt} ${ticket.number} ${type} by ${actor.name} → ${ticket.status}: ${ticket.subject}`,
      );
    },
    onPosition: (cursor) => keep(file, cursor),
    onResync: (_cursor, reason) =>
      console.error(`(some events can not be replayed any more: ${reason}; going on)`),
    onRetry: (reason, waitMs) => console.error(`(${String(reason)}; connecting again in ${waitMs} ms)`),
    signal: stop.signal,
  }).done;
}

if (isMain(import.meta.url)) await main();
