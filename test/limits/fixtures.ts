import { isEnumType } from 'graphql';
import { capabilities } from '../denied/capabilities.js';
import type { Client } from '../harness/client.js';
import { report } from '../harness/desk.js';
import { contract, type Fill, nameOf, type Position } from '../harness/positions.js';
import { attachText } from '../harness/upload.js';

export type Kind =
  | 'ticket'
  | 'investigated'
  | 'resolved'
  | 'surveyToken'
  | 'major'
  | 'held'
  | 'merged'
  | 'knownError'
  | 'planning'
  | 'scheduled'
  | 'planned'
  | 'implementing'
  | 'verifying'
  | 'task'
  | 'approval'
  | 'approvalPolicy'
  | 'comment'
  | 'attachment'
  | 'upload'
  | 'user'
  | 'team'
  | 'queue'
  | 'category'
  | 'service'
  | 'item'
  | 'form'
  | 'template'
  | 'apiKey'
  | 'session'
  | 'organisation';
export type Ids = Record<Kind, string>;

/** Creates one object of each kind as an administrator of an organisation, and returns their ids. */
export async function oneOfEach(admin: Client): Promise<Ids> {
  const ticket = await report(admin, { subject: 'One of each', externalReference: 'EXT-ONE' });
  const { comment } = await admin.done(
    'addComment',
    { ticketId: ticket.id, body: 'Words' },
    'comment { id }',
  );
  const { category } = await admin.done(
    'createCategory',
    { name: `Made ${ticket.number}`, ticketType: 'INCIDENT' },
    'category { id }',
  );
  const teamId = (await admin.ok('{ teams(first: 1) { nodes { id } } }')).teams.nodes[0].id;
  const part = { name: `Made ${ticket.number}`, ownerTeamId: teamId };
  const { service } = await admin.done('createService', { ...part, criticality: 'LOW' }, 'service { id }');
  const { configurationItem } = await admin.done(
    'createConfigurationItem',
    { ...part, kind: 'OTHER' },
    'configurationItem { id }',
  );
  const { requestForm } = await admin.done(
    'createRequestForm',
    {
      name: part.name,
      ticketType: 'INCIDENT',
      fields: [{ key: 'words', label: 'Words', type: 'TEXT' }],
    },
    'requestForm { id }',
  );
  const { ticketTemplate } = await admin.done(
    'createTicketTemplate',
    { name: part.name, ticketType: 'INCIDENT' },
    'ticketTemplate { id }',
  );
  const { apiKey } = await admin.done(
    'createApiKey',
    { name: 'Made', scopes: ['TICKETS_READ'] },
    'apiKey { id }',
  );
  const upload = await admin.done(
    'createAttachmentUpload',
    { ticketId: ticket.id, fileName: 'a.txt', size: 1, contentType: 'text/plain', sha256: '0'.repeat(64) },
    'attachmentId',
  );
  const { user } = await admin.done(
    'createUser',
    { name: 'Made', email: `made-${ticket.id}@example.org`.toLowerCase(), role: 'AGENT' },
    'user { id }',
  );
  const { viewer, teams, queues, sessions } =
    await admin.ok(`{ sessions(first: 1) { nodes { id } } viewer { organisation { id } }
    teams(first: 1) { nodes { id } } queues(first: 1) { nodes { id } } }`);
  const investigated = await report(admin);
  const resolved = await report(admin);
  for (const { id } of [investigated, resolved]) {
    await admin.done('startInvestigation', { ticketId: id }, '__typename');
  }
  const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
  await admin.done('resolveTicket', { ticketId: resolved.id, ...resolution }, '__typename');
  const linked = [
    ['RELATED_TO', resolved.id],
    ['PARENT_OF', investigated.id],
  ];
  for (const [relation, otherTicketId] of linked)
    await admin.done('linkTickets', { ticketId: ticket.id, relation, otherTicketId }, '__typename');
  const problem = await report(admin, { type: 'PROBLEM' });
  const { knownError } = await admin.done(
    'recordKnownError',
    { ticketId: problem.id, symptoms: 'It jams', workaround: 'Turn it off and on' },
    'knownError { id }',
  );
  const major = await report(admin);
  await admin.done(
    'declareMajorIncident',
    { ticketId: major.id, reason: 'All of it', leadId: user.id, updateEveryMinutes: 30 },
    '__typename',
  );
  const held = await report(admin);
  await admin.done('holdTicket', { ticketId: held.id, reason: 'AWAITING_VENDOR' }, '__typename');
  const merged = await report(admin);
  await admin.done('mergeTicket', { ticketId: merged.id, intoTicketId: ticket.id }, '__typename');
  const made: Record<string, string> = {};
  for (const [argument, make] of Object.entries(capabilities.ids)) made[argument] = await make(admin);
  return {
    ...made,
    ticket: ticket.id,
    investigated: investigated.id,
    resolved: resolved.id,
    surveyToken: await surveyToken(admin),
    major: major.id,
    held: held.id,
    merged: merged.id,
    knownError: knownError.id,
    planning: await planning(admin),
    scheduled: await scheduled(admin),
    planned: await scheduled(admin),
    implementing: await implementing(admin),
    task: await openTask(admin),
    approval: await pendingApproval(admin, ticket.id),
    approvalPolicy: await approvalPolicy(admin, user.id),
    verifying: await verifying(admin),
    comment: comment.id,
    attachment: await attachText(admin, ticket.id, 'words'),
    upload: upload.attachmentId,
    user: user.id,
    team: teams.nodes[0].id,
    queue: queues.nodes[0].id,
    category: category.id,
    service: service.id,
    item: configurationItem.id,
    form: requestForm.id,
    template: ticketTemplate.id,
    apiKey: apiKey.id,
    session: sessions.nodes[0].id,
    organisation: viewer.organisation.id,
  };
}

