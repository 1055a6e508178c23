import type { CodegenConfig } from '@graphql-codegen/cli';
import type { ResolvedFields } from './tools/codegen/type-graphql-classes.ts';
import { readSdl } from './tools/sdl.ts';

/**
 * Fields that a hand-written `@FieldResolver` gives, besides all fields with arguments. They are left out of the
 * generated classes: without their resolver the drift check fails. Every other field is a property of its class
 * that the code which makes the value has to supply.
 */
const resolvedFields: ResolvedFields = {
  Ticket: [
    'category',
    'subcategory',
    'affectedUsers',
    'requester',
    'createdBy',
    'queue',
    'assignee',
    'watchers',
    'viewerIsWatching',
    'availableTransitions',
    'parent',
    'childCounts',
    'openChildren',
    'followUpOf',
    'followUps',
    'problems',
    'knownErrors',
    'workarounds',
    'majorIncident',
    'steps',
    'diagnoses',
    'plans',
    'verifications',
    'reviews',
    'survey',
    'autoCloseAt',
    'services',
    'configurationItems',
    'suggestedImpact',
    'form',
  ],
  TicketLink: ['ticket', 'createdBy'],
  ResolveTicketPayload: ['openChildren'],
  VerifyTicketPayload: ['openChildren'],
  KnownError: ['problem', 'recordedBy', 'retiredBy'],
  MajorIncident: ['lead', 'declaredBy', 'endedBy'],
  Diagnosis: ['evidence', 'by'],
  ResolutionPlan: ['tasks', 'implementation', 'submittedBy', 'approval', 'collisions'],
  ChangeCalendarEntry: ['ticket', 'plan', 'services', 'collisions'],
  WindowCollision: ['ticket', 'services'],
  Approval: ['ticket', 'plan', 'approvers', 'viewerCanDecide'],
  Approver: ['user', 'delegatedBy'],
  ApprovalPolicy: ['category', 'users', 'teams'],
  Implementation: ['startedBy', 'completedBy'],
  Task: ['assignee', 'finishedBy'],
  Review: ['by'],
  Survey: ['token'],
  Verification: ['attachments', 'by'],
  TicketHold: ['linkedTicket'],
  TicketResolution: ['by'],
  TicketClosure: ['by'],
  TicketCancellation: ['duplicateOf', 'by'],
  TicketEvent: ['actor', 'ticket', 'changes', 'comment', 'attachment'],
  Comment: ['ticket', 'author', 'attachments'],
  Attachment: ['ticket', 'comment', 'uploadedBy', 'downloadUrl'],
  User: ['email', 'organisation', 'teams'],
  Organisation: ['defaultQueue', 'closurePolicies'],
  Team: ['members', 'queues'],
  TeamMember: ['user'],
  Queue: ['team'],
  Category: ['parent'],
  Service: ['ownerTeam'],
  ConfigurationItem: ['ownerTeam'],
  RequestForm: ['category', 'queue'],
  TicketForm: ['form'],
  TicketTemplate: ['category', 'subcategory', 'queue', 'services'],
  ApiKey: ['queues', 'createdBy', 'lastUsedAt'],
  Session: ['user', 'lastUsedAt'],
  AccessRecord: ['who'],
  '*Connection': ['totalCount', 'eventCursor'],
};

const config: CodegenConfig = {
  // As one text, in the order of its files: read one by one, the order of extensions would be that of the disk.
  schema: readSdl(),
  config: { sort: false },
  generates: {
    'server/platform/contract/generated/types.ts': {
      plugins: ['./tools/codegen/type-graphql-classes.ts'],
      config: { resolvedFields },
    },
  },
};

export default config;
