/*
 * The reference of the bench: node:http, the statement of the token, and one prepared statement that builds the
 * answer, with nothing in between. It connects with the serving role, so row-level security applies to it, too.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { newId } from '../../../server/platform/kernel/ids.js';
import { type Agent, authenticate } from './authenticate.js';
import { addComment } from './statements/add-comment.js';
import { countOpen, countOpenOfQueue } from './statements/count-open.js';
import { createTicket } from './statements/create-ticket.js';
import { holdTicket, resumeTicket } from './statements/hold.js';
import { openTickets } from './statements/open-tickets.js';
import { queuePage } from './statements/queue-page.js';
import { ticketPane } from './statements/ticket-pane.js';
import { timeline } from './statements/timeline.js';
import { type PaneRow, withTransitions } from './transitions.js';

interface Settings {
  databaseUrl: string;
  poolSize: number;
  organisationId: string;
}

type Input = Record<string, string>;

/** The answer to a path: the statement, its values after organisation and agent, and a function for the row. */
interface Path {
  text: string;
  /** Whether the third value is the agent's teams, which decide about visibility. */
  seen: boolean;
  values(input: Input): unknown[];
  finish?(row: never, agent: Agent): string;
}

const { databaseUrl, poolSize, organisationId } = JSON.parse(process.env.RAW_SERVER ?? '') as Settings;
const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: poolSize,
  options: `-c app.organisation_id=${organisationId}`,
});
const traceId = () => randomBytes(16).toString('hex');

const paths: Record<string, Path> = {
  '/queue-page': { text: queuePage, seen: true, values: ({ queueId }) => [queueId] },
  '/open-tickets': { text: openTickets, seen: true, values: () => [] },
  '/count-open': { text: countOpen, seen: true, values: () => [] },
  '/count-open-of-queue': { text: countOpenOfQueue, seen: true, values: ({ queueId }) => [queueId] },
  '/timeline': { text: timeline, seen: true, values: ({ ticketId }) => [ticketId] },
  '/ticket-pane': {
    text: ticketPane,
    seen: true,
    values: ({ ticketId }) => [ticketId],
    finish: (row: PaneRow, agent) => withTransitions(row, organisationId, agent),
  },
  '/comment': {
    text: addComment,
    seen: true,
    values: ({ ticketId, body }) => [ticketId, newId(), body, traceId()],
  },
  '/hold': {
    text: holdTicket,
    seen: true,
    values: ({ ticketId, reason, note }) => [ticketId, reason, note, traceId()],
  },
  '/resume': { text: resumeTicket, seen: true, values: ({ ticketId }) => [ticketId, traceId()] },
  '/create': {
    text: createTicket,
    seen: false,
    values: ({ queueId, subject, description }) => [queueId, newId(), subject, description, traceId()],
  },
};

async function answerTo(url: string, authorization: string | undefined, body: string): Promise<string> {
  const path = paths[url];
  if (!path) throw new Error(`there is no ${url}`);
  const agent = await authenticate(pool, organisationId, authorization);
  const { userId, teamIds } = agent;
  const who = path.seen ? [organisationId, userId, teamIds] : [organisationId, userId];
  const values = [...who, ...path.values(JSON.parse(body) as Input)];
  const { rows } = await pool.query<{ answer: string }>({ name: url, text: path.text, values });
  const [row] = rows;
  if (!row) throw new Error(`${url} found nothing`);
  return path.finish ? path.finish(row as never, agent) : row.answer;
}

const server = createServer(async (request, response) => {
  try {
    const answer = await answerTo(request.url ?? '', request.headers.authorization, await text(request));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('The raw server is ready\n'));
process.once('SIGTERM', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent process stops this one.
process.on('SIGINT', () => {});
