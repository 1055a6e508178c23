import type { CommandContext } from '../../../platform/commands/command-context.js';
import type { HandOverInput } from '../../../platform/contract/generated/types.js';
import { overOrganisations } from '../../../platform/db/over-organisations.js';
import { sql } from '../../../platform/db/sql.js';
import { InputCheck } from '../../../platform/kernel/check.js';
import { err, ok, type Result } from '../../../platform/kernel/result.js';
import { invalid, notFound } from '../../../platform/kernel/user-errors.js';
import type { ScheduledTask } from '../../../platform/schedule/index.js';
import { UserEntity } from '../data/entities.js';
import { heldWork, type Leaver, type Successor } from '../data/held-work.js';
import { takesWork } from '../rules/leaving.js';

/** The most pieces of work of each kind that one transaction hands over. */
const AT_ONCE = 200;
/** How long a hand-over is repeated: transactions that began before it can assign tickets to the user. */
const REPEATED_MS = 60_000;

/** The user or queue that takes over; null when the input names none. */
export async function successorOf(
  { em, query, organisationId }: CommandContext,
  input: HandOverInput | null | undefined,
  leaverId: string,
): Promise<Result<Successor | null>> {
  if (!input) return ok(null);
  const check = new InputCheck();
  const userId = check.id('userId', input.userId, 'User');
  const queueId = check.id('queueId', input.queueId, 'Queue');
  if (!input.userId === !input.queueId)
    check.fail([], 'ONE_OF', 'handOverTo must have exactly one of userId and queueId.');
  if (userId === leaverId) check.fail(['userId'], 'SAME', 'handOverTo must name another user.');
  if (check.errors.length > 0) {
    const whole = new InputCheck();
    whole.addAll(['handOverTo'], check);
    return err(...whole.errors);
  }
  if (userId) {
    const user = await em.findOne(UserEntity, { organisationId, id: userId });
    if (!user?.active) return err(notFound(['handOverTo', 'userId'], input.userId, 'active user'));
    if (takesWork(user)) return ok({ userId });
    const message = 'The user who takes over must be an agent, a lead or an administrator.';
    return err(invalid(['handOverTo', 'userId'], 'ROLE', message));
  }
  const found = await query(
    sql`select 1 from queues where organisation_id = ${organisationId} and id = ${queueId}`,
  );
  if (found.length === 0) return err(notFound(['handOverTo', 'queueId'], input.queueId, 'queue'));
  return ok({ queueId: queueId ?? '' });
}

/** Hands over the open work of a user who left, or announces on it that they left or came back. The schedule does what is left. */
export async function settleWork(
  command: CommandContext,
  userId: string,
  to: Successor | null,
): Promise<void> {
  const { organisationId } = command;
  const askedBy = await askedByOf(command);
  await settleSome(command, { userId, to, askedBy });
  const { toUserId, toQueueId } = columnsOf(to);
  await command.query(sql`insert into hand_overs (organisation_id, user_id, to_user_id, to_queue_id, asked_by_user_id, asked_at)
    select ${organisationId}::uuid, ${userId}::uuid, ${toUserId}::uuid, ${toQueueId}::uuid, ${askedBy}::uuid, ${command.now.toISOString()}::timestamptz
    on conflict (organisation_id, user_id) do update
    set to_user_id = excluded.to_user_id, to_queue_id = excluded.to_queue_id, asked_by_user_id = excluded.asked_by_user_id,
      asked_at = excluded.asked_at`);
}

/** Returns whether nothing is left. */
async function settleSome(command: CommandContext, leaver: Leaver): Promise<boolean> {
  let isAll = true;
  for (const work of command.extensions.at(heldWork).values())
    if ((await work.settle(command, leaver, AT_ONCE)) >= AT_ONCE) isAll = false;
  return isAll;
}

function columnsOf(to: Successor | null) {
  return {
    toUserId: to && 'userId' in to ? to.userId : null,
    toQueueId: to && 'queueId' in to ? to.queueId : null,
  };
}

/** The user who answers for the change: for an API key, the one who created it. */
async function askedByOf({ actor, query, organisationId }: CommandContext): Promise<string | null> {
  if (actor.kind === 'user') return actor.userId;
  if (actor.kind === 'system') return null;
  const [key] = await query(sql<{ id: string | null }>`select created_by_user_id as id from api_keys
    where organisation_id = ${organisationId} and id = ${actor.keyId}`);
  return key?.id ?? null;
}

interface HandOverRow {
  toUserId: string | null;
  toQueueId: string | null;
  askedBy: string | null;
  isOver: boolean;
  /** Whether the successor can still take work. */
  canTake: boolean;
}

/** Goes on with the work of users who had more than one transaction hands over. */
export const continueHandOver: ScheduledTask = {
  name: 'handOver',
  findDue: (pool, _now, after, limit) =>
    overOrganisations(pool, sql`hand_overs_to_continue(${after}, ${limit})`),
  async run(command, userId) {
    const { organisationId } = command;
    const [row] =
      await command.query(sql<HandOverRow>`select to_user_id as "toUserId", to_queue_id as "toQueueId",
        asked_by_user_id as "askedBy", asked_at <= ${new Date(command.now.getTime() - REPEATED_MS).toISOString()}::timestamptz as "isOver",
        to_user_id is null or exists (select 1 from users s where s.organisation_id = ${organisationId} and s.id = to_user_id
          and s.active and s.role <> 'REQUESTER') as "canTake"
      from hand_overs where organisation_id = ${organisationId} and user_id = ${userId} for update`);
    if (!row) return ok(null);
    const { toUserId, toQueueId, askedBy, isOver, canTake } = row;
    const to = !canTake ? null : toUserId ? { userId: toUserId } : toQueueId ? { queueId: toQueueId } : null;
    if ((await settleSome(command, { userId, to, askedBy })) && isOver)
      await command.query(
        sql`delete from hand_overs where organisation_id = ${organisationId} and user_id = ${userId}`,
      );
    return ok(null);
  },
};
