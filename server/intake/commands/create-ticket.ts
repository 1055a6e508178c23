import { MOST_TAKEN, takeUploads, uploadsNamed } from '../../attachments/index.js';
import {
  categoriesNamed,
  categoryProblems,
  type QueueRow,
  queuesOn,
  seesQueue,
  toQueue,
} from '../../catalog/index.js';
import { affectedNamed, affectedProblems, checkAffected, replaceServices } from '../../cmdb/index.js';
import { addressOf, insertRequester, requesterByAddress, userCreated } from '../../identity/people/index.js';
import type { Actor } from '../../platform/actor/actor.js';
import { type Shown, shown } from '../../platform/actor/asking.js';
import { writableScopeOf } from '../../platform/actor/scope.js';
import { command, type Deciding, type FactsOf, type Gathering } from '../../platform/commands/command.js';
import type { Channel, TicketType } from '../../platform/contract/generated/enums.js';
import type { CreateTicketInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { changesOfNew, filterFacts } from '../../tickets/data/changes.js';
import type { TicketRow } from '../../tickets/data/entities.js';
import {
  assigneeProblem,
  queuesForNew,
  ticketAssigneeProblem,
  userProblems,
  usersNamed,
} from '../../tickets/data/gather-references.js';
import { checkDetails } from '../../tickets/data/input.js';
import { itemsAfter } from '../../tickets/data/items.js';
import { replaceLabels } from '../../tickets/data/labels.js';
import {
  insertPeople,
  insertTicket,
  type NewPerson,
  type Numbered,
  newTicket,
  numberOfStored,
} from '../../tickets/data/new-ticket.js';
import { toTicket } from '../../tickets/data/node.js';
import { ticketsById } from '../../tickets/data/reads.js';
import { matrixOf } from '../../tickets/data/references.js';
import { can, worksQueueOf } from '../../tickets/rules/policy.js';
import { ticketNumber } from '../../tickets/rules/ticket-number.js';
import { maySee } from '../../tickets/rules/visibility.js';
import { aroundCreation, type CreationDecision } from '../data/around-creation.js';
import { filledFrom, filledIn, gatherFilling, keepAnswers } from '../data/filling.js';
import { checkRequester } from '../data/requester.js';

/** The most affected users of a ticket, and the most watchers. */
const MOST_PEOPLE = 100;

// Fields that a requester cannot set on their own report.
const forAgents = [
  'priorityOverride',
  'queueId',
  'requester',
  'assigneeId',
  'watcherIds',
  'labels',
  'affectedItemIds',
  'ticketTemplateId',
] as const;

// What requesters report, and how.
const typesOfRequesters: readonly TicketType[] = ['INCIDENT', 'SERVICE_REQUEST', 'OTHER'];
const channelsOfRequesters: readonly Channel[] = ['PORTAL', 'API'];

/** Creates a ticket, or what another module makes of it. */
export const createTicket = command<CreateTicketInput>()({
  operation: 'createTicket',
  gather: (input, gathering) => ({
    ...gathering.extensions.at(aroundCreation)?.gather(input, gathering),
    ...gatherNewTicket(input, gathering),
  }),
  decide(facts, input, deciding) {
    const around = deciding.extensions.at(aroundCreation);
    const created = decideNewTicket(facts, input, deciding);
    return around ? around.decide(facts, input, deciding, created) : created;
  },
});

/** Reads what the creation of a ticket depends on. */
export function gatherNewTicket(input: CreateTicketInput, gathering: Gathering) {
  const { requesterId, assigneeId, affectedUserIds, watcherIds } = input;
  const address = input.requester ? addressOf(input.requester.email) : null;
  const people = [affectedUserIds, watcherIds].flatMap((ids) => [...new Set(ids)].slice(0, MOST_PEOPLE));
  const filled = (column: Parameters<typeof filledFrom>[2]) => filledFrom(input, gathering, column);
  const given = (globalId: string | null | undefined, type: 'Category' | 'Queue') =>
    globalId ? [sql`${idOfType(globalId, type)}::uuid`] : [];
  const [serviceIds] = filled('service_ids');
  return {
    ...gatherFilling(input, gathering),
    queues: queuesForNew(gathering, [...given(input.queueId, 'Queue'), ...filled('queue_id')]),
    ...(address === null ? {} : requesterByAddress(gathering, address)),
    users: usersNamed(gathering, [requesterId, assigneeId, ...people]),
    categories: categoriesNamed(gathering, [
      ...given(input.categoryId, 'Category'),
      ...given(input.subcategoryId, 'Category'),
      ...filled('category_id'),
      ...filled('subcategory_id'),
    ]),
    uploads: uploadsNamed(gathering, input.attachmentIds),
    ...affectedNamed(gathering, input, { services: serviceIds && sql`coalesce(${serviceIds}, '{}')` }),
  };
}

type NewTicketFacts = FactsOf<ReturnType<typeof gatherNewTicket>>;

/** Checks a ticket as a whole, after its form and its template have filled in the omitted fields. */
export function decideNewTicket(
  facts: NewTicketFacts,
  given: CreateTicketInput,
  deciding: Deciding,
): Result<CreationDecision> {
  const { actor, organisationId, onBehalfOf } = deciding;
  const denied = deniedFields(deciding, given);
  if (denied.length > 0) return err(...denied);
  const filled = filledIn(facts, given, deciding);
  const check = new InputCheck();
  if (!filled.ok) {
    checkDetails(check, given);
    return err(...filled.errors, ...check.errors);
  }
  const { answered, ticketTemplateId, standardChange, blame } = filled.value;
  const input = filled.value.input as CreateTicketInput;
  const details = checkDetails(check, input);
  const { type } = input;
  if (type && !typesOfRequesters.includes(type) && !can(actor, 'reportForOthers').allowed) {
    const message = `Requesters report tickets of the types ${typesOfRequesters.join(', ')}.`;
    return err(...blame([forbidden('ROLE', message, ['type'])]));
  }
  for (const field of ['type', 'subject', 'description'] as const)
    if (input[field] === undefined || input[field] === null)
      check.fail([field], 'REQUIRED', `${field} is required, unless a form or a template gives it.`);
  const categoryId = check.id('categoryId', input.categoryId, 'Category') ?? null;
  const subcategoryId = check.id('subcategoryId', input.subcategoryId, 'Category') ?? null;
  const affected = checkAffected(check, input);
  const affectedUsers = check.ids('affectedUserIds', input.affectedUserIds, 'User', MOST_PEOPLE) ?? [];
  const watchers = check.ids('watcherIds', input.watcherIds, 'User', MOST_PEOPLE) ?? [];
  const attachmentIds = check.ids('attachmentIds', input.attachmentIds, 'Attachment', MOST_TAKEN) ?? [];
  const named = checkRequester(check, input, facts.requesters ?? [], deciding);
  const requesterId =
    check.id('requesterId', input.requesterId, 'User') ??
    named?.id ??
    (input.requester ? '' : onBehalfOf.userId);
  const queueId = check.id('queueId', input.queueId, 'Queue') ?? null;
  const assigneeId = check.id('assigneeId', input.assigneeId, 'User') ?? null;
  if (requesterId === null)
    check.fail(['requesterId'], 'REQUIRED', 'requesterId or requester is required for API keys.');
  if (input.changeKind && type !== 'CHANGE_REQUEST')
    check.fail(['changeKind'], 'TYPE', 'changeKind is only for the type CHANGE_REQUEST.');
  // A change that needs no approval is declared by an administrator, who marks its template.
  if (type === 'CHANGE_REQUEST' && input.changeKind === 'STANDARD' && !standardChange)
    check.fail(
      ['changeKind'],
      'STANDARD_TEMPLATE',
      'changeKind can be STANDARD only with a template that an administrator marked as standardChange, and with the category, subcategory and services that the template gives.',
    );
  const { subject, description } = details;
  if (check.errors.length > 0 || !requesterId || !type || !subject || !description)
    return err(...check.errors);

  const defaultQueue = facts.queues.find(({ isDefault }) => isDefault);
  if (!defaultQueue) throw new Error('the organisation has no default queue');
  const canUse = (id: string) =>
    actor.kind !== 'key' || actor.queueIds === null || actor.queueIds.includes(id);
  if (!queueId && !canUse(defaultQueue.id))
    return err(
      invalid(
        ['queueId'],
        'REQUIRED',
        'queueId is required, because the API key is limited to queues. Give one of them.',
      ),
    );
  const chosen = facts.queues.find(({ id }) => id === queueId && canUse(id));
  const queue = queueId ? chosen : defaultQueue;
  const errors: UserError[] = [
    ...(queueId && !queue ? [notFound(['queueId'], toGlobalId('Queue', queueId), 'queue')] : []),
    ...userProblems(
      facts.users,
      requesterId === onBehalfOf.userId || named ? [] : [requesterId],
      'requesterId',
      deciding,
    ),
    ...userProblems(facts.users, affectedUsers, 'affectedUserIds', deciding),
    ...userProblems(facts.users, watchers, 'watcherIds', deciding),
    ...categoryProblems(facts.categories, type, categoryId, subcategoryId, deciding),
    ...affectedProblems(facts, affected, deciding),
  ];
  if (assigneeId) {
    const assignee = toGlobalId('User', assigneeId);
    const wrong = queue
      ? ticketAssigneeProblem(facts.users, assignee, queue, deciding)
      : assigneeProblem(facts.users, assignee, deciding);
    if (wrong) errors.push(wrong);
  }
  if (errors.length > 0 || !queue) return err(...blame(errors));

  const serviceIds = affected.services ?? [];
  const ticket = newTicket(deciding, matrixOf(defaultQueue), {
    type,
    details: { ...details, subject, description },
    changeKind:
      type === 'CHANGE_REQUEST' ? (input.changeKind ?? (standardChange ? 'STANDARD' : 'NORMAL')) : null,
    channel: input.channel ?? (actor.kind === 'key' ? 'API' : 'PORTAL'),
    categoryId,
    subcategoryId,
    serviceIds,
    requesterId,
    queueId: queue.id,
    dispatched: queueId !== null,
    assigneeId,
  });
  const { id } = ticket;
  // As when they are added later: to follow a ticket oneself gives no access, and to add others needs to work the queue.
  const addsWatchers = worksQueueOf(actor, queue.teamId);
  const people: NewPerson[] = [
    ...affectedUsers.map((userId) => ({ userId, participation: 'AFFECTED' as const, grantsAccess: true })),
    ...watchers.map((userId) => ({
      userId,
      participation: 'WATCHER' as const,
      grantsAccess: addsWatchers && userId !== onBehalfOf.userId,
    })),
  ];
  const changes = [
    ...changesOfNew(ticket),
    ...(answered ? [changed('RequestForm.id', null, answered.form.id)] : []),
    ...(ticketTemplateId ? [changed('TicketTemplate.id', null, ticketTemplateId)] : []),
    ...(affectedUsers.length > 0 ? [changed('Ticket.affectedUsers', null, [...affectedUsers].sort())] : []),
    ...(watchers.length > 0 ? [changed('Ticket.watchers', null, [...watchers].sort())] : []),
  ];
  const files = takeUploads(facts.uploads, attachmentIds, { ticket, now: deciding.now });
  if (!files.ok) return err(...blame(files.errors));
  const items = itemsAfter(ticket, facts, affected.items);
  return ok({
    ticket,
    value: { ticketId: id },
    writes: [
      insertTicket(ticket, named?.created ? insertRequester(organisationId, named.created) : null),
      ...(ticket.labels.length > 0 ? [replaceLabels(organisationId, id, ticket.labels)] : []),
      ...(serviceIds.length > 0 ? [replaceServices(organisationId, id, serviceIds)] : []),
      ...(answered ? [keepAnswers(organisationId, id, answered)] : []),
      ...(people.length > 0 ? [insertPeople(ticket, people)] : []),
      ...items.writes,
      ...files.value.writes,
    ],
    events: [
      ...(named?.created ? [userCreated(named.id)] : []),
      { type: 'TICKET_CREATED', ticketId: id, changes, facts: filterFacts(ticket) },
      ...items.events,
      ...files.value.events,
    ],
    complete([stored]) {
      const [made] = stored as [Numbered];
      const { number } = made;
      const shows = shownNew(actor, { ...ticket, ...made }, queue, people);
      return { value: { ticketId: id, number: ticketNumber(type, number) }, shows };
    },
    kept: sql`jsonb_build_object('number', ${numberOfStored(ticket)})`,
  });
}

/** Hands the new ticket and its queue to the answer, where the actor can see them. */
function shownNew(actor: Actor, ticket: TicketRow, queue: QueueRow, people: readonly NewPerson[]): Shown[] {
  const scope = writableScopeOf(actor);
  const isSeen = maySee(scope, {
    ticketId: ticket.id,
    requesterId: ticket.requesterId,
    assigneeId: ticket.assigneeId ?? null,
    queueId: queue.id,
    queueTeamId: queue.teamId,
    queueVisibility: queue.visibility,
    parts: people.filter(({ userId }) => 'userId' in scope && userId === scope.userId),
  });
  return [
    ...(isSeen ? [shown(ticketsById, ticket.id, toTicket(ticket))] : []),
    ...(seesQueue(scope, queue) ? [shown(queuesOn, queue.id, toQueue(queue))] : []),
  ];
}

function deniedFields({ actor, onBehalfOf }: Deciding, input: CreateTicketInput): UserError[] {
  const report = can(actor, 'report');
  if (!report.allowed) return [forbidden(report.reason, report.message)];
  const others = can(actor, 'reportForOthers');
  const names = can(actor, 'nameRequester');
  if (others.allowed)
    return input.requester && !names.allowed ? [forbidden(names.reason, names.message, ['requester'])] : [];
  const { reason, message } = others;
  const denied: UserError[] = forAgents
    .filter((field) => input[field] !== undefined && input[field] !== null)
    .map((field) => forbidden(reason, message, [field]));
  if (input.channel && !channelsOfRequesters.includes(input.channel))
    denied.push(forbidden(reason, 'Requesters report by the channels PORTAL and API.', ['channel']));
  const check = new InputCheck();
  const requesterId = check.id('requesterId', input.requesterId, 'User');
  if (requesterId && requesterId !== onBehalfOf.userId)
    denied.push(forbidden(reason, message, ['requesterId']));
  return denied;
}
