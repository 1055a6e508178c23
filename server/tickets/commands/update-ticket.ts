import { categoriesAfter, wrongCategories } from '../../catalog/index.js';
import type { Change } from '../../changes/change.js';
import { type AffectedInput, checkAffected, setServices, wrongAffected } from '../../cmdb/index.js';
import { InputCheck } from '../../kernel/check.js';
import { forbidden, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { changesSince, filterFacts, snapshot } from '../changes.js';
import { reprioritise } from '../classification.js';
import { TicketPersonEntity, type TicketRow } from '../entities.js';
import { checkDetails, type Details } from '../input.js';
import { changeItems } from '../items.js';
import { keepLabels } from '../labels.js';
import { can } from '../policy.js';
import { missingUsers } from '../references.js';
import { loadTicket, staleness, type TicketInput, touch } from '../store.js';

export interface UpdateTicket extends TicketInput, Details, AffectedInput {
  categoryId?: string | null;
  subcategoryId?: string | null;
  affectedUserIds?: readonly string[] | null;
  requesterId?: string | null;
}

// What a requester may still mend on their own report.
const ownReport = new Set([
  'ticketId',
  'expectedVersion',
  'idempotencyKey',
  'subject',
  'description',
  'errorMessages',
]);

/** Changes what a ticket says. What is left out stays. */
export async function updateTicket(
  change: Change,
  input: UpdateTicket,
): Promise<Result<{ ticketId: string }>> {
  const loaded = await loadTicket(change, input.ticketId);
  if (!loaded.ok) return loaded;
  const { ticket, facts } = loaded.value;
  const given = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
  const decision = can(
    change.actor,
    given.every((field) => ownReport.has(field)) ? 'editOwnReport' : 'edit',
    facts,
  );
  if (!decision.allowed) return refused(forbidden(decision.reason, decision.message, ['ticketId']));
  const stale = staleness(ticket, input.expectedVersion);
  if (stale) return stale;

  const check = new InputCheck();
  for (const field of [
    'subject',
    'description',
    'errorMessages',
    'affectedServices',
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
  if (check.errors.length > 0) return refused(...check.errors);
  const categories = categoriesAfter(ticket, categoryId, subcategoryId);
  const errors: Refusal[] = [
    ...(await wrongCategories(change, ticket.type, categories.categoryId, categories.subcategoryId, ticket)),
    ...(await missingUsers(change, requesterId ? [requesterId] : [], 'requesterId')),
    ...(await missingUsers(change, affectedUsers ?? [], 'affectedUserIds')),
    ...(await wrongAffected(change, affected, ticket)),
  ];
  if (errors.length > 0) return refused(...errors);

  const before = snapshot(ticket);
  Object.assign(ticket, categories, plainDetails(details));
  if (requesterId) ticket.requesterId = requesterId;
  if (affected.services) await setServices(change, ticket, affected.services);
  const named = (details.affectedServices?.length ?? 0) + (affected.services?.length ?? 0);
  if (named > 0) ticket.affectedServicesUnknown = false;
  await reprioritise(change, ticket, details);
  const changes = changesSince(before, ticket);
  if (changes.some(({ field }) => field === 'labels')) await keepLabels(change, ticket.id, ticket.labels);
  if (affectedUsers) {
    const was = await replaceAffected(change, ticket.id, affectedUsers);
    const sorted = [...affectedUsers].sort();
    if (JSON.stringify(was) !== JSON.stringify(sorted))
      changes.push({ field: 'affectedUsers', from: was, to: sorted });
  }
  if (changes.length > 0) {
    touch(change, ticket);
    change.emit({ type: 'TICKET_UPDATED', ticketId: ticket.id, changes, facts: filterFacts(ticket) });
  }
  if (affected.items) await changeItems(change, ticket, affected.items);
  return done({ ticketId: ticket.id });
}

const plainFields = [
  'subject',
  'description',
  'errorMessages',
  'affectedServices',
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
  change: Change,
  ticketId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const { organisationId } = change;
  const present = await change.em.find(TicketPersonEntity, {
    organisationId,
    ticketId,
    relation: 'AFFECTED',
  });
  for (const person of present.filter((p) => !userIds.includes(p.userId))) change.em.remove(person);
  for (const userId of userIds.filter((id) => !present.some((p) => p.userId === id))) {
    change.em.create(
      TicketPersonEntity,
      { organisationId, ticketId, userId, relation: 'AFFECTED', askedIn: true, createdAt: change.now },
      { persist: true },
    );
  }
  return present.map((person) => person.userId).sort();
}
