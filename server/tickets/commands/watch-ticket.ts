import type { CommandContext } from '../../platform/commands/command-context.js';
import type { WatchTicketInput } from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { filterFacts } from '../data/changes.js';
import { TicketPersonEntity } from '../data/entities.js';
import { missingUsers } from '../data/references.js';
import { loadTicket } from '../data/store.js';
import { can } from '../rules/policy.js';

const MAX_WATCHERS = 100;

/** Adds a watcher. The version of the ticket stays. Repeating it changes nothing. */
export function watchTicket(command: CommandContext, input: WatchTicketInput) {
  return setWatching(command, input, true);
}

/** Removes a watcher. The version of the ticket stays. Repeating it changes nothing. */
export function unwatchTicket(command: CommandContext, input: WatchTicketInput) {
  return setWatching(command, input, false);
}

async function setWatching(
  command: CommandContext,
  input: WatchTicketInput,
  watching: boolean,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const check = new InputCheck();
  const { organisationId, actor } = command;
  const self = actor.kind === 'user' ? actor.userId : null;
  const userId = check.id('userId', input.userId, 'User') ?? self;
  if (check.errors.length > 0) return err(...check.errors);
  const decision = can(actor, userId === self ? 'watch' : 'watchForOthers', facts);
  if (!decision.allowed) return err(forbidden(decision.reason, decision.message, ['userId']));
  if (!userId) return err(invalid(['userId'], 'REQUIRED', 'userId is required.'));
  const missing = watching ? await missingUsers(command, [userId], 'userId') : [];
  if (missing.length > 0) return err(...missing);

  const watchers = await command.em.find(TicketPersonEntity, {
    organisationId,
    ticketId: ticket.id,
    participation: 'WATCHER',
  });
  const present = watchers.find((person) => person.userId === userId);
  // A person who watches on their own gets access when somebody else adds them.
  const grantsAccess = userId !== self || present?.grantsAccess === true;
  const isSame = watching ? present?.grantsAccess === grantsAccess : present === undefined;
  if (isSame) return ok({ ticketId: ticket.id });
  if (watching && !present && watchers.length >= MAX_WATCHERS) {
    return err(invalid(['userId'], 'TOO_MANY', `A ticket can have at most ${MAX_WATCHERS} watchers.`));
  }
  const change = watching
    ? { field: 'Ticket.watchers' as const, from: null, to: userId, grantsAccess }
    : {
        field: 'Ticket.watchers' as const,
        from: userId,
        to: null,
        grantsAccess: present?.grantsAccess === true,
      };
  if (present && watching) present.grantsAccess = grantsAccess;
  else if (present) command.em.remove(present);
  else
    command.em.create(
      TicketPersonEntity,
      {
        organisationId,
        ticketId: ticket.id,
        userId,
        participation: 'WATCHER',
        grantsAccess,
        createdAt: command.now,
      },
      { persist: true },
    );
  command.emit({
    type: watching ? 'WATCHER_ADDED' : 'WATCHER_REMOVED',
    ticketId: ticket.id,
    visibility: 'INTERNAL',
    changes: [change],
    facts: filterFacts(ticket),
  });
  return ok({ ticketId: ticket.id });
}
