import type { Change } from '../../changes/change.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden, invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { filterFacts } from '../changes.js';
import { TicketPersonEntity } from '../entities.js';
import { can } from '../policy.js';
import { missingUsers } from '../references.js';
import { loadTicket } from '../store.js';

const MAX_WATCHERS = 100;

export interface WatchTicket {
  ticketId: string;
  userId?: string | null;
}

/** Makes somebody follow a ticket, or no longer. It is between them and the ticket: the version stays. Doing it again changes nothing. */
export async function setWatching(
  change: Change,
  input: WatchTicket,
  watching: boolean,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const check = new InputCheck();
  const { organisationId, actor } = change;
  const self = actor.kind === 'user' ? actor.userId : null;
  const userId = check.id('userId', input.userId, 'User') ?? self;
  if (check.errors.length > 0) return refused(...check.errors);
  const decision = can(actor, userId === self ? 'watch' : 'watchForOthers', facts);
  if (!decision.allowed) return refused(forbidden(decision.reason, decision.message, ['userId']));
  if (!userId) return refused(invalid(['userId'], 'REQUIRED', 'userId must be given.'));
  const missing = watching ? await missingUsers(change, [userId], 'userId') : [];
  if (missing.length > 0) return refused(...missing);

  const watchers = await change.em.find(TicketPersonEntity, {
    organisationId,
    ticketId: ticket.id,
    relation: 'WATCHER',
  });
  const present = watchers.find((person) => person.userId === userId);
  const askedIn = userId !== self;
  if (watching && present && askedIn) present.askedIn = true;
  if (watching === (present !== undefined)) return done({ ticketId: ticket.id });
  if (watching && watchers.length >= MAX_WATCHERS) {
    return refused(invalid(['userId'], 'TOO_MANY', `A ticket has at most ${MAX_WATCHERS} watchers.`));
  }
  if (present) change.em.remove(present);
  else
    change.em.create(
      TicketPersonEntity,
      { organisationId, ticketId: ticket.id, userId, relation: 'WATCHER', askedIn, createdAt: change.now },
      { persist: true },
    );
  change.emit({
    type: watching ? 'WATCHER_ADDED' : 'WATCHER_REMOVED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [{ field: 'watchers', from: watching ? null : userId, to: watching ? userId : null }],
    facts: filterFacts(ticket),
  });
  return done({ ticketId: ticket.id });
}
