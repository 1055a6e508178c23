import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { Scope } from '../../platform/actor/scope.js';
import { sql } from '../../platform/db/sql.js';
import type { FilteredEventRow } from '../../platform/events/index.js';
import { givesRight, isLoss, type Loss, takesRight } from '../rules/visibility.js';
import { type FilterFacts, factsBefore } from './changes.js';
import { seesPlaced, visibleTickets } from './visibility.js';

/** An event that can be the one by which an actor lost its ticket, by what is stored in it. */
interface PossibleLoss {
  ticketId: string;
  before: FilterFacts;
  after: FilterFacts;
  loss: Loss;
}

/** Null for most events that an actor cannot see: the database need not be asked. */
export function possibleLoss(
  scope: Scope,
  { ticketId, facts, changes }: Pick<FilteredEventRow, 'ticketId' | 'facts' | 'changes'>,
  follows: (facts: FilterFacts) => boolean,
): PossibleLoss | null {
  if (ticketId === null || facts === null || scope.sees === 'everything') return null;
  const after = facts as unknown as FilterFacts;
  const before = factsBefore(after, changes);
  const loss = {
    seesNow: false,
    takesRight: takesRight(scope, changes),
    before: { followed: isTicket(before) && follows(before), seen: true },
    after: { followed: follows(after), seen: isPlacedAlike(before, after) },
  };
  return isLoss(loss) ? { ticketId, before, after, loss } : null;
}

/** Whether an actor lost a ticket by an event that they cannot see. */
export async function losesTicket(
  reads: ActorReads,
  { ticketId, before, after, loss }: PossibleLoss,
): Promise<boolean> {
  const { scope } = reads;
  const [row] = await reads.query(sql<{ now: boolean; before: boolean; after: boolean }>`select
    exists (select 1 from tickets t where ${visibleTickets(scope)} and t.id = ${ticketId}) as now,
    ${seesPlaced(scope, before)} as before, ${seesPlaced(scope, after)} as after`);
  // Those who see one of its queues, or have a right to it, can have lost it or kept it.
  reads.witness?.hid([before, after].map(({ queue }) => ({ id: ticketId, queueId: queue })));
  if (!row) return false;
  return isLoss({
    ...loss,
    seesNow: row.now,
    before: { ...loss.before, seen: row.before },
    after: { ...loss.after, seen: row.after },
  });
}

/**
 * Whether an actor sees the ticket of an event since this event, or no longer. An event that the actor cannot see counts only if it is the
 * loss. One that gives a right to somebody who saw the ticket anyway counts too.
 */
export async function changesSight(reads: ActorReads, event: FilteredEventRow): Promise<boolean> {
  const { scope } = reads;
  const { ticketId, facts, changes } = event;
  if (ticketId === null || facts === null || scope.sees === 'everything') return false;
  const loss = possibleLoss(scope, event, () => true);
  if (loss && (await losesTicket(reads, loss))) return true;
  const after = facts as unknown as FilterFacts;
  const before = factsBefore(after, changes);
  if (isPlacedAlike(before, after) && !givesRight(scope, changes)) return false;
  const [row] = await reads.query(sql<{ now: boolean; before: boolean }>`select
    exists (select 1 from tickets t where ${visibleTickets(scope)} and t.id = ${ticketId}) as now,
    ${seesPlaced(scope, isTicket(before) ? before : after)} as before`);
  return row?.now === true && !row.before;
}

/** Before its creation, a ticket had no values. */
function isTicket({ queue }: { queue: string | null }): boolean {
  return queue !== null;
}

function isPlacedAlike(before: FilterFacts, after: FilterFacts): boolean {
  return (['queue', 'assignee', 'requester'] as const).every((field) => before[field] === after[field]);
}
