import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { InputCheck } from '../../kernel/check.js';
import { newId } from '../../kernel/ids.js';
import { forbidden, invalid, type Refusal } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { changesOfNew, filterFacts } from '../changes.js';
import { TicketEntity, TicketPersonEntity } from '../entities.js';
import { checkDetails, type Details } from '../input.js';
import { can } from '../policy.js';
import {
  findQueue,
  matrixOf,
  missingUsers,
  ownOrganisation,
  wrongAssignee,
  wrongCategories,
} from '../references.js';
import { prioritise } from '../rules/priority.js';
import type { ChangeKind, Channel, TicketType } from '../rules/words.js';

export interface CreateTicket extends Details {
  type: TicketType;
  subject: string;
  description: string;
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
const forAgents = ['priorityOverride', 'queueId', 'assigneeId', 'watcherIds', 'labels'] as const;

/** Makes a ticket, validated as a whole. */
export async function createTicket(
  change: Change,
  input: CreateTicket,
): Promise<Result<{ ticketId: string }>> {
  const { actor, organisationId, performer, now } = change;
  const denied = deniedFields(change, input);
  if (denied.length > 0) return refused(...denied);
  const check = new InputCheck();
  const details = checkDetails(check, input);
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  const subcategoryId = check.id('subcategoryId', input.subcategoryId, 'Category') ?? null;
  const affected = check.ids('affectedUserIds', input.affectedUserIds, 'User', 100) ?? [];
  const watchers = check.ids('watcherIds', input.watcherIds, 'User', 100) ?? [];
  const requesterId = check.id('requesterId', input.requesterId, 'User') ?? performer.userId;
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
  if (!requesterId)
    check.fail(['requesterId'], 'REQUIRED', 'An API key reports for somebody: requesterId must be given.');
  if (input.changeKind && input.type !== 'CHANGE_REQUEST')
    check.fail(['changeKind'], 'TYPE', 'changeKind is for changes.');
  if (check.errors.length > 0 || !requesterId) return refused(...check.errors);

  const organisation = await ownOrganisation(change);
  const defaultQueueId = organisation.defaultQueueId;
  if (!defaultQueueId) throw new Error('the organisation has no default queue');
  if (!queueId && actor.kind === 'key' && actor.queueIds?.includes(defaultQueueId) === false)
    return refused(invalid(['queueId'], 'REQUIRED', 'The API key is bound to queues: give one of them.'));
  const queue = queueId ? await findQueue(change, queueId, 'queueId') : null;
  const errors: Refusal[] = [
    ...(queue && !queue.ok ? queue.errors : []),
    ...(await missingUsers(change, requesterId === performer.userId ? [] : [requesterId], 'requesterId')),
    ...(await missingUsers(change, affected, 'affectedUserIds')),
    ...(await missingUsers(change, watchers, 'watcherIds')),
    ...(await wrongCategories(change, input.type, categoryId, subcategoryId)),
  ];
  const wrong = assigneeId ? await wrongAssignee(change, assigneeId) : null;
  if (wrong) errors.push(wrong);
  if (errors.length > 0) return refused(...errors);

  const impact = details.impact ?? 'MEDIUM';
  const urgency = details.urgency ?? 'MEDIUM';
  const id = newId();
  const ticket = change.em.create(
    TicketEntity,
    {
      organisationId,
      id,
      type: input.type,
      number: await nextNumber(change, input.type),
      changeKind: input.type === 'CHANGE_REQUEST' ? (input.changeKind ?? 'NORMAL') : null,
      status: 'NEW',
      subject: details.subject,
      description: details.description,
      errorMessages: [...(details.errorMessages ?? [])],
      channel: input.channel ?? (actor.kind === 'key' ? 'API' : 'PORTAL'),
      categoryId,
      subcategoryId,
      affectedServices: [...(details.affectedServices ?? [])],
      affectedServicesUnknown: false,
      affectedUserCount: details.affectedUserCount ?? null,
      affectedOperations: details.affectedOperations ?? null,
      impact,
      urgency,
      ...prioritise(matrixOf(organisation), impact, urgency, details.priorityOverride ?? null),
      labels: [...(details.labels ?? [])],
      externalReference: details.externalReference ?? null,
      requesterId,
      createdByUserId: performer.userId,
      createdByKeyId: performer.keyId,
      queueId: queueId ?? defaultQueueId,
      dispatched: queueId !== null,
      assigneeId,
      holdReason: null,
      heldFrom: null,
      heldSince: null,
      holdResumeAt: null,
      holdLinkedTicketId: null,
      holdNote: null,
      resolutionCode: null,
      resolutionNotes: null,
      resolvedAt: null,
      resolvedByUserId: null,
      resolvedByKeyId: null,
      closureSummary: null,
      documentationUrl: null,
      closedAt: null,
      closedByUserId: null,
      closedByKeyId: null,
      verifiedByRequester: false,
      cancelReason: null,
      duplicateOfId: null,
      cancelledAt: null,
      cancelledByUserId: null,
      cancelledByKeyId: null,
      reassignmentCount: 0,
      reopenCount: 0,
      majorIncident: false,
      mergedFrom: null,
      mergedHold: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
      reportedAt: change.occurredAt,
    },
    { persist: true },
  );
  await change.em.flush();
  const people = [
    ...affected.map((userId) => ({ userId, relation: 'AFFECTED' as const })),
    ...watchers.map((userId) => ({ userId, relation: 'WATCHER' as const })),
  ];
  for (const person of people) {
    change.em.create(
      TicketPersonEntity,
      { organisationId, ticketId: id, ...person, askedIn: true, createdAt: now },
      { persist: true },
    );
  }
  change.emit({
    type: 'TICKET_CREATED',
    ticketId: id,
    changes: changesOfNew(ticket),
    facts: filterFacts(ticket),
  });
  return done({ ticketId: id });
}

function deniedFields(change: Change, input: CreateTicket): Refusal[] {
  const { actor, performer } = change;
  const report = can(actor, 'report');
  if (!report.allowed) return [forbidden(report.reason, report.message)];
  const others = can(actor, 'reportForOthers');
  if (others.allowed) return [];
  const { reason, message } = others;
  const denied: Refusal[] = forAgents
    .filter((field) => input[field] !== undefined && input[field] !== null)
    .map((field) => forbidden(reason, message, [field]));
  const check = new InputCheck();
  const requesterId = check.id('requesterId', input.requesterId, 'User');
  if (requesterId && requesterId !== performer.userId)
    denied.push(forbidden(reason, message, ['requesterId']));
  return denied;
}

/** The next number of a type. Taken in the transaction, so none is lost to a refusal. */
async function nextNumber(change: Change, type: TicketType): Promise<number> {
  const [row] = await change.query(sql<{ number: number }>`
    insert into ticket_counters as c (organisation_id, type, number) values (${change.organisationId}, ${type}, 1)
    on conflict (organisation_id, type) do update set number = c.number + 1 returning number`);
  if (!row) throw new Error('no number');
  return row.number;
}