/** Returns the token of an open survey. */
async function surveyToken(admin: Client): Promise<string> {
  const { id } = await report(admin);
  const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
  await admin.done('resolveTicket', { ticketId: id, ...resolution }, '__typename');
  const closing = { ticketId: id, closureSummary: 'It does.' };
  return (await admin.done('closeTicket', closing, 'ticket { survey { token } }')).ticket.survey.token;
}

/** Creates a ticket with a diagnosis. */
export async function planning(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const { id } = await report(admin, input);
  await admin.done('startInvestigation', { ticketId: id }, '__typename');
  await admin.done('diagnoseTicket', { ticketId: id, findings: 'Worn.', rootCause: 'Age.' }, '__typename');
  return id;
}

/** Creates a ticket with a plan that has a window. */
export async function scheduled(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const ticketId = await planning(admin, input);
  const window = { start: new Date(), end: new Date(Date.now() + 3_600_000) };
  await admin.done('submitPlan', { ticketId, kind: 'FIX', summary: 'A new one.', window }, '__typename');
  return ticketId;
}

/** Creates a ticket whose plan is being implemented. */
export async function implementing(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const ticketId = await planning(admin, input);
  await admin.done('submitPlan', { ticketId, kind: 'FIX', summary: 'A new one.' }, '__typename');
  return ticketId;
}

/** Creates an open task of a plan that is being implemented. */
export async function openTask(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const ticketId = await planning(admin, input);
  const plan = { kind: 'FIX', summary: 'A new one.', tasks: [{ title: 'Order it' }] };
  const given = { ticketId, ...plan };
  const { ticket } = await admin.done('submitPlan', given, 'ticket { plans { nodes { tasks { id } } } }');
  return ticket.plans.nodes[0].tasks[0].id;
}

/** Creates a plan of another submitter, and returns its approval, which waits for the administrator. */
async function pendingApproval(admin: Client, name: string): Promise<string> {
  const signIn = { email: `planner-${name}@example.org`.toLowerCase(), password: 'correct horse battery' };
  const account = { ...signIn, name: 'Planner', role: 'AGENT' };
  const { user } = await admin.done('createUser', account, 'user { id }');
  const session = await admin.ok('mutation ($input: SignInInput!) { signIn(input: $input) { token } }', {
    input: signIn,
  });
  const planner = admin.withToken(session.signIn.token);
  const ticketId = await planning(admin, {
    type: 'CHANGE_REQUEST',
    requesterId: user.id,
    assigneeId: user.id,
  });
  const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.' };
  const { ticket } = await planner.done(
    'submitPlan',
    { ticketId, ...plan },
    'ticket { plans { nodes { approval { id } } } }',
  );
  return ticket.plans.nodes[0].approval.id;
}

