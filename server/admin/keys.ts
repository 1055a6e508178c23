import type { Client } from 'pg';
import type { ApiKeyScope } from '../platform/contract/generated/enums.js';

/** An API key as the operator sees it, without its secret, of which only a hash is stored. */
export interface KeyRow {
  readonly organisationId: string;
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  /** Names of the queues that the key is limited to; null: all queues. */
  readonly queues: readonly string[] | null;
  /** The e-mail address of the user who created it; null: Ticketwire itself. */
  readonly madeBy: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly suspendedAt: Date | null;
}

const keys = `select k.organisation_id as "organisationId", k.id, k.prefix, k.name, k.scopes,
    case when k.queue_ids is not null then array(select q.name from queues q
      where q.organisation_id = k.organisation_id and q.id = any (k.queue_ids) order by q.name) end as queues,
    u.email as "madeBy", k.created_at as "createdAt", l.used_at as "lastUsedAt",
    k.expires_at as "expiresAt", k.revoked_at as "revokedAt", k.suspended_at as "suspendedAt"
  from api_keys k
  left join users u on u.organisation_id = k.organisation_id and u.id = k.created_by_user_id
  left join last_uses l on l.organisation_id = k.organisation_id and l.id = k.id`;

/** All keys of an organisation, the newest first. */
export async function keysOf(client: Client, organisationId: string): Promise<KeyRow[]> {
  const { rows } = await client.query<KeyRow>(`${keys} where k.organisation_id = $1 order by k.id desc`, [
    organisationId,
  ]);
  return rows;
}

/** The keys with this id or prefix, in any organisation. Several secrets can have the same prefix. */
export async function keysNamed(client: Client, id: string | null, prefix: string): Promise<KeyRow[]> {
  const { rows } = await client.query<KeyRow>(
    `${keys} where k.id = $1 or k.prefix = $2 order by k.id limit 20`,
    [id, prefix],
  );
  return rows;
}

export type KeyState = 'active' | 'expired' | 'revoked' | 'suspended';

export function stateOf({ revokedAt, suspendedAt, expiresAt }: KeyRow, now: Date): KeyState {
  if (revokedAt) return 'revoked';
  if (expiresAt && expiresAt <= now) return 'expired';
  return suspendedAt ? 'suspended' : 'active';
}
