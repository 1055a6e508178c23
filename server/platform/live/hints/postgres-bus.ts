import pg from 'pg';
import { APPLICATION_NAME } from '../../db/serving-role.js';
import { inTime } from '../../kernel/in-time.js';
import { ANSWER_MS, type Bus, type BusConnection, CHANNEL } from './bus.js';

/** How long the end of a connection may take. */
const END_MS = 1000;

/**
 * NOTIFY and LISTEN over one connection of its own. It must lead to PostgreSQL directly: a pooler gives each transaction another connection
 * and passes no notifications on.
 */
export function postgresBus(url: string): Bus {
  return { name: 'postgresql', connect: (heard) => connect(url, heard) };
}

async function connect(url: string, heard: (text: string) => void): Promise<BusConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  });
  let lose: (reason: Error) => void = () => {};
  const lost = new Promise<Error>((resolve) => {
    lose = resolve;
  });
  client.on('error', lose);
  client.on('end', () => lose(new Error('the connection has ended')));
  const close = async (): Promise<void> => {
    await inTime(client.end(), END_MS).catch(() => {});
    lose(new Error('the connection was closed'));
  };
  try {
    await client.connect();
    await refusePooler(client);
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  const publish = async (text: string): Promise<void> => {
    await client.query('select pg_notify($1, $2)', [CHANNEL, text]);
  };
  return { publish, lost, close };
}

/** A pooler announces a process of its own making at the beginning of a connection. */
async function refusePooler(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const { processID } = client as unknown as { processID: number };
  if (rows[0]?.pid === processID) return;
  throw new Error(
    'There is a pooler between the server and PostgreSQL, so notifications cannot arrive. Set DATABASE_DIRECT_URL to the URL of PostgreSQL itself.',
  );
}