async function approvalPolicy(admin: Client, userId: string): Promise<string> {
  const policy = { name: `Policy ${userId}`, ticketType: 'OTHER', rule: 'ANY_ONE', userIds: [userId] };
  return (await admin.done('createApprovalPolicy', policy, 'approvalPolicy { id }')).approvalPolicy.id;
}

/** Creates a ticket whose plan is implemented. */
export async function verifying(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const ticketId = await implementing(admin, input);
  await admin.done(
    'completeImplementation',
    { ticketId, outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
    '__typename',
  );
  return ticketId;
}

const kinds: Record<string, Kind> = {
  id: 'ticket',
  ids: 'ticket',
  parentIds: 'ticket',
  ticketId: 'ticket',
  linkedTicketId: 'ticket',
  duplicateOfId: 'ticket',
  otherTicketId: 'ticket',
  intoTicketId: 'ticket',
  followUpOfId: 'ticket',
  childIds: 'ticket',
  ticketIds: 'ticket',
  knownErrorId: 'knownError',
  leadId: 'user',
  commentId: 'comment',
  attachmentId: 'attachment',
  attachmentIds: 'attachment',
  evidenceAttachmentIds: 'attachment',
  taskId: 'task',
  approvalId: 'approval',
  approvalPolicyId: 'approvalPolicy',
  toUserId: 'user',
  fromUserId: 'user',
  onBehalfOfId: 'user',
  userId: 'user',
  requesterId: 'user',
  requesterIds: 'user',
  assigneeId: 'user',
  assigneeIds: 'user',
  affectedUserIds: 'user',
  watcherIds: 'user',
  createdByIds: 'user',
  removeUserIds: 'user',
  actorId: 'user',
  teamId: 'team',
  teamIds: 'team',
  queueId: 'queue',
  queueIds: 'queue',
  categoryId: 'category',
  categoryIds: 'category',
  subcategoryId: 'category',
  parentId: 'category',
  serviceId: 'service',
  affectedServiceIds: 'service',
  dependsOnServiceIds: 'service',
  configurationItemId: 'item',
  affectedItemIds: 'item',
  dependsOnItemIds: 'item',
  ownerTeamId: 'team',
  ownerTeamIds: 'team',
  requestFormId: 'form',
  requestFormIds: 'form',
  ticketTemplateId: 'template',
  apiKeyId: 'apiKey',
  apiKeyIds: 'apiKey',
  userIds: 'user',
  sessionId: 'session',
};

/** The kind of object that the argument `id` names, for queries of a single type. */
const kindsOfOwn: Record<string, Kind> = { requestForm: 'form' };

/** An argument that a capability names is a kind of its own. */
function kindOfCapability(argument: string): Kind | undefined {
  return argument in capabilities.ids ? (argument as Kind) : undefined;
}

/**
 * The kind of object whose id belongs at a position. It throws for an unknown position, so no position stays
 * untested.
 */
export function kindAt(position: Position): Kind {
  const name = position.path.findLast((key) => key !== '0') ?? '';
  const isUpload = position.field === 'completeAttachmentUpload' && name === 'attachmentId';
  const kind = isUpload ? 'upload' : (kindsOfOwn[position.field] ?? kinds[name] ?? kindOfCapability(name));
  const where = 'test/<capability>/entry-points.ts or test/limits/fixtures.ts';
  if (!kind) throw new Error(`add to ${where} the kind of object that ${nameOf(position)} names`);
  return kind;
}

const texts: Record<string, string> = {
  email: 'somebody.new@example.org',
  password: 'correct horse battery',
  sha256: '0'.repeat(64),
  contentType: 'text/plain',
  fileName: 'a.txt',
  number: 'INC-1',
  resolutionCode: 'FIXED',
  key: 'words',
};
const words: Record<string, string> = {
  Role: 'AGENT',
  TicketType: 'INCIDENT',
  HoldReason: 'AWAITING_CHANGE',
};

/** Fills required fields with valid values and with the ids of these objects. */
export function fillWith(ids: Ids): Fill {
  return (position) => {
    const name = position.path.findLast((key) => key !== '0') ?? '';
    const { type } = position;
    if (type === 'ID') return ids[kindAt(position)];
    if (type === 'String') return texts[name] ?? 'Words';
    if (type === 'Int' || type === 'Float') return 1;
    if (type === 'JSON') return 'Words';
    if (type === 'Boolean') return false;
    // The end of a range must be after its start.
    if (type === 'DateTime') return `2026-01-0${name === 'to' ? 2 : 1}T00:00:00.000Z`;
    const found = contract.getType(type);
    if (isEnumType(found)) return words[type] ?? found.getValues()[0]?.name;
    throw new Error(`add to test/limits/fixtures.ts a value of the type ${type}`);
  };
}

/** Optional fields that an input needs so that the server checks its other fields. */
export function neededBy({ field, path }: Position, ids: Ids): object {
  const unknown = { affectedServicesUnknown: !path.includes('affectedServiceIds') };
  const triage = { ...unknown, impact: 'LOW', urgency: 'LOW', categoryId: ids.category };
  const all: Record<string, object> = {
    createTicket: { type: 'INCIDENT', subject: 'Words', description: 'Words' },
    addLabels: { labels: ['words'] },
    holdTicket: { reason: 'AWAITING_CHANGE' },
    holdTickets: { reason: 'AWAITING_CHANGE' },
    triageTicket: triage,
    triageTickets: triage,
    resolveTickets: { ticketIds: [ids.investigated], resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
    closeTickets: { ticketIds: [ids.resolved], closureSummary: 'It does' },
    cancelTickets: { reason: 'A mistake' },
    resumeTicket: { ticketId: ids.held },
    resumeTickets: { ticketIds: [ids.held] },
    requeueTickets: { ticketIds: [ids.investigated], reason: 'Not ours' },
    requeueTicket: { ticketId: ids.investigated, reason: 'Not ours' },
    resolveTicket: { ticketId: ids.investigated, resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
    reopenTicket: { ticketId: ids.resolved, reason: 'It does not' },
    closeTicket: { ticketId: ids.resolved, closureSummary: 'It does' },
    cancelTicket: { reason: 'A mistake' },
    reviewTicket: { ticketId: ids.resolved },
    answerSurvey: { token: ids.surveyToken },
    mergeTicket: { intoTicketId: ids.investigated },
    unmergeTicket: { ticketId: ids.merged },
    resolveChildren: { ticketId: ids.resolved, resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
    declareMajorIncident: { updateEveryMinutes: 30 },
    changeMajorIncident: { ticketId: ids.major },
    postMajorIncidentUpdate: { ticketId: ids.major },
    endMajorIncident: { ticketId: ids.major },
    diagnoseTicket: { ticketId: ids.investigated, findings: 'Worn.', rootCause: 'Age.' },
    // Only who leaves hands over work.
    updateUser: path.includes('handOverTo') ? { role: 'REQUESTER' } : {},
    createApprovalPolicy: { userIds: [ids.user] },
    createSavedView: path.includes('teamId') ? { sharing: 'TEAM' } : {},
    updateSavedView: path.includes('teamId') ? { sharing: 'TEAM' } : {},
    submitPlan: { ticketId: ids.planning, kind: 'FIX', summary: 'A new one.' },
    withdrawPlan: { ticketId: ids.planned },
    startImplementation: { ticketId: ids.scheduled },
    addTask: { ticketId: ids.implementing },
    completeImplementation: {
      ticketId: ids.implementing,
      outcome: 'IMPLEMENTED',
      resolutionCode: 'FIXED',
      resolutionNotes: 'It works.',
    },
    proposeResolution: { ticketId: ids.verifying },
    verifyTicket: { ticketId: ids.verifying, outcome: 'FAILED', method: 'TEST', evidence: 'Still worn.' },
  };
  return all[field] ?? {};
}
