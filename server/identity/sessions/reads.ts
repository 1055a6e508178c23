import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { SessionMethod } from '../../platform/contract/generated/enums.js';
import type {
  AccessKind,
  AccessRecordFilter,
  SessionFilter,
} from '../../platform/contract/generated/types.js';
import { byAge, type OrderedArgs } from '../../platform/db/order-by.js';
import { orderedPage } from '../../platform/db/ordered-page.js';
import type { Connection } from '../../platform/db/page.js';
import { byId } from '../../platform/db/rows.js';
import { columns, type Sql, sql } from '../../platform/db/sql.js';
import { checkIds, checkList } from '../../platform/kernel/bad-input.js';
import { SessionEntity, type SessionRow } from './entities.js';
import { visibleAccessRecords, visibleSessions } from './visibility.js';

const sessionColumns = columns(SessionEntity, 's', ['tokenHash', 'nextHash']);

/** Sessions by id that the actor can see. */
export async function sessionsById(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(SessionRow | null)[]> {
  const rows = await reads.query(sql<SessionRow>`select ${sessionColumns} from sessions s
    where ${visibleSessions(reads.actor)} and s.id = any (${ids}::uuid[])`);
  return byId(ids, rows);
}

const newestSessions = byAge<'CREATED_AT', SessionRow>('sessions', 's', 'CREATED_AT');

/** A page of the sessions that the actor can see. */
export async function listSessions(
  reads: ActorReads,
  filter: SessionFilter,
  args: OrderedArgs<'CREATED_AT'>,
): Promise<Connection<SessionRow>> {
  const conditions: Sql[] = [visibleSessions(reads.actor)];
  if (filter.userIds) {
    const ids = checkIds('filter.userIds', filter.userIds, 'User');
    conditions.push(sql`s.user_id = any (${ids}::uuid[])`);
  }
  if (filter.active === true) conditions.push(sql`s.revoked_at is null and s.expires_at > now()`);
  if (filter.active === false) conditions.push(sql`not (s.revoked_at is null and s.expires_at > now())`);
  const source = sql`from sessions s where ${sql.join(conditions, sql` and `)}`;
  return orderedPage(reads, newestSessions, args, sessionColumns, source);
}

/** When sessions and API keys were last used, by their ids. */
export async function lastUses(reads: ActorReads, ids: readonly string[]): Promise<(Date | null)[]> {
  const rows = await reads.query(sql<{ id: string; usedAt: Date }>`
    select id, used_at as "usedAt" from last_uses
    where organisation_id = ${reads.organisationId} and id = any (${ids}::uuid[])`);
  return byId(ids, rows).map((row) => row?.usedAt ?? null);
}

export interface AccessRecordRow {
  id: string;
  kind: AccessKind;
  userId: string | null;
  keyId: string | null;
  method: SessionMethod | null;
  reason: string | null;
  operation: string | null;
  address: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

const recordColumns =
  sql.raw(`r.id, r.kind, r.user_id as "userId", r.key_id as "keyId", r.method, r.reason, r.operation,
  r.address, r.count, r.first_at as "firstAt", r.last_at as "lastAt"`);

const newestRecords = byAge<'FIRST_AT', AccessRecordRow>('accessRecords', 'r', 'FIRST_AT');

/** A page of the access records that the actor can see. */
export async function listAccessRecords(
  reads: ActorReads,
  filter: AccessRecordFilter,
  args: OrderedArgs<'FIRST_AT'>,
): Promise<Connection<AccessRecordRow>> {
  const conditions: Sql[] = [sql`true`];
  if (filter.kinds) checkList('filter.kinds', filter.kinds);
  // A single kind is an equality, which an index in the list's order can serve.
  if (filter.kinds?.length === 1) conditions.push(sql`r.kind = ${filter.kinds[0]}`);
  else if (filter.kinds) conditions.push(sql`r.kind = any (${filter.kinds}::text[])`);
  if (filter.userIds) {
    const ids = checkIds('filter.userIds', filter.userIds, 'User');
    conditions.push(sql`r.user_id = any (${ids}::uuid[])`);
  }
  if (filter.apiKeyIds) {
    const ids = checkIds('filter.apiKeyIds', filter.apiKeyIds, 'ApiKey');
    conditions.push(sql`r.key_id = any (${ids}::uuid[])`);
  }
  const source = sql`from ${visibleAccessRecords(reads.actor)} where ${sql.join(conditions, sql` and `)}`;
  return orderedPage(reads, newestRecords, args, recordColumns, source);
}
