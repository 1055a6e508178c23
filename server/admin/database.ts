import type { Config } from '../config.js';
import { type Database, openDatabase } from '../db/database.js';
import { startEmbeddedPostgres } from '../embedded/postgres.js';
import { entities } from '../entities.js';
import { createLog } from '../observability/log.js';

/** The program's own log has no place among the lines of an answer. */
const log = createLog('silent');

/** Lends the URL of the database as its owner; starts the embedded one for as long as it takes. */
export async function withDatabaseUrl<T>(
  { database, dataDir }: Config,
  use: (url: string) => Promise<T>,
): Promise<T> {
  if (database.url) return use(database.url);
  const embedded = await startEmbeddedPostgres({ dataDir, log });
  try {
    return await use(embedded.url);
  } finally {
    await embedded.stop();
  }
}

/** Lends the database as the role that serves: changes are made the way the API makes them. */
export async function withServingDatabase<T>(url: string, use: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(url, 2, entities, log);
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}
