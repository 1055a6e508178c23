import { categoriesAfter, wrongCategories } from '../../catalog/index.js';
import { checkAffected, setServices, wrongAffected } from '../../cmdb/index.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import type { UpdateTicketInput } from '../../platform/contract/generated/types.js';
import type { FieldChange } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, type UserError } from '../../platform/kernel/user-errors.js';
import { changesSince, filterFacts, snapshot, type TicketField } from '../data/changes.js';
import { reprioritise } from '../data/classification.js';
import { TicketPersonEntity, type TicketRow } from '../data/entities.js';
import { checkDetails, type Details } from '../data/input.js';
import { changeItems } from '../data/items.js';
import { keepLabels } from '../data/labels.js';
import { missingUsers } from '../data/references.js';
import { loadTicket, staleness, touch } from '../data/store.js';
import { finalProblem } from '../rules/final.js';
import { frozenFields } from '../rules/frozen.js';
import { importedTooEarly } from '../rules/import-times.js';
import { can } from '../rules/policy.js';

// Fields that a requester can change in their own report.
const ownReport = new Set([
  'ticketId',
  'expectedVersion',
  'idempotencyKey',
  'subject',
  'description',
  'errorMessages',
]);

/** Changes fields of a ticket. Omitted fields keep their value. */
export async function updateTicket(
  command: CommandContext,
  input: UpdateTicketInput,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(command, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const given = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
  const reserved = given.find((field) => !ownReport.has(field));
  const decision = can(command.actor, reserved ? 'edit' : 'editOwnReport', facts);
  if (!decision.allowed) {
    const editsOwn = can(command.actor, 'editOwnReport', facts).allowed;
    return err(forbidden(decision.reason, decision.message, [(editsOwn && reserved) || 'ticketId']));
  }
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;
  const final = finalProblem('updateTicket', ticket.status);
  if (final) return err(final);
  const early = importedTooEarly(command, ticket);
  if (early) return err(early);

  const check = new InputCheck();
  for (const field of [
    'subject',
    'description',
    'errorMessages',
    'affectedServiceNames',
    'labels',
    'impact',
    'urgency',
    'requesterId',
    'affectedUserIds',
    'affectedServiceIds',
    'affectedItemIds',
  ] as const) {
    check.notNull(field, input[field]);
  }
  const details = checkDetails(check, input);
  const categoryId = check.id('categoryId', input.categoryId, 'Category');
  const subcategoryId = check.id('subcategoryId', input.subcategoryId, 'Category');
  const requesterId = check.id('requesterId', input.requesterId, 'User');
  const affectedUsers = check.ids('affectedUserIds', input.affectedUserIds, 'User', 100);
  const affected = checkAffected(check, input);
  if (check.errors.length > 0) return err(...check.errors);
  const categories = categoriesAfter(ticket, categoryId, subcategoryId);
  const errors: UserError[] = [
    ...(await wrongCategories(command, ticket.type, categories.categoryId, categories.subcategoryId, ticket)),
    ...(await missingUsers(command, requesterId ? [requesterId] : [], 'requesterId')),
    ...(await missingUsers(command, affectedUsers ?? [], 'affectedUserIds')),
    ...(await wrongAffected(command, affected, ticket)),
  ];
  if (errors.length > 0) return err(...errors);

  const before = snapshot(ticket);
  Object.assign(ticket, categories, plainDetails(details));
  if (requesterId) ticket.requesterId = requesterId;
  if (affected.services) await setServices(command, ticket, affected.services);
  const named = (details.affectedServiceNames?.length ?? 0) + (affected.services?.length ?? 0);
  if (named > 0) ticket.affectedServicesUnknown = false;
  await reprioritise(command, ticket, details);
  const changes: FieldChange<TicketField | 'Ticket.affectedUsers'>[] = changesSince(before, ticket);
  if (changes.some(({ field }) => field === 'Ticket.labels'))
    await keepLabels(command, ticket.id, ticket.labels);
  if (affectedUsers) {
    const was = await replaceAffected(command, ticket.id, affectedUsers);
    const sorted = [...affectedUsers].sort();
    if (JSON.stringify(was) !== JSON.stringify(sorted))
      changes.push({ field: 'Ticket.affectedUsers', from: was, to: sorted });
  }
  if (changes.length > 0) {
    touch(command, ticket);
    command.emit({ type: 'TICKET_UPDATED', ticketId: ticket.id, changes, facts: filterFacts(ticket) });
  }
  const otherItems = affected.items ? await changeItems(command, ticket, affected.items) : false;
  const frozen = frozenFields(ticket, [
    ...changes.map(({ field }) => field),
    ...(otherItems ? ['Ticket.affectedItems' as const] : []),
  ]);
  return frozen.length > 0 ? err(...frozen) : ok({ ticketId: ticket.id });
}

const plainFields = [
  'subject',
  'description',
  'errorMessages',
  'affectedServiceNames',
  'affectedUserCount',
  'affectedOperations',
  'labels',
  'externalReference',
] as const;

function plainDetails(details: Details): Partial<TicketRow> {
  const given = plainFields
    .filter((field) => details[field] !== undefined)
    .map((field) => [field, details[field]]);
  return Object.fromEntries(given) as Partial<TicketRow>;
}

async function replaceAffected(
  command: CommandContext,
  ticketId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const { organisationId } = command;
  const present = await command.em.find(TicketPersonEntity, {
    organisationId,
    ticketId,
    participation: 'AFFECTED',
  });
  for (const person of present.filter((p) => !userIds.includes(p.userId))) command.em.remove(person);
  for (const userId of userIds.filter((id) => !present.some((p) => p.userId === id))) {
    command.em.create(
      TicketPersonEntity,
      {
        organisationId,
        ticketId,
        userId,
        participation: 'AFFECTED',
        grantsAccess: true,
        createdAt: command.now,
      },
      { persist: true },
    );
  }
  return present.map((person) => person.userId).sort();
}
