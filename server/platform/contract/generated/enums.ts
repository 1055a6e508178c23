// Generated from schema/ by `npm run codegen`. Do not edit.

/** What an access record is about. */
export const AccessKind = {
  /** A session began. */
  SIGN_IN: 'SIGN_IN',
  /** A sign-in was refused: for a known account, or for a person the identity provider vouched for. */
  SIGN_IN_REFUSED: 'SIGN_IN_REFUSED',
  /** A user ended one or more of their own sessions: signed out, revoked them, or set a new password. */
  SIGN_OUT: 'SIGN_OUT',
  /** Requests were made with an API key. */
  KEY_USED: 'KEY_USED',
  /** An expired or revoked token or API key was used. */
  TOKEN_REFUSED: 'TOKEN_REFUSED',
  /** A user or API key tried something that is not permitted to them. */
  ACTION_REFUSED: 'ACTION_REFUSED',
} as const;
export type AccessKind = (typeof AccessKind)[keyof typeof AccessKind];

/** What access records can be ordered by. */
export const AccessRecordOrderField = {
  /** When it first happened within the hour. */
  FIRST_AT: 'FIRST_AT',
} as const;
export type AccessRecordOrderField = (typeof AccessRecordOrderField)[keyof typeof AccessRecordOrderField];

/**
 * Why something was refused, in an access record: each value of `ForbiddenReason`, and those of sign-ins and tokens. Clients must ignore values
 * they do not know: later versions add some.
 */
export const AccessRecordReason = {
  /** The password is wrong. */
  WRONG_PASSWORD: 'WRONG_PASSWORD',
  /** Too many attempts. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** The account is deactivated. */
  DEACTIVATED: 'DEACTIVATED',
  /** The identity provider has not verified the e-mail address. */
  EMAIL_NOT_VERIFIED: 'EMAIL_NOT_VERIFIED',
  /** The account belongs to another identity of the provider. */
  OTHER_IDENTITY: 'OTHER_IDENTITY',
  /** The token or API key has expired. */
  EXPIRED: 'EXPIRED',
  /** The token or API key was revoked. */
  REVOKED: 'REVOKED',
  /** The API key is suspended. */
  SUSPENDED: 'SUSPENDED',
  /** The viewer's role does not permit it. */
  ROLE: 'ROLE',
  /** The API key lacks a scope, or the action is only for API keys, or not for them. */
  SCOPE: 'SCOPE',
  /** The viewer is not in the team that works the queue. */
  NOT_IN_TEAM: 'NOT_IN_TEAM',
  /** The process does not permit it to the viewer. */
  NOT_PERMITTED: 'NOT_PERMITTED',
  /** The viewer is not the author. */
  NOT_AUTHOR: 'NOT_AUTHOR',
  /** The viewer did not upload the file. */
  NOT_UPLOADER: 'NOT_UPLOADER',
  /** The user has no password yet. */
  NO_PASSWORD: 'NO_PASSWORD',
  /** A reason that this version does not know. */
  OTHER: 'OTHER',
} as const;
export type AccessRecordReason = (typeof AccessRecordReason)[keyof typeof AccessRecordReason];

/** What API keys can be ordered by. */
export const ApiKeyOrderField = {
  /** When the key was created. */
  CREATED_AT: 'CREATED_AT',
} as const;
export type ApiKeyOrderField = (typeof ApiKeyOrderField)[keyof typeof ApiKeyOrderField];

/** A permission of an API key. */
export const ApiKeyScope = {
  /** Read tickets, comments, attachments, users and the catalogue; subscribe. */
  TICKETS_READ: 'TICKETS_READ',
  /** Create, change and work tickets. */
  TICKETS_WRITE: 'TICKETS_WRITE',
  /** Add comments and attachments. */
  COMMENTS_WRITE: 'COMMENTS_WRITE',
  /** Add comments in the name of users (`AddCommentInput.onBehalfOfId`), in addition to `COMMENTS_WRITE`: for mail gateways and portals. */
  COMMENTS_ON_BEHALF: 'COMMENTS_ON_BEHALF',
  /** Name requesters by e-mail address, and create them (`CreateTicketInput.requester`), in addition to `TICKETS_WRITE`. */
  REQUESTERS_WRITE: 'REQUESTERS_WRITE',
  /** Create and change users, teams, queues and categories. */
  ADMINISTRATION: 'ADMINISTRATION',
  /** Import changes that happened elsewhere, with their date and actor (`ImportInput`). */
  IMPORT: 'IMPORT',
  /** Read the tokens of satisfaction surveys (`Survey.token`), to send them to requesters. */
  SURVEYS_SEND: 'SURVEYS_SEND',
} as const;
export type ApiKeyScope = (typeof ApiKeyScope)[keyof typeof ApiKeyScope];

/** A decision about a plan. */
export const ApprovalDecision = {
  /** Approve the plan. */
  APPROVE: 'APPROVE',
  /** Reject the plan: the ticket returns to `PLANNING`. */
  REJECT: 'REJECT',
} as const;
export type ApprovalDecision = (typeof ApprovalDecision)[keyof typeof ApprovalDecision];

/** What approvals can be ordered by. */
export const ApprovalOrderField = {
  /** When the approval was requested. */
  REQUESTED_AT: 'REQUESTED_AT',
} as const;
export type ApprovalOrderField = (typeof ApprovalOrderField)[keyof typeof ApprovalOrderField];

/** What approval policies can be ordered by. */
export const ApprovalPolicyOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type ApprovalPolicyOrderField = (typeof ApprovalPolicyOrderField)[keyof typeof ApprovalPolicyOrderField];

/** How many approvers must approve. With every rule, one rejection returns the plan. */
export const ApprovalRule = {
  /** One approver. */
  ANY_ONE: 'ANY_ONE',
  /** All approvers. */
  ALL_OF: 'ALL_OF',
  /** As many approvers as the policy's `quorum` says. */
  QUORUM: 'QUORUM',
} as const;
export type ApprovalRule = (typeof ApprovalRule)[keyof typeof ApprovalRule];

