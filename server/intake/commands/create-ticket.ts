import { wrongCategories } from '../../catalog/index.js';
import { type AffectedInput, checkAffected, setServices, wrongAffected } from '../../cmdb/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { ChangeKind, Channel, TicketType } from '../../platform/contract/generated/enums.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, type UserError } from '../../platform/kernel/user-errors.js';
import { changesOfNew, filterFacts } from '../../tickets/data/changes.js';
import { TicketPersonEntity } from '../../tickets/data/entities.js';
import { checkDetails, type Details } from '../../tickets/data/input.js';
import { changeItems } from '../../tickets/data/items.js';
import { newTicket } from '../../tickets/data/new-ticket.js';
import { findQueue, missingUsers, ownOrganisation, wrongAssignee } from '../../tickets/data/references.js';
import { can } from '../../tickets/rules/policy.js';
import { ticketNumber } from '../../tickets/rules/ticket-number.js';
import { type FillingInput, filledIn, keepAnswers } from '../data/filling.js';

export interface CreateTicket extends Details, AffectedInput, FillingInput {
  type?: TicketType | null;
  channel?: Channel | null;
  changeKind?: ChangeKind | null;
  categoryId?: string | null;
  subcategoryId?: string | null;
  affectedUserIds?: readonly string[] | null;
  requesterId?: string | null;
  queueId?: string | null;
  assigneeId?: string | null;
  watcherIds?: readonly string[] | null;
}

// What requesters may not say about their own report.
const forAgents = [
  'priorityOverride',
  'queueId',
  'assigneeId',
  'watcherIds',
  'labels',
  'affectedItemIds',
  'templateId',
] as const;

/** Makes a ticket, validated as a whole, after a form and a template have filled in what is left out. */
export async function createTicket(
  command: CommandContext,
  given: CreateTicket,
): Promise<Result<{ ticketId: string; number: string }>> {
  const { actor, organisationId, performer, now } = command;
  const denied = deniedFields(command, given);
  if (denied.length > 0) return err(...denied);
  const filled = await filledIn(command, given);
  const check = new InputCheck();
  if (!filled.ok) {
    checkDetails(check, given);
    return err(...filled.errors, ...check.errors);
  }
  const { answered, templateId, blame } = filled.value;
  const input = filled.value.input as CreateTicket;
  const details = checkDetails(check, input);
  const { type } = input;
  for (const field of ['type', 'subject', 'description'] as const)
    if (input[field] === undefined || input[field] === null)
      check.fail([field], 'REQUIRED', `${field} is required, unless a form or a template gives it.`);
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  const subcategoryId = check.id('subcategoryId', input.subcategoryId, 'Category') ?? null;
  const affected = checkAffected(check, input);
  const affectedUsers = check.ids('affectedUserIds', input.affectedUserIds, 'User', 100) ?? [];
  const watchers = check.ids('watcherIds', input.watcherIds, 'User', 100) ?? [];
  const requesterId = check.id('requesterId', input.requesterId, 'User') ?? performer.userId;
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
  if (!requesterId) check.fail(['requesterId'], 'REQUIRED', 'requesterId is required for API keys.');
  if (input.changeKind && type !== 'CHANGE_REQUEST')
    check.fail(['changeKind'], 'TYPE', 'changeKind is only for the type CHANGE_REQUEST.');
  const { subject, description } = details;
  if (check.errors.length > 0 || !requesterId || !type || !subject || !description)
    return err(...check.errors);

  const organisation = await ownOrganisation(command);
  const { defaultQueueId } = organisation;
  if (!defaultQueueId) throw new Error('the organisation has no default queue');
  if (!queueId && actor.kind === 'key' && actor.queueIds?.includes(defaultQueueId) === false)
    return err(
      invalid(
        ['queueId'],
        'REQUIRED',
        'queueId is required, because the API key is limited to queues. Give one of them.',
      ),
    );
  const queue = queueId ? await findQueue(command, queueId, 'queueId') : null;
  const errors: UserError[] = [
    ...(queue && !queue.ok ? queue.errors : []),
    ...(await missingUsers(command, requesterId === performer.userId ? [] : [requesterId], 'requesterId')),
    ...(await missingUsers(command, affectedUsers, 'affectedUserIds')),
    ...(await missingUsers(command, watchers, 'watcherIds')),
    ...(await wrongCategories(command, type, categoryId, subcategoryId)),
    ...(await wrongAffected(command, affected)),
  ];
  const wrong = assigneeId ? await wrongAssignee(command, assigneeId) : null;
  if (wrong) errors.push(wrong);
  if (errors.length > 0) return err(...blame(errors));

  const serviceIds = affected.services ?? [];
  const ticket = await newTicket(
    command,
    { ...organisation, defaultQueueId },
    {
      type,
      details: { ...details, subject, description },
      changeKind: type === 'CHANGE_REQUEST' ? (input.changeKind ?? 'NORMAL') : null,
      channel: input.channel ?? (actor.kind === 'key' ? 'API' : 'PORTAL'),
      categoryId,
      subcategoryId,
      serviceIds,
      requesterId,
      queueId,
      assigneeId,
    },
  );
  const { id } = ticket;
  await setServices(command, ticket, serviceIds);
  if (answered) await keepAnswers(command, id, answered);
  const people = [
    ...affectedUsers.map((userId) => ({ userId, relation: 'AFFECTED' as const })),
    ...watchers.map((userId) => ({ userId, relation: 'WATCHER' as const })),
  ];
  for (const person of people) {
    command.em.create(
      TicketPersonEntity,
      { organisationId, ticketId: id, ...person, askedIn: true, createdAt: now },
      { persist: true },
    );
  }
  const changes = changesOfNew(ticket);
  if (answered) changes.push({ field: 'form', from: null, to: answered.form.id });
  if (templateId) changes.push({ field: 'template', from: null, to: templateId });
  command.emit({ type: 'TICKET_CREATED', ticketId: id, changes, facts: filterFacts(ticket) });
  if (affected.items) await changeItems(command, ticket, affected.items);
  return ok({ ticketId: id, number: ticketNumber(type, ticket.number) });
}

function deniedFields(command: CommandContext, input: CreateTicket): UserError[] {
  const { actor, performer } = command;
  const report = can(actor, 'report');
  if (!report.allowed) return [forbidden(report.reason, report.message)];
  const others = can(actor, 'reportForOthers');
  if (others.allowed) return [];
  const { reason, message } = others;
  const denied: UserError[] = forAgents
    .filter((field) => input[field] !== undefined && input[field] !== null)
    .map((field) => forbidden(reason, message, [field]));
  // That a change needs no approval is not for who asks for it to say.
  if (input.changeKind === 'STANDARD') denied.push(forbidden(reason, message, ['changeKind']));
  const check = new InputCheck();
  const requesterId = check.id('requesterId', input.requesterId, 'User');
  if (requesterId && requesterId !== performer.userId)
    denied.push(forbidden(reason, message, ['requesterId']));
  return denied;
}
