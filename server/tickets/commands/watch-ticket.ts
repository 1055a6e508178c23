import { canPeople } from '../../identity/people/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type {
  TicketParticipation,
  UnwatchTicketInput,
  WatchTicketInput,
} from '../../platform/contract/generated/types.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid } from '../../platform/kernel/user-errors.js';
import { filterFacts } from '../data/changes.js';
import { TicketPersonEntity } from '../data/entities.js';
import { missingUsers } from '../data/references.js';
import { loadTicket, touch } from '../data/store.js';
import { can } from '../rules/policy.js';

const MAX_WATCHERS = 100;

/** Adds a watcher. The version of the ticket stays. Repeating it changes nothing. */
export function watchTicket(command: CommandContext, input: WatchTicketInput) {
  return setWatching(command, input, true);
}

/** Removes a watcher, or ends another part of a user in the ticket. Its version stays. Repeating it changes nothing. */
export function unwatchTicket(command: CommandContext, input: UnwatchTicketInput) {
  const { participation, ...watching } = input;
  return participation === 'WATCHER'
    ? setWatching(command, watching, false)
    : removePart(command, watching, participation);
}

/** Removes an affected user or an approver. For administrators. */
async function removePart(
  command: CommandContext,
  input: WatchTicketInput,
  part: Exclude<TicketParticipation, 'WATCHER'>,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  if (!canPeople(command.actor, 'administer'))
    return err(
      forbidden('ROLE', 'Only administrators can remove affected users and approvers.', ['participation']),
    );
  const check = new InputCheck();
  const { organisationId, actor } = command;
  const userId =
    check.id('userId', input.userId, 'User') ?? (actor.kind === 'user' ? actor.userId : undefined);
  if (!userId && check.errors.length === 0) check.fail(['userId'], 'REQUIRED', 'userId is required.');
  if (check.errors.length > 0) return err(...check.errors);
  const { ticket } = loaded.value;
  const participation = part === 'APPROVER' ? 'APPROVER' : 'AFFECTED';
  const people = await command.em.find(TicketPersonEntity, {
    ...{ organisationId, ticketId: ticket.id, participation },
  });
  const removed = people.find((person) => person.userId === userId);
  if (!removed) return ok({ ticketId: ticket.id });
  command.em.remove(removed);
  const about = { ticketId: ticket.id, facts: filterFacts(ticket) };
  if (part === 'APPROVER') {
    const changes = [{ field: 'Approval.approvers' as const, from: [userId], to: [] }];
    command.emit({ type: 'APPROVERS_REMOVED', visibility: 'INTERNAL', changes, ...about });
    return ok({ ticketId: ticket.id });
  }
  const from = people.map((person) => person.userId).sort();
  const to = from.filter((id) => id !== userId);
  touch(command, ticket);
  const changes = [{ field: 'Ticket.affectedUsers' as const, from, to }];
  command.emit({ type: 'TICKET_UPDATED', changes, ...about, facts: filterFacts(ticket) });
  return ok({ ticketId: ticket.id });
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
