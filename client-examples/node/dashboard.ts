/*
 * Shows the newest open tickets and the counters of the queues, and prints them again when they change, until it is stopped. Both are of
 * the same moment.
 *
 *   npm run dashboard -- --help
 */
import { parseArgs } from 'node:util';
import {
  follow,
  followView,
  LiveConnection,
  requireWebSocket,
  Screen,
  type StreamItem,
  type View,
} from '../live/index.ts';
import { printable } from './printable.ts';
import { runProgram } from './program.ts';
import { queueNamed } from './queues.ts';
import { signIn } from './sign-in.ts';

const usage = `Shows the newest open tickets and the counters of the queues, again after each change, until Ctrl-C.

npm run dashboard -- [options]

  --queue NAME          only this queue (all that you see)
  --rows N              how many tickets, at most 100 (10)
  --url U               the GraphQL endpoint (http://127.0.0.1:4000/graphql)
  --email E             an account (agent@example.com)
  --password P          its password (demo)
  --token T             instead of an account: a token, or an API key with the scope TICKETS_READ
`;

export const watchView = /* GraphQL */ `
  subscription DashboardRows($filter: TicketFilter, $first: Int, $after: String) {
    ticketView(filter: $filter, first: $first, after: $after) {
      __typename
      ... on StreamItem { cursor }
      ... on ResyncRequired { resyncReason }
      ... on TicketGone { ticketId }
      ... on TicketViewSnapshot { nodes { ...DashboardRow } totalCount }
      ... on TicketEntered { ticket { ...DashboardRow } index }
      ... on TicketChanged { ticket { ...DashboardRow } index }
      ... on TicketLeft { ticketId }
      ... on TicketViewCount { totalCount }
    }
  }
  fragment DashboardRow on Ticket { id number status priority subject }
`;

export const watchCounters = /* GraphQL */ `
  subscription DashboardCounters($queueIds: [ID!], $after: String) {
    queueCounters(queueIds: $queueIds, after: $after) {
      __typename
      ... on StreamItem { cursor }
      ... on ResyncRequired { resyncReason }
      ... on QueueCountersSnapshot { counters { ...DashboardCounters } }
      ... on QueueCountersChanged { counters { ...DashboardCounters } }
    }
  }
  fragment DashboardCounters on QueueCounters { queue { id name } open unassigned onHold }
`;

interface Row {
  id: string;
  number: string;
  status: string;
  priority: string;
  subject: string;
}

interface Counters {
  queue: { id: string; name: string };
  open: number;
  unassigned: number;
  onHold: number;
}

interface CountersItem extends StreamItem {
  __typename: 'QueueCountersSnapshot' | 'QueueCountersChanged';
  counters: Counters[];
}

/** The categories of statuses that count as open. */
const open = ['TODO', 'IN_PROGRESS', 'WAITING'];

/** The lines of one moment. Texts of users are made safe to print. */
function linesOf({ rows, totalCount = 0 }: View<Row>, counters: Iterable<Counters>): string {
  const queues = [...counters]
    .toSorted((one, other) => one.queue.name.localeCompare(other.queue.name))
    .map(({ queue, open, unassigned, onHold }) =>
      printable(`${queue.name}: ${open} open, ${unassigned} unassigned, ${onHold} on hold`),
    );
  const tickets = rows.map(({ number, status, priority, subject }) =>
    printable(`${number} ${status} ${priority} ${subject}`),
  );
  return ['', `${totalCount} open tickets`, ...queues, ...tickets].join('\n');
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
      rows: { type: 'string', default: '10' },
    },
  });
  requireWebSocket();
  const { url, email, password } = values;
  let token = values.token ?? (await signIn(url, email, password));
  const queueIds = values.queue === undefined ? undefined : [(await queueNamed(url, token, values.queue)).id];
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const live = new LiveConnection({
    url,
    // A given token cannot be renewed: when it expires, this ends.
    token:
      values.token ??
      (async (refused) => {
        if (token === refused) token = await signIn(url, email, password);
        return token;
      }),
    onRetry: (reason, waitMs) => console.error(printable(`(${reason.message}; again in ${waitMs} ms)`)),
  });

  let view: View<Row> | undefined;
  const counters = new Map<string, Counters>();
  let printed = '';
  const screen = new Screen(() => {
    if (!view || counters.size === 0) return;
    const lines = linesOf(view, counters.values());
    if (lines !== printed) console.log(lines);
    printed = lines;
  });
  const rows = followView<Row>(live, {
    query: watchView,
    variables: { filter: { statusCategories: open, queueIds }, first: Number(values.rows) },
    screen,
    onView: (now) => {
      view = now;
    },
    signal: stop.signal,
  });
  const counts = follow<CountersItem>(live, {
    query: watchCounters,
    variables: { queueIds },
    onItem: screen.collect((item) => {
      if (item.__typename === 'QueueCountersSnapshot') counters.clear();
      for (const one of item.counters ?? []) counters.set(one.queue.id, one);
    }),
    // There is nothing to read again: the subscription begins with a snapshot.
    onResync: () => undefined,
    signal: stop.signal,
  });
  await Promise.all([rows.done, counts.done]).finally(() => stop.abort());
}

await runProgram(import.meta.url, usage, main);
