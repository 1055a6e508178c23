import { LockMode } from '@mikro-orm/core';
import type { CommandContext } from '../platform/commands/command-context.js';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { AGAIN } from '../platform/schedule/scheduled-task.js';
import { filterFacts, mergeTargets, TicketEntity, type TicketRow } from '../tickets/index.js';
import { moveAtEnd } from './commands/moves.js';
import { AlertIntegrationEntity, AlertSeriesEntity, type AlertSeriesRow } from './data/entities.js';
import { lockKey } from './data/gather.js';
import { movesAtEnd } from './rules/episode.js';
import { isFlapOver } from './rules/flapping.js';

/** All-clears that one transaction tells. */
const AT_ONCE = 100;

/**
 * Tells the all-clears of alerts that flapped, when the time is over in which they count as flapping. If all alerts of the key have ended,
 * their ticket goes on by the policy, as it would have with the last all-clear.
 */
export const flapsEnd: ScheduledTask = {
  name: 'flapsEnd',
  findDue: (pool, now, after, limit) => overOrganisations(pool, sql`due_flaps(${now}, ${after}, ${limit})`),
  async run(command, id) {
    const { em, query, now, organisationId } = command;
    // Reports of the key wait here, and this task for them.
    await query(sql`select ${lockKey(organisationId, sql`s.alert_integration_id`, sql`s.dedup_key`)} from alert_series s
      where s.organisation_id = ${organisationId} and s.id = ${id}`);
    const series = await em.findOneOrFail(AlertSeriesEntity, { organisationId, id });
    if (!isFlapOver(series.flapEndsAt, now)) return ok(null);
    const ticket = await ticketOf(command, series);
    const told = ticket ? await tellAllClears(command, series, ticket) : [];
    const ofEpisode = sql`a.organisation_id = ${organisationId} and a.series_id = ${id} and a.episode = ${series.episode}`;
    const more = await query(sql`select 1 from alerts a where ${ofEpisode} and a.untold limit 1`);
    if (ticket && more.length > 0) return ok(AGAIN);
    series.flapEndsAt = null;
    const last = told.at(-1);
    if (!ticket || !last) return ok(null);
    const firing = await query(
      sql`select 1 from alerts a where ${ofEpisode} and a.status = 'FIRING' limit 1`,
    );
    if (firing.length > 0) return ok(null);
    const integration = await em.findOneOrFail(AlertIntegrationEntity, {
      organisationId,
      id: series.alertIntegrationId,
    });
    const move = movesAtEnd(ticket, integration);
    if (move !== 'NO') await moveAtEnd(command, move, ticket, last, integration);
    return ok(null);
  },
};

/** The ticket of the present episode, locked. One that was merged passed its alerts on. */
async function ticketOf(
  { em, query, organisationId }: CommandContext,
  { ticketId }: AlertSeriesRow,
): Promise<TicketRow | null> {
  if (!ticketId) return null;
  const [last] = await query(sql<{ id: string }>`select f.id
    from ${mergeTargets(organisationId, ticketId)} f order by f.step desc limit 1`);
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  return em.findOne(TicketEntity, { organisationId, id: last?.id ?? ticketId }, { lockMode });
}

/** Tells all-clears of the present episode that were not recorded, in the order in which they were reported. */
async function tellAllClears(
  { emit, query, organisationId }: CommandContext,
  { id, episode }: AlertSeriesRow,
  ticket: TicketRow,
): Promise<{ id: string; summary: string }[]> {
  const told = await query(sql<{ id: string; summary: string }>`with told as (
      update alerts a set untold = false where a.organisation_id = ${organisationId} and a.id = any (array(
        select u.id from alerts u where u.organisation_id = ${organisationId} and u.series_id = ${id} and u.untold
          and u.episode = ${episode} order by u.id limit ${AT_ONCE}))
      returning a.id, a.summary, a.last_reported_at)
    select told.id, told.summary from told order by told.last_reported_at, told.id`);
  for (const alert of told)
    emit({
      type: 'ALERT_RESOLVED',
      ticketId: ticket.id,
      visibility: 'INTERNAL',
      changes: [
        { field: 'Alert.id', from: alert.id, to: alert.id },
        { field: 'Alert.status', from: 'FIRING', to: 'RESOLVED' },
      ],
      facts: filterFacts(ticket),
    });
  return told;
}
