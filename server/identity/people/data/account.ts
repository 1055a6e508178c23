import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { runOnce } from '../../../platform/db/run-once.js';
import { sql } from '../../../platform/db/sql.js';

export interface Account {
  organisationId: string;
  userId: string;
  passwordHash: string | null;
  active: boolean;
}

/** The account of an e-mail address. An unknown address takes the same steps, in an organisation that does not exist. */
export async function accountOf(pool: Pool, email: string): Promise<Account | undefined> {
  const { rows } = await pool.query<{ organisationId: string; userId: string }>(
    'select organisation_id as "organisationId", user_id as "userId" from owner_of_address($1)',
    [email],
  );
  const { organisationId, userId } = rows[0] ?? { organisationId: randomUUID(), userId: randomUUID() };
  const [account] = await runOnce(
    pool,
    organisationId,
    sql<Omit<Account, 'organisationId' | 'userId'>>`select password_hash as "passwordHash", active from users
      where organisation_id = ${organisationId} and id = ${userId}`,
  );
  return account && { organisationId, userId, ...account };
}
