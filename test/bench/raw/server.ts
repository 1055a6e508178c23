/*
 * The measure of the bench: node:http and one prepared statement a request, nothing between. It connects as the role that the program
 * serves with, so row-level security binds it as well. It does not ask who sends a request, it is told at its start.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { newId } from '../../../server/kernel/ids.js';
import { addComment, queuePage, timeline } from './statements.js';

interface Settings {
  databaseUrl: string;
  poolSize: number;
  organisationId: string;
  userId: string;
  teamIds: string[];
}

type Input = Record<string, string>;

const { databaseUrl, poolSize, organisationId, userId, teamIds } = JSON.parse(
  process.env.RAW_SERVER ?? '',
) as Settings;
const pool = new pg.Pool({
  connectionString: databaseUrl,
  max: poolSize,
  options: `-c app.organisation_id=${organisationId}`,
});
const viewer = [organisationId, userId, teamIds];

const paths: Record<string, (input: Input) => { name: string; text: string; values: unknown[] }> = {
  '/queue-page': ({ queueId }) => ({ name: 'queue page', text: queuePage, values: [...viewer, queueId] }),
  '/timeline': ({ ticketId }) => ({ name: 'timeline', text: timeline, values: [...viewer, ticketId] }),
  '/comment': ({ ticketId, body }) => ({
    name: 'comment',
    text: addComment,
    values: [...viewer, ticketId, newId(), body, randomBytes(16).toString('hex')],
  }),
};

const server = createServer(async (request, response) => {
  try {
    const statement = paths[request.url ?? '']?.(JSON.parse(await text(request)) as Input);
    const { rows } = await pool.query<{ answer: string }>(statement ?? '');
    const answer = rows[0]?.answer ?? '';
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
// Ctrl-C reaches the whole group of processes; whoever started this one stops it.
process.on('SIGINT', () => {});
