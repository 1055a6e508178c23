import type { Pool } from 'pg';
import type { ActorReads } from '../../platform/actor/actor-reads.js';
import { sql } from '../../platform/db/sql.js';

/** The key that signs survey tokens. It is in the database and never leaves the server. */
export async function surveySecret(pool: Pool): Promise<Buffer> {
  return theOne((await pool.query<{ secret: Buffer }>('select survey_secret() as secret')).rows);
}

/** The same, read once in an operation, for any number of tokens. */
export async function surveySecrets(reads: ActorReads, keys: readonly string[]): Promise<Buffer[]> {
  const secret = theOne(await reads.query(sql<{ secret: Buffer }>`select survey_secret() as secret`));
  return keys.map(() => secret);
}

function theOne(rows: readonly { secret: Buffer | null }[]): Buffer {
  const secret = rows[0]?.secret;
  if (!secret) throw new Error('there is no secret for the tokens of surveys');
  return secret;
}