/** The state of an approval. */
export const ApprovalState = {
  /** Not decided yet. */
  PENDING: 'PENDING',
  /** Enough approvers have approved. */
  APPROVED: 'APPROVED',
  /** An approver has rejected the plan. */
  REJECTED: 'REJECTED',
  /** The plan was withdrawn, or the ticket was cancelled before a decision. */
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type ApprovalState = (typeof ApprovalState)[keyof typeof ApprovalState];

/** What an approver did. */
export const ApproverDecision = {
  /** Approved. */
  APPROVED: 'APPROVED',
  /** Rejected. */
  REJECTED: 'REJECTED',
  /** Delegated the decision to another user. */
  DELEGATED: 'DELEGATED',
  /** An administrator removed the approver, who did not decide. */
  REMOVED: 'REMOVED',
} as const;
export type ApproverDecision = (typeof ApproverDecision)[keyof typeof ApproverDecision];

/** Why an approver who was asked can no longer decide. Their decision can be delegated to another user. */
export const ApproverObstacle = {
  /** The user is deactivated. */
  DEACTIVATED: 'DEACTIVATED',
  /** The user submitted the plan, or created the API key that submitted it. */
  SUBMITTER: 'SUBMITTER',
  /** The user is now the requester of the ticket. */
  REQUESTER: 'REQUESTER',
  /** The user no longer has the role, or is no longer in the team, by which they became an approver. Membership that began after the request does not count. */
  NOT_ENTITLED: 'NOT_ENTITLED',
  /**
   * The user who submitted the plan, or who created the API key that submitted it, gave this user the right by which they became an approver: a
   * place in the team that is asked, the role of a lead or administrator, or an account that was deactivated.
   */
  ADDED_BY_SUBMITTER: 'ADDED_BY_SUBMITTER',
} as const;
export type ApproverObstacle = (typeof ApproverObstacle)[keyof typeof ApproverObstacle];

/** Who works a ticket. */
export const AssigneeState = {
  /** Nobody is the assignee. */
  NONE: 'NONE',
  /** Somebody is the assignee. */
  ANY: 'ANY',
  /** The ticket is open, and its assignee can no longer work it: they were deactivated, or became a requester. */
  INACTIVE: 'INACTIVE',
} as const;
export type AssigneeState = (typeof AssigneeState)[keyof typeof AssigneeState];

/** What categories can be ordered by. */
export const CategoryOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type CategoryOrderField = (typeof CategoryOrderField)[keyof typeof CategoryOrderField];

/** What the change calendar can be ordered by. */
export const ChangeCalendarOrderField = {
  /** The start of the window. */
  WINDOW_START: 'WINDOW_START',
} as const;
export type ChangeCalendarOrderField = (typeof ChangeCalendarOrderField)[keyof typeof ChangeCalendarOrderField];

/** The ITIL kind of a change. It decides which approval a plan needs. */
export const ChangeKind = {
  /** Approval is required. */
  NORMAL: 'NORMAL',
  /** Pre-approved: no approval is required. */
  STANDARD: 'STANDARD',
  /** Exactly one approver must approve. */
  EMERGENCY: 'EMERGENCY',
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** How a ticket was reported. */
export const Channel = {
  /** The self-service portal. */
  PORTAL: 'PORTAL',
  /** A program that uses this API. */
  API: 'API',
  /** E-mail. */
  EMAIL: 'EMAIL',
  /** A telephone call. */
  PHONE: 'PHONE',
  /** A monitoring system. */
  MONITORING: 'MONITORING',
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** What a transition does to a clock. */
export const ClockEffect = {
  /** The clock starts. */
  START: 'START',
  /** The clock stops. */
  STOP: 'STOP',
  /** The clock pauses. */
  PAUSE: 'PAUSE',
  /** The clock continues after a pause. */
  RESUME: 'RESUME',
  /** The target is computed again. Pauses until now still count. */
  RECOMPUTE: 'RECOMPUTE',
} as const;
export type ClockEffect = (typeof ClockEffect)[keyof typeof ClockEffect];

/** What companies can be ordered by. */
export const CompanyOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type CompanyOrderField = (typeof CompanyOrderField)[keyof typeof CompanyOrderField];

/** The kind of a configuration item. */
export const ConfigurationItemKind = {
  /** A device, for example a server, a laptop or a printer. */
  HARDWARE: 'HARDWARE',
  /** A program or a database. */
  SOFTWARE: 'SOFTWARE',
  /** A part of a network, for example a switch or a line. */
  NETWORK: 'NETWORK',
  /** A resource rented from a provider. */
  CLOUD: 'CLOUD',
  /** A document, for example a contract or a licence. */
  DOCUMENTATION: 'DOCUMENTATION',
  /** Anything else. */
  OTHER: 'OTHER',
} as const;
export type ConfigurationItemKind = (typeof ConfigurationItemKind)[keyof typeof ConfigurationItemKind];

/** What configuration items can be ordered by. */
export const ConfigurationItemOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type ConfigurationItemOrderField = (typeof ConfigurationItemOrderField)[keyof typeof ConfigurationItemOrderField];

/** How much the organisation depends on a service or component. */
export const Criticality = {
  /** Without it, operations stop or many people cannot work. */
  HIGH: 'HIGH',
  /** Without it, work continues for a while, with difficulty. */
  MEDIUM: 'MEDIUM',
  /** Without it, no work is delayed. */
  LOW: 'LOW',
} as const;
export type Criticality = (typeof Criticality)[keyof typeof Criticality];

/** The code of an error. Each type that implements `UserError` has one code. */
export const ErrorCode = {
  /** An input value breaks a rule (`ValidationError`). */
  VALIDATION_FAILED: 'VALIDATION_FAILED',
  /** The object does not exist, or the viewer cannot see it (`NotFoundError`). */
  NOT_FOUND: 'NOT_FOUND',
  /** The viewer can see the object but is not permitted to do this (`ForbiddenError`). */
  FORBIDDEN: 'FORBIDDEN',
  /** The ticket's state does not allow the transition (`InvalidTransitionError`). */
  INVALID_TRANSITION: 'INVALID_TRANSITION',
  /** The object has a newer version than `expectedVersion` (`ConflictError`). */
  CONFLICT: 'CONFLICT',
  /** The idempotency key was used before for another operation or input (`IdempotencyError`). */
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
  /** The e-mail address or the password is wrong (`InvalidCredentialsError`). */
  INVALID_CREDENTIALS: 'INVALID_CREDENTIALS',
  /** Too many attempts; try again later (`RateLimitedError`). */
  RATE_LIMITED: 'RATE_LIMITED',
  /** The uploaded file differs from its announcement (`UploadRejectedError`). */
  UPLOAD_REJECTED: 'UPLOAD_REJECTED',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** The kind of cause of an event. */
export const EventCauseKind = {
  /** A request to this API. */
  REQUEST: 'REQUEST',
  /** An import of a change that happened elsewhere. */
  IMPORT: 'IMPORT',
  /** Another event, for example a comment that resumes a ticket. */
  EVENT: 'EVENT',
  /** The set-up of the organisation. */
  SYSTEM: 'SYSTEM',
  /** A scheduled task, for example automatic closing. */
  CLOCK: 'CLOCK',
} as const;
export type EventCauseKind = (typeof EventCauseKind)[keyof typeof EventCauseKind];

/**
 * The field that changed: a field of the type that `EventChange.of` names, in capital letters. Clients must ignore values they do not know:
 * later versions add some.
 */
export const EventField = {
  /** `type`. */
  TYPE: 'TYPE',
  /** `number`. */
  NUMBER: 'NUMBER',
  /** `changeKind`. */
  CHANGE_KIND: 'CHANGE_KIND',
  /** `status`. */
  STATUS: 'STATUS',
  /** `subject`. */
  SUBJECT: 'SUBJECT',
  /** `description`. */
  DESCRIPTION: 'DESCRIPTION',
  /** `errorMessages`. */
  ERROR_MESSAGES: 'ERROR_MESSAGES',
  /** `category`. */
  CATEGORY: 'CATEGORY',
  /** `subcategory`. */
  SUBCATEGORY: 'SUBCATEGORY',
  /** `affectedServiceNames`. */
  AFFECTED_SERVICE_NAMES: 'AFFECTED_SERVICE_NAMES',
  /** `affectedServicesUnknown`. */
  AFFECTED_SERVICES_UNKNOWN: 'AFFECTED_SERVICES_UNKNOWN',
  /** `affectedUsers`. */
  AFFECTED_USERS: 'AFFECTED_USERS',
  /** `affectedUserCount`. */
  AFFECTED_USER_COUNT: 'AFFECTED_USER_COUNT',
  /** `affectedOperations`. */
  AFFECTED_OPERATIONS: 'AFFECTED_OPERATIONS',
  /** `impact`. */
  IMPACT: 'IMPACT',
  /** `urgency`. */
  URGENCY: 'URGENCY',
  /** `priority`. */
  PRIORITY: 'PRIORITY',
  /** `labels`. */
  LABELS: 'LABELS',
  /** `externalReference`. */
  EXTERNAL_REFERENCE: 'EXTERNAL_REFERENCE',
  /** `requester`. */
  REQUESTER: 'REQUESTER',
  /** `queue`. */
  QUEUE: 'QUEUE',
  /** `assignee`. */
  ASSIGNEE: 'ASSIGNEE',
  /** `watchers`. */
  WATCHERS: 'WATCHERS',
  /** `reassignmentCount`. */
  REASSIGNMENT_COUNT: 'REASSIGNMENT_COUNT',
  /** `reopenCount`. */
  REOPEN_COUNT: 'REOPEN_COUNT',
  /** `resumeAt`. */
  RESUME_AT: 'RESUME_AT',
  /** `linkedTicket`. */
  LINKED_TICKET: 'LINKED_TICKET',
  /** `note`. */
  NOTE: 'NOTE',
  /** `code`. */
  CODE: 'CODE',
  /** `notes`. */
  NOTES: 'NOTES',
  /** `summary`. */
  SUMMARY: 'SUMMARY',
  /** `documentationUrl`. */
  DOCUMENTATION_URL: 'DOCUMENTATION_URL',
  /** `verifiedByRequester`. */
  VERIFIED_BY_REQUESTER: 'VERIFIED_BY_REQUESTER',
  /** `duplicateOf`. */
  DUPLICATE_OF: 'DUPLICATE_OF',
  /** `affectedServices`. */
  AFFECTED_SERVICES: 'AFFECTED_SERVICES',
  /** `affectedItems`. */
  AFFECTED_ITEMS: 'AFFECTED_ITEMS',
  /** `title`. */
  TITLE: 'TITLE',
  /** `outcome`. */
  OUTCOME: 'OUTCOME',
  /** `state`. */
  STATE: 'STATE',
  /** `majorIncident`. */
  MAJOR_INCIDENT: 'MAJOR_INCIDENT',
  /** `lead`. */
  LEAD: 'LEAD',
  /** `updateEveryMinutes`. */
  UPDATE_EVERY_MINUTES: 'UPDATE_EVERY_MINUTES',
  /** `nextUpdateDueAt`. */
  NEXT_UPDATE_DUE_AT: 'NEXT_UPDATE_DUE_AT',
  /** `endSummary`. */
  END_SUMMARY: 'END_SUMMARY',
  /** `relation`. */
  RELATION: 'RELATION',
  /** `ticket`. */
  TICKET: 'TICKET',
  /** `symptoms`. */
  SYMPTOMS: 'SYMPTOMS',
  /** `rootCause`. */
  ROOT_CAUSE: 'ROOT_CAUSE',
  /** `workaround`. */
  WORKAROUND: 'WORKAROUND',
  /** `publicWorkaround`. */
  PUBLIC_WORKAROUND: 'PUBLIC_WORKAROUND',
  /** `id`: the object was made (`from` is null) or removed (`to` is null), or the other changes are of it. */
  ID: 'ID',
  /** `reason`. */
  REASON: 'REASON',
  /** A field that this version does not know. `from` and `to` are null. */
  OTHER: 'OTHER',
  /** `visibility`. */
  VISIBILITY: 'VISIBILITY',
  /** `expiresAt`. */
  EXPIRES_AT: 'EXPIRES_AT',
  /** `score`. */
  SCORE: 'SCORE',
  /** `comment`. */
  COMMENT: 'COMMENT',
  /** `fileName`. */
  FILE_NAME: 'FILE_NAME',
  /** `approvers`. */
  APPROVERS: 'APPROVERS',
  /** `user`. */
  USER: 'USER',
} as const;
export type EventField = (typeof EventField)[keyof typeof EventField];

/** What a change is of: a type of this contract, in capital letters. Clients must ignore values they do not know: later versions add some. */
export const EventSubject = {
  /** The ticket (`Ticket`). */
  TICKET: 'TICKET',
  /** The override of the priority (`Ticket.priorityOverride`). */
  PRIORITY_OVERRIDE: 'PRIORITY_OVERRIDE',
  /** The hold (`Ticket.hold`). */
  TICKET_HOLD: 'TICKET_HOLD',
  /** The resolution (`Ticket.resolution`). */
  TICKET_RESOLUTION: 'TICKET_RESOLUTION',
  /** The closure (`Ticket.closure`). */
  TICKET_CLOSURE: 'TICKET_CLOSURE',
  /** The cancellation (`Ticket.cancellation`). */
  TICKET_CANCELLATION: 'TICKET_CANCELLATION',
  /** A diagnosis (`Diagnosis`). */
  DIAGNOSIS: 'DIAGNOSIS',
  /** A resolution plan (`ResolutionPlan`). */
  RESOLUTION_PLAN: 'RESOLUTION_PLAN',
  /** The implementation of a plan (`Implementation`). */
  IMPLEMENTATION: 'IMPLEMENTATION',
  /** The proposed resolution (`Ticket.proposedResolution`). */
  PROPOSED_RESOLUTION: 'PROPOSED_RESOLUTION',
  /** A verification (`Verification`). */
  VERIFICATION: 'VERIFICATION',
  /** A task of a plan (`Task`). */
  TASK: 'TASK',
  /** The major incident (`Ticket.majorIncident`). */
  MAJOR_INCIDENT: 'MAJOR_INCIDENT',
  /** A link of the ticket (`TicketLink`). */
  TICKET_LINK: 'TICKET_LINK',
  /** A known error (`KnownError`). */
  KNOWN_ERROR: 'KNOWN_ERROR',
  /** The form by which the ticket was reported (`RequestForm`). */
  REQUEST_FORM: 'REQUEST_FORM',
  /** The template from which the ticket was created (`TicketTemplate`). */
  TICKET_TEMPLATE: 'TICKET_TEMPLATE',
  /** The event itself (`TicketEvent`). */
  TICKET_EVENT: 'TICKET_EVENT',
  /** Something that this version does not know. */
  OTHER: 'OTHER',
  /** The comment (`TicketEvent.comment`). */
  COMMENT: 'COMMENT',
  /** A review (`Review`). */
  REVIEW: 'REVIEW',
  /** The satisfaction survey (`Ticket.survey`). */
  SURVEY: 'SURVEY',
  /** The attachment (`TicketEvent.attachment`). */
  ATTACHMENT: 'ATTACHMENT',
  /** An approval (`Approval`). */
  APPROVAL: 'APPROVAL',
  /** An approver (`Approver`). */
  APPROVER: 'APPROVER',
} as const;
export type EventSubject = (typeof EventSubject)[keyof typeof EventSubject];

/** Why something is not permitted. Clients must ignore values they do not know: later versions add some. */
export const ForbiddenReason = {
  /** The user has no password yet: only an administrator can set the first one. */
  NO_PASSWORD: 'NO_PASSWORD',
  /** The viewer's role does not permit it. */
  ROLE: 'ROLE',
  /** The API key lacks a scope, or the action is only for API keys, or not for them. */
  SCOPE: 'SCOPE',
  /** The viewer is not in the team that works the queue. */
  NOT_IN_TEAM: 'NOT_IN_TEAM',
  /** The process does not permit it to the viewer. */
  NOT_PERMITTED: 'NOT_PERMITTED',
  /** The viewer is not the author. */
  NOT_AUTHOR: 'NOT_AUTHOR',
  /** The viewer did not upload the file. */
  NOT_UPLOADER: 'NOT_UPLOADER',
} as const;
export type ForbiddenReason = (typeof ForbiddenReason)[keyof typeof ForbiddenReason];

/** The type of a form field, with the JSON shape of its answers. */
export const FormFieldType = {
  /** A single line: a string of 1 to 500 characters. */
  TEXT: 'TEXT',
  /** Several lines: a string of 1 to 10,000 characters. */
  LONG_TEXT: 'LONG_TEXT',
  /** A number. */
  NUMBER: 'NUMBER',
  /** `true` or `false`. */
  BOOLEAN: 'BOOLEAN',
  /** A date: a string such as `2026-11-25`. */
  DATE: 'DATE',
  /** One option: a string. */
  CHOICE: 'CHOICE',
  /** Several options: a list of different strings. */
  MULTI_CHOICE: 'MULTI_CHOICE',
} as const;
export type FormFieldType = (typeof FormFieldType)[keyof typeof FormFieldType];

/** What a ticket on hold waits for. */
export const HoldReason = {
  /** An answer from the requester. Their next public comment resumes the ticket. */
  AWAITING_REQUESTER: 'AWAITING_REQUESTER',
  /** A vendor. */
  AWAITING_VENDOR: 'AWAITING_VENDOR',
  /** A change. */
  AWAITING_CHANGE: 'AWAITING_CHANGE',
  /** A problem. */
  AWAITING_PROBLEM: 'AWAITING_PROBLEM',
  /** Evidence, for example the next occurrence of the fault. */
  AWAITING_EVIDENCE: 'AWAITING_EVIDENCE',
} as const;
export type HoldReason = (typeof HoldReason)[keyof typeof HoldReason];

/** How much of the business is affected. */
export const Impact = {
  /** Many users, or operations that must not stop. */
  HIGH: 'HIGH',
  /** Some users, or a degraded service. */
  MEDIUM: 'MEDIUM',
  /** One user, or an inconvenience. */
  LOW: 'LOW',
} as const;
export type Impact = (typeof Impact)[keyof typeof Impact];

/** The kind of a reason for an impact. */
export const ImpactReasonKind = {
  /** The criticality of an affected service. */
  SERVICE_CRITICALITY: 'SERVICE_CRITICALITY',
  /** The criticality of a service that depends on an affected one, directly or indirectly. It counts one level lower. */
  DEPENDENT_SERVICE: 'DEPENDENT_SERVICE',
  /** The number of affected users: from 100 `HIGH`, from 10 `MEDIUM`. */
  AFFECTED_USERS: 'AFFECTED_USERS',
} as const;
export type ImpactReasonKind = (typeof ImpactReasonKind)[keyof typeof ImpactReasonKind];

/** How an implementation ended. */
export const ImplementationOutcome = {
  /** The plan was carried out. */
  IMPLEMENTED: 'IMPLEMENTED',
  /** The plan was undone, by its roll-back plan. */
  ROLLED_BACK: 'ROLLED_BACK',
} as const;
export type ImplementationOutcome = (typeof ImplementationOutcome)[keyof typeof ImplementationOutcome];

/** What known errors can be ordered by. */
export const KnownErrorOrderField = {
  /** When the known error was recorded. */
  RECORDED_AT: 'RECORDED_AT',
} as const;
export type KnownErrorOrderField = (typeof KnownErrorOrderField)[keyof typeof KnownErrorOrderField];

/** What major incidents can be ordered by. */
export const MajorIncidentOrderField = {
  /** Whether the major incident is in progress, then when it was declared. */
  IN_PROGRESS: 'IN_PROGRESS',
} as const;
export type MajorIncidentOrderField = (typeof MajorIncidentOrderField)[keyof typeof MajorIncidentOrderField];

/** The direction of an order. */
export const OrderDirection = {
  /** From the lowest to the highest value: from A to Z, from the oldest to the newest. */
  ASC: 'ASC',
  /** From the highest to the lowest value. */
  DESC: 'DESC',
} as const;
export type OrderDirection = (typeof OrderDirection)[keyof typeof OrderDirection];

/** What a plan is for. */
export const PlanKind = {
  /** It removes the cause. */
  FIX: 'FIX',
  /** It reduces the effects without removing the cause. */
  WORKAROUND: 'WORKAROUND',
  /** It provides what was requested. */
  FULFILMENT: 'FULFILMENT',
} as const;
export type PlanKind = (typeof PlanKind)[keyof typeof PlanKind];

/** What a user does at a ticket at this moment. */
export const PresenceActivity = {
  /** The user looks at the ticket. */
  VIEWING: 'VIEWING',
  /**
   * The user writes an answer that the requester will see. For an internal note, a client sends `VIEWING`: requesters see that an agent is
   * answering.
   */
  ANSWERING: 'ANSWERING',
} as const;
export type PresenceActivity = (typeof PresenceActivity)[keyof typeof PresenceActivity];

/** The priority, from `P1` (highest) to `P4` (lowest). */
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

/** A clock of a ticket. Transitions start, stop and pause clocks. */
export const ProcessClock = {
  /** Until an agent's first public comment, or until the resolution. */
  FIRST_RESPONSE: 'FIRST_RESPONSE',
  /** From a public comment of the requester until an agent's next one. */
  NEXT_RESPONSE: 'NEXT_RESPONSE',
  /** Until the ticket is resolved. */
  RESOLUTION: 'RESOLUTION',
  /** Until the ticket has an assignee who works it. */
  TIME_TO_OWN: 'TIME_TO_OWN',
  /** From the resolution until the ticket closes automatically. */
  AUTO_CLOSE: 'AUTO_CLOSE',
} as const;
export type ProcessClock = (typeof ProcessClock)[keyof typeof ProcessClock];

/** A step of the process. */
export const ProcessStepName = {
  /** The ticket is created. */
  CREATION: 'CREATION',
  /** The ticket is classified and prioritised. */
  TRIAGE: 'TRIAGE',
  /** The ticket is investigated. */
  INVESTIGATION: 'INVESTIGATION',
  /** The diagnosis is recorded. */
  DIAGNOSIS: 'DIAGNOSIS',
  /** The resolution plan is submitted. */
  PLAN: 'PLAN',
  /** The plan is approved. */
  APPROVAL: 'APPROVAL',
  /** The plan is carried out. */
  IMPLEMENTATION: 'IMPLEMENTATION',
  /** The implementation is verified. */
  VERIFICATION: 'VERIFICATION',
  /** The ticket is resolved. */
  RESOLUTION: 'RESOLUTION',
  /** The ticket is closed. */
  CLOSURE: 'CLOSURE',
} as const;
export type ProcessStepName = (typeof ProcessStepName)[keyof typeof ProcessStepName];

/** The state of a step. */
export const ProcessStepState = {
  /** Done. */
  DONE: 'DONE',
  /** The ticket is at this step. */
  CURRENT: 'CURRENT',
  /** Not reached yet. */
  AHEAD: 'AHEAD',
  /** Not taken: the ticket went the fast track, or the step was not needed. */
  SKIPPED: 'SKIPPED',
} as const;
export type ProcessStepState = (typeof ProcessStepState)[keyof typeof ProcessStepState];

/** What queues can be ordered by. */
export const QueueOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type QueueOrderField = (typeof QueueOrderField)[keyof typeof QueueOrderField];

/** Who can see the tickets of a queue. */
export const QueueVisibility = {
  /** All agents, leads and administrators of the organisation. */
  ORGANISATION: 'ORGANISATION',
  /** The queue's team, administrators, the ticket's assignee, requester and affected users, and users who were asked to watch or approve the ticket. */
  TEAM: 'TEAM',
} as const;
export type QueueVisibility = (typeof QueueVisibility)[keyof typeof QueueVisibility];

/** What forms can be ordered by. */
export const RequestFormOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type RequestFormOrderField = (typeof RequestFormOrderField)[keyof typeof RequestFormOrderField];

/** What resolution codes can be ordered by. */
export const ResolutionCodeOrderField = {
  /** The code. */
  CODE: 'CODE',
} as const;
export type ResolutionCodeOrderField = (typeof ResolutionCodeOrderField)[keyof typeof ResolutionCodeOrderField];

/** Why a subscriber must read its data again. Clients must treat values they do not know in the same way: later versions add some. */
export const ResyncReason = {
  /** The saved view of the subscription has another filter or order than before, was deleted, or is not shared with the viewer any more. */
  VIEW_CHANGED: 'VIEW_CHANGED',
  /** The cursor is older than the part of the log that can be replayed. */
  CURSOR_TOO_OLD: 'CURSOR_TOO_OLD',
  /**
   * The log does not contain the position of the cursor. Either the database was restored from a back-up or failed over, and lost its last
   * events. Or the cursor is not valid here: it is damaged, or belongs to another organisation, database or list.
   */
  CURSOR_UNKNOWN: 'CURSOR_UNKNOWN',
  /** The subscriber read events more slowly than they arrived. */
  TOO_FAR_BEHIND: 'TOO_FAR_BEHIND',
  /**
   * More events waited to be sent to the subscriptions of your account than one account may have waiting. The limit counts the cost of a
   * subscription's document for each event. Wait as after `ACCESS_CHANGED`, and use
   * fewer subscriptions, narrower filters or smaller documents.
   */
  OVER_BUDGET: 'OVER_BUDGET',
  /**
   * The viewer sees other queues than before, by a change of their role, of the members of a team, or of a `TEAM` queue. Wait for a random
   * time of up to two seconds before you read again, because many subscribers can get this at the same moment.
   */
  ACCESS_CHANGED: 'ACCESS_CHANGED',
} as const;
export type ResyncReason = (typeof ResyncReason)[keyof typeof ResyncReason];

/** The result of a review. */
export const ReviewOutcome = {
  /** The goal was reached. */
  SUCCESSFUL: 'SUCCESSFUL',
  /** The goal was reached, with problems on the way. */
  SUCCESSFUL_WITH_ISSUES: 'SUCCESSFUL_WITH_ISSUES',
  /** The goal was not reached. */
  UNSUCCESSFUL: 'UNSUCCESSFUL',
} as const;
export type ReviewOutcome = (typeof ReviewOutcome)[keyof typeof ReviewOutcome];

/** The risk of a plan. */
export const Risk = {
  /** Failure is likely, or would do much damage. */
  HIGH: 'HIGH',
  /** Failure is possible, and can be repaired. */
  MEDIUM: 'MEDIUM',
  /** Failure is unlikely, or would do little damage. */
  LOW: 'LOW',
} as const;
export type Risk = (typeof Risk)[keyof typeof Risk];

/** The role of a user in the organisation. docs/concepts/permissions.md lists the permissions of each. */
export const Role = {
  /** Reports tickets. Sees tickets that they requested, are affected by, or watch. */
  REQUESTER: 'REQUESTER',
  /** Works tickets of their teams. Sees all tickets except those in other teams' `TEAM` queues. */
  AGENT: 'AGENT',
  /** An agent who leads teams: can close the teams' tickets and manage their members. */
  LEAD: 'LEAD',
  /** Can do everything in the organisation, and change its settings. */
  ADMIN: 'ADMIN',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** What saved views can be ordered by. */
export const SavedViewOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type SavedViewOrderField = (typeof SavedViewOrderField)[keyof typeof SavedViewOrderField];

/** Who can use a saved view. */
export const SavedViewSharing = {
  /** Only its creator reads and writes it. */
  PRIVATE: 'PRIVATE',
  /** The members of a team read it. The leads of the team and administrators write it. */
  TEAM: 'TEAM',
  /** All agents, leads and administrators read it. Administrators write it. */
  ORGANISATION: 'ORGANISATION',
} as const;
export type SavedViewSharing = (typeof SavedViewSharing)[keyof typeof SavedViewSharing];

/** What services can be ordered by. */
export const ServiceOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type ServiceOrderField = (typeof ServiceOrderField)[keyof typeof ServiceOrderField];

/** How a session began. */
export const SessionMethod = {
  /** `signIn` with the password of a local account. */
  PASSWORD: 'PASSWORD',
  /** An access token of the organisation's identity provider (OpenID Connect). */
  OIDC: 'OIDC',
} as const;
export type SessionMethod = (typeof SessionMethod)[keyof typeof SessionMethod];

/** What sessions can be ordered by. */
export const SessionOrderField = {
  /** When the session began. */
  CREATED_AT: 'CREATED_AT',
} as const;
export type SessionOrderField = (typeof SessionOrderField)[keyof typeof SessionOrderField];

/** A coarse status, for boards. */
export const StatusCategory = {
  /** `NEW`, `TRIAGED`. */
  TODO: 'TODO',
  /** `INVESTIGATING`, `PLANNING`, `SCHEDULED`, `IMPLEMENTING`, `VERIFYING`. */
  IN_PROGRESS: 'IN_PROGRESS',
  /** `ON_HOLD`, `AWAITING_APPROVAL`. */
  WAITING: 'WAITING',
  /** `RESOLVED`, `CLOSED`, `CANCELLED`. */
  DONE: 'DONE',
} as const;
export type StatusCategory = (typeof StatusCategory)[keyof typeof StatusCategory];

/** What surveys can be ordered by. */
export const SurveyOrderField = {
  /** When the survey was sent. */
  SENT_AT: 'SENT_AT',
} as const;
export type SurveyOrderField = (typeof SurveyOrderField)[keyof typeof SurveyOrderField];

/** What tasks can be ordered by. */
export const TaskOrderField = {
  /** When the task was recorded. */
  RECORDED_AT: 'RECORDED_AT',
} as const;
export type TaskOrderField = (typeof TaskOrderField)[keyof typeof TaskOrderField];

/** The state of a task. */
export const TaskState = {
  /** Not done yet. */
  OPEN: 'OPEN',
  /** Done. */
  DONE: 'DONE',
  /** Not done, with a reason. */
  SKIPPED: 'SKIPPED',
} as const;
export type TaskState = (typeof TaskState)[keyof typeof TaskState];

/** What teams can be ordered by. */
export const TeamOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type TeamOrderField = (typeof TeamOrderField)[keyof typeof TeamOrderField];

/** What happened to a ticket. Clients must ignore values they do not know: later versions add some. */
export const TicketEventType = {
  /** The affected configuration items changed. Visible to readers of internal notes. */
  AFFECTED_ITEMS_CHANGED: 'AFFECTED_ITEMS_CHANGED',
  /** Another resolution was proposed, before the verification. */
  RESOLUTION_PROPOSED: 'RESOLUTION_PROPOSED',
  /** A diagnosis was recorded. */
  TICKET_DIAGNOSED: 'TICKET_DIAGNOSED',
  /** A resolution plan was submitted. */
  PLAN_SUBMITTED: 'PLAN_SUBMITTED',
  /** An approver approved the plan. */
  PLAN_APPROVED: 'PLAN_APPROVED',
  /** An approver rejected the plan. */
  PLAN_REJECTED: 'PLAN_REJECTED',
  /** The plan was withdrawn, to be planned again. */
  PLAN_WITHDRAWN: 'PLAN_WITHDRAWN',
  /** The implementation of a scheduled plan began. */
  IMPLEMENTATION_STARTED: 'IMPLEMENTATION_STARTED',
  /** The implementation ended: implemented or rolled back. */
  IMPLEMENTATION_COMPLETED: 'IMPLEMENTATION_COMPLETED',
  /** The resolution was verified: passed or failed. */
  TICKET_VERIFIED: 'TICKET_VERIFIED',
  /** The ticket was merged into another ticket. */
  TICKET_MERGED: 'TICKET_MERGED',
  /** The merge of the ticket was undone. */
  TICKET_UNMERGED: 'TICKET_UNMERGED',
  /** A task was done. Visible to viewers who can see the plan. */
  TASK_COMPLETED: 'TASK_COMPLETED',
  /** A task was skipped. Visible to viewers who can see the plan. */
  TASK_SKIPPED: 'TASK_SKIPPED',
  /** A task was assigned. Visible to viewers who can see the plan. */
  TASK_ASSIGNED: 'TASK_ASSIGNED',
  /** A task was added to the plan during its implementation. Visible to viewers who can see the plan. */
  TASK_ADDED: 'TASK_ADDED',
  /** The title or the description of a task changed. Visible to viewers who can see the plan. */
  TASK_UPDATED: 'TASK_UPDATED',
  /** The ticket was declared a major incident. */
  MAJOR_INCIDENT_DECLARED: 'MAJOR_INCIDENT_DECLARED',
  /** The leader of the major incident, or the interval of its updates, changed. */
  MAJOR_INCIDENT_CHANGED: 'MAJOR_INCIDENT_CHANGED',
  /** A status update of the major incident was posted; `comment` has it. */
  MAJOR_INCIDENT_UPDATED: 'MAJOR_INCIDENT_UPDATED',
  /** A status update was posted on the major incident that this ticket is a child of; `Ticket.parentUpdates` has it. */
  PARENT_STATUS_UPDATED: 'PARENT_STATUS_UPDATED',
  /** A status update of the major incident is due. Sent once for each due time. Visible to readers of internal notes. */
  MAJOR_INCIDENT_UPDATE_DUE: 'MAJOR_INCIDENT_UPDATE_DUE',
  /** The major incident ended. */
  MAJOR_INCIDENT_ENDED: 'MAJOR_INCIDENT_ENDED',
  /**
   * The ticket was linked with another ticket. `changes` has the `RELATION` of the `TICKET_LINK`, as seen from this ticket, and its `TICKET`,
   * the other one. Visible to viewers who can see the other ticket.
   */
  TICKET_LINKED: 'TICKET_LINKED',
  /** A link was removed. `changes` and visibility are as for `TICKET_LINKED`. */
  TICKET_UNLINKED: 'TICKET_UNLINKED',
  /**
   * A comment was added to a ticket that was merged into this one. `comment` has it; it stays on the merged ticket. Visible to viewers who can
   * see the comment there.
   */
  MERGED_COMMENT_ADDED: 'MERGED_COMMENT_ADDED',
  /** Another ticket was merged into this one. `changes` names that ticket only for viewers who can see it, and `affectedUsers` when its requester follows. */
  TICKET_MERGED_IN: 'TICKET_MERGED_IN',
  /** The ticket that this one was merged into was resolved. Sent where the requester does not follow that ticket. `changes` names it only for viewers who can see it. */
  MERGE_TARGET_RESOLVED: 'MERGE_TARGET_RESOLVED',
  /** A merge into this ticket was undone. `changes` is as for `TICKET_MERGED_IN`. */
  TICKET_UNMERGED_OUT: 'TICKET_UNMERGED_OUT',
  /** A known error of the ticket, or of one of its problems, was recorded. Visible to readers of the problem's internal notes. */
  KNOWN_ERROR_RECORDED: 'KNOWN_ERROR_RECORDED',
  /** A known error of the ticket, or of one of its problems, was changed. Visible to readers of the problem's internal notes. */
  KNOWN_ERROR_UPDATED: 'KNOWN_ERROR_UPDATED',
  /** A known error of the ticket, or of one of its problems, was retired. Visible to readers of the problem's internal notes. */
  KNOWN_ERROR_RETIRED: 'KNOWN_ERROR_RETIRED',
  /** A public workaround was published, changed or withdrawn; see `Ticket.workarounds`. */
  WORKAROUND_CHANGED: 'WORKAROUND_CHANGED',
  /** The ticket was created. */
  TICKET_CREATED: 'TICKET_CREATED',
  /** Fields of the ticket changed. */
  TICKET_UPDATED: 'TICKET_UPDATED',
  /** The ticket got another type, or the change another kind. `changes` has the reason. */
  TICKET_RECLASSIFIED: 'TICKET_RECLASSIFIED',
  /** The queue or the assignee changed. */
  TICKET_ASSIGNED: 'TICKET_ASSIGNED',
  /** The assignee of the open ticket can no longer work it: they were deactivated, or became a requester. `changes` names them. */
  ASSIGNEE_LEFT: 'ASSIGNEE_LEFT',
  /** The assignee of the open ticket can work it again. `changes` names them. */
  ASSIGNEE_RETURNED: 'ASSIGNEE_RETURNED',
  /** The ticket was triaged. */
  TICKET_TRIAGED: 'TICKET_TRIAGED',
  /** The investigation started. */
  INVESTIGATION_STARTED: 'INVESTIGATION_STARTED',
  /** The ticket was put on hold, or the reason of its hold changed. */
  TICKET_HELD: 'TICKET_HELD',
  /**
   * What the ticket is on hold for ended: the problem or the change was implemented, resolved or cancelled. Visible to readers of internal
   * notes. `changes` names it in `linkedTicket` for viewers who can see it.
   */
  HOLD_CAUSE_ENDED: 'HOLD_CAUSE_ENDED',
  /** The time is reached at which the hold was to end (`TicketHold.resumeAt`). Sent once. Visible to readers of internal notes. */
  HOLD_DUE: 'HOLD_DUE',
  /** The ticket was resumed. */
  TICKET_RESUMED: 'TICKET_RESUMED',
  /** The ticket was returned to its queue. */
  TICKET_REQUEUED: 'TICKET_REQUEUED',
  /** The ticket was resolved. */
  TICKET_RESOLVED: 'TICKET_RESOLVED',
  /** The ticket was reopened. */
  TICKET_REOPENED: 'TICKET_REOPENED',
  /** The ticket was closed. */
  TICKET_CLOSED: 'TICKET_CLOSED',
  /** The ticket was cancelled. */
  TICKET_CANCELLED: 'TICKET_CANCELLED',
  /** A watcher was added. Visible to readers of internal notes, and to the person who was added. */
  WATCHER_ADDED: 'WATCHER_ADDED',
  /** A watcher was removed. Visible to readers of internal notes, and to the person who was removed if they can still see the ticket. */
  WATCHER_REMOVED: 'WATCHER_REMOVED',
  /** A comment was added. */
  COMMENT_ADDED: 'COMMENT_ADDED',
  /** A comment was edited. */
  COMMENT_EDITED: 'COMMENT_EDITED',
  /** An internal comment was made public. */
  COMMENT_PUBLISHED: 'COMMENT_PUBLISHED',
  /** A public comment was made internal. If `comment` is null, remove the comment from what you show. */
  COMMENT_HIDDEN: 'COMMENT_HIDDEN',
  /** A file was attached. */
  ATTACHMENT_ADDED: 'ATTACHMENT_ADDED',
  /** An attachment was deleted. */
  ATTACHMENT_DELETED: 'ATTACHMENT_DELETED',
  /** The text of a comment was removed for good, with its former texts. `changes` has the reason. */
  COMMENT_REDACTED: 'COMMENT_REDACTED',
  /** The description was replaced, and its former texts were removed from the events of the ticket. `changes` has the reason. */
  DESCRIPTION_REDACTED: 'DESCRIPTION_REDACTED',
  /** A review was recorded. Visible to readers of internal notes. */
  TICKET_REVIEWED: 'TICKET_REVIEWED',
  /** A satisfaction survey was opened for the requester. The program that sends it reads `Ticket.survey`. Visible to readers of internal notes. */
  SURVEY_SENT: 'SURVEY_SENT',
  /** The requester answered the satisfaction survey. Visible to readers of internal notes. */
  SURVEY_ANSWERED: 'SURVEY_ANSWERED',
  /** An approver delegated the decision. Visible to readers of internal notes and to approvers. */
  APPROVAL_DELEGATED: 'APPROVAL_DELEGATED',
  /** Approvers without a decision were reminded. Visible to readers of internal notes and to approvers. */
  APPROVAL_REMINDED: 'APPROVAL_REMINDED',
  /** The due time of an approval passed without a decision. Visible to readers of internal notes and to approvers. */
  APPROVAL_OVERDUE: 'APPROVAL_OVERDUE',
  /**
   * Approvers lost the access that their approval gave: it was rejected or withdrawn, the ticket was cancelled or merged, or an administrator
   * removed them. Visible to readers of internal notes and to approvers.
   */
  APPROVERS_REMOVED: 'APPROVERS_REMOVED',
} as const;
export type TicketEventType = (typeof TicketEventType)[keyof typeof TicketEventType];

/** What tickets can be ordered by. */
export const TicketOrderField = {
  /** When the server recorded the ticket. */
  CREATED_AT: 'CREATED_AT',
  /** When the ticket last changed. */
  UPDATED_AT: 'UPDATED_AT',
  /** The priority. `ASC` has the highest (`P1`) first. */
  PRIORITY: 'PRIORITY',
} as const;
export type TicketOrderField = (typeof TicketOrderField)[keyof typeof TicketOrderField];

/** The part that a user takes in a ticket. It gives the user access to the ticket. */
export const TicketParticipation = {
  /** A watcher. */
  WATCHER: 'WATCHER',
  /** An affected user. */
  AFFECTED_USER: 'AFFECTED_USER',
  /** An approver of a plan of the ticket. */
  APPROVER: 'APPROVER',
} as const;
export type TicketParticipation = (typeof TicketParticipation)[keyof typeof TicketParticipation];

/**
 * The type of a link between two tickets: 'this ticket RELATION other ticket'. The other ticket shows the same link with the inverse type.
 * Links do not change the `version` of either ticket.
 */
export const TicketRelation = {
  /** The other ticket is a part of this one, for example an incident of a major incident. */
  PARENT_OF: 'PARENT_OF',
  /** This ticket is a part of the other. A ticket has at most one parent. */
  CHILD_OF: 'CHILD_OF',
  /** The other ticket cannot continue before this one is done. */
  BLOCKS: 'BLOCKS',
  /** This ticket cannot continue before the other one is done. */
  BLOCKED_BY: 'BLOCKED_BY',
  /** This ticket reports the same as the other. */
  DUPLICATES: 'DUPLICATES',
  /** The other ticket reports the same as this one. */
  DUPLICATED_BY: 'DUPLICATED_BY',
  /** The tickets are related. */
  RELATED_TO: 'RELATED_TO',
  /** The other ticket, a change, caused this one. */
  CAUSED_BY: 'CAUSED_BY',
  /** This ticket, a change, caused the other. */
  CAUSE_OF: 'CAUSE_OF',
  /** The other ticket, a change, fixes this one. */
  FIXED_BY: 'FIXED_BY',
  /** This ticket, a change, fixes the other. */
  FIXES: 'FIXES',
  /** This ticket is the problem of the other, an incident or a service request. */
  PROBLEM_OF: 'PROBLEM_OF',
  /** The other ticket is the problem of this one. */
  HAS_PROBLEM: 'HAS_PROBLEM',
  /** This ticket follows up the other, which is closed. Made by `createTicket(followUpOfId:)`; cannot be removed. */
  FOLLOW_UP_OF: 'FOLLOW_UP_OF',
  /** The other ticket follows up this one. */
  FOLLOWED_UP_BY: 'FOLLOWED_UP_BY',
  /** This ticket was split from a comment of the other. Made by `splitTicket`; cannot be removed. */
  SPLIT_FROM: 'SPLIT_FROM',
  /** The other ticket was split from a comment of this one. */
  SPLIT_INTO: 'SPLIT_INTO',
  /** This ticket was merged into the other. Made by `mergeTicket`, removed by `unmergeTicket`. */
  MERGED_INTO: 'MERGED_INTO',
  /** The other ticket was merged into this one. */
  MERGED_FROM: 'MERGED_FROM',
} as const;
export type TicketRelation = (typeof TicketRelation)[keyof typeof TicketRelation];

/** The status of a ticket in the process. Each transition has its own mutation; see `TransitionName`. */
export const TicketStatus = {
  /** Reported, not yet triaged. */
  NEW: 'NEW',
  /** Classified and prioritised. */
  TRIAGED: 'TRIAGED',
  /** An assignee is looking for the cause. */
  INVESTIGATING: 'INVESTIGATING',
  /** The diagnosis is recorded; a resolution plan is being made. */
  PLANNING: 'PLANNING',
  /** The plan waits for its approvers. */
  AWAITING_APPROVAL: 'AWAITING_APPROVAL',
  /** The plan is approved, or needs no approval, and waits for its window. */
  SCHEDULED: 'SCHEDULED',
  /** The plan is being carried out. */
  IMPLEMENTING: 'IMPLEMENTING',
  /** The implementation is complete; whether it works is being verified. */
  VERIFYING: 'VERIFYING',
  /** Work is paused. `Ticket.hold` says why. */
  ON_HOLD: 'ON_HOLD',
  /** Resolved by the people who worked it. It can still be reopened. */
  RESOLVED: 'RESOLVED',
  /** Closed. It cannot be reopened; a follow-up is a new ticket. */
  CLOSED: 'CLOSED',
  /** Cancelled without a resolution: withdrawn, a duplicate, or merged into another ticket. */
  CANCELLED: 'CANCELLED',
} as const;
export type TicketStatus = (typeof TicketStatus)[keyof typeof TicketStatus];

/** What templates can be ordered by. */
export const TicketTemplateOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type TicketTemplateOrderField = (typeof TicketTemplateOrderField)[keyof typeof TicketTemplateOrderField];

/** The kind of work. Each type has its own sequence of ticket numbers. */
export const TicketType = {
  /** An interruption of a service, or a degraded service. Numbers begin with `INC-`. */
  INCIDENT: 'INCIDENT',
  /** A request for something that is part of normal service. Numbers begin with `REQ-`. */
  SERVICE_REQUEST: 'SERVICE_REQUEST',
  /** A controlled change of a service or a component. Numbers begin with `CHG-`. */
  CHANGE_REQUEST: 'CHANGE_REQUEST',
  /** A cause, or potential cause, of incidents. Numbers begin with `PRB-`. */
  PROBLEM: 'PROBLEM',
  /** Anything else. Numbers begin with `TKT-`. */
  OTHER: 'OTHER',
} as const;
export type TicketType = (typeof TicketType)[keyof typeof TicketType];

/** How a ticket concerns the viewer. API keys are concerned by no ticket. */
export const TicketViewerRelation = {
  /** The viewer is the assignee. */
  ASSIGNED_TO_ME: 'ASSIGNED_TO_ME',
  /** The viewer is a member of the team that works the queue. */
  MY_TEAMS: 'MY_TEAMS',
  /** The viewer watches the ticket. */
  WATCHED_BY_ME: 'WATCHED_BY_ME',
  /** The ticket was reported for the viewer. */
  REQUESTED_BY_ME: 'REQUESTED_BY_ME',
  /** The plan of the ticket waits for the viewer's decision. */
  AWAITING_MY_APPROVAL: 'AWAITING_MY_APPROVAL',
} as const;
export type TicketViewerRelation = (typeof TicketViewerRelation)[keyof typeof TicketViewerRelation];

/** A transition of the process. Each one has its own mutation. */
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
  /** `resolveTicket`: the fast track, without a diagnosis and a plan. */
  RESOLVE: 'RESOLVE',
  /** `reopenTicket` */
  REOPEN: 'REOPEN',
  /** `closeTicket` */
  CLOSE: 'CLOSE',
  /** `cancelTicket` */
  CANCEL: 'CANCEL',
  /** `diagnoseTicket`: `INVESTIGATING` → `PLANNING`. */
  DIAGNOSE: 'DIAGNOSE',
  /** `submitPlan`: `PLANNING` → `AWAITING_APPROVAL`. Without an approval → `SCHEDULED` or `IMPLEMENTING`. */
  SUBMIT_PLAN: 'SUBMIT_PLAN',
  /** `decideApproval`: `AWAITING_APPROVAL` → `SCHEDULED` or `IMPLEMENTING`, once enough approvers have approved. */
  APPROVE: 'APPROVE',
  /** `decideApproval`: `AWAITING_APPROVAL` → `PLANNING`. */
  REJECT: 'REJECT',
  /** `withdrawPlan`: `AWAITING_APPROVAL`, `SCHEDULED` or `IMPLEMENTING` → `PLANNING`. */
  WITHDRAW_PLAN: 'WITHDRAW_PLAN',
  /** `startImplementation`: `SCHEDULED` → `IMPLEMENTING`. */
  START_IMPLEMENTATION: 'START_IMPLEMENTATION',
  /** `completeImplementation`: `IMPLEMENTING` → `VERIFYING`. */
  COMPLETE_IMPLEMENTATION: 'COMPLETE_IMPLEMENTATION',
  /** `verifyTicket`: `VERIFYING` → `RESOLVED`. When the verification failed → `INVESTIGATING`. */
  VERIFY: 'VERIFY',
  /** `mergeTicket`: any open status → `CANCELLED`. */
  MERGE: 'MERGE',
  /** `unmergeTicket`: `CANCELLED` → the status before the merge. */
  UNMERGE: 'UNMERGE',
} as const;
export type TransitionName = (typeof TransitionName)[keyof typeof TransitionName];

/** Why a transition is not allowed. */
export const TransitionReasonCode = {
  /** The transition does not start from the ticket's status. */
  WRONG_STATUS: 'WRONG_STATUS',
  /** Tickets of this type do not have the transition. */
  WRONG_TYPE: 'WRONG_TYPE',
  /** The viewer's role, or their role on the ticket, does not allow the transition. */
  NOT_PERMITTED: 'NOT_PERMITTED',
  /** A requirement is not met; see `InvalidTransitionError.requirements`. */
  MISSING_FIELDS: 'MISSING_FIELDS',
  /** Tasks of the plan are still open. */
  OPEN_TASKS: 'OPEN_TASKS',
  /** The ticket needs a review first; see `reviewTicket`. */
  REVIEW_MISSING: 'REVIEW_MISSING',
  /** The ticket is not merged into another ticket. */
  NOT_MERGED: 'NOT_MERGED',
  /** The viewer has already decided about this plan. */
  ALREADY_DECIDED: 'ALREADY_DECIDED',
} as const;
export type TransitionReasonCode = (typeof TransitionReasonCode)[keyof typeof TransitionReasonCode];

/** Why an upload was rejected. */
export const UploadRejection = {
  /** No file was uploaded to the URL. */
  MISSING: 'MISSING',
  /** The file's size differs from the announced size. */
  SIZE_MISMATCH: 'SIZE_MISMATCH',
  /** The file's SHA-256 differs from the announced one. */
  CHECKSUM_MISMATCH: 'CHECKSUM_MISMATCH',
  /** The content has a type that was not announced, or that is not accepted (`attachmentPolicy`). */
  TYPE_NOT_ALLOWED: 'TYPE_NOT_ALLOWED',
  /** The upload was not completed within an hour. */
  EXPIRED: 'EXPIRED',
} as const;
export type UploadRejection = (typeof UploadRejection)[keyof typeof UploadRejection];

/** How soon the business is affected. */
export const Urgency = {
  /** Immediately. */
  HIGH: 'HIGH',
  /** Soon. */
  MEDIUM: 'MEDIUM',
  /** Later. */
  LOW: 'LOW',
} as const;
export type Urgency = (typeof Urgency)[keyof typeof Urgency];

/** What users can be ordered by. */
export const UserOrderField = {
  /** The name. */
  NAME: 'NAME',
} as const;
export type UserOrderField = (typeof UserOrderField)[keyof typeof UserOrderField];

/**
 * A rule that an input value can break. Clients must ignore values they do not know: later versions add some. GraphQL errors with the code
 * `BAD_USER_INPUT` have it as `extensions.rule`.
 */
export const ValidationRule = {
  /** The text is not the number of a ticket. */
  NUMBER: 'NUMBER',
  /** The code is not in the catalogue of resolution codes. */
  NOT_IN_CATALOGUE: 'NOT_IN_CATALOGUE',
  /** The value was submitted for approval. Withdraw the plan first. */
  FROZEN: 'FROZEN',
  /** The object belongs to an earlier plan. */
  OLD_PLAN: 'OLD_PLAN',
  /** The user cannot see the ticket. */
  NOT_VISIBLE: 'NOT_VISIBLE',
  /** No resolution was proposed. */
  NO_RESOLUTION: 'NO_RESOLUTION',
  /** A standard change needs a template that is marked `standardChange`, and the category, subcategory and services that the template gives. */
  STANDARD_TEMPLATE: 'STANDARD_TEMPLATE',
  /** A standard change cannot have the risk `HIGH`. */
  STANDARD_RISK: 'STANDARD_RISK',
  /** The key was revoked. */
  REVOKED: 'REVOKED',
  /** The organisation needs an active administrator. */
  LAST_ADMIN: 'LAST_ADMIN',
  /** The value needs another one, which is missing. */
  ALONE: 'ALONE',
  /** The present password is wrong. */
  WRONG: 'WRONG',
  /** The value names the same user. */
  SAME: 'SAME',
  /** The user can still work tickets, and keeps them. */
  STILL_WORKS: 'STILL_WORKS',
  /** Sessions of an identity provider are not renewed here. */
  SESSION_METHOD: 'SESSION_METHOD',
  /** The session cannot be renewed any more. */
  RENEWAL_OVER: 'RENEWAL_OVER',
  /** The ticket has no major incident in progress. */
  NOT_MAJOR: 'NOT_MAJOR',
  /** The ticket is or was a major incident. */
  MAJOR_INCIDENT: 'MAJOR_INCIDENT',
  /** The type of the link has a mutation of its own. */
  RELATION: 'RELATION',
  /** The ticket has a parent already. */
  ONE_PARENT: 'ONE_PARENT',
  /** The tickets have no such link. */
  NOT_LINKED: 'NOT_LINKED',
  /** A link of the ticket does not allow the new type. */
  LINKED: 'LINKED',
  /** The problem has a known error. */
  KNOWN_ERROR: 'KNOWN_ERROR',
  /** The form has no such field. */
  UNKNOWN_FIELD: 'UNKNOWN_FIELD',
  /** The value is not an option of the field. */
  OPTION: 'OPTION',
  /** A value is missing, or has no visible character. */
  REQUIRED: 'REQUIRED',
  /** The text is too long, or a chain or period is. */
  TOO_LONG: 'TOO_LONG',
  /** The text is too short. */
  TOO_SHORT: 'TOO_SHORT',
  /** The list has too many values. */
  TOO_MANY: 'TOO_MANY',
  /** The number is too small or too large. */
  OUT_OF_RANGE: 'OUT_OF_RANGE',
  /** The text does not have the form that the field describes. */
  FORMAT: 'FORMAT',
  /** The text has a line break or a control character. */
  ONE_LINE: 'ONE_LINE',
  /** The text has an invisible character, or one that changes the direction of text. */
  VISIBLE: 'VISIBLE',
  /** The text has the character U+0000. */
  NO_NUL: 'NO_NUL',
  /** The text is not well-formed Unicode. */
  UNICODE: 'UNICODE',
  /** The text of a query has the character U+0000 or is not well-formed Unicode. */
  CHARACTERS: 'CHARACTERS',
  /** The text is no URL that is accepted. */
  URL: 'URL',
  /** Another object has the same value. */
  UNIQUE: 'UNIQUE',
  /** The value occurs twice in the list. */
  DUPLICATE: 'DUPLICATE',
  /** The value does not fit the type of the ticket, or of another value. */
  TYPE: 'TYPE',
  /** The status of the ticket does not allow it. */
  STATUS: 'STATUS',
  /** The state of the object does not allow it. */
  STATE: 'STATE',
  /** The object is retired. */
  RETIRED: 'RETIRED',
  /** The user's role is not one that the field needs. */
  ROLE: 'ROLE',
  /** An object cannot refer to itself in this way. */
  SELF: 'SELF',
  /** There is one already. */
  EXISTS: 'EXISTS',
  /** The objects would depend on each other in a circle, or be parents of each other. */
  CYCLE: 'CYCLE',
  /** The filters are in each other at too many levels. */
  TOO_DEEP: 'TOO_DEEP',
  /** The value is not accepted. */
  NOT_ALLOWED: 'NOT_ALLOWED',
  /** Two values of the input contradict each other. */
  CONTRADICTION: 'CONTRADICTION',
  /** Exactly one of several fields must be given. */
  ONE_OF: 'ONE_OF',
  /** The moment must be in the future. */
  IN_FUTURE: 'IN_FUTURE',
  /** The moment must not be in the future. */
  NOT_IN_FUTURE: 'NOT_IN_FUTURE',
  /** The end must be after the start. */
  ORDER: 'ORDER',
  /** The time in which it was possible is over. */
  EXPIRED: 'EXPIRED',
  /** The id is not an id of an object of this type. */
  ID: 'ID',
  /** The cursor is not one of this list in this order. */
  CURSOR: 'CURSOR',
  /** A comment on behalf of a user must be public. */
  PUBLIC: 'PUBLIC',
  /** The visibilities of the file and the comment do not fit. */
  VISIBILITY: 'VISIBILITY',
  /** The survey was answered already. */
  ANSWERED: 'ANSWERED',
  /** The category is a subcategory. */
  LEVEL: 'LEVEL',
  /** The subcategory belongs to another category. */
  PARENT: 'PARENT',
  /** A subcategory cannot have subcategories. */
  DEPTH: 'DEPTH',
  /** The user submitted the plan, or created the API key that submitted it. */
  SUBMITTER: 'SUBMITTER',
  /** The user requested the ticket. */
  REQUESTER: 'REQUESTER',
  /** The submitter made the user an approver. */
  ADDED_BY_SUBMITTER: 'ADDED_BY_SUBMITTER',
  /** The user's role or teams do not entitle them to decide. */
  NOT_ENTITLED: 'NOT_ENTITLED',
  /** The user is already an approver of the plan. */
  ASKED: 'ASKED',
  /** Nobody can decide about the plan. */
  NO_APPROVER: 'NO_APPROVER',
  /** The policy names too many approvers. */
  TOO_MANY_APPROVERS: 'TOO_MANY_APPROVERS',
  /** There are fewer approvers than must approve. */
  QUORUM: 'QUORUM',
  /** The value is only for another rule of approval. */
  RULE: 'RULE',
} as const;
export type ValidationRule = (typeof ValidationRule)[keyof typeof ValidationRule];

/** How the result was found. */
export const VerificationMethod = {
  /** A test. */
  TEST: 'TEST',
  /** An inspection. */
  INSPECTION: 'INSPECTION',
  /** The requester confirmed it. */
  REQUESTER_CONFIRMATION: 'REQUESTER_CONFIRMATION',
  /** A monitoring system reported it. */
  MONITORING: 'MONITORING',
} as const;
export type VerificationMethod = (typeof VerificationMethod)[keyof typeof VerificationMethod];

/** The result of a verification. */
export const VerificationOutcome = {
  /** It works. The ticket becomes `RESOLVED`. */
  PASSED: 'PASSED',
  /** It does not work. The ticket returns to `INVESTIGATING`. */
  FAILED: 'FAILED',
} as const;
export type VerificationOutcome = (typeof VerificationOutcome)[keyof typeof VerificationOutcome];

/** Who can see a comment or an attachment. */
export const Visibility = {
  /** Everyone who can see the ticket. */
  PUBLIC: 'PUBLIC',
  /**
   * Readers of internal notes: agents, leads, administrators and API keys that can see the ticket. Not agents who can see it only as its
   * requester or an affected user.
   */
  INTERNAL: 'INTERNAL',
} as const;
export type Visibility = (typeof Visibility)[keyof typeof Visibility];
