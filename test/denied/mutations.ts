import type { Call } from './calls.js';
import { capabilities } from './capabilities.js';
import type { Role } from './cast.js';
import type { Made } from './made.js';

const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It works.' };
const team = (made: Made) => made.cast.names.teams['Service Desk'];

const worked = (input: Call['input']): Call => ({ fits: ['TICKETS_WRITE'], input });
const ofMany = (call: Call): Call => ({ ...call, each: 'ticketResults' });
const said = (input: Call['input']): Call => ({ fits: ['COMMENTS_WRITE'], input });
const administered = (input: Call['input']): Call => ({ fits: ['ADMINISTRATION'], input });
const personal = (input: Call['input']): Call => ({ fits: [], input });

const words = { type: 'INCIDENT', subject: 'Words', description: 'Words' };
const text = { contentType: 'text/plain', fileName: 'a.txt', size: 1, sha256: '0'.repeat(64) };

/** The key is the mutation's name. The part after a comma distinguishes several calls of one mutation. */
export const calls: Record<string, Call> = {
  createTicket: worked((made, role) => ({
    ...words,
    // An API key has to name the requester.
    ...(role === 'key' ? { requesterId: made.cast.id('requester') } : {}),
  })),
  'createTicket, for another': worked((made) => ({ ...words, requesterId: made.cast.id('bystander') })),
  'createTicket, by address': {
    fits: ['REQUESTERS_WRITE', 'TICKETS_WRITE'],
    input: (made) => ({ ...words, requester: { email: made.email(), name: 'Somebody' } }),
  },
  updateTicket: worked(async (made) => ({ ticketId: await made.ticket(), labels: ['words'] })),
  'updateTicket, subject': worked(async (made) => ({ ticketId: await made.ticket(), subject: 'Words' })),
  'updateTicket, imported': {
    fits: ['IMPORT', 'TICKETS_WRITE'],
    input: async (made) => ({
      ticketId: await made.ticket(),
      labels: ['words'],
      import: { occurredAt: new Date() },
    }),
  },
  assignTicket: worked(async (made) => ({
    ticketId: await made.ticket(),
    assigneeId: made.cast.id('agent'),
  })),
  addLabels: ofMany(worked(async (made) => ({ ticketIds: [await made.ticket()], labels: ['words'] }))),
  assignTickets: ofMany(
    worked(async (made) => ({ ticketIds: [await made.ticket()], assigneeId: made.cast.id('agent') })),
  ),
  triageTickets: ofMany(
    worked(async (made) => ({
      ticketIds: [await made.ticket()],
      categoryId: made.cast.names.categories['INCIDENT Hardware'],
      affectedServicesUnknown: true,
      impact: 'LOW',
      urgency: 'LOW',
    })),
  ),
  holdTickets: ofMany(
    worked(async (made) => ({ ticketIds: [await made.ticket()], reason: 'AWAITING_VENDOR' })),
  ),
  resumeTickets: ofMany(worked(async (made) => ({ ticketIds: [await made.held()] }))),
  requeueTickets: ofMany(
    worked(async (made) => ({ ticketIds: [await made.investigated()], reason: 'Not ours' })),
  ),
  resolveTickets: ofMany(worked(async (made) => ({ ticketIds: [await made.ticket()], ...resolution }))),
  closeTickets: ofMany(
    worked(async (made) => ({ ticketIds: [await made.resolved()], closureSummary: 'It works.' })),
  ),
  cancelTickets: ofMany(worked(async (made) => ({ ticketIds: [await made.ticket()], reason: 'Words' }))),
  setPresence: personal(async (made) => ({ ticketId: await made.ticket(), activity: 'VIEWING' })),
  markTicketRead: personal(async (made) => ({ ticketId: await made.ticket() })),
  'watchTicket, oneself': personal(async (made) => ({ ticketId: await made.ticket() })),
  watchTicket: worked(async (made) => ({
    ticketId: await made.ticket(),
    userId: made.cast.id('bystander'),
  })),
  'unwatchTicket, oneself': personal(async (made) => ({ ticketId: await made.ticket() })),
  unwatchTicket: worked(async (made) => ({
    ticketId: await made.ticket({ watcherIds: [made.cast.id('watching'), made.cast.id('bystander')] }),
    userId: made.cast.id('bystander'),
  })),

  'unwatchTicket, an affected user': administered(async (made) => ({
    ticketId: await made.ticket({ affectedUserIds: [made.cast.id('affected'), made.cast.id('bystander')] }),
    userId: made.cast.id('bystander'),
    participation: 'AFFECTED_USER',
  })),
  'unwatchTicket, an approver': administered(async (made) => ({
    ticketId: (await made.approvalOf()).ticketId,
    userId: made.cast.id('lead'),
    participation: 'APPROVER',
  })),
  triageTicket: worked(async (made) => ({
    ticketId: await made.ticket(),
    categoryId: made.cast.names.categories['INCIDENT Hardware'],
    affectedServicesUnknown: true,
    impact: 'LOW',
    urgency: 'LOW',
  })),
  startInvestigation: worked(async (made) => ({
    ticketId: await made.ticket(),
    assigneeId: made.cast.id('agent'),
  })),
  diagnoseTicket: worked(async (made) => ({
    ticketId: await made.investigated(),
    findings: 'Worn.',
    rootCause: 'Age.',
  })),
  submitPlan: worked(async (made) => ({
    ticketId: await made.planning(),
    kind: 'FIX',
    summary: 'A new one.',
  })),
  withdrawPlan: worked(async (made) => ({ ticketId: await made.scheduled(), reason: 'Another window' })),
  startImplementation: worked(async (made) => ({ ticketId: await made.scheduled() })),
  completeImplementation: worked(async (made) => ({
    ticketId: await made.implementing(),
    outcome: 'IMPLEMENTED',
    ...resolution,
  })),
  proposeResolution: worked(async (made) => ({ ticketId: await made.verifying(), ...resolution })),
  verifyTicket: worked(async (made) => ({
    ticketId: await made.verifying(),
    outcome: 'FAILED',
    method: 'TEST',
    evidence: 'Still worn.',
  })),
  holdTicket: worked(async (made) => ({ ticketId: await made.ticket(), reason: 'AWAITING_VENDOR' })),
  resumeTicket: worked(async (made) => ({ ticketId: await made.held() })),
  reclassifyTicket: worked(async (made) => ({
    ticketId: await made.ticket(),
    type: 'PROBLEM',
    reason: 'Again.',
  })),
  requeueTicket: worked(async (made) => ({ ticketId: await made.investigated(), reason: 'Not ours' })),
  resolveTicket: worked(async (made) => ({ ticketId: await made.ticket(), ...resolution })),
  reopenTicket: worked(async (made) => ({ ticketId: await made.resolved(), reason: 'It does not' })),
  closeTicket: worked(async (made) => ({ ticketId: await made.resolved(), closureSummary: 'It does' })),
  cancelTicket: worked(async (made) => ({ ticketId: await made.ticket(), reason: 'A mistake' })),
  'cancelTicket, begun': worked(async (made) => ({
    ticketId: await made.investigated(),
    reason: 'A mistake',
  })),
  completeTask: worked(async (made) => ({ taskId: await made.task() })),
  skipTask: worked(async (made) => ({ taskId: await made.task(), reason: 'No need' })),
  assignTask: worked(async (made) => ({ taskId: await made.task(), assigneeId: made.cast.id('agent') })),
  addTask: worked(async (made) => ({ ticketId: await made.implementing(), title: 'Test it' })),
  updateTask: worked(async (made) => ({ taskId: await made.task(), title: 'Test it twice' })),
  decideApproval: personal(async (made) => ({ approvalId: await made.approval(), decision: 'APPROVE' })),
  'decideApproval, rejecting': personal(async (made) => ({
    approvalId: await made.approval(),
    decision: 'REJECT',
    reason: 'Not now',
  })),
  delegateApproval: personal(async (made) => ({
    approvalId: await made.approval(),
    toUserId: made.cast.id('bystander'),
  })),
  reviewTicket: worked(async (made) => ({
    ticketId: await made.resolved(),
    outcome: 'SUCCESSFUL',
    summary: 'Well done',
  })),
  answerSurvey: personal(async (made) => ({ token: await made.surveyToken(), score: 5 })),

  recordKnownError: worked(async (made) => ({
    ticketId: await made.ticket({ type: 'PROBLEM' }),
    symptoms: 'It jams',
    workaround: 'Turn it off and on',
  })),
  updateKnownError: worked(async (made) => ({
    knownErrorId: await made.knownError(),
    workaround: 'Turn it again',
  })),
  retireKnownError: worked(async (made) => ({
    knownErrorId: await made.knownError(),
    reason: 'It is mended',
  })),
  mergeTicket: worked(async (made) => ({ ticketId: await made.ticket(), intoTicketId: await made.ticket() })),
  unmergeTicket: worked(async (made) => ({ ticketId: await made.merged() })),
  linkTickets: worked(async (made) => ({
    ticketId: await made.ticket(),
    relation: 'RELATED_TO',
    otherTicketId: await made.ticket(),
  })),
  unlinkTickets: worked((made) => made.linked()),
  resolveChildren: {
    ...worked(async (made) => ({ ...(await made.family()), ...resolution })),
    each: 'ticketResults',
  },
  splitTicket: worked(async (made) => ({
    commentId: await made.comment(),
    ...words,
  })),
  'splitTicket, a note': worked(async (made) => ({
    commentId: await made.note(),
    requesterId: made.cast.id('bystander'),
    ...words,
  })),
  declareMajorIncident: worked(async (made) => ({
    ticketId: await made.ticket(),
    reason: 'All of it',
    leadId: made.cast.id('bystander'),
    updateEveryMinutes: 30,
  })),
  changeMajorIncident: worked(async (made) => ({ ticketId: await made.major(), updateEveryMinutes: 60 })),
  postMajorIncidentUpdate: {
    fits: ['TICKETS_WRITE', 'COMMENTS_WRITE'],
    input: async (made) => ({ ticketId: await made.major(), body: 'Words' }),
  },
  'postMajorIncidentUpdate, as a comment': {
    fits: ['COMMENTS_WRITE', 'TICKETS_WRITE'],
    input: async (made) => ({ ticketId: await made.major(), body: 'Words' }),
  },
  endMajorIncident: worked(async (made) => ({ ticketId: await made.major(), summary: 'Over' })),

  addComment: said(async (made) => ({ ticketId: await made.ticket(), body: 'Words' })),
  'addComment, a note': said(async (made) => ({
    ticketId: await made.ticket(),
    body: 'Words',
    visibility: 'INTERNAL',
  })),
  editComment: said(async (made) => ({ commentId: await made.comment(), body: 'Other words' })),
  'editComment, a note': said(async (made) => ({ commentId: await made.note(), body: 'Other words' })),
  redactComment: administered(async (made) => ({ commentId: await made.comment(), reason: 'A password.' })),
  redactDescription: administered(async (made) => ({
    ticketId: await made.ticket(),
    description: 'It jams.',
    reason: 'A password.',
  })),
  setCommentVisibility: worked(async (made) => ({
    commentId: await made.comment(),
    visibility: 'INTERNAL',
  })),
  'setCommentVisibility, a note': worked(async (made) => ({
    commentId: await made.note(),
    visibility: 'PUBLIC',
  })),
  createAttachmentUpload: said(async (made) => ({ ticketId: await made.ticket(), ...text })),
  'createAttachmentUpload, without a ticket': said(async () => text),
  'createAttachmentUpload, internal': said(async (made) => ({
    ticketId: await made.ticket(),
    ...text,
    visibility: 'INTERNAL',
  })),
  completeAttachmentUpload: said(async (made) => ({ attachmentId: await made.upload() })),
  deleteAttachment: worked(async (made) => ({ attachmentId: await made.attachment() })),
  'deleteAttachment, internal': worked(async (made) => ({ attachmentId: await made.internalAttachment() })),

  createQueue: administered((made) => ({ name: made.name(), teamId: team(made) })),
  updateQueue: administered(async (made) => ({
    queueId: await made.named('createQueue', 'queue', { teamId: team(made) }),
    name: made.name(),
  })),
  createCategory: administered((made) => ({ name: made.name(), ticketType: 'OTHER' })),
  updateCategory: administered(async (made) => ({
    categoryId: await made.named('createCategory', 'category', { ticketType: 'OTHER' }),
    name: made.name(),
  })),
  createService: administered((made) => ({
    name: made.name(),
    ownerTeamId: team(made),
    criticality: 'LOW',
  })),
  updateService: administered(async (made) => ({
    serviceId: await made.named('createService', 'service', { ownerTeamId: team(made), criticality: 'LOW' }),
    name: made.name(),
  })),
  createConfigurationItem: administered((made) => ({
    name: made.name(),
    ownerTeamId: team(made),
    kind: 'OTHER',
  })),
  updateConfigurationItem: administered(async (made) => ({
    configurationItemId: await made.named('createConfigurationItem', 'configurationItem', {
      ownerTeamId: team(made),
      kind: 'OTHER',
    }),
    name: made.name(),
  })),
  createRequestForm: administered((made) => ({ name: made.name(), ticketType: 'OTHER', fields: [field] })),
  updateRequestForm: administered(async (made) => ({
    requestFormId: await made.named('createRequestForm', 'requestForm', {
      ticketType: 'OTHER',
      fields: [field],
    }),
    name: made.name(),
  })),
  createTicketTemplate: administered((made) => ({ name: made.name(), ticketType: 'OTHER' })),
  updateTicketTemplate: administered(async (made) => ({
    ticketTemplateId: await made.named('createTicketTemplate', 'ticketTemplate', { ticketType: 'OTHER' }),
    name: made.name(),
  })),
  createApprovalPolicy: administered((made) => ({ ...policy, name: made.name(), teamIds: [team(made)] })),
  updateApprovalPolicy: administered(async (made) => ({
    approvalPolicyId: await made.named('createApprovalPolicy', 'approvalPolicy', {
      ...policy,
      teamIds: [team(made)],
    }),
    name: made.name(),
  })),
  updateClosurePolicy: administered(() => ({ type: 'OTHER', survey: true })),
  createTeam: administered((made) => ({ name: made.name() })),
  updateTeamMembers: administered(async (made) => ({
    teamId: team(made),
    add: [{ userId: await made.user() }],
  })),
  createUser: administered((made) => ({ name: 'Somebody', email: made.email(), role: 'AGENT' })),
  'createUser, a requester': administered((made) => ({
    name: 'Somebody',
    email: made.email(),
    role: 'REQUESTER',
  })),
  'createUser, an administrator': personal((made) => ({
    name: 'Somebody',
    email: made.email(),
    role: 'ADMIN',
  })),
  updateUser: administered(async (made) => ({ userId: await made.user(), name: 'Somebody else' })),
  'updateUser, oneself': {
    ...administered((made, role) => ({ userId: idOf(made, role), name: 'Oneself' })),
    own: true,
  },
  'updateUser, the own role': {
    ...administered((made, role) => ({ userId: idOf(made, role), role: 'ADMIN' })),
    own: true,
  },
  deactivateUser: administered(async (made) => ({ userId: await made.user() })),
  reactivateUser: administered(async (made) => ({ userId: await made.user() })),
  createApiKey: personal((made) => ({ name: made.name(), scopes: ['TICKETS_READ'] })),
  revokeApiKey: personal(async (made) => ({
    apiKeyId: await made.named('createApiKey', 'apiKey', { scopes: ['TICKETS_READ'] }),
  })),
  confirmApiKey: personal(async (made) => ({
    apiKeyId: await made.named('createApiKey', 'apiKey', { scopes: ['TICKETS_READ'] }),
  })),

  signIn: personal(() => ({ email: 'requester@example.com', password: 'demo' })),
  renewSession: { ...personal(() => ({})), own: true },
  signOut: { ...personal(() => ({})), own: true },
  revokeSession: personal(async (made) => ({ sessionId: await made.session() })),
  revokeSessions: personal(async (made) => ({ userId: await made.user() })),
  'revokeSessions, the own': { ...personal(() => ({ keepCurrent: false })), own: true },
  ...capabilities.mutations,
};

const field = { key: 'words', label: 'Words', type: 'TEXT' };
const policy = { ticketType: 'OTHER', rule: 'ANY_ONE' };

/** The caller, if they are a user of the organisation; otherwise another user. */
function idOf(made: Made, role: Role): string {
  const known: Partial<Record<Role, string>> = {
    stranger: 'requester2',
    otherAgent: 'agent2',
    blindAgent: 'agent2',
    otherLead: 'otherlead',
    key: 'bystander',
    strayKey: 'bystander',
    readKey: 'bystander',
    outsider: 'bystander',
    nobody: 'bystander',
  };
  return made.cast.id(known[role] ?? role);
}
