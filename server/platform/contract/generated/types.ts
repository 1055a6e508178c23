// Generated from schema/ by `npm run codegen`. Do not edit.
import 'reflect-metadata';
import { ArgsType, createUnionType, Field, Float, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../scalars.js';

/** Names a class as a type only: decorator metadata would read the class before it is there. */
type Ref<T> = T;

/** Values are plain objects that say what they are. */
const resolveType = (value: { readonly __typename: string }): string => value.__typename;

/** What an access record tells of. */
export const AccessKind = {
  /** A session began. */
  SIGN_IN: 'SIGN_IN',
  /** Somebody who named an account, or whom the identity provider vouched for, was not let in. */
  SIGN_IN_REFUSED: 'SIGN_IN_REFUSED',
  /** A user ended sessions of theirs: signed out, revoked them, or set a new password. All that end at once count once. */
  SIGN_OUT: 'SIGN_OUT',
  /** Requests were made with an API key. */
  KEY_USED: 'KEY_USED',
  /** A token or an API key that works no more was used. */
  TOKEN_REFUSED: 'TOKEN_REFUSED',
  /** Something was asked for that the user or API key may not do. */
  ACTION_REFUSED: 'ACTION_REFUSED',
} as const;
export type AccessKind = (typeof AccessKind)[keyof typeof AccessKind];
registerEnumType(AccessKind, { name: 'AccessKind' });

/** What an API key may do. */
export const ApiKeyScope = {
  /** Read tickets, comments, attachments, people and the catalogue; subscribe. */
  TICKETS_READ: 'TICKETS_READ',
  /** Create tickets, change them, work them. */
  TICKETS_WRITE: 'TICKETS_WRITE',
  /** Add comments and attachments. */
  COMMENTS_WRITE: 'COMMENTS_WRITE',
  /** Create and change users, teams, queues and categories. */
  ADMINISTRATION: 'ADMINISTRATION',
  /** Give the moment and the actor of changes that happened elsewhere (`ImportInput`). */
  IMPORT: 'IMPORT',
  /** Read the tokens of satisfaction surveys (`Survey.token`), to send them to those who are asked. */
  SURVEYS_SEND: 'SURVEYS_SEND',
} as const;
export type ApiKeyScope = (typeof ApiKeyScope)[keyof typeof ApiKeyScope];
registerEnumType(ApiKeyScope, { name: 'ApiKeyScope' });

/** What is decided about a plan. */
export const ApprovalDecision = {
  /** It may be carried out. */
  APPROVE: 'APPROVE',
  /** It may not be carried out as it is: back to planning. */
  REJECT: 'REJECT',
} as const;
export type ApprovalDecision = (typeof ApprovalDecision)[keyof typeof ApprovalDecision];
registerEnumType(ApprovalDecision, { name: 'ApprovalDecision' });

/** How many of those who are asked have to approve. One rejection sends the plan back under every rule. */
export const ApprovalRule = {
  /** One of them. */
  ANY_ONE: 'ANY_ONE',
  /** All of them. */
  ALL_OF: 'ALL_OF',
  /** So many of them as the policy says. */
  QUORUM: 'QUORUM',
} as const;
export type ApprovalRule = (typeof ApprovalRule)[keyof typeof ApprovalRule];
registerEnumType(ApprovalRule, { name: 'ApprovalRule' });

/** How far an approval is. */
export const ApprovalState = {
  /** It is waited for. */
  PENDING: 'PENDING',
  /** Enough have approved. */
  APPROVED: 'APPROVED',
  /** Somebody has rejected. */
  REJECTED: 'REJECTED',
  /** The ticket was cancelled before. */
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type ApprovalState = (typeof ApprovalState)[keyof typeof ApprovalState];
registerEnumType(ApprovalState, { name: 'ApprovalState' });

/** What an approver did. */
export const ApproverDecision = {
  /** Approved. */
  APPROVED: 'APPROVED',
  /** Rejected. */
  REJECTED: 'REJECTED',
  /** Asked somebody else to decide. */
  DELEGATED: 'DELEGATED',
} as const;
export type ApproverDecision = (typeof ApproverDecision)[keyof typeof ApproverDecision];
registerEnumType(ApproverDecision, { name: 'ApproverDecision' });

/** How a change is controlled. */
export const ChangeKind = {
  /** Needs approval. */
  NORMAL: 'NORMAL',
  /** Pre-approved. */
  STANDARD: 'STANDARD',
  /** Needs one approver, fast. */
  EMERGENCY: 'EMERGENCY',
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];
registerEnumType(ChangeKind, { name: 'ChangeKind' });

/** How the report came in. */
export const Channel = {
  /** The self-service portal. */
  PORTAL: 'PORTAL',
  /** A program. */
  API: 'API',
  /** E-mail. */
  EMAIL: 'EMAIL',
  /** A telephone call. */
  PHONE: 'PHONE',
  /** A monitoring system. */
  MONITORING: 'MONITORING',
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];
registerEnumType(Channel, { name: 'Channel' });

/** What a transition does to a clock. */
export const ClockEffect = {
  /** It begins. */
  START: 'START',
  /** It ends. */
  STOP: 'STOP',
  /** It stands still. */
  PAUSE: 'PAUSE',
  /** It goes on. */
  RESUME: 'RESUME',
  /** Its target is worked out anew; what was paused stays so. */
  RECOMPUTE: 'RECOMPUTE',
} as const;
export type ClockEffect = (typeof ClockEffect)[keyof typeof ClockEffect];
registerEnumType(ClockEffect, { name: 'ClockEffect' });

/** What kind of thing a configuration item is. */
export const ConfigurationItemKind = {
  /** A device: a server, a laptop, a printer. */
  HARDWARE: 'HARDWARE',
  /** A program or a database. */
  SOFTWARE: 'SOFTWARE',
  /** Part of a network: a switch, a line, an access point. */
  NETWORK: 'NETWORK',
  /** Something rented from a provider. */
  CLOUD: 'CLOUD',
  /** A document, a contract, a licence. */
  DOCUMENTATION: 'DOCUMENTATION',
  /** Anything else. */
  OTHER: 'OTHER',
} as const;
export type ConfigurationItemKind = (typeof ConfigurationItemKind)[keyof typeof ConfigurationItemKind];
registerEnumType(ConfigurationItemKind, { name: 'ConfigurationItemKind' });

/** How much the organisation depends on something working. */
export const Criticality = {
  /** Operations stop without it, or many people are kept from their work. */
  HIGH: 'HIGH',
  /** Work goes on without it for a while, with difficulty. */
  MEDIUM: 'MEDIUM',
  /** It is missed, but nothing waits for it. */
  LOW: 'LOW',
} as const;
export type Criticality = (typeof Criticality)[keyof typeof Criticality];
registerEnumType(Criticality, { name: 'Criticality' });

/** What kind of refusal an error is; one code for each type that implements `UserError`. */
export const ErrorCode = {
  /** An input value breaks a rule (`ValidationError`). */
  VALIDATION_FAILED: 'VALIDATION_FAILED',
  /** There is no such object, or the viewer may not know of it (`NotFoundError`). */
  NOT_FOUND: 'NOT_FOUND',
  /** The viewer sees the object but may not do this with it (`ForbiddenError`). */
  FORBIDDEN: 'FORBIDDEN',
  /** The ticket's state does not allow the transition (`InvalidTransitionError`). */
  INVALID_TRANSITION: 'INVALID_TRANSITION',
  /** Somebody else changed the object first (`ConflictError`). */
  CONFLICT: 'CONFLICT',
  /** The idempotency key was used before with another request (`IdempotencyError`). */
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  /** E-mail address and password do not fit together (`InvalidCredentialsError`). */
  INVALID_CREDENTIALS: 'INVALID_CREDENTIALS',
  /** Too many attempts; try again later (`RateLimitedError`). */
  RATE_LIMITED: 'RATE_LIMITED',
  /** What was uploaded is not what was announced (`UploadRejectedError`). */
  UPLOAD_REJECTED: 'UPLOAD_REJECTED',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
registerEnumType(ErrorCode, { name: 'ErrorCode' });

/** What made a change happen. */
export const EventCauseKind = {
  /** A request to this API. */
  REQUEST: 'REQUEST',
  /** An import of something that happened elsewhere. */
  IMPORT: 'IMPORT',
  /** Another event, for example a reply that resumes a ticket. */
  EVENT: 'EVENT',
  /** Set-up. */
  SYSTEM: 'SYSTEM',
  /** Time: a step that is taken when something is due, for example closing after quiet days. */
  CLOCK: 'CLOCK',
} as const;
export type EventCauseKind = (typeof EventCauseKind)[keyof typeof EventCauseKind];
registerEnumType(EventCauseKind, { name: 'EventCauseKind' });

/** What kind of answer a field of a form takes, and how it is written as JSON. */
export const FormFieldType = {
  /** One line: a string of 1 to 500 characters. */
  TEXT: 'TEXT',
  /** Several lines: a string of 1 to 10,000 characters. */
  LONG_TEXT: 'LONG_TEXT',
  /** A number. */
  NUMBER: 'NUMBER',
  /** `true` or `false`. */
  BOOLEAN: 'BOOLEAN',
  /** A day: a string like `2026-11-25`. */
  DATE: 'DATE',
  /** One of the options: a string. */
  CHOICE: 'CHOICE',
  /** Several of the options: a list of strings, each once. */
  MULTI_CHOICE: 'MULTI_CHOICE',
} as const;
export type FormFieldType = (typeof FormFieldType)[keyof typeof FormFieldType];
registerEnumType(FormFieldType, { name: 'FormFieldType' });

/** What a ticket on hold waits for. */
export const HoldReason = {
  /** An answer of the requester; their reply resumes the ticket. */
  AWAITING_REQUESTER: 'AWAITING_REQUESTER',
  /** A vendor. */
  AWAITING_VENDOR: 'AWAITING_VENDOR',
  /** A change. */
  AWAITING_CHANGE: 'AWAITING_CHANGE',
  /** A problem. */
  AWAITING_PROBLEM: 'AWAITING_PROBLEM',
  /** Evidence, for example until it happens again. */
  AWAITING_EVIDENCE: 'AWAITING_EVIDENCE',
} as const;
export type HoldReason = (typeof HoldReason)[keyof typeof HoldReason];
registerEnumType(HoldReason, { name: 'HoldReason' });

/** How much is affected. */
export const Impact = {
  /** Many users, or operations that must not stop. */
  HIGH: 'HIGH',
  /** Some users, or a degraded service. */
  MEDIUM: 'MEDIUM',
  /** One user, or an inconvenience. */
  LOW: 'LOW',
} as const;
export type Impact = (typeof Impact)[keyof typeof Impact];
registerEnumType(Impact, { name: 'Impact' });

/** What speaks for an impact. */
export const ImpactReasonKind = {
  /** An affected service is this critical. */
  SERVICE_CRITICALITY: 'SERVICE_CRITICALITY',
  /** A service that depends on an affected one, directly or through others, counts one level below its own criticality. */
  DEPENDENT_SERVICE: 'DEPENDENT_SERVICE',
  /** So many users are affected: 100 or more are a high impact, 10 or more a medium one. */
  AFFECTED_USERS: 'AFFECTED_USERS',
} as const;
export type ImpactReasonKind = (typeof ImpactReasonKind)[keyof typeof ImpactReasonKind];
registerEnumType(ImpactReasonKind, { name: 'ImpactReasonKind' });

/** How an implementation ended. */
export const ImplementationOutcome = {
  /** It was done as planned. */
  IMPLEMENTED: 'IMPLEMENTED',
  /** It was taken back, by the roll-back plan. */
  ROLLED_BACK: 'ROLLED_BACK',
} as const;
export type ImplementationOutcome = (typeof ImplementationOutcome)[keyof typeof ImplementationOutcome];
registerEnumType(ImplementationOutcome, { name: 'ImplementationOutcome' });

/** What a plan is for. */
export const PlanKind = {
  /** It takes the cause away. */
  FIX: 'FIX',
  /** It takes the effect away, not the cause. */
  WORKAROUND: 'WORKAROUND',
  /** It provides what was requested. */
  FULFILMENT: 'FULFILMENT',
} as const;
export type PlanKind = (typeof PlanKind)[keyof typeof PlanKind];
registerEnumType(PlanKind, { name: 'PlanKind' });

/** How urgent the work is, from `P1`, the most, to `P4`. */
export const Priority = {
  /** Critical. */
  P1: 'P1',
  /** High. */
  P2: 'P2',
  /** Moderate. */
  P3: 'P3',
  /** Low. */
  P4: 'P4',
} as const;
export type Priority = (typeof Priority)[keyof typeof Priority];
registerEnumType(Priority, { name: 'Priority' });

/** A clock of the process. */
export const ProcessClock = {
  /** Until an agent's first public reply, or the resolution. */
  FIRST_RESPONSE: 'FIRST_RESPONSE',
  /** From a reply of the requester to the agent's next. */
  NEXT_RESPONSE: 'NEXT_RESPONSE',
  /** Until the ticket is resolved. */
  RESOLUTION: 'RESOLUTION',
  /** Until somebody owns the ticket. */
  TIME_TO_OWN: 'TIME_TO_OWN',
  /** From the resolution to automatic closing. */
  AUTO_CLOSE: 'AUTO_CLOSE',
} as const;
export type ProcessClock = (typeof ProcessClock)[keyof typeof ProcessClock];
registerEnumType(ProcessClock, { name: 'ProcessClock' });

/** A step of the process. */
export const ProcessStepName = {
  /** It is recorded. */
  CREATION: 'CREATION',
  /** It is classified. */
  TRIAGE: 'TRIAGE',
  /** Somebody works on it. */
  INVESTIGATION: 'INVESTIGATION',
  /** The cause is found, or known to be unknown. */
  DIAGNOSIS: 'DIAGNOSIS',
  /** What to do is planned. */
  PLAN: 'PLAN',
  /** The plan is approved. */
  APPROVAL: 'APPROVAL',
  /** The plan is carried out. */
  IMPLEMENTATION: 'IMPLEMENTATION',
  /** What was done is verified. */
  VERIFICATION: 'VERIFICATION',
  /** It is resolved. */
  RESOLUTION: 'RESOLUTION',
  /** It is closed. */
  CLOSURE: 'CLOSURE',
} as const;
export type ProcessStepName = (typeof ProcessStepName)[keyof typeof ProcessStepName];
registerEnumType(ProcessStepName, { name: 'ProcessStepName' });

/** How far a step is. */
export const ProcessStepState = {
  /** Done. */
  DONE: 'DONE',
  /** Where the ticket stands. */
  CURRENT: 'CURRENT',
  /** Still to come. */
  AHEAD: 'AHEAD',
  /** The ticket went past it, by the fast track or because nothing was asked for. */
  SKIPPED: 'SKIPPED',
} as const;
export type ProcessStepState = (typeof ProcessStepState)[keyof typeof ProcessStepState];
registerEnumType(ProcessStepState, { name: 'ProcessStepState' });

/** Who sees the tickets of a queue. */
export const QueueVisibility = {
  /** Every agent of the organisation. */
  ORGANISATION: 'ORGANISATION',
  /** Only the queue's team, administrators, and whoever was asked into the ticket. */
  TEAM: 'TEAM',
} as const;
export type QueueVisibility = (typeof QueueVisibility)[keyof typeof QueueVisibility];
registerEnumType(QueueVisibility, { name: 'QueueVisibility' });

/** Why a subscriber has to read afresh. */
export const ResyncReason = {
  /** The log no longer replays from the given cursor. */
  CURSOR_TOO_OLD: 'CURSOR_TOO_OLD',
  /**
   * The log does not have the place that the cursor was made for: it was restored from a back-up or failed over to a server that lacks the
   * last events. Or the cursor is none of this log: it is damaged, or from another organisation, database or list.
   */
  CURSOR_UNKNOWN: 'CURSOR_UNKNOWN',
  /** The subscriber took events more slowly than they came. */
  TOO_FAR_BEHIND: 'TOO_FAR_BEHIND',
} as const;
export type ResyncReason = (typeof ResyncReason)[keyof typeof ResyncReason];
registerEnumType(ResyncReason, { name: 'ResyncReason' });

/** How it went, in the eyes of those who look back. */
export const ReviewOutcome = {
  /** As it should. */
  SUCCESSFUL: 'SUCCESSFUL',
  /** It did what it should, but something went wrong on the way. */
  SUCCESSFUL_WITH_ISSUES: 'SUCCESSFUL_WITH_ISSUES',
  /** It did not do what it should. */
  UNSUCCESSFUL: 'UNSUCCESSFUL',
} as const;
export type ReviewOutcome = (typeof ReviewOutcome)[keyof typeof ReviewOutcome];
registerEnumType(ReviewOutcome, { name: 'ReviewOutcome' });

/** How much may go wrong. */
export const Risk = {
  /** Much, or with much damage. */
  HIGH: 'HIGH',
  /** Something, and it can be repaired. */
  MEDIUM: 'MEDIUM',
  /** Little. */
  LOW: 'LOW',
} as const;
export type Risk = (typeof Risk)[keyof typeof Risk];
registerEnumType(Risk, { name: 'Risk' });

/** What a user may do in the organisation; see docs/concepts/permissions.md. */
export const Role = {
  /** Reports tickets and sees those they requested, are affected by, or watch. */
  REQUESTER: 'REQUESTER',
  /** Works the tickets of their teams, sees all but those in other teams' `TEAM` queues. */
  AGENT: 'AGENT',
  /** An agent who leads teams: may close their tickets and manage their members. */
  LEAD: 'LEAD',
  /** Everything in the organisation, and its settings. */
  ADMIN: 'ADMIN',
} as const;
export type Role = (typeof Role)[keyof typeof Role];
registerEnumType(Role, { name: 'Role' });

/** How a session began. */
export const SessionMethod = {
  /** By `signIn`, with the password of a local account. */
  PASSWORD: 'PASSWORD',
  /** By an access token of the organisation's identity provider (OpenID Connect). */
  OIDC: 'OIDC',
} as const;
export type SessionMethod = (typeof SessionMethod)[keyof typeof SessionMethod];
registerEnumType(SessionMethod, { name: 'SessionMethod' });

/** A coarse status, for boards. */
export const StatusCategory = {
  /** New and triaged. */
  TODO: 'TODO',
  /** Being worked. */
  IN_PROGRESS: 'IN_PROGRESS',
  /** On hold or awaiting approval. */
  WAITING: 'WAITING',
  /** Resolved, closed, cancelled. */
  DONE: 'DONE',
} as const;
export type StatusCategory = (typeof StatusCategory)[keyof typeof StatusCategory];
registerEnumType(StatusCategory, { name: 'StatusCategory' });

/** How far a task is. */
export const TaskState = {
  /** To be done. */
  OPEN: 'OPEN',
  /** Done. */
  DONE: 'DONE',
  /** Not done, for a reason. */
  SKIPPED: 'SKIPPED',
} as const;
export type TaskState = (typeof TaskState)[keyof typeof TaskState];
registerEnumType(TaskState, { name: 'TaskState' });

/** What happened to a ticket. */
export const TicketEventType = {
  /** The affected configuration items changed. For those who see what is internal. */
  CONFIGURATION_ITEMS_CHANGED: 'CONFIGURATION_ITEMS_CHANGED',
  /** What is wrong was found out, or that it can not be. */
  TICKET_DIAGNOSED: 'TICKET_DIAGNOSED',
  /** A plan was made. */
  PLAN_SUBMITTED: 'PLAN_SUBMITTED',
  /** An approver approved the plan. */
  PLAN_APPROVED: 'PLAN_APPROVED',
  /** An approver rejected the plan. */
  PLAN_REJECTED: 'PLAN_REJECTED',
  /** A scheduled plan is being carried out. */
  IMPLEMENTATION_STARTED: 'IMPLEMENTATION_STARTED',
  /** A plan was carried out, or rolled back. */
  IMPLEMENTATION_COMPLETED: 'IMPLEMENTATION_COMPLETED',
  /** It was verified: passed or failed. */
  TICKET_VERIFIED: 'TICKET_VERIFIED',
  /** It was merged into another ticket. */
  TICKET_MERGED: 'TICKET_MERGED',
  /** A merge was taken back. */
  TICKET_UNMERGED: 'TICKET_UNMERGED',
  /** A task was done. For who sees the plan. */
  TASK_COMPLETED: 'TASK_COMPLETED',
  /** A task was skipped. For who sees the plan. */
  TASK_SKIPPED: 'TASK_SKIPPED',
  /** A task was given to somebody. For who sees the plan. */
  TASK_ASSIGNED: 'TASK_ASSIGNED',
  /** It was declared a major incident. */
  MAJOR_INCIDENT_DECLARED: 'MAJOR_INCIDENT_DECLARED',
  /** Who leads the major incident, or how often it is told of, was changed. */
  MAJOR_INCIDENT_CHANGED: 'MAJOR_INCIDENT_CHANGED',
  /** A status update of the major incident was posted: `comment`. */
  MAJOR_INCIDENT_UPDATED: 'MAJOR_INCIDENT_UPDATED',
  /** A status update of the major incident is due, told once for each due time. For agents. */
  MAJOR_INCIDENT_UPDATE_DUE: 'MAJOR_INCIDENT_UPDATE_DUE',
  /** The major incident ended. */
  MAJOR_INCIDENT_ENDED: 'MAJOR_INCIDENT_ENDED',
  /** It was linked with another ticket: `changes` hold the `relation`, seen from this ticket, and the other in `links`. Told only to those who see the other. */
  TICKET_LINKED: 'TICKET_LINKED',
  /** A link was taken away; as with `TICKET_LINKED`. */
  TICKET_UNLINKED: 'TICKET_UNLINKED',
  /** A comment was added to a ticket that was merged into this one: `comment`. It stays where it was written, and is told only to those who may read it there. */
  MERGED_COMMENT_ADDED: 'MERGED_COMMENT_ADDED',
  /** Another ticket was merged into it. Which one, `changes` tell those who see that one; others learn only that there was one. */
  TICKET_MERGED_IN: 'TICKET_MERGED_IN',
  /** A merge into it was taken back; as with `TICKET_MERGED_IN`. */
  TICKET_UNMERGED_OUT: 'TICKET_UNMERGED_OUT',
  /** A known error of it, or of one of its problems, was recorded. For agents who see the problem. */
  KNOWN_ERROR_RECORDED: 'KNOWN_ERROR_RECORDED',
  /** A known error of it, or of one of its problems, was changed. For agents who see the problem. */
  KNOWN_ERROR_UPDATED: 'KNOWN_ERROR_UPDATED',
  /** A known error of it, or of one of its problems, was retired. For agents who see the problem. */
  KNOWN_ERROR_RETIRED: 'KNOWN_ERROR_RETIRED',
  /** What those who are affected can do themselves was told, changed or withdrawn: see `Ticket.workarounds`. */
  WORKAROUND_CHANGED: 'WORKAROUND_CHANGED',
  /** It was made. */
  TICKET_CREATED: 'TICKET_CREATED',
  /** What it says was changed. */
  TICKET_UPDATED: 'TICKET_UPDATED',
  /** It was given to a queue or a person. */
  TICKET_ASSIGNED: 'TICKET_ASSIGNED',
  /** It was classified. */
  TICKET_TRIAGED: 'TICKET_TRIAGED',
  /** Work began. */
  INVESTIGATION_STARTED: 'INVESTIGATION_STARTED',
  /** It was put on hold, or the reason of the hold changed. */
  TICKET_HELD: 'TICKET_HELD',
  /** It was taken off hold. */
  TICKET_RESUMED: 'TICKET_RESUMED',
  /** It was given back. */
  TICKET_REQUEUED: 'TICKET_REQUEUED',
  /** It was resolved. */
  TICKET_RESOLVED: 'TICKET_RESOLVED',
  /** It was reopened. */
  TICKET_REOPENED: 'TICKET_REOPENED',
  /** It was closed. */
  TICKET_CLOSED: 'TICKET_CLOSED',
  /** It was cancelled. */
  TICKET_CANCELLED: 'TICKET_CANCELLED',
  /** Somebody follows it. For agents. */
  WATCHER_ADDED: 'WATCHER_ADDED',
  /** Somebody follows it no longer. For agents. */
  WATCHER_REMOVED: 'WATCHER_REMOVED',
  /** A comment was added. */
  COMMENT_ADDED: 'COMMENT_ADDED',
  /** A comment was changed. */
  COMMENT_EDITED: 'COMMENT_EDITED',
  /** An internal comment was made public. */
  COMMENT_PUBLISHED: 'COMMENT_PUBLISHED',
  /** A public comment was made internal: drop it, unless `comment` is there. */
  COMMENT_HIDDEN: 'COMMENT_HIDDEN',
  /** A file was attached. */
  ATTACHMENT_ADDED: 'ATTACHMENT_ADDED',
  /** A file was taken away. */
  ATTACHMENT_DELETED: 'ATTACHMENT_DELETED',
  /** It was reviewed. For who sees what is internal. */
  TICKET_REVIEWED: 'TICKET_REVIEWED',
  /** A satisfaction survey was opened for its requester; whoever sends it reads `Ticket.survey`. For who sees what is internal. */
  SURVEY_SENT: 'SURVEY_SENT',
  /** Its requester answered the survey. For who sees what is internal. */
  SURVEY_ANSWERED: 'SURVEY_ANSWERED',
  /** An approver asked somebody else to decide. For who sees what is internal, and for approvers. */
  APPROVAL_DELEGATED: 'APPROVAL_DELEGATED',
  /** Those who did not decide are reminded. For who sees what is internal, and for approvers. */
  APPROVAL_REMINDED: 'APPROVAL_REMINDED',
  /** An approval was not decided in time. For who sees what is internal, and for approvers. */
  APPROVAL_OVERDUE: 'APPROVAL_OVERDUE',
} as const;
export type TicketEventType = (typeof TicketEventType)[keyof typeof TicketEventType];
registerEnumType(TicketEventType, { name: 'TicketEventType' });

/** In which order tickets are listed. */
export const TicketOrder = {
  /** Newest first. */
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  /** Oldest first. */
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  /** Last changed first. */
  UPDATED_AT_DESC: 'UPDATED_AT_DESC',
  /** Longest unchanged first. */
  UPDATED_AT_ASC: 'UPDATED_AT_ASC',
  /** Most urgent first, then oldest. */
  PRIORITY_ASC: 'PRIORITY_ASC',
  /** Least urgent first, then newest. */
  PRIORITY_DESC: 'PRIORITY_DESC',
} as const;
export type TicketOrder = (typeof TicketOrder)[keyof typeof TicketOrder];
registerEnumType(TicketOrder, { name: 'TicketOrder' });

/**
 * How one ticket stands to another: 'this ticket RELATION that ticket'. Each is one end of a link, which the other ticket shows by the
 * inverse relation. Links move neither ticket's `version`.
 */
export const TicketRelation = {
  /** It is the parent of the other, which is a part of it: incidents of a major incident, steps of a request. */
  PARENT_OF: 'PARENT_OF',
  /** It is a part of the other. A ticket has one parent at most. */
  CHILD_OF: 'CHILD_OF',
  /** The other can not go on before it. */
  BLOCKS: 'BLOCKS',
  /** It can not go on before the other. */
  BLOCKED_BY: 'BLOCKED_BY',
  /** It reports what the other reports already. */
  DUPLICATES: 'DUPLICATES',
  /** The other reports what it reports already. */
  DUPLICATED_BY: 'DUPLICATED_BY',
  /** They have to do with each other. */
  RELATED_TO: 'RELATED_TO',
  /** It was caused by the other, a change. */
  CAUSED_BY: 'CAUSED_BY',
  /** It, a change, caused the other. */
  CAUSE_OF: 'CAUSE_OF',
  /** It is fixed by the other, a change. */
  FIXED_BY: 'FIXED_BY',
  /** It, a change, fixes the other. */
  FIXES: 'FIXES',
  /** It is the problem behind the other, an incident or a service request. */
  PROBLEM_OF: 'PROBLEM_OF',
  /** The other is the problem behind it. */
  HAS_PROBLEM: 'HAS_PROBLEM',
  /** It goes on where the other, which is closed, ended. Made by `createTicket(followUpOfId:)`, and stays. */
  FOLLOW_UP_OF: 'FOLLOW_UP_OF',
  /** The other goes on where it ended. */
  FOLLOWED_UP_BY: 'FOLLOWED_UP_BY',
  /** It was made from a comment of the other. Made by `splitTicket`, and stays. */
  SPLIT_FROM: 'SPLIT_FROM',
  /** The other was made from a comment of it. */
  SPLIT_INTO: 'SPLIT_INTO',
  /** It was merged into the other. Made by `mergeTicket`, taken back by `unmergeTicket`. */
  MERGED_INTO: 'MERGED_INTO',
  /** The other was merged into it. */
  MERGED_FROM: 'MERGED_FROM',
} as const;
export type TicketRelation = (typeof TicketRelation)[keyof typeof TicketRelation];
registerEnumType(TicketRelation, { name: 'TicketRelation' });

/** Where a ticket stands in the process. */
export const TicketStatus = {
  /** Reported, not looked at. */
  NEW: 'NEW',
  /** Classified and prioritised. */
  TRIAGED: 'TRIAGED',
  /** Somebody looks for what is wrong. */
  INVESTIGATING: 'INVESTIGATING',
  /** The diagnosis is known, a plan is made. */
  PLANNING: 'PLANNING',
  /** The plan waits for its approvers. */
  AWAITING_APPROVAL: 'AWAITING_APPROVAL',
  /** Approved, waiting for its window. */
  SCHEDULED: 'SCHEDULED',
  /** The plan is carried out. */
  IMPLEMENTING: 'IMPLEMENTING',
  /** It is checked whether it helped. */
  VERIFYING: 'VERIFYING',
  /** Waiting for somebody or something; see `TicketHold`. */
  ON_HOLD: 'ON_HOLD',
  /** Done, in the eyes of those who worked it. */
  RESOLVED: 'RESOLVED',
  /** Done, for good. A follow-up is a new ticket. */
  CLOSED: 'CLOSED',
  /** Withdrawn or a duplicate. */
  CANCELLED: 'CANCELLED',
} as const;
export type TicketStatus = (typeof TicketStatus)[keyof typeof TicketStatus];
registerEnumType(TicketStatus, { name: 'TicketStatus' });

/** What kind of work a ticket is. Each type counts its own numbers. */
export const TicketType = {
  /** Something is broken or degraded (INC-). */
  INCIDENT: 'INCIDENT',
  /** Somebody asks for something (REQ-). */
  SERVICE_REQUEST: 'SERVICE_REQUEST',
  /** Something is to be changed in a controlled way (CHG-). */
  CHANGE_REQUEST: 'CHANGE_REQUEST',
  /** The cause behind incidents (PRB-). */
  PROBLEM: 'PROBLEM',
  /** Anything else (TKT-). */
  OTHER: 'OTHER',
} as const;
export type TicketType = (typeof TicketType)[keyof typeof TicketType];
registerEnumType(TicketType, { name: 'TicketType' });

/** The transitions of the process; each is a mutation of its own. */
export const TransitionName = {
  /** `triageTicket` */
  TRIAGE: 'TRIAGE',
  /** `startInvestigation` */
  START_INVESTIGATION: 'START_INVESTIGATION',
  /** `holdTicket` */
  HOLD: 'HOLD',
  /** `resumeTicket` */
  RESUME: 'RESUME',
  /** `requeueTicket` */
  REQUEUE: 'REQUEUE',
  /** `resolveTicket`, the fast track */
  RESOLVE: 'RESOLVE',
  /** `reopenTicket` */
  REOPEN: 'REOPEN',
  /** `closeTicket` */
  CLOSE: 'CLOSE',
  /** `cancelTicket` */
  CANCEL: 'CANCEL',
  /** INVESTIGATING → PLANNING. */
  DIAGNOSE: 'DIAGNOSE',
  /** PLANNING → AWAITING_APPROVAL, or SCHEDULED or IMPLEMENTING when no approval is asked for. */
  SUBMIT_PLAN: 'SUBMIT_PLAN',
  /** AWAITING_APPROVAL → SCHEDULED or IMPLEMENTING, once enough have approved. */
  APPROVE: 'APPROVE',
  /** AWAITING_APPROVAL → PLANNING. */
  REJECT: 'REJECT',
  /** SCHEDULED → IMPLEMENTING. */
  START_IMPLEMENTATION: 'START_IMPLEMENTATION',
  /** IMPLEMENTING → VERIFYING. */
  COMPLETE_IMPLEMENTATION: 'COMPLETE_IMPLEMENTATION',
  /** VERIFYING → RESOLVED, or INVESTIGATING when it failed. */
  VERIFY: 'VERIFY',
  /** Any open status → CANCELLED, as a duplicate. */
  MERGE: 'MERGE',
  /** CANCELLED → the status it had before it was merged. */
  UNMERGE: 'UNMERGE',
} as const;
export type TransitionName = (typeof TransitionName)[keyof typeof TransitionName];
registerEnumType(TransitionName, { name: 'TransitionName' });

/** Why a transition is not allowed. */
export const TransitionReasonCode = {
  /** The ticket's status is not one the transition starts from. */
  WRONG_STATUS: 'WRONG_STATUS',
  /** Tickets of this type do not take the transition. */
  WRONG_TYPE: 'WRONG_TYPE',
  /** The viewer's role or relation to the ticket does not allow it. */
  NOT_PERMITTED: 'NOT_PERMITTED',
  /** A required input is missing; see `missingFields`. */
  MISSING_FIELDS: 'MISSING_FIELDS',
  /** Tasks of the plan are neither done nor skipped. */
  OPEN_TASKS: 'OPEN_TASKS',
  /** It has to be reviewed before. */
  REVIEW_MISSING: 'REVIEW_MISSING',
  /** It was not merged into another ticket. */
  NOT_MERGED: 'NOT_MERGED',
  /** The viewer has decided about this plan. */
  ALREADY_DECIDED: 'ALREADY_DECIDED',
} as const;
export type TransitionReasonCode = (typeof TransitionReasonCode)[keyof typeof TransitionReasonCode];
registerEnumType(TransitionReasonCode, { name: 'TransitionReasonCode' });

/** Why an upload was not accepted. */
export const UploadRejection = {
  /** Nothing was uploaded under the URL. */
  MISSING: 'MISSING',
  /** The stored object has another size than announced. */
  SIZE_MISMATCH: 'SIZE_MISMATCH',
  /** The stored object has another SHA-256 than announced. */
  CHECKSUM_MISMATCH: 'CHECKSUM_MISMATCH',
  /** The content is of a type that was not announced or is not allowed. */
  TYPE_NOT_ALLOWED: 'TYPE_NOT_ALLOWED',
  /** The upload was not completed in time. */
  EXPIRED: 'EXPIRED',
} as const;
export type UploadRejection = (typeof UploadRejection)[keyof typeof UploadRejection];
registerEnumType(UploadRejection, { name: 'UploadRejection' });

/** How soon it hurts. */
export const Urgency = {
  /** Now. */
  HIGH: 'HIGH',
  /** Soon. */
  MEDIUM: 'MEDIUM',
  /** It can wait. */
  LOW: 'LOW',
} as const;
export type Urgency = (typeof Urgency)[keyof typeof Urgency];
registerEnumType(Urgency, { name: 'Urgency' });

/** How it was found out whether it works. */
export const VerificationMethod = {
  /** By a test. */
  TEST: 'TEST',
  /** By looking at it. */
  INSPECTION: 'INSPECTION',
  /** The requester says so. */
  REQUESTER_CONFIRMATION: 'REQUESTER_CONFIRMATION',
  /** A monitor's all-clear. */
  MONITORING: 'MONITORING',
} as const;
export type VerificationMethod = (typeof VerificationMethod)[keyof typeof VerificationMethod];
registerEnumType(VerificationMethod, { name: 'VerificationMethod' });

/** Whether it works. */
export const VerificationOutcome = {
  /** It does. */
  PASSED: 'PASSED',
  /** It does not: back to investigation. */
  FAILED: 'FAILED',
} as const;
export type VerificationOutcome = (typeof VerificationOutcome)[keyof typeof VerificationOutcome];
registerEnumType(VerificationOutcome, { name: 'VerificationOutcome' });

/** Who sees a comment or an attachment. */
export const Visibility = {
  /** Whoever sees the ticket. */
  PUBLIC: 'PUBLIC',
  /** Agents, leads and administrators who see the ticket. */
  INTERNAL: 'INTERNAL',
} as const;
export type Visibility = (typeof Visibility)[keyof typeof Visibility];
registerEnumType(Visibility, { name: 'Visibility' });

@InterfaceType('Node', { resolveType })
abstract class NodeInterface {
  /** The global id: opaque, unique over all types. */
  @Field(() => ID)
  id!: string;
}
/** Anything that has a global id and can be fetched again by it. */
export const Node = NodeInterface;
export type Node = ApiKey | Approval | ApprovalPolicy | Attachment | Category | Comment | ConfigurationItem | Diagnosis | KnownError | Organisation | Queue | RequestForm | ResolutionPlan | Review | Service | Session | Task | Team | Ticket | TicketTemplate | User | Verification;

@InterfaceType('UserError', { resolveType })
abstract class UserErrorInterface {
  /** The kind of refusal, for programs. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** Where in the arguments it is wrong, for example `["input", "subject"]`; empty when it is about the whole request. */
  @Field(() => [String])
  path!: readonly string[];
}
/** An expected refusal. Nothing was changed when a payload carries one. */
export const UserError = UserErrorInterface;
export type UserError = ConflictError | ForbiddenError | IdempotencyError | InvalidCredentialsError | InvalidTransitionError | NotFoundError | RateLimitedError | UploadRejectedError | ValidationError;

/**
 * Who came in, and what was refused: equal happenings of one hour are one record, with how often. Kept for 400 days. Changes to
 * users and keys themselves stand in the event log.
 */
@ObjectType('AccessRecord', { simpleResolvers: true })
export class AccessRecord {
  __typename?: 'AccessRecord';
  /** What it tells of. */
  @Field(() => AccessKind)
  kind!: AccessKind;
  /** How it was tried to begin the session; null for what is not about beginning one. */
  @Field(() => SessionMethod, { nullable: true })
  method!: SessionMethod | null;
  /**
   * Why it was refused; null for what was not. `WRONG_PASSWORD`, `RATE_LIMITED`, `DEACTIVATED`, `EMAIL_NOT_VERIFIED`, `OTHER_IDENTITY` for
   * `SIGN_IN_REFUSED`; `EXPIRED`, `REVOKED`, `DEACTIVATED` for `TOKEN_REFUSED`; what `ForbiddenError.reason` says for `ACTION_REFUSED`.
   */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  /** What was asked for, for `ACTION_REFUSED`: the field of `Mutation`, or `query`. */
  @Field(() => String, { nullable: true })
  operation!: string | null;
  /** The address it came from, of IPv6 its first half; null for `SIGN_OUT`, and for attempts beyond the limit, which are counted together. */
  @Field(() => String, { nullable: true })
  address!: string | null;
  /** How often within the hour. What happened in the second before a crash may be missing in it, and during an outage something may be counted twice; the first time is always there. */
  @Field(() => Int)
  count!: number;
  /** The first time. */
  @Field(() => DateTimeScalar)
  firstAt!: Date | string;
  /** The last time. */
  @Field(() => DateTimeScalar)
  lastAt!: Date | string;
  // Resolved by hand: who.
}

/** A page of access records, newest first. */
@ObjectType('AccessRecordConnection', { simpleResolvers: true })
export class AccessRecordConnection {
  __typename?: 'AccessRecordConnection';
  /** The records with their cursors. */
  @Field(() => [AccessRecordEdge])
  edges!: readonly AccessRecordEdge[];
  /** The records. */
  @Field(() => [AccessRecord])
  nodes!: readonly AccessRecord[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One access record in a list. */
@ObjectType('AccessRecordEdge', { simpleResolvers: true })
export class AccessRecordEdge {
  __typename?: 'AccessRecordEdge';
  /** Where the record stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The record. */
  @Field(() => AccessRecord)
  node!: Ref<AccessRecord>;
}

/** What adding a comment gives. */
@ObjectType('AddCommentPayload', { simpleResolvers: true })
export class AddCommentPayload {
  __typename?: 'AddCommentPayload';
  /** The comment. Null when refused, or when the viewer may not see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Its id, also where `comment` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `answerSurvey` gives. */
@ObjectType('AnswerSurveyPayload', { simpleResolvers: true })
export class AnswerSurveyPayload {
  __typename?: 'AnswerSurveyPayload';
  /** The survey as it is now. Null when refused. */
  @Field(() => SurveyForm, { nullable: true })
  survey!: Ref<SurveyForm> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A program's access, made by an administrator. The secret is shown once, when it is made. */
@ObjectType('ApiKey', { simpleResolvers: true, implements: [Node] })
export class ApiKey {
  __typename!: 'ApiKey';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** What it is for. */
  @Field(() => String)
  name!: string;
  /** The beginning of the secret, to recognise it by: `twk_`, the organisation, and the first six characters of what is secret. */
  @Field(() => String)
  prefix!: string;
  /** What it may do. */
  @Field(() => [ApiKeyScope])
  scopes!: readonly ApiKeyScope[];
  /** When it was made. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When it stops working; null: never. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** When it was revoked; null: it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: Date | string | null;
  /**
   * When a key of the old form, whose secret does not name the organisation, stops working: make a new key before, and revoke this one. Null for
   * keys that need not be replaced.
   */
  @Field(() => DateTimeScalar, { nullable: true })
  replaceBy!: Date | string | null;
  // Resolved by hand: queues, createdBy, lastUsedAt.
}

/** A page of API keys, newest first. */
@ObjectType('ApiKeyConnection', { simpleResolvers: true })
export class ApiKeyConnection {
  __typename?: 'ApiKeyConnection';
  /** The keys with their cursors. */
  @Field(() => [ApiKeyEdge])
  edges!: readonly ApiKeyEdge[];
  /** The keys. */
  @Field(() => [ApiKey])
  nodes!: readonly ApiKey[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One API key in a list. */
@ObjectType('ApiKeyEdge', { simpleResolvers: true })
export class ApiKeyEdge {
  __typename?: 'ApiKeyEdge';
  /** Where the key stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The key. */
  @Field(() => ApiKey)
  node!: Ref<ApiKey>;
}

/** The approval of a plan. Whoever submitted the plan is never asked. For who sees what is internal, and for approvers. */
@ObjectType('Approval', { simpleResolvers: true, implements: [Node] })
export class Approval {
  __typename!: 'Approval';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** How many have to approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** How many approvals are needed, as a number. */
  @Field(() => Int)
  needed!: number;
  /** How far it is. */
  @Field(() => ApprovalState)
  state!: ApprovalState;
  /** When it was asked for. */
  @Field(() => DateTimeScalar)
  requestedAt!: Date | string;
  /** Until when it should be decided. */
  @Field(() => DateTimeScalar, { nullable: true })
  dueAt!: Date | string | null;
  /** Whether it was not decided in time. */
  @Field(() => Boolean)
  overdue!: boolean;
  /** When it was decided; null while it is pending. */
  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: Date | string | null;
  // Resolved by hand: ticket, plan, approvers, viewerCanDecide.
}

/** A page of approvals, newest first. */
@ObjectType('ApprovalConnection', { simpleResolvers: true })
export class ApprovalConnection {
  __typename?: 'ApprovalConnection';
  /** The approvals with their cursors. */
  @Field(() => [ApprovalEdge])
  edges!: readonly ApprovalEdge[];
  /** The approvals. */
  @Field(() => [Approval])
  nodes!: readonly Approval[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One approval in a list. */
@ObjectType('ApprovalEdge', { simpleResolvers: true })
export class ApprovalEdge {
  __typename?: 'ApprovalEdge';
  /** Where the approval stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The approval. */
  @Field(() => Approval)
  node!: Ref<Approval>;
}

/**
 * Who has to approve the plans of which tickets. Of all active policies that fit, the most specific one counts: a category weighs more than
 * a risk, a risk more than a kind of change. Without one, a `NORMAL` or `EMERGENCY` change is approved by one of the leads of the
 * queue's team and the administrators; other tickets need no approval. A `STANDARD` change never does, an `EMERGENCY` change always needs
 * exactly one.
 */
@ObjectType('ApprovalPolicy', { simpleResolvers: true, implements: [Node] })
export class ApprovalPolicy {
  __typename!: 'ApprovalPolicy';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** For tickets of this type. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** Only for this kind of change; null: all. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind!: ChangeKind | null;
  /** Only for plans of this risk; null: all. */
  @Field(() => Risk, { nullable: true })
  risk!: Risk | null;
  /** How many have to approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** How many, for the rule `QUORUM`; else null. */
  @Field(() => Int, { nullable: true })
  quorum!: number | null;
  /** After how many hours it is due; null: never. */
  @Field(() => Int, { nullable: true })
  dueHours!: number | null;
  /** After how many hours those who did not decide are reminded, once; null: never. */
  @Field(() => Int, { nullable: true })
  remindHours!: number | null;
  /** Whether it counts. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the policy. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: category, users, teams.
}

/** A page of policies, by name. */
@ObjectType('ApprovalPolicyConnection', { simpleResolvers: true })
export class ApprovalPolicyConnection {
  __typename?: 'ApprovalPolicyConnection';
  /** The policies with their cursors. */
  @Field(() => [ApprovalPolicyEdge])
  edges!: readonly ApprovalPolicyEdge[];
  /** The policies. */
  @Field(() => [ApprovalPolicy])
  nodes!: readonly ApprovalPolicy[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One policy in a list. */
@ObjectType('ApprovalPolicyEdge', { simpleResolvers: true })
export class ApprovalPolicyEdge {
  __typename?: 'ApprovalPolicyEdge';
  /** Where the policy stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The policy. */
  @Field(() => ApprovalPolicy)
  node!: Ref<ApprovalPolicy>;
}

/** Somebody who is asked to approve a plan. */
@ObjectType('Approver', { simpleResolvers: true })
export class Approver {
  __typename?: 'Approver';
  /** What they did; null while they did nothing. */
  @Field(() => ApproverDecision, { nullable: true })
  decision!: ApproverDecision | null;
  /** Why. */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: Date | string | null;
  // Resolved by hand: user, delegatedBy.
}

/** What `assignTask` gives. */
@ObjectType('AssignTaskPayload', { simpleResolvers: true })
export class AssignTaskPayload {
  __typename?: 'AssignTaskPayload';
  /** The task as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What assigning a ticket gives. */
@ObjectType('AssignTicketPayload', { simpleResolvers: true })
export class AssignTicketPayload {
  __typename?: 'AssignTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer no longer sees it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A file on a ticket or a comment. */
@ObjectType('Attachment', { simpleResolvers: true, implements: [Node] })
export class Attachment {
  __typename!: 'Attachment';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The file's name, cleaned of paths and control characters. */
  @Field(() => String)
  fileName!: string;
  /** Size in bytes. */
  @Field(() => Int)
  size!: number;
  /** The MIME type, checked against the content. Downloads of XML and mails are served as `application/octet-stream`. */
  @Field(() => String)
  contentType!: string;
  /** SHA-256 of the content, 64 hexadecimal digits. */
  @Field(() => String)
  sha256!: string;
  /** Who sees it: as its comment, else as given when it was announced. */
  @Field(() => Visibility)
  visibility!: Visibility;
  /** When it was attached. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: ticket, comment, uploadedBy, downloadUrl.
}

/** A page of attachments, oldest first. */
@ObjectType('AttachmentConnection', { simpleResolvers: true })
export class AttachmentConnection {
  __typename?: 'AttachmentConnection';
  /** The attachments with their cursors. */
  @Field(() => [AttachmentEdge])
  edges!: readonly AttachmentEdge[];
  /** The attachments. */
  @Field(() => [Attachment])
  nodes!: readonly Attachment[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One attachment in a list. */
@ObjectType('AttachmentEdge', { simpleResolvers: true })
export class AttachmentEdge {
  __typename?: 'AttachmentEdge';
  /** Where the attachment stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The attachment. */
  @Field(() => Attachment)
  node!: Ref<Attachment>;
}

/** Which files are accepted. */
@ObjectType('AttachmentPolicy', { simpleResolvers: true })
export class AttachmentPolicy {
  __typename?: 'AttachmentPolicy';
  /** Size of the largest file, in bytes. */
  @Field(() => Int)
  maxBytes!: number;
  /** MIME types that are accepted, as the operator configured them. */
  @Field(() => [String])
  contentTypes!: readonly string[];
  /** Endings of file names that have one of these types, for example `.png`: for the `accept` attribute of a file input. Other endings may be accepted too. */
  @Field(() => [String])
  fileNameEndings!: readonly string[];
}

/** A transition of the process, seen from one ticket and one viewer. */
@ObjectType('AvailableTransition', { simpleResolvers: true })
export class AvailableTransition {
  __typename?: 'AvailableTransition';
  /** Every status it may lead to, the likeliest first. What is decided on the way says which. */
  @Field(() => [TicketStatus])
  outcomes!: readonly TicketStatus[];
  /** Input fields the mutation requires when another one has a certain value. */
  @Field(() => [ConditionalRequirement])
  conditionalFields!: readonly ConditionalRequirement[];
  /** What it does to the clocks of the ticket, on the way forward. */
  @Field(() => [ClockChange])
  clocks!: readonly ClockChange[];
  /** Which one. */
  @Field(() => TransitionName)
  transition!: TransitionName;
  /** The status it leads to. */
  @Field(() => TicketStatus)
  to!: TicketStatus;
  /** Whether the viewer can do it now, given the required fields. */
  @Field(() => Boolean)
  allowed!: boolean;
  /** Why not; empty when allowed. */
  @Field(() => [TransitionReason])
  reasons!: readonly TransitionReason[];
  /** Input fields the mutation requires. */
  @Field(() => [String])
  requiredFields!: readonly string[];
}

/** What `cancelTicket` gives. */
@ObjectType('CancelTicketPayload', { simpleResolvers: true })
export class CancelTicketPayload {
  __typename?: 'CancelTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A kind of ticket, in a tree of two levels for each ticket type. */
@ObjectType('Category', { simpleResolvers: true, implements: [Node] })
export class Category {
  __typename!: 'Category';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique under its parent. */
  @Field(() => String)
  name!: string;
  /** The type of ticket it classifies. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** False when it is retired: it stays on tickets, and new ones do not take it. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the category. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: parent.
}

/** A page of categories, by name. */
@ObjectType('CategoryConnection', { simpleResolvers: true })
export class CategoryConnection {
  __typename?: 'CategoryConnection';
  /** The categories with their cursors. */
  @Field(() => [CategoryEdge])
  edges!: readonly CategoryEdge[];
  /** The categories. */
  @Field(() => [Category])
  nodes!: readonly Category[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One category in a list. */
@ObjectType('CategoryEdge', { simpleResolvers: true })
export class CategoryEdge {
  __typename?: 'CategoryEdge';
  /** Where the category stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The category. */
  @Field(() => Category)
  node!: Ref<Category>;
}

/** A page of the calendar, by the beginning of the windows. */
@ObjectType('ChangeCalendarConnection', { simpleResolvers: true })
export class ChangeCalendarConnection {
  __typename?: 'ChangeCalendarConnection';
  /** The entries with their cursors. */
  @Field(() => [ChangeCalendarEdge])
  edges!: readonly ChangeCalendarEdge[];
  /** The entries. */
  @Field(() => [ChangeCalendarEntry])
  nodes!: readonly ChangeCalendarEntry[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One entry in the calendar. */
@ObjectType('ChangeCalendarEdge', { simpleResolvers: true })
export class ChangeCalendarEdge {
  __typename?: 'ChangeCalendarEdge';
  /** Where the entry stands in the calendar. */
  @Field(() => String)
  cursor!: string;
  /** The entry. */
  @Field(() => ChangeCalendarEntry)
  node!: Ref<ChangeCalendarEntry>;
}

/** A plan that is to be carried out in a window, and still stands: its ticket is AWAITING_APPROVAL, SCHEDULED or IMPLEMENTING, or on hold from there. */
@ObjectType('ChangeCalendarEntry', { simpleResolvers: true })
export class ChangeCalendarEntry {
  __typename?: 'ChangeCalendarEntry';
  /** When it is to be carried out. */
  @Field(() => ChangeWindow)
  window!: Ref<ChangeWindow>;
  // Resolved by hand: ticket, plan, services, collisions.
}

/** What changing a major incident gives. */
@ObjectType('ChangeMajorIncidentPayload', { simpleResolvers: true })
export class ChangeMajorIncidentPayload {
  __typename?: 'ChangeMajorIncidentPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused: rule `NOT_MAJOR` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** When something is to be done: from `start`, included, to `end`, not included. */
@ObjectType('ChangeWindow', { simpleResolvers: true })
export class ChangeWindow {
  __typename?: 'ChangeWindow';
  /** The first moment. */
  @Field(() => DateTimeScalar)
  start!: Date | string;
  /** The first moment that is not in it. */
  @Field(() => DateTimeScalar)
  end!: Date | string;
}

/** How many children of a ticket the viewer may see, by coarse status. */
@ObjectType('ChildCounts', { simpleResolvers: true })
export class ChildCounts {
  __typename?: 'ChildCounts';
  /** All of them. */
  @Field(() => Int)
  total!: number;
  /** Of status category `TODO`. */
  @Field(() => Int)
  todo!: number;
  /** Of status category `IN_PROGRESS`. */
  @Field(() => Int)
  inProgress!: number;
  /** Of status category `WAITING`. */
  @Field(() => Int)
  waiting!: number;
  /** Of status category `DONE`. */
  @Field(() => Int)
  done!: number;
}

/** What became of one child. */
@ObjectType('ChildResolution', { simpleResolvers: true })
export class ChildResolution {
  __typename?: 'ChildResolution';
  /** The child. */
  @Field(() => ID)
  childId!: string;
  /** The child as it is now. Null when it was not resolved. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was not resolved, as `resolveTicket` would tell it. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What a transition does to one clock. */
@ObjectType('ClockChange', { simpleResolvers: true })
export class ClockChange {
  __typename?: 'ClockChange';
  /** The clock. */
  @Field(() => ProcessClock)
  clock!: ProcessClock;
  /** What happens to it. */
  @Field(() => ClockEffect)
  effect!: ClockEffect;
}

/** What `closeTicket` gives. */
@ObjectType('CloseTicketPayload', { simpleResolvers: true })
export class CloseTicketPayload {
  __typename?: 'CloseTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What happens to resolved and closed tickets of one type. */
@ObjectType('ClosurePolicy', { simpleResolvers: true })
export class ClosurePolicy {
  __typename?: 'ClosurePolicy';
  /** The type of the tickets. */
  @Field(() => TicketType)
  type!: TicketType;
  /** After so many days of 24 hours without a public change a resolved ticket closes by itself; null: never. */
  @Field(() => Int, { nullable: true })
  autoCloseDays!: number | null;
  /** Whether the requester is sent a satisfaction survey when a ticket closes. */
  @Field(() => Boolean)
  survey!: boolean;
}

/** A public reply or an internal note on a ticket. */
@ObjectType('Comment', { simpleResolvers: true, implements: [Node] })
export class Comment {
  __typename!: 'Comment';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Who sees it. */
  @Field(() => Visibility)
  visibility!: Visibility;
  /** Markdown. */
  @Field(() => String)
  body!: string;
  /** Grows with every change of the comment. */
  @Field(() => Int)
  version!: number;
  /** When it was recorded. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When it was written, as people tell it; earlier than `createdAt` for imports only. */
  @Field(() => DateTimeScalar)
  occurredAt!: Date | string;
  /** When its body was last changed; null: never. */
  @Field(() => DateTimeScalar, { nullable: true })
  editedAt!: Date | string | null;
  // Resolved by hand: ticket, author, attachments.
}

/** A page of comments, oldest first. */
@ObjectType('CommentConnection', { simpleResolvers: true })
export class CommentConnection {
  __typename?: 'CommentConnection';
  /** The comments with their cursors. */
  @Field(() => [CommentEdge])
  edges!: readonly CommentEdge[];
  /** The comments. */
  @Field(() => [Comment])
  nodes!: readonly Comment[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One comment in a list. */
@ObjectType('CommentEdge', { simpleResolvers: true })
export class CommentEdge {
  __typename?: 'CommentEdge';
  /** Where the comment stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The comment. */
  @Field(() => Comment)
  node!: Ref<Comment>;
}

/** What completing an upload gives. */
@ObjectType('CompleteAttachmentUploadPayload', { simpleResolvers: true })
export class CompleteAttachmentUploadPayload {
  __typename?: 'CompleteAttachmentUploadPayload';
  /** The attachment. Null when refused, or when the viewer may not see it. */
  @Field(() => Attachment, { nullable: true })
  attachment!: Ref<Attachment> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `completeImplementation` gives. */
@ObjectType('CompleteImplementationPayload', { simpleResolvers: true })
export class CompleteImplementationPayload {
  __typename?: 'CompleteImplementationPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `completeTask` gives. */
@ObjectType('CompleteTaskPayload', { simpleResolvers: true })
export class CompleteTaskPayload {
  __typename?: 'CompleteTaskPayload';
  /** The task as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Input fields that are required when another one has a certain value. */
@ObjectType('ConditionalRequirement', { simpleResolvers: true })
export class ConditionalRequirement {
  __typename?: 'ConditionalRequirement';
  /** The input field that decides. */
  @Field(() => String)
  field!: string;
  /** The value. */
  @Field(() => String)
  is!: string;
  /** The fields that are required then. */
  @Field(() => [String])
  requires!: readonly string[];
}

/** A component that services are made of. For staff and programs: to requesters it is as if there were none. */
@ObjectType('ConfigurationItem', { simpleResolvers: true, implements: [Node] })
export class ConfigurationItem {
  __typename!: 'ConfigurationItem';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique among the organisation's configuration items. */
  @Field(() => String)
  name!: string;
  /** What it is; Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** What kind of thing it is. */
  @Field(() => ConfigurationItemKind)
  kind!: ConfigurationItemKind;
  /** How much depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** False when it is retired: it stays on tickets, and new ones do not take it. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the item and of what it depends on. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: ownerTeam, dependsOn, dependents, dependentServices.
}

/** A page of configuration items. */
@ObjectType('ConfigurationItemConnection', { simpleResolvers: true })
export class ConfigurationItemConnection {
  __typename?: 'ConfigurationItemConnection';
  /** The items with their cursors. */
  @Field(() => [ConfigurationItemEdge])
  edges!: readonly ConfigurationItemEdge[];
  /** The items. */
  @Field(() => [ConfigurationItem])
  nodes!: readonly ConfigurationItem[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One configuration item in a list. */
@ObjectType('ConfigurationItemEdge', { simpleResolvers: true })
export class ConfigurationItemEdge {
  __typename?: 'ConfigurationItemEdge';
  /** Where the item stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The item. */
  @Field(() => ConfigurationItem)
  node!: Ref<ConfigurationItem>;
}

/** Somebody else changed the object first. Look at `current`, decide again, and send its version. */
@ObjectType('ConflictError', { simpleResolvers: true, implements: [UserError] })
export class ConflictError {
  __typename!: 'ConflictError';
  /** Always `CONFLICT`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The field with the version. */
  @Field(() => [String])
  path!: readonly string[];
  /** The version the object has now. */
  @Field(() => Int)
  currentVersion!: number;
  /** The object as it is now. */
  @Field(() => Node, { nullable: true })
  current!: Ref<Node> | null;
}

/** What making an API key gives. */
@ObjectType('CreateApiKeyPayload', { simpleResolvers: true })
export class CreateApiKeyPayload {
  __typename?: 'CreateApiKeyPayload';
  /** The key. Null when refused. */
  @Field(() => ApiKey, { nullable: true })
  apiKey!: Ref<ApiKey> | null;
  /** The secret to send as `Authorization: Bearer …`. Shown this once: null when refused, and when a call is repeated. */
  @Field(() => String, { nullable: true })
  secret!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a policy gives. */
@ObjectType('CreateApprovalPolicyPayload', { simpleResolvers: true })
export class CreateApprovalPolicyPayload {
  __typename?: 'CreateApprovalPolicyPayload';
  /** The policy. Null when refused, or when the viewer may not see it. */
  @Field(() => ApprovalPolicy, { nullable: true })
  approvalPolicy!: Ref<ApprovalPolicy> | null;
  /** Its id, also where `approvalPolicy` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  approvalPolicyId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What announcing an upload gives. */
@ObjectType('CreateAttachmentUploadPayload', { simpleResolvers: true })
export class CreateAttachmentUploadPayload {
  __typename?: 'CreateAttachmentUploadPayload';
  /** The id to complete the upload with, within an hour. It is no attachment yet. Null when refused. */
  @Field(() => ID, { nullable: true })
  attachmentId!: string | null;
  /** How to upload. Null when refused, and when a repeated call finds the upload complete. */
  @Field(() => PresignedUpload, { nullable: true })
  upload!: Ref<PresignedUpload> | null;
  /** Why it was refused; `RateLimitedError` when the viewer has announced too many uploads and not completed them. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a category gives. */
@ObjectType('CreateCategoryPayload', { simpleResolvers: true })
export class CreateCategoryPayload {
  __typename?: 'CreateCategoryPayload';
  /** The category. Null when refused. */
  @Field(() => Category, { nullable: true })
  category!: Ref<Category> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a configuration item gives. */
@ObjectType('CreateConfigurationItemPayload', { simpleResolvers: true })
export class CreateConfigurationItemPayload {
  __typename?: 'CreateConfigurationItemPayload';
  /** The item. Null when refused, or when the viewer may not see it. */
  @Field(() => ConfigurationItem, { nullable: true })
  configurationItem!: Ref<ConfigurationItem> | null;
  /** Its id, also where `configurationItem` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  configurationItemId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a queue gives. */
@ObjectType('CreateQueuePayload', { simpleResolvers: true })
export class CreateQueuePayload {
  __typename?: 'CreateQueuePayload';
  /** The queue. Null when refused, or when the viewer may not see it. */
  @Field(() => Queue, { nullable: true })
  queue!: Ref<Queue> | null;
  /** Its id, also where `queue` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  queueId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a form gives. */
@ObjectType('CreateRequestFormPayload', { simpleResolvers: true })
export class CreateRequestFormPayload {
  __typename?: 'CreateRequestFormPayload';
  /** The form. Null when refused, or when the viewer may not see it. */
  @Field(() => RequestForm, { nullable: true })
  requestForm!: Ref<RequestForm> | null;
  /** Its id, also where `requestForm` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  requestFormId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a service gives. */
@ObjectType('CreateServicePayload', { simpleResolvers: true })
export class CreateServicePayload {
  __typename?: 'CreateServicePayload';
  /** The service. Null when refused, or when the viewer may not see it. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
  /** Its id, also where `service` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  serviceId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a team gives. */
@ObjectType('CreateTeamPayload', { simpleResolvers: true })
export class CreateTeamPayload {
  __typename?: 'CreateTeamPayload';
  /** The team. Null when refused. */
  @Field(() => Team, { nullable: true })
  team!: Ref<Team> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a ticket gives. */
@ObjectType('CreateTicketPayload', { simpleResolvers: true })
export class CreateTicketPayload {
  __typename?: 'CreateTicketPayload';
  /** The ticket. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The id of the ticket, also where `ticket` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  ticketId!: string | null;
  /** Its number, as `ticketId`. */
  @Field(() => String, { nullable: true })
  number!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a template gives. */
@ObjectType('CreateTicketTemplatePayload', { simpleResolvers: true })
export class CreateTicketTemplatePayload {
  __typename?: 'CreateTicketTemplatePayload';
  /** The template. Null when refused, or when the viewer may not see it. */
  @Field(() => TicketTemplate, { nullable: true })
  ticketTemplate!: Ref<TicketTemplate> | null;
  /** Its id, also where `ticketTemplate` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  ticketTemplateId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What making a user gives. */
@ObjectType('CreateUserPayload', { simpleResolvers: true })
export class CreateUserPayload {
  __typename?: 'CreateUserPayload';
  /** The user. Null when refused. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What deactivating a user gives. */
@ObjectType('DeactivateUserPayload', { simpleResolvers: true })
export class DeactivateUserPayload {
  __typename?: 'DeactivateUserPayload';
  /** The user as it is now. Null when refused. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `decideApproval` gives. */
@ObjectType('DecideApprovalPayload', { simpleResolvers: true })
export class DecideApprovalPayload {
  __typename?: 'DecideApprovalPayload';
  /** The approval as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Approval, { nullable: true })
  approval!: Ref<Approval> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What declaring a major incident gives. */
@ObjectType('DeclareMajorIncidentPayload', { simpleResolvers: true })
export class DeclareMajorIncidentPayload {
  __typename?: 'DeclareMajorIncidentPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused: rules `TYPE`, `STATUS`, `EXISTS` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `delegateApproval` gives. */
@ObjectType('DelegateApprovalPayload', { simpleResolvers: true })
export class DelegateApprovalPayload {
  __typename?: 'DelegateApprovalPayload';
  /** The approval as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Approval, { nullable: true })
  approval!: Ref<Approval> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What taking an attachment away gives. */
@ObjectType('DeleteAttachmentPayload', { simpleResolvers: true })
export class DeleteAttachmentPayload {
  __typename?: 'DeleteAttachmentPayload';
  /** The id of what is gone. Null when refused. */
  @Field(() => ID, { nullable: true })
  deletedId!: string | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `diagnoseTicket` gives. */
@ObjectType('DiagnoseTicketPayload', { simpleResolvers: true })
export class DiagnoseTicketPayload {
  __typename?: 'DiagnoseTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What was found out about a ticket (investigation and diagnosis). Kept: a later one does not overwrite it. */
@ObjectType('Diagnosis', { simpleResolvers: true, implements: [Node] })
export class Diagnosis {
  __typename!: 'Diagnosis';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The cycle of resolution: 1, and one more with each reopening. */
  @Field(() => Int)
  cycle!: number;
  /** What was found. Markdown. */
  @Field(() => String)
  findings!: string;
  /** The root cause; null when it is unknown. */
  @Field(() => String, { nullable: true })
  rootCause!: string | null;
  /** Why the root cause is unknown; null when it is known. */
  @Field(() => String, { nullable: true })
  rootCauseUnknownReason!: string | null;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  // Resolved by hand: evidence, by.
}

/** What editing a comment gives. */
@ObjectType('EditCommentPayload', { simpleResolvers: true })
export class EditCommentPayload {
  __typename?: 'EditCommentPayload';
  /** The comment as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What ending a major incident gives. */
@ObjectType('EndMajorIncidentPayload', { simpleResolvers: true })
export class EndMajorIncidentPayload {
  __typename?: 'EndMajorIncidentPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused: rule `NOT_MAJOR` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What made a change happen. */
@ObjectType('EventCause', { simpleResolvers: true })
export class EventCause {
  __typename?: 'EventCause';
  /** What kind of cause. */
  @Field(() => EventCauseKind)
  kind!: EventCauseKind;
  /** The trace id of the request. */
  @Field(() => String, { nullable: true })
  requestId!: string | null;
  /** The cursor of the event that caused this one. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
}

/** One field that changed. */
@ObjectType('EventChange', { simpleResolvers: true })
export class EventChange {
  __typename?: 'EventChange';
  /** The field of `Ticket` or `Comment`. */
  @Field(() => String)
  field!: string;
  /** What it was: ids of objects, else the value as in the schema. */
  @Field(() => JsonScalar, { nullable: true })
  from!: unknown | null;
  /** What it is: ids of objects, else the value as in the schema. */
  @Field(() => JsonScalar, { nullable: true })
  to!: unknown | null;
}

/** The viewer sees the object but may not do this with it. */
@ObjectType('ForbiddenError', { simpleResolvers: true, implements: [UserError] })
export class ForbiddenError {
  __typename!: 'ForbiddenError';
  /** Always `FORBIDDEN`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** Where the refused thing was asked for. */
  @Field(() => [String])
  path!: readonly string[];
  /** The rule that refused, for example `NOT_IN_TEAM`, `ROLE`, `SCOPE`. */
  @Field(() => String)
  reason!: string;
}

/** A question as it was asked, with its answer. */
@ObjectType('FormAnswer', { simpleResolvers: true })
export class FormAnswer {
  __typename?: 'FormAnswer';
  /** The key of the field. */
  @Field(() => String)
  key!: string;
  /** The question as it was asked. */
  @Field(() => String)
  label!: string;
  /** What kind of answer it is. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** The answer, as the type says; null when it was not answered. */
  @Field(() => JsonScalar, { nullable: true })
  value!: unknown | null;
}

/** A question of a form. */
@ObjectType('FormField', { simpleResolvers: true })
export class FormField {
  __typename?: 'FormField';
  /** What answers name it by, unique in the form. */
  @Field(() => String)
  key!: string;
  /** The question, for people. */
  @Field(() => String)
  label!: string;
  /** How to answer it, for people. */
  @Field(() => String, { nullable: true })
  help!: string | null;
  /** What kind of answer it takes. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** Whether it has to be answered. */
  @Field(() => Boolean)
  required!: boolean;
  /** What to choose from, in order; empty for fields without a choice. */
  @Field(() => [String])
  options!: readonly string[];
  /** For a `NUMBER` the least value, for texts the fewest characters, for `MULTI_CHOICE` the fewest options. */
  @Field(() => Float, { nullable: true })
  min!: number | null;
  /** For a `NUMBER` the greatest value, for texts the most characters, for `MULTI_CHOICE` the most options. */
  @Field(() => Float, { nullable: true })
  max!: number | null;
}

/** What `holdTicket` gives. */
@ObjectType('HoldTicketPayload', { simpleResolvers: true })
export class HoldTicketPayload {
  __typename?: 'HoldTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The idempotency key was used before with another operation or another input. */
@ObjectType('IdempotencyError', { simpleResolvers: true, implements: [UserError] })
export class IdempotencyError {
  __typename!: 'IdempotencyError';
  /** Always `IDEMPOTENCY_KEY_REUSED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The field with the key. */
  @Field(() => [String])
  path!: readonly string[];
  /** The key that was used before. */
  @Field(() => String)
  idempotencyKey!: string;
}

/** One thing that speaks for an impact. */
@ObjectType('ImpactReason', { simpleResolvers: true })
export class ImpactReason {
  __typename?: 'ImpactReason';
  /** What kind of reason, for programs. */
  @Field(() => ImpactReasonKind)
  kind!: ImpactReasonKind;
  /** The impact it speaks for. */
  @Field(() => Impact)
  impact!: Impact;
  /** The reason, for people. */
  @Field(() => String)
  message!: string;
  /** The service it is about; null for the count of users. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
}

/** An impact that follows from what is affected, with the reasons. It is a proposal: nothing is set by it. */
@ObjectType('ImpactSuggestion', { simpleResolvers: true })
export class ImpactSuggestion {
  __typename?: 'ImpactSuggestion';
  /** The highest impact that one of the reasons speaks for. */
  @Field(() => Impact)
  impact!: Impact;
  /** All reasons, those for the highest impact first; at most 100. */
  @Field(() => [ImpactReason])
  reasons!: readonly ImpactReason[];
}

/** How a plan was carried out. */
@ObjectType('Implementation', { simpleResolvers: true })
export class Implementation {
  __typename?: 'Implementation';
  /** When it began, as people tell it. */
  @Field(() => DateTimeScalar)
  startedAt!: Date | string;
  /** Why it began outside its window; null when it did not. */
  @Field(() => String, { nullable: true })
  outsideWindowReason!: string | null;
  /** When it ended; null while it goes on. */
  @Field(() => DateTimeScalar, { nullable: true })
  completedAt!: Date | string | null;
  /** How it ended; null while it goes on. */
  @Field(() => ImplementationOutcome, { nullable: true })
  outcome!: ImplementationOutcome | null;
  /** What is to be said about it. */
  @Field(() => String, { nullable: true })
  notes!: string | null;
  // Resolved by hand: startedBy, completedBy.
}

/** An integration, as it appears as author or actor. */
@ObjectType('Integration', { simpleResolvers: true })
export class Integration {
  __typename!: 'Integration';
  /** The global id of its API key. */
  @Field(() => ID)
  id!: string;
  /** The name of its API key. */
  @Field(() => String)
  name!: string;
}

/** E-mail address and password do not fit together, or the account is not active; the two look alike. */
@ObjectType('InvalidCredentialsError', { simpleResolvers: true, implements: [UserError] })
export class InvalidCredentialsError {
  __typename!: 'InvalidCredentialsError';
  /** Always `INVALID_CREDENTIALS`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** Always `["input"]`. */
  @Field(() => [String])
  path!: readonly string[];
}

/** The ticket's state does not allow the transition, or the transition lacks what it requires. */
@ObjectType('InvalidTransitionError', { simpleResolvers: true, implements: [UserError] })
export class InvalidTransitionError {
  __typename!: 'InvalidTransitionError';
  /** Always `INVALID_TRANSITION`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The first missing field, or empty. */
  @Field(() => [String])
  path!: readonly string[];
  /** The status the ticket has. */
  @Field(() => TicketStatus)
  from!: TicketStatus;
  /** The transition that was asked for. */
  @Field(() => TransitionName)
  transition!: TransitionName;
  /** Required input fields that were not given. */
  @Field(() => [String])
  missingFields!: readonly string[];
  /** Every reason why the transition is refused. */
  @Field(() => [TransitionReason])
  reasons!: readonly TransitionReason[];
}

/**
 * A known error: a problem whose symptoms can be recognised and for which there is a workaround (ITIL 4). For agents, leads and administrators
 * who see the problem; what everybody may read of it is `publicWorkaround`.
 */
@ObjectType('KnownError', { simpleResolvers: true, implements: [Node] })
export class KnownError {
  __typename!: 'KnownError';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** How one recognises it. Markdown. */
  @Field(() => String)
  symptoms!: string;
  /** What causes it, as far as it is known. Markdown. */
  @Field(() => String, { nullable: true })
  rootCause!: string | null;
  /** What agents do about it until it is fixed. Markdown. */
  @Field(() => String)
  workaround!: string;
  /** What those who are affected can do themselves. Markdown. Whoever sees an incident of the problem reads it there; null: nothing. */
  @Field(() => String, { nullable: true })
  publicWorkaround!: string | null;
  /** Grows with every change; for `expectedVersion`. */
  @Field(() => Int)
  version!: number;
  /** When it was recorded. */
  @Field(() => DateTimeScalar)
  recordedAt!: Date | string;
  /** When it was last changed. */
  @Field(() => DateTimeScalar)
  updatedAt!: Date | string;
  /** When it was retired; null: it stands. */
  @Field(() => DateTimeScalar, { nullable: true })
  retiredAt!: Date | string | null;
  /** Why it was retired; null: it stands. */
  @Field(() => String, { nullable: true })
  retireReason!: string | null;
  // Resolved by hand: problem, recordedBy, retiredBy.
}

/** What linking two tickets gives. */
@ObjectType('LinkTicketsPayload', { simpleResolvers: true })
export class LinkTicketsPayload {
  __typename?: 'LinkTicketsPayload';
  /** The one ticket. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The other. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  otherTicket!: Ref<Ticket> | null;
  /** Why it was refused: rules `SELF`, `RELATION`, `TYPE`, `EXISTS`, `ONE_PARENT`, `CYCLE`, `TOO_LONG` (of a chain), `TOO_MANY` (links of a ticket, of which there are 1,000 at most). */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** An incident of the highest impact, which is led by one person and told of at a fixed pace (ITIL 4). Whoever sees the ticket sees it. */
@ObjectType('MajorIncident', { simpleResolvers: true })
export class MajorIncident {
  __typename?: 'MajorIncident';
  /** Why it is one. */
  @Field(() => String)
  reason!: string;
  /** When it was declared, as people tell it. */
  @Field(() => DateTimeScalar)
  declaredAt!: Date | string;
  /** How many minutes may pass between two status updates. */
  @Field(() => Int)
  updateEveryMinutes!: number;
  /** When the next status update is due; null once it has ended. */
  @Field(() => DateTimeScalar, { nullable: true })
  nextUpdateDueAt!: Date | string | null;
  /** When it ended; null: it has not. Resolving the ticket does not end it. */
  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | string | null;
  /** What was said when it ended. */
  @Field(() => String, { nullable: true })
  endSummary!: string | null;
  /** Whether it ended because it was none after all: then closing the ticket needs no review. */
  @Field(() => Boolean)
  downgraded!: boolean;
  // Resolved by hand: lead, declaredBy, updates, endedBy.
}

/** What merging a ticket gives. */
@ObjectType('MergeTicketPayload', { simpleResolvers: true })
export class MergeTicketPayload {
  __typename?: 'MergeTicketPayload';
  /** The ticket that was merged, as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket it was merged into. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  into!: Ref<Ticket> | null;
  /** Why it was refused: rules `SELF` and `STATUS` of the other ticket, and those of the transition MERGE. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** There is no such object, or the viewer may not know of it; the two look alike. */
@ObjectType('NotFoundError', { simpleResolvers: true, implements: [UserError] })
export class NotFoundError {
  __typename!: 'NotFoundError';
  /** Always `NOT_FOUND`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The input field that names the object. */
  @Field(() => [String])
  path!: readonly string[];
  /** The id that was given. */
  @Field(() => ID, { nullable: true })
  id!: string | null;
}

/** A customer's organisation (tenant). Nothing crosses from one to another. */
@ObjectType('Organisation', { simpleResolvers: true, implements: [Node] })
export class Organisation {
  __typename!: 'Organisation';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name. */
  @Field(() => String)
  name!: string;
  // Resolved by hand: closurePolicies, defaultQueue.
}

/** Where a page lies in its list. */
@ObjectType('PageInfo', { simpleResolvers: true })
export class PageInfo {
  __typename?: 'PageInfo';
  /** Whether there is something after this page. Reading backwards: whether the page ends before a cursor. */
  @Field(() => Boolean)
  hasNextPage!: boolean;
  /** Whether there is something before this page. Reading forwards: whether the page begins after a cursor. */
  @Field(() => Boolean)
  hasPreviousPage!: boolean;
  /** Cursor of the first edge, null when the page is empty. */
  @Field(() => String, { nullable: true })
  startCursor!: string | null;
  /** Cursor of the last edge, null when the page is empty. */
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** What posting a status update gives. */
@ObjectType('PostMajorIncidentUpdatePayload', { simpleResolvers: true })
export class PostMajorIncidentUpdatePayload {
  __typename?: 'PostMajorIncidentUpdatePayload';
  /** The comment. Null when refused, or when the viewer may not see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Its id, also where `comment` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  /** Why it was refused: rule `NOT_MAJOR` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A signed request that uploads one file straight to the object store. */
@ObjectType('PresignedUpload', { simpleResolvers: true })
export class PresignedUpload {
  __typename?: 'PresignedUpload';
  /** The HTTP method: `PUT`. */
  @Field(() => String)
  method!: string;
  /** Where to send it. */
  @Field(() => String)
  url!: string;
  /** Headers that are signed: send them all, exactly as given. */
  @Field(() => [UploadHeader])
  headers!: readonly UploadHeader[];
  /** When the URL stops working, ten minutes after it was made. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
}

/** A priority that was set against the matrix. */
@ObjectType('PriorityOverride', { simpleResolvers: true })
export class PriorityOverride {
  __typename?: 'PriorityOverride';
  /** What the matrix gives. */
  @Field(() => Priority)
  matrixPriority!: Priority;
  /** Why it was overridden. */
  @Field(() => String)
  reason!: string;
}

/** A step of the process, as one ticket took it in its present cycle of resolution. */
@ObjectType('ProcessStep', { simpleResolvers: true })
export class ProcessStep {
  __typename?: 'ProcessStep';
  /** Which one. */
  @Field(() => ProcessStepName)
  step!: ProcessStepName;
  /** How far it is. */
  @Field(() => ProcessStepState)
  state!: ProcessStepState;
  /** When it was last done in this cycle, as people tell it; null while it is not. */
  @Field(() => DateTimeScalar, { nullable: true })
  at!: Date | string | null;
}

/** Where tickets wait for a team. A ticket lies in one queue. */
@ObjectType('Queue', { simpleResolvers: true, implements: [Node] })
export class Queue {
  __typename!: 'Queue';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** Who sees its tickets. */
  @Field(() => QueueVisibility)
  visibility!: QueueVisibility;
  /** Grows with every change of the queue. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: team.
}

/** A page of queues, by name. */
@ObjectType('QueueConnection', { simpleResolvers: true })
export class QueueConnection {
  __typename?: 'QueueConnection';
  /** The queues with their cursors. */
  @Field(() => [QueueEdge])
  edges!: readonly QueueEdge[];
  /** The queues. */
  @Field(() => [Queue])
  nodes!: readonly Queue[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One queue in a list. */
@ObjectType('QueueEdge', { simpleResolvers: true })
export class QueueEdge {
  __typename?: 'QueueEdge';
  /** Where the queue stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The queue. */
  @Field(() => Queue)
  node!: Ref<Queue>;
}

/** Too many attempts. */
@ObjectType('RateLimitedError', { simpleResolvers: true, implements: [UserError] })
export class RateLimitedError {
  __typename!: 'RateLimitedError';
  /** Always `RATE_LIMITED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** Always `["input"]`. */
  @Field(() => [String])
  path!: readonly string[];
  /** Seconds to wait before the next attempt. */
  @Field(() => Int)
  retryAfterSeconds!: number;
}

/** What recording a known error gives. */
@ObjectType('RecordKnownErrorPayload', { simpleResolvers: true })
export class RecordKnownErrorPayload {
  __typename?: 'RecordKnownErrorPayload';
  /** The known error. Null when refused, or when the viewer may not see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** Its id, also where `knownError` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  knownErrorId!: string | null;
  /** Why it was refused: rules `TYPE`, `EXISTS` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `reopenTicket` gives. */
@ObjectType('ReopenTicketPayload', { simpleResolvers: true })
export class ReopenTicketPayload {
  __typename?: 'ReopenTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/**
 * A form that people report or request something by: it asks what has to be known, and puts the ticket where it belongs.
 * Everybody of the organisation may read and use it.
 */
@ObjectType('RequestForm', { simpleResolvers: true, implements: [Node] })
export class RequestForm {
  __typename!: 'RequestForm';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique among the organisation's forms; the subject of tickets that give none. */
  @Field(() => String)
  name!: string;
  /** What it is for; Markdown. The description of tickets that give none; else the name is. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** The type of the tickets it makes. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** Its questions, in order, at most 50. */
  @Field(() => [FormField])
  fields!: readonly FormField[];
  /** False when it is retired: it is no longer answered. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the form. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: category, queue.
}

/** A page of forms, by name. */
@ObjectType('RequestFormConnection', { simpleResolvers: true })
export class RequestFormConnection {
  __typename?: 'RequestFormConnection';
  /** The forms with their cursors. */
  @Field(() => [RequestFormEdge])
  edges!: readonly RequestFormEdge[];
  /** The forms. */
  @Field(() => [RequestForm])
  nodes!: readonly RequestForm[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One form in a list. */
@ObjectType('RequestFormEdge', { simpleResolvers: true })
export class RequestFormEdge {
  __typename?: 'RequestFormEdge';
  /** Where the form stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The form. */
  @Field(() => RequestForm)
  node!: Ref<RequestForm>;
}

/** What `requeueTicket` gives. */
@ObjectType('RequeueTicketPayload', { simpleResolvers: true })
export class RequeueTicketPayload {
  __typename?: 'RequeueTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What is to be done about a ticket. Kept: a later one does not overwrite it. */
@ObjectType('ResolutionPlan', { simpleResolvers: true, implements: [Node] })
export class ResolutionPlan {
  __typename!: 'ResolutionPlan';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The cycle of resolution: 1, and one more with each reopening. */
  @Field(() => Int)
  cycle!: number;
  /** What it is for. */
  @Field(() => PlanKind)
  kind!: PlanKind;
  /** What is to be done. Markdown. */
  @Field(() => String)
  summary!: string;
  /** How much may go wrong. */
  @Field(() => Risk, { nullable: true })
  risk!: Risk | null;
  /** How it is taken back. Markdown. */
  @Field(() => String, { nullable: true })
  rollbackPlan!: string | null;
  /** When it is to be done; null: at once. */
  @Field(() => ChangeWindow, { nullable: true })
  window!: Ref<ChangeWindow> | null;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  submittedAt!: Date | string;
  // Resolved by hand: approval, collisions, tasks, implementation, submittedBy.
}

/** What resolving children gives. All are resolved in one transaction; one that is refused holds no other up. */
@ObjectType('ResolveChildrenPayload', { simpleResolvers: true })
export class ResolveChildrenPayload {
  __typename?: 'ResolveChildrenPayload';
  /** The parent. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** One for each child, in the order of `childIds`. Empty when refused. */
  @Field(() => [ChildResolution])
  results!: readonly ChildResolution[];
  /** Why all of it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `resolveTicket` gives. */
@ObjectType('ResolveTicketPayload', { simpleResolvers: true })
export class ResolveTicketPayload {
  __typename?: 'ResolveTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
  // Resolved by hand: openChildren.
}

/** What `resumeTicket` gives. */
@ObjectType('ResumeTicketPayload', { simpleResolvers: true })
export class ResumeTicketPayload {
  __typename?: 'ResumeTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The stream can not go on from where the subscriber stands, and ends with this item. Read afresh, then subscribe after `cursor`. */
@ObjectType('ResyncRequired', { simpleResolvers: true })
export class ResyncRequired {
  __typename!: 'ResyncRequired';
  /** The cursor to start again from. */
  @Field(() => String)
  cursor!: string;
  /** Why. */
  @Field(() => ResyncReason)
  reason!: ResyncReason;
}

/** What retiring a known error gives. */
@ObjectType('RetireKnownErrorPayload', { simpleResolvers: true })
export class RetireKnownErrorPayload {
  __typename?: 'RetireKnownErrorPayload';
  /** The known error as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A look back at a resolved ticket: the post-implementation review of a change, the post-incident review of a major incident. */
@ObjectType('Review', { simpleResolvers: true, implements: [Node] })
export class Review {
  __typename!: 'Review';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The cycle of resolution it looks back at: 1, and one more with each reopening. */
  @Field(() => Int)
  cycle!: number;
  /** How it went. */
  @Field(() => ReviewOutcome)
  outcome!: ReviewOutcome;
  /** What happened. Markdown. */
  @Field(() => String)
  summary!: string;
  /** What was learned. Markdown. */
  @Field(() => String, { nullable: true })
  lessons!: string | null;
  /** What is to be done about it, in the order given. */
  @Field(() => [String])
  actions!: readonly string[];
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  // Resolved by hand: by.
}

/** What `reviewTicket` gives. */
@ObjectType('ReviewTicketPayload', { simpleResolvers: true })
export class ReviewTicketPayload {
  __typename?: 'ReviewTicketPayload';
  /** The review. Null when refused, or when the viewer may not see it. */
  @Field(() => Review, { nullable: true })
  review!: Ref<Review> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Its id, also where `review` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  reviewId!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What revoking an API key gives. */
@ObjectType('RevokeApiKeyPayload', { simpleResolvers: true })
export class RevokeApiKeyPayload {
  __typename?: 'RevokeApiKeyPayload';
  /** The key. Null when refused. */
  @Field(() => ApiKey, { nullable: true })
  apiKey!: Ref<ApiKey> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What ending a session gives. */
@ObjectType('RevokeSessionPayload', { simpleResolvers: true })
export class RevokeSessionPayload {
  __typename?: 'RevokeSessionPayload';
  /** The session. Null when refused, and when it was the one of this request: its token shows nothing any more. */
  @Field(() => Session, { nullable: true })
  session!: Ref<Session> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What ending all sessions of a user gives. */
@ObjectType('RevokeSessionsPayload', { simpleResolvers: true })
export class RevokeSessionsPayload {
  __typename?: 'RevokeSessionsPayload';
  /** How many have ended by it. Null when refused. */
  @Field(() => Int, { nullable: true })
  revokedCount!: number | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Something the organisation offers its people or customers, with an owner. Everybody of the organisation may read it. */
@ObjectType('Service', { simpleResolvers: true, implements: [Node] })
export class Service {
  __typename!: 'Service';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique among the organisation's services. */
  @Field(() => String)
  name!: string;
  /** What it is for; Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** How much depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** False when it is retired: it stays on tickets, and new ones do not take it. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the service and of what it depends on. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: ownerTeam, dependsOn, dependsOnItems, dependents.
}

/** A page of services. */
@ObjectType('ServiceConnection', { simpleResolvers: true })
export class ServiceConnection {
  __typename?: 'ServiceConnection';
  /** The services with their cursors. */
  @Field(() => [ServiceEdge])
  edges!: readonly ServiceEdge[];
  /** The services. */
  @Field(() => [Service])
  nodes!: readonly Service[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One service in a list. */
@ObjectType('ServiceEdge', { simpleResolvers: true })
export class ServiceEdge {
  __typename?: 'ServiceEdge';
  /** Where the service stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The service. */
  @Field(() => Service)
  node!: Ref<Service>;
}

/**
 * The life of one token of a user: of one that `signIn` gave, or of an access token of the identity provider, from its first use. It ends by
 * time, by signing out, by being revoked, with a new password, and with the account.
 */
@ObjectType('Session', { simpleResolvers: true, implements: [Node] })
export class Session {
  __typename!: 'Session';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** How it began. */
  @Field(() => SessionMethod)
  method!: SessionMethod;
  /** Whether this request is made with it. */
  @Field(() => Boolean)
  current!: boolean;
  /** When it began. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** The address it began from, as far as it is known. */
  @Field(() => String, { nullable: true })
  address!: string | null;
  /** The program it began with, as it named itself (`User-Agent`), at most 200 characters. */
  @Field(() => String, { nullable: true })
  userAgent!: string | null;
  /** When it ends by itself. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
  /** When it was ended before that; null: it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: Date | string | null;
  // Resolved by hand: user, lastUsedAt.
}

/** A page of sessions, newest first. */
@ObjectType('SessionConnection', { simpleResolvers: true })
export class SessionConnection {
  __typename?: 'SessionConnection';
  /** The sessions with their cursors. */
  @Field(() => [SessionEdge])
  edges!: readonly SessionEdge[];
  /** The sessions. */
  @Field(() => [Session])
  nodes!: readonly Session[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One session in a list. */
@ObjectType('SessionEdge', { simpleResolvers: true })
export class SessionEdge {
  __typename?: 'SessionEdge';
  /** Where the session stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The session. */
  @Field(() => Session)
  node!: Ref<Session>;
}

/** What changing a comment's visibility gives. */
@ObjectType('SetCommentVisibilityPayload', { simpleResolvers: true })
export class SetCommentVisibilityPayload {
  __typename?: 'SetCommentVisibilityPayload';
  /** The comment as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What signing in gives. */
@ObjectType('SignInPayload', { simpleResolvers: true })
export class SignInPayload {
  __typename?: 'SignInPayload';
  /** The token for the header `Authorization: Bearer …` and for `connection_init`. Null when refused. */
  @Field(() => String, { nullable: true })
  token!: string | null;
  /** When the token stops working. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** The user. Null when refused. */
  @Field(() => User, { nullable: true })
  viewer!: Ref<User> | null;
  /** Why it was refused: `InvalidCredentialsError`, `RateLimitedError`. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What signing out gives. */
@ObjectType('SignOutPayload', { simpleResolvers: true })
export class SignOutPayload {
  __typename?: 'SignOutPayload';
  /** True when the token no longer works. */
  @Field(() => Boolean)
  signedOut!: boolean;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `skipTask` gives. */
@ObjectType('SkipTaskPayload', { simpleResolvers: true })
export class SkipTaskPayload {
  __typename?: 'SkipTaskPayload';
  /** The task as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What splitting a ticket gives. */
@ObjectType('SplitTicketPayload', { simpleResolvers: true })
export class SplitTicketPayload {
  __typename?: 'SplitTicketPayload';
  /** The new ticket. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket of the comment. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  splitFrom!: Ref<Ticket> | null;
  /** The id of the new ticket, also where `ticket` is null because the viewer may not see it. Null when refused. */
  @Field(() => ID, { nullable: true })
  ticketId!: string | null;
  /** Its number, as `ticketId`. */
  @Field(() => String, { nullable: true })
  number!: string | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `startImplementation` gives. */
@ObjectType('StartImplementationPayload', { simpleResolvers: true })
export class StartImplementationPayload {
  __typename?: 'StartImplementationPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `startInvestigation` gives. */
@ObjectType('StartInvestigationPayload', { simpleResolvers: true })
export class StartInvestigationPayload {
  __typename?: 'StartInvestigationPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/**
 * Where a subscriber stands in the log. The first item of every subscription, read in the same snapshot as what follows; repeated while
 * nothing else is sent, so that a quiet subscription does not grow old.
 */
@ObjectType('StreamPosition', { simpleResolvers: true })
export class StreamPosition {
  __typename!: 'StreamPosition';
  /** Everything up to this cursor was sent or does not concern the subscription. */
  @Field(() => String)
  cursor!: string;
}

/** What `submitPlan` gives. */
@ObjectType('SubmitPlanPayload', { simpleResolvers: true })
export class SubmitPlanPayload {
  __typename?: 'SubmitPlanPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/**
 * A satisfaction survey: what the requester of a closed ticket thinks of how it was handled. Answered once, by the token alone
 * (`answerSurvey`), within 30 days.
 */
@ObjectType('Survey', { simpleResolvers: true })
export class Survey {
  __typename?: 'Survey';
  /** When it was opened: when the ticket closed, as it was recorded. */
  @Field(() => DateTimeScalar)
  sentAt!: Date | string;
  /** Until when it can be answered. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
  /** When it was answered; null: it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  answeredAt!: Date | string | null;
  /** From 1, very dissatisfied, to 5, very satisfied; null until it is answered. */
  @Field(() => Int, { nullable: true })
  score!: number | null;
  /** What the requester said about it. */
  @Field(() => String, { nullable: true })
  comment!: string | null;
  // Resolved by hand: token.
}

/** What somebody with the token of a survey is shown of it and of its ticket. */
@ObjectType('SurveyForm', { simpleResolvers: true })
export class SurveyForm {
  __typename?: 'SurveyForm';
  /** The number of the ticket. */
  @Field(() => String)
  number!: string;
  /** The subject of the ticket. */
  @Field(() => String)
  subject!: string;
  /** When the ticket was closed, as people tell it. */
  @Field(() => DateTimeScalar)
  closedAt!: Date | string;
  /** Whether it was answered already. */
  @Field(() => Boolean)
  answered!: boolean;
  /** Until when it can be answered. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
}

/** Ticketwire itself: set-up, clocks and policies. */
@ObjectType('SystemActor', { simpleResolvers: true })
export class SystemActor {
  __typename!: 'SystemActor';
  /** Which part of it: `setup` or `clock`. */
  @Field(() => String)
  name!: string;
}

/** One thing to do in a plan. */
@ObjectType('Task', { simpleResolvers: true, implements: [Node] })
export class Task {
  __typename!: 'Task';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its place in the plan, from 1. */
  @Field(() => Int)
  position!: number;
  /** What to do. */
  @Field(() => String)
  title!: string;
  /** More about it. Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** How far it is. */
  @Field(() => TaskState)
  state!: TaskState;
  /** What was done, or why it was skipped. */
  @Field(() => String, { nullable: true })
  note!: string | null;
  /** When it was done or skipped, as people tell it. */
  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | string | null;
  // Resolved by hand: assignee, finishedBy.
}

/** A group of people who work one or more queues. */
@ObjectType('Team', { simpleResolvers: true, implements: [Node] })
export class Team {
  __typename!: 'Team';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** Grows with every change of the team or its members. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: members, queues.
}

/** A page of teams, by name. */
@ObjectType('TeamConnection', { simpleResolvers: true })
export class TeamConnection {
  __typename?: 'TeamConnection';
  /** The teams with their cursors. */
  @Field(() => [TeamEdge])
  edges!: readonly TeamEdge[];
  /** The teams. */
  @Field(() => [Team])
  nodes!: readonly Team[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One team in a list. */
@ObjectType('TeamEdge', { simpleResolvers: true })
export class TeamEdge {
  __typename?: 'TeamEdge';
  /** Where the team stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The team. */
  @Field(() => Team)
  node!: Ref<Team>;
}

/** A user's place in a team. */
@ObjectType('TeamMember', { simpleResolvers: true })
export class TeamMember {
  __typename?: 'TeamMember';
  /** Whether the user leads the team; it counts for users with the role `LEAD`. */
  @Field(() => Boolean)
  lead!: boolean;
  // Resolved by hand: user.
}

/** An incident, a request, a change, a problem or something else that is handled. */
@ObjectType('Ticket', { simpleResolvers: true, implements: [Node] })
export class Ticket {
  __typename!: 'Ticket';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The number people use, for example `INC-1042`. */
  @Field(() => String)
  number!: string;
  /** The kind of work. */
  @Field(() => TicketType)
  type!: TicketType;
  /** How a change is controlled; null for other types. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind!: ChangeKind | null;
  /** Where it stands. */
  @Field(() => TicketStatus)
  status!: TicketStatus;
  /** The coarse status. */
  @Field(() => StatusCategory)
  statusCategory!: StatusCategory;
  /** One line. */
  @Field(() => String)
  subject!: string;
  /** Markdown. */
  @Field(() => String)
  description!: string;
  /** Error messages, verbatim. */
  @Field(() => [String])
  errorMessages!: readonly string[];
  /** How the report came in. */
  @Field(() => Channel)
  channel!: Channel;
  /** Names of affected services. */
  @Field(() => [String])
  affectedServices!: readonly string[];
  /** True when triage found that the affected service is not known. */
  @Field(() => Boolean)
  affectedServicesUnknown!: boolean;
  /** How many users are affected, as far as known. */
  @Field(() => Int, { nullable: true })
  affectedUserCount!: number | null;
  /** Which operations are affected. */
  @Field(() => String, { nullable: true })
  affectedOperations!: string | null;
  /** How much is affected. */
  @Field(() => Impact)
  impact!: Impact;
  /** How soon it hurts. */
  @Field(() => Urgency)
  urgency!: Urgency;
  /** From impact and urgency by the organisation's matrix, unless overridden. */
  @Field(() => Priority)
  priority!: Priority;
  /** Set when the priority was overridden. */
  @Field(() => PriorityOverride, { nullable: true })
  priorityOverride!: Ref<PriorityOverride> | null;
  /** Labels, lower case, in order. */
  @Field(() => [String])
  labels!: readonly string[];
  /** A reference of another system. */
  @Field(() => String, { nullable: true })
  externalReference!: string | null;
  /** Set while it is on hold. */
  @Field(() => TicketHold, { nullable: true })
  hold!: Ref<TicketHold> | null;
  /** How it was resolved; set while it is resolved or closed. */
  @Field(() => TicketResolution, { nullable: true })
  resolution!: Ref<TicketResolution> | null;
  /** How it was closed. */
  @Field(() => TicketClosure, { nullable: true })
  closure!: Ref<TicketClosure> | null;
  /** Why it was cancelled. */
  @Field(() => TicketCancellation, { nullable: true })
  cancellation!: Ref<TicketCancellation> | null;
  /** How often it went from one queue to another. The first queue it is given is no reassignment. */
  @Field(() => Int)
  reassignmentCount!: number;
  /** How often it was reopened. */
  @Field(() => Int)
  reopenCount!: number;
  /** Grows with every change but internal notes; for `expectedVersion`. */
  @Field(() => Int)
  version!: number;
  /** When it was recorded. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When it last changed; internal notes do not count. */
  @Field(() => DateTimeScalar)
  updatedAt!: Date | string;
  /** When it was reported; earlier than `createdAt` for imports only. */
  @Field(() => DateTimeScalar)
  reportedAt!: Date | string;
  /** When it was resolved, as people tell it; null while it is not. */
  @Field(() => DateTimeScalar, { nullable: true })
  resolvedAt!: Date | string | null;
  /** When it was closed, as people tell it. */
  @Field(() => DateTimeScalar, { nullable: true })
  closedAt!: Date | string | null;
  // Resolved by hand: reviews, survey, autoCloseAt, form, knownErrors, workarounds, links, parent, children, childCounts, openChildren, followUpOf, followUps, problems, majorIncident, steps, diagnoses, plans, verifications, services, configurationItems, suggestedImpact, category, subcategory, affectedUsers, requester, createdBy, queue, assignee, watchers, viewerIsWatching, availableTransitions, comments, timeline, attachments.
}

/** Why a ticket was cancelled. */
@ObjectType('TicketCancellation', { simpleResolvers: true })
export class TicketCancellation {
  __typename?: 'TicketCancellation';
  /** The reason; null when it is a duplicate. */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  // Resolved by hand: duplicateOf, by.
}

/** How a ticket was closed. */
@ObjectType('TicketClosure', { simpleResolvers: true })
export class TicketClosure {
  __typename?: 'TicketClosure';
  /** The documentation or knowledge article that the resolution is told in. */
  @Field(() => String, { nullable: true })
  documentationUrl!: string | null;
  /** The closure summary. */
  @Field(() => String)
  summary!: string;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  /** Whether the requester closed it, which is the verification. */
  @Field(() => Boolean)
  verifiedByRequester!: boolean;
  // Resolved by hand: by.
}

/** A page of tickets. */
@ObjectType('TicketConnection', { simpleResolvers: true })
export class TicketConnection {
  __typename?: 'TicketConnection';
  /** The tickets with their cursors. */
  @Field(() => [TicketEdge])
  edges!: readonly TicketEdge[];
  /** The tickets. */
  @Field(() => [Ticket])
  nodes!: readonly Ticket[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, eventCursor.
}

/** One ticket in a list. */
@ObjectType('TicketEdge', { simpleResolvers: true })
export class TicketEdge {
  __typename?: 'TicketEdge';
  /** Where the ticket stands in the list, in its order. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. */
  @Field(() => Ticket)
  node!: Ref<Ticket>;
}

/**
 * One entry of the event log: something that happened to a ticket. The log of an organisation is in the order of its transactions, without
 * gaps. Everybody who reads an event gets the same cursor, so a client recognises an event that it has handled. It changes only when the
 * operator replaces the key of cursors.
 */
@ObjectType('TicketEvent', { simpleResolvers: true })
export class TicketEvent {
  __typename!: 'TicketEvent';
  /** Give it to `ticketEvents(after:)` or `ticketUpdated(after:)` to go on behind this event. */
  @Field(() => String)
  cursor!: string;
  /** What happened. */
  @Field(() => TicketEventType)
  type!: TicketEventType;
  /** When it happened, as people tell it; earlier than `recordedAt` for imports only. */
  @Field(() => DateTimeScalar)
  occurredAt!: Date | string;
  /** When it was written to the log. */
  @Field(() => DateTimeScalar)
  recordedAt!: Date | string;
  /** What made it happen. */
  @Field(() => EventCause)
  cause!: Ref<EventCause>;
  /** The id of the comment it is about; still there when the viewer may no longer see the comment. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  // Resolved by hand: actor, ticket, changes, comment, attachment.
}

/** A form as it was answered. It stays so, whatever becomes of the form. */
@ObjectType('TicketForm', { simpleResolvers: true })
export class TicketForm {
  __typename?: 'TicketForm';
  /** The name it had. */
  @Field(() => String)
  name!: string;
  /** The version that was answered. */
  @Field(() => Int)
  version!: number;
  /** Every question it had, in order, with the answers. */
  @Field(() => [FormAnswer])
  answers!: readonly FormAnswer[];
  // Resolved by hand: form.
}

/** What a ticket waits for, while it is on hold. */
@ObjectType('TicketHold', { simpleResolvers: true })
export class TicketHold {
  __typename?: 'TicketHold';
  /** The reason. */
  @Field(() => HoldReason)
  reason!: HoldReason;
  /** Since when, as people tell it (`occurredAt`). */
  @Field(() => DateTimeScalar)
  since!: Date | string;
  /** The status it had before and goes back to. */
  @Field(() => TicketStatus)
  heldFrom!: TicketStatus;
  /** When to look at it again. */
  @Field(() => DateTimeScalar, { nullable: true })
  resumeAt!: Date | string | null;
  /** What was noted. */
  @Field(() => String, { nullable: true })
  note!: string | null;
  // Resolved by hand: linkedTicket.
}

/** A link of a ticket, seen from it. */
@ObjectType('TicketLink', { simpleResolvers: true })
export class TicketLink {
  __typename?: 'TicketLink';
  /** How this ticket stands to the other. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** When the link was made. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: ticket, createdBy.
}

/** A page of the links of a ticket, oldest first. */
@ObjectType('TicketLinkConnection', { simpleResolvers: true })
export class TicketLinkConnection {
  __typename?: 'TicketLinkConnection';
  /** The links with their cursors. */
  @Field(() => [TicketLinkEdge])
  edges!: readonly TicketLinkEdge[];
  /** The links. */
  @Field(() => [TicketLink])
  nodes!: readonly TicketLink[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One link in a list. */
@ObjectType('TicketLinkEdge', { simpleResolvers: true })
export class TicketLinkEdge {
  __typename?: 'TicketLinkEdge';
  /** Where the link stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The link. */
  @Field(() => TicketLink)
  node!: Ref<TicketLink>;
}

/** How a ticket was resolved. */
@ObjectType('TicketResolution', { simpleResolvers: true })
export class TicketResolution {
  __typename?: 'TicketResolution';
  /** The resolution code. */
  @Field(() => String)
  code!: string;
  /** What was done. */
  @Field(() => String)
  notes!: string;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  // Resolved by hand: by.
}

/** What agents begin a ticket with: it fills in what they leave out. For staff and programs: to requesters it is as if there were none. */
@ObjectType('TicketTemplate', { simpleResolvers: true, implements: [Node] })
export class TicketTemplate {
  __typename!: 'TicketTemplate';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** Its name, unique among the organisation's templates. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it begins. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The subject. */
  @Field(() => String, { nullable: true })
  subject!: string | null;
  /** The description; Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** How much is affected. */
  @Field(() => Impact, { nullable: true })
  impact!: Impact | null;
  /** How soon it hurts. */
  @Field(() => Urgency, { nullable: true })
  urgency!: Urgency | null;
  /** Labels, lower case, in order. */
  @Field(() => [String])
  labels!: readonly string[];
  /** False when it is retired: it is no longer used. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the template. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: category, subcategory, queue, services.
}

/** A page of templates, by name. */
@ObjectType('TicketTemplateConnection', { simpleResolvers: true })
export class TicketTemplateConnection {
  __typename?: 'TicketTemplateConnection';
  /** The templates with their cursors. */
  @Field(() => [TicketTemplateEdge])
  edges!: readonly TicketTemplateEdge[];
  /** The templates. */
  @Field(() => [TicketTemplate])
  nodes!: readonly TicketTemplate[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One template in a list. */
@ObjectType('TicketTemplateEdge', { simpleResolvers: true })
export class TicketTemplateEdge {
  __typename?: 'TicketTemplateEdge';
  /** Where the template stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The template. */
  @Field(() => TicketTemplate)
  node!: Ref<TicketTemplate>;
}

/** A page of a timeline, in the order things were recorded. */
@ObjectType('TimelineConnection', { simpleResolvers: true })
export class TimelineConnection {
  __typename?: 'TimelineConnection';
  /** The entries with their cursors. */
  @Field(() => [TimelineEdge])
  edges!: readonly TimelineEdge[];
  /** The entries. */
  @Field(() => [TimelineEntry])
  nodes!: readonly TimelineEntry[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, eventCursor.
}

/** One entry of a timeline with its place. */
@ObjectType('TimelineEdge', { simpleResolvers: true })
export class TimelineEdge {
  __typename?: 'TimelineEdge';
  /** Where the entry stands in the timeline. */
  @Field(() => String)
  cursor!: string;
  /** The entry. */
  @Field(() => TimelineEntry)
  node!: Ref<TimelineEntry>;
}

/** One reason why a transition is not allowed. */
@ObjectType('TransitionReason', { simpleResolvers: true })
export class TransitionReason {
  __typename?: 'TransitionReason';
  /** For programs. */
  @Field(() => TransitionReasonCode)
  code!: TransitionReasonCode;
  /** For people. */
  @Field(() => String)
  message!: string;
}

/** What `triageTicket` gives. */
@ObjectType('TriageTicketPayload', { simpleResolvers: true })
export class TriageTicketPayload {
  __typename?: 'TriageTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What taking a link away gives. */
@ObjectType('UnlinkTicketsPayload', { simpleResolvers: true })
export class UnlinkTicketsPayload {
  __typename?: 'UnlinkTicketsPayload';
  /** The one ticket. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The other. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  otherTicket!: Ref<Ticket> | null;
  /** Why it was refused: rules `RELATION`, `NOT_LINKED`. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What taking a merge back gives. */
@ObjectType('UnmergeTicketPayload', { simpleResolvers: true })
export class UnmergeTicketPayload {
  __typename?: 'UnmergeTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What unwatching a ticket gives. */
@ObjectType('UnwatchTicketPayload', { simpleResolvers: true })
export class UnwatchTicketPayload {
  __typename?: 'UnwatchTicketPayload';
  /** The ticket. Null when refused, or when the viewer no longer sees it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a policy gives. */
@ObjectType('UpdateApprovalPolicyPayload', { simpleResolvers: true })
export class UpdateApprovalPolicyPayload {
  __typename?: 'UpdateApprovalPolicyPayload';
  /** The policy as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => ApprovalPolicy, { nullable: true })
  approvalPolicy!: Ref<ApprovalPolicy> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a category gives. */
@ObjectType('UpdateCategoryPayload', { simpleResolvers: true })
export class UpdateCategoryPayload {
  __typename?: 'UpdateCategoryPayload';
  /** The category as it is now. Null when refused. */
  @Field(() => Category, { nullable: true })
  category!: Ref<Category> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What `updateClosurePolicy` gives. */
@ObjectType('UpdateClosurePolicyPayload', { simpleResolvers: true })
export class UpdateClosurePolicyPayload {
  __typename?: 'UpdateClosurePolicyPayload';
  /** The policy as it is now. Null when refused. */
  @Field(() => ClosurePolicy, { nullable: true })
  policy!: Ref<ClosurePolicy> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a configuration item gives. */
@ObjectType('UpdateConfigurationItemPayload', { simpleResolvers: true })
export class UpdateConfigurationItemPayload {
  __typename?: 'UpdateConfigurationItemPayload';
  /** The item as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => ConfigurationItem, { nullable: true })
  configurationItem!: Ref<ConfigurationItem> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a known error gives. */
@ObjectType('UpdateKnownErrorPayload', { simpleResolvers: true })
export class UpdateKnownErrorPayload {
  __typename?: 'UpdateKnownErrorPayload';
  /** The known error as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a queue gives. */
@ObjectType('UpdateQueuePayload', { simpleResolvers: true })
export class UpdateQueuePayload {
  __typename?: 'UpdateQueuePayload';
  /** The queue as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Queue, { nullable: true })
  queue!: Ref<Queue> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a form gives. */
@ObjectType('UpdateRequestFormPayload', { simpleResolvers: true })
export class UpdateRequestFormPayload {
  __typename?: 'UpdateRequestFormPayload';
  /** The form as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => RequestForm, { nullable: true })
  requestForm!: Ref<RequestForm> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a service gives. */
@ObjectType('UpdateServicePayload', { simpleResolvers: true })
export class UpdateServicePayload {
  __typename?: 'UpdateServicePayload';
  /** The service as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a team's members gives. */
@ObjectType('UpdateTeamMembersPayload', { simpleResolvers: true })
export class UpdateTeamMembersPayload {
  __typename?: 'UpdateTeamMembersPayload';
  /** The team as it is now. Null when refused. */
  @Field(() => Team, { nullable: true })
  team!: Ref<Team> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a ticket gives. */
@ObjectType('UpdateTicketPayload', { simpleResolvers: true })
export class UpdateTicketPayload {
  __typename?: 'UpdateTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer no longer sees it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a template gives. */
@ObjectType('UpdateTicketTemplatePayload', { simpleResolvers: true })
export class UpdateTicketTemplatePayload {
  __typename?: 'UpdateTicketTemplatePayload';
  /** The template as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => TicketTemplate, { nullable: true })
  ticketTemplate!: Ref<TicketTemplate> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** What changing a user gives. */
@ObjectType('UpdateUserPayload', { simpleResolvers: true })
export class UpdateUserPayload {
  __typename?: 'UpdateUserPayload';
  /** The user as it is now. Null when refused. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A header to send with an upload, exactly as given. */
@ObjectType('UploadHeader', { simpleResolvers: true })
export class UploadHeader {
  __typename?: 'UploadHeader';
  /** The header's name. */
  @Field(() => String)
  name!: string;
  /** The header's value. */
  @Field(() => String)
  value!: string;
}

/** What was uploaded is not what was announced. Nothing was attached; start a new upload. */
@ObjectType('UploadRejectedError', { simpleResolvers: true, implements: [UserError] })
export class UploadRejectedError {
  __typename!: 'UploadRejectedError';
  /** Always `UPLOAD_REJECTED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The field that names the upload. */
  @Field(() => [String])
  path!: readonly string[];
  /** What did not fit. */
  @Field(() => UploadRejection)
  rejection!: UploadRejection;
}

/** A person of the organisation. */
@ObjectType('User', { simpleResolvers: true, implements: [Node] })
export class User {
  __typename!: 'User';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The name people read. */
  @Field(() => String)
  name!: string;
  /** What the user may do. */
  @Field(() => Role)
  role!: Role;
  /** False once deactivated: no sign-in, no new work; history stays. */
  @Field(() => Boolean)
  active!: boolean;
  /** Grows with every change of the user. */
  @Field(() => Int)
  version!: number;
  /** When the account was made. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: email, organisation, teams.
}

/** A page of users, by name. */
@ObjectType('UserConnection', { simpleResolvers: true })
export class UserConnection {
  __typename?: 'UserConnection';
  /** The users with their cursors. */
  @Field(() => [UserEdge])
  edges!: readonly UserEdge[];
  /** The users. */
  @Field(() => [User])
  nodes!: readonly User[];
  /** Where the page lies. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount.
}

/** One user in a list. */
@ObjectType('UserEdge', { simpleResolvers: true })
export class UserEdge {
  __typename?: 'UserEdge';
  /** Where the user stands in the list. */
  @Field(() => String)
  cursor!: string;
  /** The user. */
  @Field(() => User)
  node!: Ref<User>;
}

/** An input value breaks a rule. There is one for each broken rule. */
@ObjectType('ValidationError', { simpleResolvers: true, implements: [UserError] })
export class ValidationError {
  __typename!: 'ValidationError';
  /** Always `VALIDATION_FAILED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, for people. */
  @Field(() => String)
  message!: string;
  /** The input field. */
  @Field(() => [String])
  path!: readonly string[];
  /** The rule that is broken, for example `REQUIRED`, `TOO_LONG`, `UNIQUE`. */
  @Field(() => String)
  rule!: string;
}

/** Whether what was done works. Kept: a later one does not overwrite it. Whoever sees the ticket sees it. */
@ObjectType('Verification', { simpleResolvers: true, implements: [Node] })
export class Verification {
  __typename!: 'Verification';
  /** Global id. */
  @Field(() => ID)
  id!: string;
  /** The cycle of resolution: 1, and one more with each reopening. */
  @Field(() => Int)
  cycle!: number;
  /** Whether it works. */
  @Field(() => VerificationOutcome)
  outcome!: VerificationOutcome;
  /** How that was found out. */
  @Field(() => VerificationMethod)
  method!: VerificationMethod;
  /** What shows it. Markdown. */
  @Field(() => String, { nullable: true })
  evidence!: string | null;
  /** When, as people tell it. */
  @Field(() => DateTimeScalar)
  at!: Date | string;
  // Resolved by hand: attachments, by.
}

/** What `verifyTicket` gives. */
@ObjectType('VerifyTicketPayload', { simpleResolvers: true })
export class VerifyTicketPayload {
  __typename?: 'VerifyTicketPayload';
  /** The ticket as it is now. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
  // Resolved by hand: openChildren.
}

/** What watching a ticket gives. */
@ObjectType('WatchTicketPayload', { simpleResolvers: true })
export class WatchTicketPayload {
  __typename?: 'WatchTicketPayload';
  /** The ticket. Null when refused, or when the viewer may not see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Two windows that overlap, on a service in common. */
@ObjectType('WindowCollision', { simpleResolvers: true })
export class WindowCollision {
  __typename?: 'WindowCollision';
  /** When both are. */
  @Field(() => ChangeWindow)
  window!: Ref<ChangeWindow>;
  // Resolved by hand: ticket, services.
}

/** Who did something. */
export const Actor = createUnionType({
  name: 'Actor',
  types: () => [User, Integration, SystemActor] as const,
  resolveType,
});
export type Actor = User | Integration | SystemActor;

/** What a subscription to tickets pushes. */
export const TicketStreamItem = createUnionType({
  name: 'TicketStreamItem',
  types: () => [StreamPosition, TicketEvent, ResyncRequired] as const,
  resolveType,
});
export type TicketStreamItem = StreamPosition | TicketEvent | ResyncRequired;

/** One entry of a ticket's timeline: a comment where one was added, else an event. */
export const TimelineEntry = createUnionType({
  name: 'TimelineEntry',
  types: () => [Comment, TicketEvent] as const,
  resolveType,
});
export type TimelineEntry = Comment | TicketEvent;

/** Which access records to list. All given conditions must hold. */
@InputType('AccessRecordFilter')
export class AccessRecordFilter {
  /** Only these kinds. */
  @Field(() => [AccessKind], { nullable: true })
  kinds?: readonly AccessKind[] | null | undefined;
  /** Only about these users. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** Only about these API keys. */
  @Field(() => [ID], { nullable: true })
  apiKeyIds?: readonly string[] | null | undefined;
}

/** A new comment. */
@InputType('AddCommentInput')
export class AddCommentInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Who sees it; `PUBLIC` when left out. `INTERNAL` is for those who work the ticket. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
  /** Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Completed uploads of the viewer to attach to the comment instead of the ticket; at most 20. */
  @Field(() => [ID], { nullable: true })
  attachmentIds?: readonly string[] | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `answerSurvey`. */
@InputType('AnswerSurveyInput')
export class AnswerSurveyInput {
  /** The token of the survey. */
  @Field(() => String)
  token!: string;
  /** From 1, very dissatisfied, to 5, very satisfied. */
  @Field(() => Int)
  score!: number;
  /** What there is to say about it; at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  comment?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A form with its answers. */
@InputType('AnsweredFormInput')
export class AnsweredFormInput {
  /** The form. A retired one is refused (rule `RETIRED`). */
  @Field(() => ID)
  formId!: string;
  /**
   * The answers, at most one for each field. What is wrong with one is told at its place, `["input", "form", "answers", "0", "value"]`;
   * a required answer that is not there at all is told with the key in the place of the number.
   */
  @Field(() => [FormAnswerInput], { nullable: true })
  answers?: readonly FormAnswerInput[] | null | undefined;
}

/** Input of `assignTask`. */
@InputType('AssignTaskInput')
export class AssignTaskInput {
  /** The task: an open one of the plan that counts. */
  @Field(() => ID)
  taskId!: string;
  /** Who does it: an agent, a lead or an administrator; null: whoever works the ticket. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Gives a ticket to a queue, a person, or both. One of `queueId` and `assigneeId` must be given. */
@InputType('AssignTicketInput')
export class AssignTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The queue; stays when left out. In another team's queue the ticket keeps its assignee only if they are in that team. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** Who works it: an agent, a lead or an administrator. Null: nobody. Stays when left out. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Why; at most 1,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `cancelTicket`. */
@InputType('CancelTicketInput')
export class CancelTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why. Required, or `duplicateOfId`; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** The ticket it duplicates. */
  @Field(() => ID, { nullable: true })
  duplicateOfId?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes who leads a major incident, or how often it is told of; what is left out stays. */
@InputType('ChangeMajorIncidentInput')
export class ChangeMajorIncidentInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Who leads it from now on. */
  @Field(() => ID, { nullable: true })
  leadId?: string | null | undefined;
  /** How many minutes may pass between two status updates: 5 to 1,440. The next is due so long after the last one, or the declaration. */
  @Field(() => Int, { nullable: true })
  updateEveryMinutes?: number | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** When something is to be done. At most 31 days. */
@InputType('ChangeWindowInput')
export class ChangeWindowInput {
  /** The first moment. */
  @Field(() => DateTimeScalar)
  start!: Date;
  /** The first moment that is not in it; after `start`. */
  @Field(() => DateTimeScalar)
  end!: Date;
}

/** Input of `closeTicket`. */
@InputType('CloseTicketInput')
export class CloseTicketInput {
  /** The documentation or knowledge article that the resolution is told in: an `https` or `http` URL of at most 2,000 characters, without a user name or password. */
  @Field(() => String, { nullable: true })
  documentationUrl?: string | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The closure summary. Required; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  closureSummary?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An upload that is done. */
@InputType('CompleteAttachmentUploadInput')
export class CompleteAttachmentUploadInput {
  /** The id that `createAttachmentUpload` gave. */
  @Field(() => ID)
  attachmentId!: string;
  /** The comment to attach it to, by the viewer and on the same ticket; the ticket itself when left out. */
  @Field(() => ID, { nullable: true })
  commentId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `completeImplementation`. */
@InputType('CompleteImplementationInput')
export class CompleteImplementationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** How it ended. Required. Whoever sees the ticket is told. */
  @Field(() => ImplementationOutcome, { nullable: true })
  outcome?: ImplementationOutcome | null | undefined;
  /** What is to be said about it; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  notes?: string | null | undefined;
  /** The resolution code for when it is verified; at most 100 characters. */
  @Field(() => String, { nullable: true })
  resolutionCode?: string | null | undefined;
  /** The resolution notes for when it is verified; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  resolutionNotes?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `completeTask`. */
@InputType('CompleteTaskInput')
export class CompleteTaskInput {
  /** The task, of a ticket that is IMPLEMENTING. */
  @Field(() => ID)
  taskId!: string;
  /** What was done; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  note?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Which configuration items. All given conditions must hold; a list holds if one of its values does, and at most 100 values are taken. */
@InputType('ConfigurationItemFilter')
export class ConfigurationItemFilter {
  /** Teams that answer for them. */
  @Field(() => [ID], { nullable: true })
  ownerTeamIds?: readonly string[] | null | undefined;
  /** Criticalities. */
  @Field(() => [Criticality], { nullable: true })
  criticalities?: readonly Criticality[] | null | undefined;
  /** Kinds. */
  @Field(() => [ConfigurationItemKind], { nullable: true })
  kinds?: readonly ConfigurationItemKind[] | null | undefined;
  /** What their names begin with, in upper or lower case. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
  /** True: only those in use; false: only retired ones. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** A new API key. */
@InputType('CreateApiKeyInput')
export class CreateApiKeyInput {
  /** What it is for; 1 to 100 characters. */
  @Field(() => String)
  name!: string;
  /** What it may do; at least one. */
  @Field(() => [ApiKeyScope])
  scopes!: readonly ApiKeyScope[];
  /** The only queues it may see; all when left out. Not with `ADMINISTRATION`. */
  @Field(() => [ID], { nullable: true })
  queueIds?: readonly string[] | null | undefined;
  /** When it stops working; never when left out. In the future. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt?: Date | null | undefined;
  /** Makes a repeated call answer like the first, without the secret. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new approval policy. */
@InputType('CreateApprovalPolicyInput')
export class CreateApprovalPolicyInput {
  /** 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** For tickets of this type. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** Only for this kind of change; of changes only. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind?: ChangeKind | null | undefined;
  /** Only for plans of this risk. */
  @Field(() => Risk, { nullable: true })
  risk?: Risk | null | undefined;
  /** Only for tickets of this category or subcategory, of the ticket type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** How many have to approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** How many, 1 to 50: for the rule `QUORUM`, and only for it. */
  @Field(() => Int, { nullable: true })
  quorum?: number | null | undefined;
  /** People who are asked, at most 50; or `teamIds`, or both. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** Teams whose members are asked, at most 20. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** After how many hours it is due, 1 to 8,760; never when left out. */
  @Field(() => Int, { nullable: true })
  dueHours?: number | null | undefined;
  /** After how many hours those who did not decide are reminded, 1 to 8,760; never when left out. */
  @Field(() => Int, { nullable: true })
  remindHours?: number | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A file to be uploaded. */
@InputType('CreateAttachmentUploadInput')
export class CreateAttachmentUploadInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The file's name; 1 to 1,000 characters. Paths and control characters are taken out, and 255 characters are kept. */
  @Field(() => String)
  fileName!: string;
  /** Its size in bytes: at least 1, at most `attachmentPolicy.maxBytes`. */
  @Field(() => Int)
  size!: number;
  /**
   * Its MIME type, as the client knows it: one of `attachmentPolicy.contentTypes` or another usual name of it. An empty text and
   * `application/octet-stream` leave it to the content, which is looked at when the upload is completed.
   */
  @Field(() => String)
  contentType!: string;
  /** SHA-256 of its content, 64 hexadecimal digits. */
  @Field(() => String)
  sha256!: string;
  /** Who sees it; `PUBLIC` when left out. `INTERNAL` is for those who work the ticket. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
  /** Makes a repeated call answer like the first, with the URL signed anew. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new category, or a subcategory of one. */
@InputType('CreateCategoryInput')
export class CreateCategoryInput {
  /** 1 to 100 characters, unique under its parent. */
  @Field(() => String)
  name!: string;
  /** The type of ticket it classifies. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The category it is a subcategory of. */
  @Field(() => ID, { nullable: true })
  parentId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new configuration item. */
@InputType('CreateConfigurationItemInput')
export class CreateConfigurationItemInput {
  /** 1 to 100 characters, unique among the organisation's configuration items. */
  @Field(() => String)
  name!: string;
  /** What it is; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** What kind of thing it is. */
  @Field(() => ConfigurationItemKind)
  kind!: ConfigurationItemKind;
  /** The team that answers for it. */
  @Field(() => ID)
  ownerTeamId!: string;
  /** How much depends on it; `MEDIUM` when left out. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** Items it does not work without, at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new queue. */
@InputType('CreateQueueInput')
export class CreateQueueInput {
  /** 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** The team that works it. */
  @Field(() => ID)
  teamId!: string;
  /** Who sees its tickets; `ORGANISATION` when left out. */
  @Field(() => QueueVisibility, { nullable: true })
  visibility?: QueueVisibility | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new form. */
@InputType('CreateRequestFormInput')
export class CreateRequestFormInput {
  /** 1 to 100 characters, unique among the organisation's forms. */
  @Field(() => String)
  name!: string;
  /** What it is for; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The type of the tickets it makes. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The category of the tickets it makes, of their type; not a subcategory. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The queue its tickets are put in; the default queue when left out. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** Its questions, 1 to 50. */
  @Field(() => [FormFieldInput])
  fields!: readonly FormFieldInput[];
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new service. */
@InputType('CreateServiceInput')
export class CreateServiceInput {
  /** 1 to 100 characters, unique among the organisation's services. */
  @Field(() => String)
  name!: string;
  /** What it is for; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The team that answers for it. */
  @Field(() => ID)
  ownerTeamId!: string;
  /** How much depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** Services it does not work without, at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnServiceIds?: readonly string[] | null | undefined;
  /** Configuration items it does not work without, at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new team. */
@InputType('CreateTeamInput')
export class CreateTeamInput {
  /** 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new ticket. */
@InputType('CreateTicketInput')
export class CreateTicketInput {
  /**
   * The form it is made by, answered. It gives type, category and queue, and subject and description where they are left out;
   * its queue is given to requesters' tickets too. Another `type` is refused.
   */
  @Field(() => AnsweredFormInput, { nullable: true })
  form?: Ref<AnsweredFormInput> | null | undefined;
  /**
   * The template it begins with: it gives what is left out here and in the form. Another `type` is refused, and so is a retired template
   * (rule `RETIRED`). What of it no longer fits is told of `templateId`. For agents.
   */
  @Field(() => ID, { nullable: true })
  templateId?: string | null | undefined;
  /** The closed ticket that this one goes on from. It has to be `CLOSED` and seen by the viewer; it stays closed. A resolved ticket is reopened instead. */
  @Field(() => ID, { nullable: true })
  followUpOfId?: string | null | undefined;
  /** Affected services of the catalogue, at most 50 that are not retired. Requesters may name them too. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items, at most 50 that are not retired. For agents. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The kind of work. Required unless a form or a template gives it. */
  @Field(() => TicketType, { nullable: true })
  type?: TicketType | null | undefined;
  /** One line, 1 to 200 characters. Required unless a form or a template gives it. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** Markdown, 1 to 50,000 characters. Required unless a form or a template gives it. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** How the report came in; `PORTAL` for users and `API` for API keys when left out. */
  @Field(() => Channel, { nullable: true })
  channel?: Channel | null | undefined;
  /** For changes: how it is controlled; `NORMAL` when left out. `STANDARD`, which needs no approval, is for agents. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind?: ChangeKind | null | undefined;
  /** Error messages, verbatim; at most 20 of 10,000 characters. */
  @Field(() => [String], { nullable: true })
  errorMessages?: readonly string[] | null | undefined;
  /** The category, of the ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services; at most 50 of 200 characters. */
  @Field(() => [String], { nullable: true })
  affectedServices?: readonly string[] | null | undefined;
  /** People who are affected, at most 100. */
  @Field(() => [ID], { nullable: true })
  affectedUserIds?: readonly string[] | null | undefined;
  /** How many users are affected. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
  /** Which operations are affected; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  affectedOperations?: string | null | undefined;
  /** How much is affected; `MEDIUM` when left out. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts; `MEDIUM` when left out. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Another priority than the matrix gives. For agents. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** Labels, at most 50 of 50 characters; stored in lower case. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** A reference of another system; at most 200 characters. */
  @Field(() => String, { nullable: true })
  externalReference?: string | null | undefined;
  /** Who asks for it; the viewer when left out. Agents and API keys report on behalf of others. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /** The queue; the organisation's default queue when left out. For agents. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** Who works it. For agents. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Who follows it besides. For agents. */
  @Field(() => [ID], { nullable: true })
  watcherIds?: readonly string[] | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new template. */
@InputType('CreateTicketTemplateInput')
export class CreateTicketTemplateInput {
  /** 1 to 100 characters, unique among the organisation's templates. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it begins. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category, of the tickets' type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** The queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** How much is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Labels, at most 50 of 50 characters; stored in lower case. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** Affected services, at most 50 that are not retired. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A new user. */
@InputType('CreateUserInput')
export class CreateUserInput {
  /** 1 to 100 characters. */
  @Field(() => String)
  name!: string;
  /** Unique over all organisations. */
  @Field(() => String)
  email!: string;
  /** What the user may do. `ADMIN` is given by administrators only, not by API keys. */
  @Field(() => Role)
  role!: Role;
  /** At least 10 characters. Without one the user can not sign in by password. Set by people, not by API keys. */
  @Field(() => String, { nullable: true })
  password?: string | null | undefined;
  /** Teams the user becomes a member of. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Which moments: from `from`, included, to `to`, not included. */
@InputType('DateTimeRange')
export class DateTimeRange {
  /** The first moment; unbounded when left out. */
  @Field(() => DateTimeScalar, { nullable: true })
  from?: Date | null | undefined;
  /** The first moment that is not in it; unbounded when left out. */
  @Field(() => DateTimeScalar, { nullable: true })
  to?: Date | null | undefined;
}

/** Deactivates a user: sessions end at once, history stays. */
@InputType('DeactivateUserInput')
export class DeactivateUserInput {
  /** The user. */
  @Field(() => ID)
  userId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `decideApproval`. */
@InputType('DecideApprovalInput')
export class DecideApprovalInput {
  /** The approval: of the plan that counts, and pending. */
  @Field(() => ID)
  approvalId!: string;
  /** The version of the ticket the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What is decided. */
  @Field(() => ApprovalDecision)
  decision!: ApprovalDecision;
  /** Why. Required when it is rejected; at most 2,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Declares an open incident a major incident. */
@InputType('DeclareMajorIncidentInput')
export class DeclareMajorIncidentInput {
  /** The incident, which is open. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why; 1 to 2,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String)
  reason!: string;
  /** Who leads it: an agent, a lead or an administrator. They follow the ticket from now on. */
  @Field(() => ID)
  leadId!: string;
  /** How many minutes may pass between two status updates: 5 to 1,440. */
  @Field(() => Int)
  updateEveryMinutes!: number;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `delegateApproval`. */
@InputType('DelegateApprovalInput')
export class DelegateApprovalInput {
  /** The approval: pending. */
  @Field(() => ID)
  approvalId!: string;
  /** Who decides in the viewer's place: anybody active who is not asked yet and did not submit the plan. */
  @Field(() => ID)
  toUserId!: string;
  /** In whose place; the viewer's when left out. Others: for leads of the queue's team and administrators, for example when an approver has left. */
  @Field(() => ID, { nullable: true })
  fromUserId?: string | null | undefined;
  /** Why; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Takes an attachment away. */
@InputType('DeleteAttachmentInput')
export class DeleteAttachmentInput {
  /** The attachment. */
  @Field(() => ID)
  attachmentId!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `diagnoseTicket`. */
@InputType('DiagnoseTicketInput')
export class DiagnoseTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What was found. Required; at most 50,000 characters. */
  @Field(() => String, { nullable: true })
  findings?: string | null | undefined;
  /** The root cause. Required, or `rootCauseUnknownReason`; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** Why the root cause is unknown; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  rootCauseUnknownReason?: string | null | undefined;
  /** Files of the ticket that it rests on; at most 20. */
  @Field(() => [ID], { nullable: true })
  evidenceAttachmentIds?: readonly string[] | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes what a comment says. */
@InputType('EditCommentInput')
export class EditCommentInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Ends a major incident: service is restored, or it was none after all. */
@InputType('EndMajorIncidentInput')
export class EndMajorIncidentInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** How it ended; 1 to 2,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String)
  summary!: string;
  /** True: it was none after all, and closing the ticket needs no review. False when left out. */
  @Field(() => Boolean, { nullable: true })
  downgraded?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An answer to a question of a form. */
@InputType('FormAnswerInput')
export class FormAnswerInput {
  /** The key of the field. Another one is refused (rule `UNKNOWN_FIELD`), and so is a second answer to the same (`DUPLICATE`). */
  @Field(() => String)
  key!: string;
  /**
   * The answer, as the type of the field says. Null, an empty text and an empty list leave it unanswered.
   * Rules: `REQUIRED`, `TYPE`, `OPTION`, `OUT_OF_RANGE`, `TOO_LONG`, `TOO_SHORT`, `ONE_LINE`, `DUPLICATE`, `NO_NUL`, `UNICODE`.
   */
  @Field(() => JsonScalar, { nullable: true })
  value?: unknown | null | undefined;
}

/** A question of a form. */
@InputType('FormFieldInput')
export class FormFieldInput {
  /** What answers name it by: a letter and at most 49 more letters, digits and underscores; unique in the form. */
  @Field(() => String)
  key!: string;
  /** The question, 1 to 200 characters. */
  @Field(() => String)
  label!: string;
  /** How to answer it, at most 1,000 characters. */
  @Field(() => String, { nullable: true })
  help?: string | null | undefined;
  /** What kind of answer it takes. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** Whether it has to be answered; false when left out. */
  @Field(() => Boolean, { nullable: true })
  required?: boolean | null | undefined;
  /** What to choose from, 1 to 100 different texts of 1 to 200 characters. For `CHOICE` and `MULTI_CHOICE`, which need them. */
  @Field(() => [String], { nullable: true })
  options?: readonly string[] | null | undefined;
  /** The least value of a `NUMBER`, the fewest characters of a text, the fewest options of a `MULTI_CHOICE`; for no other type. */
  @Field(() => Float, { nullable: true })
  min?: number | null | undefined;
  /** The greatest value of a `NUMBER`, the most characters of a text, the most options of a `MULTI_CHOICE`; for no other type. */
  @Field(() => Float, { nullable: true })
  max?: number | null | undefined;
}

/** Input of `holdTicket`. */
@InputType('HoldTicketInput')
export class HoldTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What it waits for. Required. */
  @Field(() => HoldReason, { nullable: true })
  reason?: HoldReason | null | undefined;
  /** When to look at it again. In the future. */
  @Field(() => DateTimeScalar, { nullable: true })
  resumeAt?: Date | null | undefined;
  /** The change, problem or other ticket it waits for. */
  @Field(() => ID, { nullable: true })
  linkedTicketId?: string | null | undefined;
  /** A note that whoever sees the ticket may read; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  note?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/**
 * Marks a change as the import of something that happened elsewhere. Needs an API key with the scope `import`.
 * The change is recorded now (`recordedAt` orders the log) and shown at `occurredAt`; rules of the process hold all the same.
 */
@InputType('ImportInput')
export class ImportInput {
  /** When it happened. Not in the future. */
  @Field(() => DateTimeScalar)
  occurredAt!: Date;
  /** The user who did it; the API key itself when left out. */
  @Field(() => ID, { nullable: true })
  actorId?: string | null | undefined;
}

/** Links two tickets: 'ticket RELATION other'. */
@InputType('LinkTicketsInput')
export class LinkTicketsInput {
  /** The one ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** How it stands to the other. Not those that are made by a mutation of their own: following up, splitting, merging. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** The other ticket. */
  @Field(() => ID)
  otherTicketId!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/**
 * Merges a ticket into another: it becomes CANCELLED, as a duplicate of the other, and remembers what it was. Nothing is moved. Comments that
 * are added to it later are told of in the timeline of the other as well (`MERGED_COMMENT_ADDED`), for as long as the merge stands.
 */
@InputType('MergeTicketInput')
export class MergeTicketInput {
  /** The ticket, which is open. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The ticket it is merged into, which is not closed or cancelled. Required. */
  @Field(() => ID, { nullable: true })
  intoId?: string | null | undefined;
  /** Why; at most 2,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A task of a new plan. */
@InputType('PlannedTaskInput')
export class PlannedTaskInput {
  /** What to do; 1 to 200 characters. */
  @Field(() => String)
  title!: string;
  /** More about it; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** Who does it: an agent, a lead or an administrator. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
}

/** Tells everybody how a major incident stands. */
@InputType('PostMajorIncidentUpdateInput')
export class PostMajorIncidentUpdateInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** Markdown, 1 to 50,000 characters. Whoever sees the ticket reads it. */
  @Field(() => String)
  body!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A priority other than the matrix gives. */
@InputType('PriorityOverrideInput')
export class PriorityOverrideInput {
  /** The priority. */
  @Field(() => Priority)
  priority!: Priority;
  /** Why; 1 to 1,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String)
  reason!: string;
}

/** Records the known error of a problem. One stands at a time. */
@InputType('RecordKnownErrorInput')
export class RecordKnownErrorInput {
  /** The problem. */
  @Field(() => ID)
  ticketId!: string;
  /** How one recognises it; 1 to 10,000 characters. */
  @Field(() => String)
  symptoms!: string;
  /** What causes it, if it is known; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** What agents do about it; 1 to 10,000 characters. */
  @Field(() => String)
  workaround!: string;
  /** What those who are affected can do themselves; at most 10,000 characters. Whoever sees an incident of the problem reads it. */
  @Field(() => String, { nullable: true })
  publicWorkaround?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `reopenTicket`. */
@InputType('ReopenTicketInput')
export class ReopenTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why. Required; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `requeueTicket`. */
@InputType('RequeueTicketInput')
export class RequeueTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why. Required; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Resolves children of a resolved ticket, each by the transition of `resolveTicket`. */
@InputType('ResolveChildrenInput')
export class ResolveChildrenInput {
  /** The parent, which is `RESOLVED`. */
  @Field(() => ID)
  ticketId!: string;
  /** Which of its children, 1 to 50. One that is none of its children refuses the whole. */
  @Field(() => [ID])
  childIds!: readonly string[];
  /** The resolution code of all of them. Required; at most 100 characters. */
  @Field(() => String, { nullable: true })
  resolutionCode?: string | null | undefined;
  /** What was done. Required; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  resolutionNotes?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resolveTicket`. */
@InputType('ResolveTicketInput')
export class ResolveTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The resolution code. Required; at most 100 characters. */
  @Field(() => String, { nullable: true })
  resolutionCode?: string | null | undefined;
  /** What was done. Required; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  resolutionNotes?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resumeTicket`. */
@InputType('ResumeTicketInput')
export class ResumeTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Retires a known error: it is fixed, or was wrong. It stays readable on the problem. */
@InputType('RetireKnownErrorInput')
export class RetireKnownErrorInput {
  /** The known error. */
  @Field(() => ID)
  knownErrorId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why; 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `reviewTicket`. */
@InputType('ReviewTicketInput')
export class ReviewTicketInput {
  /** The ticket: resolved. */
  @Field(() => ID)
  ticketId!: string;
  /** How it went. */
  @Field(() => ReviewOutcome)
  outcome!: ReviewOutcome;
  /** What happened; 1 to 10,000 characters. */
  @Field(() => String)
  summary!: string;
  /** What was learned; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  lessons?: string | null | undefined;
  /** What is to be done about it; at most 20, each of at most 1,000 characters. */
  @Field(() => [String], { nullable: true })
  actions?: readonly string[] | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Revokes an API key, at once and for good. */
@InputType('RevokeApiKeyInput')
export class RevokeApiKeyInput {
  /** The key. */
  @Field(() => ID)
  apiKeyId!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Ends a session. */
@InputType('RevokeSessionInput')
export class RevokeSessionInput {
  /** The session. */
  @Field(() => ID)
  sessionId!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Ends all sessions of a user. */
@InputType('RevokeSessionsInput')
export class RevokeSessionsInput {
  /** Whose; one's own when left out. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** Whether the session of this request goes on. */
  @Field(() => Boolean, { nullable: true })
  keepCurrent?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Which services. All given conditions must hold; a list holds if one of its values does, and at most 100 values are taken. */
@InputType('ServiceFilter')
export class ServiceFilter {
  /** Teams that answer for them. Requesters, who do not know the teams, find none by it. */
  @Field(() => [ID], { nullable: true })
  ownerTeamIds?: readonly string[] | null | undefined;
  /** Criticalities. */
  @Field(() => [Criticality], { nullable: true })
  criticalities?: readonly Criticality[] | null | undefined;
  /** What their names begin with, in upper or lower case. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
  /** True: only those in use; false: only retired ones. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** Which sessions to list. All given conditions must hold. */
@InputType('SessionFilter')
export class SessionFilter {
  /** Only sessions of these users. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** True: only those that still work; false: only those that have ended. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** Makes a comment public or internal. */
@InputType('SetCommentVisibilityInput')
export class SetCommentVisibilityInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Who sees it from now on. */
  @Field(() => Visibility)
  visibility!: Visibility;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Who signs in. */
@InputType('SignInInput')
export class SignInInput {
  /** The e-mail address of the account. */
  @Field(() => String)
  email!: string;
  /** The password. */
  @Field(() => String)
  password!: string;
}

/** Ends the session of the token the request is made with. */
@InputType('SignOutInput')
export class SignOutInput {
  /** Accepted as everywhere; a second call is unauthenticated, since the token has ended. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `skipTask`. */
@InputType('SkipTaskInput')
export class SkipTaskInput {
  /** The task, of a ticket that is IMPLEMENTING. */
  @Field(() => ID)
  taskId!: string;
  /** Why; 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Makes a ticket from a comment. */
@InputType('SplitTicketInput')
export class SplitTicketInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The kind of work. */
  @Field(() => TicketType)
  type!: TicketType;
  /** One line, 1 to 200 characters. */
  @Field(() => String)
  subject!: string;
  /** Markdown, 1 to 50,000 characters; what the comment says when left out. Of an internal note it has to be given: the requester of the new ticket reads it. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category, of the new ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** How much is affected; `MEDIUM` when left out. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts; `MEDIUM` when left out. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Who asks for it; when left out, the author of a public comment if it is a person, else the viewer. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /** The queue; that of the comment's ticket when left out. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** Who works it. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `startImplementation`. */
@InputType('StartImplementationInput')
export class StartImplementationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why it begins outside its window. Required then; at most 2,000 characters. Whoever sees the ticket may read it. */
  @Field(() => String, { nullable: true })
  outsideWindowReason?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `startInvestigation`. */
@InputType('StartInvestigationInput')
export class StartInvestigationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Who investigates; the present assignee, else the viewer, when left out. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `submitPlan`. */
@InputType('SubmitPlanInput')
export class SubmitPlanInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What the plan is for. Required. */
  @Field(() => PlanKind, { nullable: true })
  kind?: PlanKind | null | undefined;
  /** What is to be done. Required; at most 50,000 characters. */
  @Field(() => String, { nullable: true })
  summary?: string | null | undefined;
  /** What to do, in order; at most 50. */
  @Field(() => [PlannedTaskInput], { nullable: true })
  tasks?: readonly PlannedTaskInput[] | null | undefined;
  /** How much may go wrong. Required for a change. */
  @Field(() => Risk, { nullable: true })
  risk?: Risk | null | undefined;
  /** How it is taken back. Required for a change; at most 50,000 characters. */
  @Field(() => String, { nullable: true })
  rollbackPlan?: string | null | undefined;
  /** When it is to be done; at once when left out. It ends in the future. */
  @Field(() => ChangeWindowInput, { nullable: true })
  window?: Ref<ChangeWindowInput> | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Somebody to be a member of a team. */
@InputType('TeamMemberInput')
export class TeamMemberInput {
  /** The user: an agent, a lead or an administrator. */
  @Field(() => ID)
  userId!: string;
  /** Whether the user leads the team. */
  @Field(() => Boolean, { nullable: true })
  lead?: boolean | null | undefined;
}

/**
 * Which tickets. All given conditions must hold; a list holds if one of its values does, and at most 100 values are taken.
 * The same filter serves lists and subscriptions.
 */
@InputType('TicketFilter')
export class TicketFilter {
  /** Affected services of the catalogue; one of them is enough. */
  @Field(() => [ID], { nullable: true })
  serviceIds?: readonly string[] | null | undefined;
  /** Types. */
  @Field(() => [TicketType], { nullable: true })
  types?: readonly TicketType[] | null | undefined;
  /** Statuses. */
  @Field(() => [TicketStatus], { nullable: true })
  statuses?: readonly TicketStatus[] | null | undefined;
  /** Coarse statuses. */
  @Field(() => [StatusCategory], { nullable: true })
  statusCategories?: readonly StatusCategory[] | null | undefined;
  /** Priorities. */
  @Field(() => [Priority], { nullable: true })
  priorities?: readonly Priority[] | null | undefined;
  /** Queues the ticket lies in. */
  @Field(() => [ID], { nullable: true })
  queueIds?: readonly string[] | null | undefined;
  /** Assignees. */
  @Field(() => [ID], { nullable: true })
  assigneeIds?: readonly string[] | null | undefined;
  /** True: only without an assignee; false: only with one. */
  @Field(() => Boolean, { nullable: true })
  unassigned?: boolean | null | undefined;
  /** Requesters. */
  @Field(() => [ID], { nullable: true })
  requesterIds?: readonly string[] | null | undefined;
  /** Categories or subcategories. */
  @Field(() => [ID], { nullable: true })
  categoryIds?: readonly string[] | null | undefined;
  /** Labels; one of them is enough. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** Channels. */
  @Field(() => [Channel], { nullable: true })
  channels?: readonly Channel[] | null | undefined;
  /** References of another system. */
  @Field(() => [String], { nullable: true })
  externalReferences?: readonly string[] | null | undefined;
  /** When the ticket was recorded. */
  @Field(() => DateTimeRange, { nullable: true })
  createdAt?: Ref<DateTimeRange> | null | undefined;
}

/** Input of `triageTicket`. */
@InputType('TriageTicketInput')
export class TriageTicketInput {
  /** Affected services of the catalogue, at most 50; replaces them all. Serves in the place of `affectedServices`. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items, at most 50; replaces them all. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The category, of the ticket's type. Required unless the ticket has one. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services. Required, or `affectedServiceIds` or `affectedServicesUnknown`, unless the ticket has some. */
  @Field(() => [String], { nullable: true })
  affectedServices?: readonly string[] | null | undefined;
  /** The affected service is not known. */
  @Field(() => Boolean, { nullable: true })
  affectedServicesUnknown?: boolean | null | undefined;
  /** How much is affected, confirmed. Required. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts, confirmed. Required. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Another priority than the matrix gives. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Takes a link away, from either of its ends. What was, stays in the timelines. */
@InputType('UnlinkTicketsInput')
export class UnlinkTicketsInput {
  /** The one ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** How it stands to the other. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** The other ticket. */
  @Field(() => ID)
  otherTicketId!: string;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Takes a merge back: the ticket is what it was before, on hold too. */
@InputType('UnmergeTicketInput')
export class UnmergeTicketInput {
  /** The ticket that was merged into another. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why; at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Makes somebody follow a ticket no longer. */
@InputType('UnwatchTicketInput')
export class UnwatchTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Who follows it no longer; the viewer when left out. Others: for agents. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a policy; what is left out stays. Approvals that are asked for already stay as they are. */
@InputType('UpdateApprovalPolicyInput')
export class UpdateApprovalPolicyInput {
  /** The policy. */
  @Field(() => ID)
  approvalPolicyId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique in the organisation. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** How many have to approve. */
  @Field(() => ApprovalRule, { nullable: true })
  rule?: ApprovalRule | null | undefined;
  /** How many, 1 to 50, for the rule `QUORUM`. */
  @Field(() => Int, { nullable: true })
  quorum?: number | null | undefined;
  /** People who are asked; replaces them all. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** Teams whose members are asked; replaces them all. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** After how many hours it is due; null: never. */
  @Field(() => Int, { nullable: true })
  dueHours?: number | null | undefined;
  /** After how many hours those who did not decide are reminded; null: never. */
  @Field(() => Int, { nullable: true })
  remindHours?: number | null | undefined;
  /** Whether it counts. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a category; what is left out stays. Its type and its place in the tree stay for good. */
@InputType('UpdateCategoryInput')
export class UpdateCategoryInput {
  /** The category. */
  @Field(() => ID)
  categoryId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique under its parent. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** False retires it, true takes it into use again. With a category its subcategories can no longer be chosen either. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateClosurePolicy`. */
@InputType('UpdateClosurePolicyInput')
export class UpdateClosurePolicyInput {
  /** The type of the tickets. */
  @Field(() => TicketType)
  type!: TicketType;
  /** After how many quiet days a resolved ticket closes by itself: 1 to 365; null: never. Left out: as it is. */
  @Field(() => Int, { nullable: true })
  autoCloseDays?: number | null | undefined;
  /** Whether the requester is sent a satisfaction survey. Left out: as it is. */
  @Field(() => Boolean, { nullable: true })
  survey?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a configuration item; what is left out stays, null empties what may be empty. */
@InputType('UpdateConfigurationItemInput')
export class UpdateConfigurationItemInput {
  /** The item. */
  @Field(() => ID)
  itemId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique among the organisation's configuration items. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** What kind of thing it is. */
  @Field(() => ConfigurationItemKind, { nullable: true })
  kind?: ConfigurationItemKind | null | undefined;
  /** The team that answers for it. */
  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null | undefined;
  /** How much depends on it. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** False retires it, true takes it into use again. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Items it does not work without, at most 100; replaces them all. None of them may depend on this one (rule `CYCLE`). */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a known error that stands; what is left out stays, null empties what may be empty. */
@InputType('UpdateKnownErrorInput')
export class UpdateKnownErrorInput {
  /** The known error. */
  @Field(() => ID)
  knownErrorId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** How one recognises it; 1 to 10,000 characters. */
  @Field(() => String, { nullable: true })
  symptoms?: string | null | undefined;
  /** What causes it; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** What agents do about it; 1 to 10,000 characters. */
  @Field(() => String, { nullable: true })
  workaround?: string | null | undefined;
  /** What those who are affected can do themselves; at most 10,000 characters. Whoever sees an incident of the problem reads it. */
  @Field(() => String, { nullable: true })
  publicWorkaround?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a queue; what is left out stays. */
@InputType('UpdateQueueInput')
export class UpdateQueueInput {
  /** The queue. */
  @Field(() => ID)
  queueId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique in the organisation. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The team that works it. */
  @Field(() => ID, { nullable: true })
  teamId?: string | null | undefined;
  /** Who sees its tickets. */
  @Field(() => QueueVisibility, { nullable: true })
  visibility?: QueueVisibility | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a form; what is left out stays, null empties what may be empty. Forms that were answered stay as they were answered. */
@InputType('UpdateRequestFormInput')
export class UpdateRequestFormInput {
  /** The form. */
  @Field(() => ID)
  formId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique among the organisation's forms. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is for; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category of the tickets it makes, of their type; not a subcategory. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The queue its tickets are put in; null for the default queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** Its questions, 1 to 50; replaces them all. */
  @Field(() => [FormFieldInput], { nullable: true })
  fields?: readonly FormFieldInput[] | null | undefined;
  /** False retires it, true takes it into use again. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a service; what is left out stays, null empties what may be empty. */
@InputType('UpdateServiceInput')
export class UpdateServiceInput {
  /** The service. */
  @Field(() => ID)
  serviceId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique among the organisation's services. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is for; Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The team that answers for it. */
  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null | undefined;
  /** How much depends on it. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** False retires it, true takes it into use again. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Services it does not work without, at most 100; replaces them all. None of them may depend on this one (rule `CYCLE`). */
  @Field(() => [ID], { nullable: true })
  dependsOnServiceIds?: readonly string[] | null | undefined;
  /** Configuration items it does not work without, at most 100; replaces them all. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Adds, changes and removes members of a team. For administrators, and for leads of the team. */
@InputType('UpdateTeamMembersInput')
export class UpdateTeamMembersInput {
  /** The team. */
  @Field(() => ID)
  teamId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Who is added, or whose `lead` changes; at most 100. */
  @Field(() => [TeamMemberInput], { nullable: true })
  add?: readonly TeamMemberInput[] | null | undefined;
  /** Who is removed; at most 100. */
  @Field(() => [ID], { nullable: true })
  removeUserIds?: readonly string[] | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes what a ticket says; what is left out stays, null empties what may be empty. */
@InputType('UpdateTicketInput')
export class UpdateTicketInput {
  /** Affected services of the catalogue, at most 50; replaces them all. Those that were there may be retired. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items, at most 50; replaces them all. This is internal: it moves neither `version` nor `updatedAt`. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** One line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** Error messages, verbatim. */
  @Field(() => [String], { nullable: true })
  errorMessages?: readonly string[] | null | undefined;
  /** The category, of the ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services. */
  @Field(() => [String], { nullable: true })
  affectedServices?: readonly string[] | null | undefined;
  /** People who are affected; replaces them all. */
  @Field(() => [ID], { nullable: true })
  affectedUserIds?: readonly string[] | null | undefined;
  /** How many users are affected. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
  /** Which operations are affected. */
  @Field(() => String, { nullable: true })
  affectedOperations?: string | null | undefined;
  /** How much is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Another priority than the matrix gives; null goes back to the matrix. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** Labels; replaces them all. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** A reference of another system. */
  @Field(() => String, { nullable: true })
  externalReference?: string | null | undefined;
  /** Who asks for it. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a template; what is left out stays, null empties what may be empty. */
@InputType('UpdateTicketTemplateInput')
export class UpdateTicketTemplateInput {
  /** The template. */
  @Field(() => ID)
  templateId!: string;
  /** The version the change is made to. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters, unique among the organisation's templates. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category, of the tickets' type. A new one takes its subcategory with it. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory, a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** The queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** How much is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon it hurts. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Labels; replaces them all. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** Affected services, at most 50; replaces them all. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** False retires it, true takes it into use again. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Changes a user; what is left out stays. */
@InputType('UpdateUserInput')
export class UpdateUserInput {
  /** The user. */
  @Field(() => ID)
  userId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** 1 to 100 characters. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What the user may do. For administrators. */
  @Field(() => Role, { nullable: true })
  role?: Role | null | undefined;
  /** At least 10 characters. Ends every session of the user. Who has none is given one by an administrator, not by themself. */
  @Field(() => String, { nullable: true })
  password?: string | null | undefined;
  /** The present password; required with a new one for oneself, and of no use without it. */
  @Field(() => String, { nullable: true })
  currentPassword?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Which users to list. All given conditions must hold. */
@InputType('UserFilter')
export class UserFilter {
  /** Only these roles. */
  @Field(() => [Role], { nullable: true })
  roles?: readonly Role[] | null | undefined;
  /** Only active or only deactivated users. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Only members of these teams. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** Only users with these e-mail addresses, any case; at most 100. */
  @Field(() => [String], { nullable: true })
  emails?: readonly string[] | null | undefined;
}

/** Input of `verifyTicket`. */
@InputType('VerifyTicketInput')
export class VerifyTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the change is made to; without it the last writer wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Whether it works. Required. */
  @Field(() => VerificationOutcome, { nullable: true })
  outcome?: VerificationOutcome | null | undefined;
  /** How that was found out. Required. */
  @Field(() => VerificationMethod, { nullable: true })
  method?: VerificationMethod | null | undefined;
  /** What shows it. Required, or `evidenceAttachmentIds`; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  evidence?: string | null | undefined;
  /** Files of the ticket that show it; at most 20. */
  @Field(() => [ID], { nullable: true })
  evidenceAttachmentIds?: readonly string[] | null | undefined;
  /** The resolution code. Required when it passed, unless `completeImplementation` gave one; at most 100 characters. */
  @Field(() => String, { nullable: true })
  resolutionCode?: string | null | undefined;
  /** What was done. Required when it passed, unless `completeImplementation` gave them; at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  resolutionNotes?: string | null | undefined;
  /** Marks an import. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Makes somebody follow a ticket. An agent who is asked in by another sees a ticket of a `TEAM` queue; following it oneself opens nothing. */
@InputType('WatchTicketInput')
export class WatchTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Who follows it; the viewer when left out. Others: for agents. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** Makes a repeated call answer like the first. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependentServices`. */
@ArgsType()
export class ConfigurationItemDependentServicesArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependents`. */
@ArgsType()
export class ConfigurationItemDependentsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependsOn`. */
@ArgsType()
export class ConfigurationItemDependsOnArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `MajorIncident.updates`. */
@ArgsType()
export class MajorIncidentUpdatesArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.accessRecords`. */
@ArgsType()
export class AccessRecordsArgs {
  /** Which records. */
  @Field(() => AccessRecordFilter, { nullable: true })
  filter?: Ref<AccessRecordFilter> | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.apiKeys`. */
@ArgsType()
export class ApiKeysArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.approvalPolicies`. */
@ArgsType()
export class ApprovalPoliciesArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.approvals`. */
@ArgsType()
export class ApprovalsArgs {
  /** True: only those that wait for the viewer's decision now. */
  @Field(() => Boolean, { nullable: true, defaultValue: false })
  awaitingViewer!: boolean | null;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.categories`. */
@ArgsType()
export class CategoriesArgs {
  /** Only those of this type of ticket. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** Only subcategories of this category; `null` lists all levels. */
  @Field(() => ID, { nullable: true })
  parentId?: string | null | undefined;
  /** True: only those in use; false: only retired ones. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.changeCalendar`. */
@ArgsType()
export class ChangeCalendarArgs {
  /** The first moment. */
  @Field(() => DateTimeScalar)
  from!: Date;
  /** The first moment that is not in it; at most 92 days after `from`. */
  @Field(() => DateTimeScalar)
  to!: Date;
  /** Only of tickets that affect one of these services; at most 100. */
  @Field(() => [ID], { nullable: true })
  serviceIds?: readonly string[] | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.configurationItems`. */
@ArgsType()
export class ConfigurationItemsArgs {
  /** Which items. */
  @Field(() => ConfigurationItemFilter, { nullable: true })
  filter?: Ref<ConfigurationItemFilter> | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.majorIncidents`. */
@ArgsType()
export class MajorIncidentsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.queues`. */
@ArgsType()
export class QueuesArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.requestForms`. */
@ArgsType()
export class RequestFormsArgs {
  /** Only those that make tickets of this type. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** True: only those in use; false: only retired ones. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.services`. */
@ArgsType()
export class ServicesArgs {
  /** Which services. */
  @Field(() => ServiceFilter, { nullable: true })
  filter?: Ref<ServiceFilter> | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.sessions`. */
@ArgsType()
export class SessionsArgs {
  /** Which sessions. */
  @Field(() => SessionFilter, { nullable: true })
  filter?: Ref<SessionFilter> | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.suggestImpact`. */
@ArgsType()
export class SuggestImpactArgs {
  /** Affected services, at most 50; ids that name nothing do not count. */
  @Field(() => [ID])
  serviceIds!: readonly string[];
  /** How many users are affected; at least 0. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
}

/** Arguments of `Query.teams`. */
@ArgsType()
export class TeamsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.ticketTemplates`. */
@ArgsType()
export class TicketTemplatesArgs {
  /** Only those that begin tickets of this type. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** True: only those in use; false: only retired ones. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.tickets`. */
@ArgsType()
export class TicketsArgs {
  /** Which tickets. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** In which order. */
  @Field(() => TicketOrder, { nullable: true, defaultValue: "CREATED_AT_DESC" })
  orderBy!: TicketOrder | null;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.users`. */
@ArgsType()
export class UsersArgs {
  /** Which users. */
  @Field(() => UserFilter, { nullable: true })
  filter?: Ref<UserFilter> | null | undefined;
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependents`. */
@ArgsType()
export class ServiceDependentsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependsOn`. */
@ArgsType()
export class ServiceDependsOnArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependsOnItems`. */
@ArgsType()
export class ServiceDependsOnItemsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Subscription.ticketEvents`. */
@ArgsType()
export class TicketEventsArgs {
  /** Which tickets. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** The cursor of the last item that was handled; live from now when left out. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Subscription.ticketUpdated`. */
@ArgsType()
export class TicketUpdatedArgs {
  /** The ticket. */
  @Field(() => ID)
  id!: string;
  /** The cursor of the last item that was handled; live from now when left out. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Ticket.attachments`. */
@ArgsType()
export class TicketAttachmentsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.children`. */
@ArgsType()
export class TicketChildrenArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.comments`. */
@ArgsType()
export class TicketCommentsArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.links`. */
@ArgsType()
export class TicketLinksArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.timeline`. */
@ArgsType()
export class TicketTimelineArgs {
  /** How many from the start of the list or from `after`, at most 100. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor after which to begin. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** How many from the end of the list or before `before`, at most 100. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** The cursor before which to end. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** The fields that need a resolver, by type; for the check that holds resolvers to it. */
export const resolvedFields: Readonly<Record<string, readonly string[]>> = {
  AccessRecord: ['who'],
  AccessRecordConnection: ['totalCount'],
  ApiKey: ['queues', 'createdBy', 'lastUsedAt'],
  ApiKeyConnection: ['totalCount'],
  Approval: ['ticket', 'plan', 'approvers', 'viewerCanDecide'],
  ApprovalConnection: ['totalCount'],
  ApprovalPolicy: ['category', 'users', 'teams'],
  ApprovalPolicyConnection: ['totalCount'],
  Approver: ['user', 'delegatedBy'],
  Attachment: ['ticket', 'comment', 'uploadedBy', 'downloadUrl'],
  AttachmentConnection: ['totalCount'],
  Category: ['parent'],
  CategoryConnection: ['totalCount'],
  ChangeCalendarConnection: ['totalCount'],
  ChangeCalendarEntry: ['ticket', 'plan', 'services', 'collisions'],
  Comment: ['ticket', 'author', 'attachments'],
  CommentConnection: ['totalCount'],
  ConfigurationItem: ['ownerTeam', 'dependsOn', 'dependents', 'dependentServices'],
  ConfigurationItemConnection: ['totalCount'],
  Diagnosis: ['evidence', 'by'],
  Implementation: ['startedBy', 'completedBy'],
  KnownError: ['problem', 'recordedBy', 'retiredBy'],
  MajorIncident: ['lead', 'declaredBy', 'updates', 'endedBy'],
  Organisation: ['closurePolicies', 'defaultQueue'],
  Queue: ['team'],
  QueueConnection: ['totalCount'],
  RequestForm: ['category', 'queue'],
  RequestFormConnection: ['totalCount'],
  ResolutionPlan: ['approval', 'collisions', 'tasks', 'implementation', 'submittedBy'],
  ResolveTicketPayload: ['openChildren'],
  Review: ['by'],
  Service: ['ownerTeam', 'dependsOn', 'dependsOnItems', 'dependents'],
  ServiceConnection: ['totalCount'],
  Session: ['user', 'lastUsedAt'],
  SessionConnection: ['totalCount'],
  Survey: ['token'],
  Task: ['assignee', 'finishedBy'],
  Team: ['members', 'queues'],
  TeamConnection: ['totalCount'],
  TeamMember: ['user'],
  Ticket: ['reviews', 'survey', 'autoCloseAt', 'form', 'knownErrors', 'workarounds', 'links', 'parent', 'children', 'childCounts', 'openChildren', 'followUpOf', 'followUps', 'problems', 'majorIncident', 'steps', 'diagnoses', 'plans', 'verifications', 'services', 'configurationItems', 'suggestedImpact', 'category', 'subcategory', 'affectedUsers', 'requester', 'createdBy', 'queue', 'assignee', 'watchers', 'viewerIsWatching', 'availableTransitions', 'comments', 'timeline', 'attachments'],
  TicketCancellation: ['duplicateOf', 'by'],
  TicketClosure: ['by'],
  TicketConnection: ['totalCount', 'eventCursor'],
  TicketEvent: ['actor', 'ticket', 'changes', 'comment', 'attachment'],
  TicketForm: ['form'],
  TicketHold: ['linkedTicket'],
  TicketLink: ['ticket', 'createdBy'],
  TicketLinkConnection: ['totalCount'],
  TicketResolution: ['by'],
  TicketTemplate: ['category', 'subcategory', 'queue', 'services'],
  TicketTemplateConnection: ['totalCount'],
  TimelineConnection: ['totalCount', 'eventCursor'],
  User: ['email', 'organisation', 'teams'],
  UserConnection: ['totalCount'],
  Verification: ['attachments', 'by'],
  VerifyTicketPayload: ['openChildren'],
  WindowCollision: ['ticket', 'services'],
};
