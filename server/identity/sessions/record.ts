import type { AccessEntry } from '../../platform/actor/access-recorder.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { addressGroup } from '../../platform/kernel/address-group.js';
import { newId } from '../../platform/kernel/ids.js';

/** How often it happened since it was last written. */
export interface Counted {
  entry: AccessEntry;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** Adds to the access records of an organisation, in one statement. Each record must occur only once in it. */
export function recordAccess(organisationId: string, counted: readonly Counted[]): Sql {
  const rows = counted.map(({ entry, count, firstAt, lastAt }) => ({
    id: newId(),
    kind: entry.kind,
    user_id: entry.userId ?? null,
    key_id: entry.keyId ?? null,
    method: entry.method ?? null,
    reason: entry.reason ?? null,
    operation: entry.operation ?? null,
    address: entry.address === null ? null : addressGroup(entry.address),
    count,
    first_at: firstAt,
    last_at: lastAt,
  }));
  // In a fixed order, so that two concurrent writers do not deadlock.
  return sql`insert into access_records as r (organisation_id, id, kind, user_id, key_id, method, reason, operation, address,
      hour, count, first_at, last_at)
    select ${organisationId}::uuid, e.id, e.kind, e.user_id, e.key_id, e.method, e.reason, e.operation, e.address,
      date_trunc('hour', e.first_at, 'UTC'), e.count, e.first_at, e.last_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (id uuid, kind text, user_id uuid, key_id uuid, method text,
      reason text, operation text, address text, count int, first_at timestamptz, last_at timestamptz)
    order by e.user_id, e.key_id, e.kind, e.method, e.reason, e.operation, e.address
    on conflict on constraint access_records_alike do update
      set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at)`;
}

/** The same for one access that happened now. */
export function recordOnce(entry: AccessEntry, now: Date): Sql {
  return recordAccess(entry.organisationId, [{ entry, count: 1, firstAt: now, lastAt: now }]);
}

/** Notes when sessions and API keys of an organisation were last used. */
export function noteUses(organisationId: string, uses: readonly { id: string; usedAt: Date }[]): Sql {
  return sql`insert into last_uses as u (organisation_id, id, used_at)
    select ${organisationId}::uuid, e.id, e."usedAt"
    from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as e (id uuid, "usedAt" timestamptz) order by e.id
    on conflict (organisation_id, id) do update set used_at = greatest(u.used_at, excluded.used_at)`;
}
