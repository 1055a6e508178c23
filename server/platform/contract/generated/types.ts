// Generated from schema/ by `npm run codegen`. Do not edit.
import 'reflect-metadata';
import { ArgsType, createUnionType, Field, Float, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../scalars.js';
import {
  AccessKind,
  AccessRecordOrderField,
  AccessRecordReason,
  ApiKeyOrderField,
  ApiKeyScope,
  ApprovalDecision,
  ApprovalOrderField,
  ApprovalPolicyOrderField,
  ApprovalRule,
  ApprovalState,
  ApproverDecision,
  ApproverObstacle,
  AssigneeState,
  CategoryOrderField,
  ChangeCalendarOrderField,
  ChangeKind,
  Channel,
  ClockEffect,
  CompanyOrderField,
  ConfigurationItemKind,
  ConfigurationItemOrderField,
  Criticality,
  ErrorCode,
  EventCauseKind,
  EventField,
  EventSubject,
  ForbiddenReason,
  FormFieldType,
  HoldReason,
  Impact,
  ImpactReasonKind,
  ImplementationOutcome,
  KnownErrorOrderField,
  MajorIncidentOrderField,
  OrderDirection,
  PlanKind,
  PresenceActivity,
  Priority,
  ProcessClock,
  ProcessStepName,
  ProcessStepState,
  QueueOrderField,
  QueueVisibility,
  RequestFormOrderField,
  ResolutionCodeOrderField,
  ResyncReason,
  ReviewOutcome,
  Risk,
  Role,
  SavedViewOrderField,
  SavedViewSharing,
  ServiceOrderField,
  SessionMethod,
  SessionOrderField,
  StatusCategory,
  SurveyOrderField,
  TaskOrderField,
  TaskState,
  TeamOrderField,
  TicketEventType,
  TicketOrderField,
  TicketParticipation,
  TicketRelation,
  TicketStatus,
  TicketTemplateOrderField,
  TicketType,
  TicketViewerRelation,
  TransitionName,
  TransitionReasonCode,
  UploadRejection,
  Urgency,
  UserOrderField,
  ValidationRule,
  VerificationMethod,
  VerificationOutcome,
  Visibility,
} from './enums.js';

export * from './enums.js';

/** Names a class as a type only: decorator metadata would read the class before it is there. */
type Ref<T> = T;

/** Values are plain objects that say what they are. */
const resolveType = (value: { readonly __typename: string }): string => value.__typename;

registerEnumType(AccessKind, { name: 'AccessKind' });
registerEnumType(AccessRecordOrderField, { name: 'AccessRecordOrderField' });
registerEnumType(AccessRecordReason, { name: 'AccessRecordReason' });
registerEnumType(ApiKeyOrderField, { name: 'ApiKeyOrderField' });
registerEnumType(ApiKeyScope, { name: 'ApiKeyScope' });
registerEnumType(ApprovalDecision, { name: 'ApprovalDecision' });
registerEnumType(ApprovalOrderField, { name: 'ApprovalOrderField' });
registerEnumType(ApprovalPolicyOrderField, { name: 'ApprovalPolicyOrderField' });
registerEnumType(ApprovalRule, { name: 'ApprovalRule' });
registerEnumType(ApprovalState, { name: 'ApprovalState' });
registerEnumType(ApproverDecision, { name: 'ApproverDecision' });
registerEnumType(ApproverObstacle, { name: 'ApproverObstacle' });
registerEnumType(AssigneeState, { name: 'AssigneeState' });
registerEnumType(CategoryOrderField, { name: 'CategoryOrderField' });
registerEnumType(ChangeCalendarOrderField, { name: 'ChangeCalendarOrderField' });
registerEnumType(ChangeKind, { name: 'ChangeKind' });
registerEnumType(Channel, { name: 'Channel' });
registerEnumType(ClockEffect, { name: 'ClockEffect' });
registerEnumType(CompanyOrderField, { name: 'CompanyOrderField' });
registerEnumType(ConfigurationItemKind, { name: 'ConfigurationItemKind' });
registerEnumType(ConfigurationItemOrderField, { name: 'ConfigurationItemOrderField' });
registerEnumType(Criticality, { name: 'Criticality' });
registerEnumType(ErrorCode, { name: 'ErrorCode' });
registerEnumType(EventCauseKind, { name: 'EventCauseKind' });
registerEnumType(EventField, { name: 'EventField' });
registerEnumType(EventSubject, { name: 'EventSubject' });
registerEnumType(ForbiddenReason, { name: 'ForbiddenReason' });
registerEnumType(FormFieldType, { name: 'FormFieldType' });
registerEnumType(HoldReason, { name: 'HoldReason' });
registerEnumType(Impact, { name: 'Impact' });
registerEnumType(ImpactReasonKind, { name: 'ImpactReasonKind' });
registerEnumType(ImplementationOutcome, { name: 'ImplementationOutcome' });
registerEnumType(KnownErrorOrderField, { name: 'KnownErrorOrderField' });
registerEnumType(MajorIncidentOrderField, { name: 'MajorIncidentOrderField' });
registerEnumType(OrderDirection, { name: 'OrderDirection' });
registerEnumType(PlanKind, { name: 'PlanKind' });
registerEnumType(PresenceActivity, { name: 'PresenceActivity' });
registerEnumType(Priority, { name: 'Priority' });
registerEnumType(ProcessClock, { name: 'ProcessClock' });
registerEnumType(ProcessStepName, { name: 'ProcessStepName' });
registerEnumType(ProcessStepState, { name: 'ProcessStepState' });
registerEnumType(QueueOrderField, { name: 'QueueOrderField' });
registerEnumType(QueueVisibility, { name: 'QueueVisibility' });
registerEnumType(RequestFormOrderField, { name: 'RequestFormOrderField' });
registerEnumType(ResolutionCodeOrderField, { name: 'ResolutionCodeOrderField' });
registerEnumType(ResyncReason, { name: 'ResyncReason' });
registerEnumType(ReviewOutcome, { name: 'ReviewOutcome' });
registerEnumType(Risk, { name: 'Risk' });
registerEnumType(Role, { name: 'Role' });
registerEnumType(SavedViewOrderField, { name: 'SavedViewOrderField' });
registerEnumType(SavedViewSharing, { name: 'SavedViewSharing' });
registerEnumType(ServiceOrderField, { name: 'ServiceOrderField' });
registerEnumType(SessionMethod, { name: 'SessionMethod' });
registerEnumType(SessionOrderField, { name: 'SessionOrderField' });
registerEnumType(StatusCategory, { name: 'StatusCategory' });
registerEnumType(SurveyOrderField, { name: 'SurveyOrderField' });
registerEnumType(TaskOrderField, { name: 'TaskOrderField' });
registerEnumType(TaskState, { name: 'TaskState' });
registerEnumType(TeamOrderField, { name: 'TeamOrderField' });
registerEnumType(TicketEventType, { name: 'TicketEventType' });
registerEnumType(TicketOrderField, { name: 'TicketOrderField' });
registerEnumType(TicketParticipation, { name: 'TicketParticipation' });
registerEnumType(TicketRelation, { name: 'TicketRelation' });
registerEnumType(TicketStatus, { name: 'TicketStatus' });
registerEnumType(TicketTemplateOrderField, { name: 'TicketTemplateOrderField' });
registerEnumType(TicketType, { name: 'TicketType' });
registerEnumType(TicketViewerRelation, { name: 'TicketViewerRelation' });
registerEnumType(TransitionName, { name: 'TransitionName' });
registerEnumType(TransitionReasonCode, { name: 'TransitionReasonCode' });
registerEnumType(UploadRejection, { name: 'UploadRejection' });
registerEnumType(Urgency, { name: 'Urgency' });
registerEnumType(UserOrderField, { name: 'UserOrderField' });
registerEnumType(ValidationRule, { name: 'ValidationRule' });
registerEnumType(VerificationMethod, { name: 'VerificationMethod' });
registerEnumType(VerificationOutcome, { name: 'VerificationOutcome' });
registerEnumType(Visibility, { name: 'Visibility' });

@InterfaceType('Actor', { resolveType })
abstract class ActorInterface {
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name. */
  @Field(() => String)
  name!: string;
}
/** Who did something: a user, an integration, or Ticketwire itself. Clients must ignore types they do not know: later versions add some. */
export const Actor = ActorInterface;
export type Actor = Integration | SystemActor | User;

@InterfaceType('Node', { resolveType })
abstract class NodeInterface {
  /** The global id: opaque, and unique over all types. */
  @Field(() => ID)
  id!: string;
}
/** An object with a global id (Relay's global object identification). */
export const Node = NodeInterface;
export type Node = ApiKey | Approval | ApprovalPolicy | Attachment | Category | Comment | Company | ConfigurationItem | Diagnosis | Integration | KnownError | Organisation | Queue | RequestForm | ResolutionCode | ResolutionPlan | Review | SavedView | Service | Session | Survey | Task | Team | Ticket | TicketEvent | TicketTemplate | User | Verification;

@InterfaceType('StreamItem', { resolveType })
abstract class StreamItemInterface {
  /** Give it as `after` to continue after this item. */
  @Field(() => String)
  cursor!: string;
}
/**
 * Every item of every subscription. Clients must ignore members of a union and values of an enum that they do not know: later versions add
 * some. Remember the cursor of an unknown item like any other.
 */
export const StreamItem = StreamItemInterface;
export type StreamItem = QueueCountersChanged | QueueCountersSnapshot | ResyncRequired | StreamPosition | TicketChanged | TicketEntered | TicketEvent | TicketGone | TicketLeft | TicketPresence | TicketViewCount | TicketViewSnapshot;

@InterfaceType('UserError', { resolveType })
abstract class UserErrorInterface {
  /** The code of the error, for programs. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the wrong argument, for example `["input", "subject"]`. Empty when the error is about the whole request. */
  @Field(() => [String])
  path!: readonly string[];
}
/** A reason why a mutation was refused. When a payload contains an error, nothing was changed. */
export const UserError = UserErrorInterface;
export type UserError = ConflictError | ForbiddenError | IdempotencyError | InvalidCredentialsError | InvalidTransitionError | NotFoundError | RateLimitedError | UploadRejectedError | ValidationError;

/**
 * An entry of the access log: a sign-in, a use of a key, or a refusal. Identical records within an hour are merged and counted. Records are
 * kept for 400 days. Changes of users and keys are in the event log instead.
 */
@ObjectType('AccessRecord', { simpleResolvers: true })
export class AccessRecord {
  __typename?: 'AccessRecord';
  /** What the record is about. */
  @Field(() => AccessKind)
  kind!: AccessKind;
  /** How the sign-in was tried. Null for records that are not about a sign-in. */
  @Field(() => SessionMethod, { nullable: true })
  method!: SessionMethod | null;
  /**
   * Why it was refused. Null when nothing was refused.
   * For `SIGN_IN_REFUSED`: `WRONG_PASSWORD`, `RATE_LIMITED`, `DEACTIVATED`, `EMAIL_NOT_VERIFIED`, `OTHER_IDENTITY`. For `TOKEN_REFUSED`:
   * `EXPIRED`, `REVOKED`, `DEACTIVATED`, `SUSPENDED`. For `ACTION_REFUSED`: the value of `ForbiddenError.reason`.
   */
  @Field(() => AccessRecordReason, { nullable: true })
  reason!: AccessRecordReason | null;
  /** For `ACTION_REFUSED`: the field of `Mutation` that was called, or `query`. Null for other kinds. */
  @Field(() => String, { nullable: true })
  operation!: string | null;
  /** The IP address; of an IPv6 address only the first half. Null for `SIGN_OUT`, and for sign-ins over the rate limit, which are counted together. */
  @Field(() => String, { nullable: true })
  address!: string | null;
  /**
   * How often it happened within the hour. A crash can lose the last second of the count; an outage can count something twice. The first
   * occurrence is never lost.
   */
  @Field(() => Int)
  count!: number;
  /** When it first happened within the hour. */
  @Field(() => DateTimeScalar)
  firstAt!: Date | string;
  /** When it last happened within the hour. */
  @Field(() => DateTimeScalar)
  lastAt!: Date | string;
  // Resolved by hand: actor.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `AccessRecordConnection`. */
@ObjectType('AccessRecordEdge', { simpleResolvers: true })
export class AccessRecordEdge {
  __typename?: 'AccessRecordEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The record. */
  @Field(() => AccessRecord)
  node!: Ref<AccessRecord>;
}

/** Result of `addComment`. */
@ObjectType('AddCommentPayload', { simpleResolvers: true })
export class AddCommentPayload {
  __typename?: 'AddCommentPayload';
  /** The comment. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `addLabels`. */
@ObjectType('AddLabelsPayload', { simpleResolvers: true })
export class AddLabelsPayload {
  __typename?: 'AddLabelsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `addTask`. */
@ObjectType('AddTaskPayload', { simpleResolvers: true })
export class AddTaskPayload {
  __typename?: 'AddTaskPayload';
  /** The task after the change. Null when the mutation was refused, or when the viewer cannot see the task. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  taskId!: string | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `allowFreeResolutionCodes`. */
@ObjectType('AllowFreeResolutionCodesPayload', { simpleResolvers: true })
export class AllowFreeResolutionCodesPayload {
  __typename?: 'AllowFreeResolutionCodesPayload';
  /** The organisation after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Organisation, { nullable: true })
  organisation!: Ref<Organisation> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `answerSurvey`. */
@ObjectType('AnswerSurveyPayload', { simpleResolvers: true })
export class AnswerSurveyPayload {
  __typename?: 'AnswerSurveyPayload';
  /** The survey after the change. Null when the mutation was refused. */
  @Field(() => SurveyForm, { nullable: true })
  surveyForm!: Ref<SurveyForm> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** An API key: the credentials of a program. An administrator creates it. Its secret is shown once. */
@ObjectType('ApiKey', { simpleResolvers: true, implements: [Node] })
export class ApiKey {
  __typename!: 'ApiKey';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** What the key is for. */
  @Field(() => String)
  name!: string;
  /** The program that uses the key, as readers of its tickets and comments see it. */
  @Field(() => Integration)
  integration!: Ref<Integration>;
  /** The beginning of the secret, to recognise the key: `twk_`, the organisation, and the first six secret characters. */
  @Field(() => String)
  prefix!: string;
  /** The permissions of the key. */
  @Field(() => [ApiKeyScope])
  scopes!: readonly ApiKeyScope[];
  /** When the key was created. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When the key expires. Null: never. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** When the key was revoked. Null when it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: Date | string | null;
  /**
   * Since when the key is suspended: it has `ADMINISTRATION`, and the user who created it is no administrator any more. It works again after
   * `confirmApiKey`. Null when it is not suspended.
   */
  @Field(() => DateTimeScalar, { nullable: true })
  suspendedAt!: Date | string | null;
  /**
   * When the key stops working, because its secret has the old format without the organisation. Create a new key before, and revoke this one.
   * Null for keys with the present format.
   */
  @Field(() => DateTimeScalar, { nullable: true })
  stopsWorkingAt!: Date | string | null;
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ApiKeyConnection`. */
@ObjectType('ApiKeyEdge', { simpleResolvers: true })
export class ApiKeyEdge {
  __typename?: 'ApiKeyEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The key. */
  @Field(() => ApiKey)
  node!: Ref<ApiKey>;
}

/**
 * The approval of a plan. Never an approver: the user who submitted the plan, the user who created the API key that submitted it, the
 * requester of the ticket, and users who would be approvers only by what the first two gave them: a role, a place in a team, a place in the
 * policy. The policy is applied as it is when the plan is submitted; each approver decides with the rights they have at the
 * decision. Visible to readers of internal notes and, while the approval is `PENDING` or `APPROVED` and the ticket is not cancelled, to its
 * approvers.
 */
@ObjectType('Approval', { simpleResolvers: true, implements: [Node] })
export class Approval {
  __typename!: 'Approval';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** How many of the approvers must approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** Number of approvals that are needed. */
  @Field(() => Int)
  needed!: number;
  /** The state of the approval. */
  @Field(() => ApprovalState)
  state!: ApprovalState;
  /** When the approval was requested. */
  @Field(() => DateTimeScalar)
  requestedAt!: Date | string;
  /** When the decision is due. Null when there is no due time. */
  @Field(() => DateTimeScalar, { nullable: true })
  dueAt!: Date | string | null;
  /** Whether the due time passed without a decision. */
  @Field(() => Boolean)
  overdue!: boolean;
  /** When it was decided. Null while it is pending. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ApprovalConnection`. */
@ObjectType('ApprovalEdge', { simpleResolvers: true })
export class ApprovalEdge {
  __typename?: 'ApprovalEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The approval. */
  @Field(() => Approval)
  node!: Ref<Approval>;
}

/**
 * Which plans need approval, and by whom. The most specific active policy applies: a category is more specific than a risk, a risk more than a
 * kind of change.
 * Without a policy, a `NORMAL` or `EMERGENCY` change needs the approval of one of the leads of the queue's team (members who lead it and have
 * the role `LEAD` or `ADMIN`) and the administrators. Other tickets need none. A user does not count whom the submitter of the plan, or the
 * creator of the API key that submitted it, ever put into the team.
 * A `STANDARD` change never needs approval. An `EMERGENCY` change needs exactly one approval.
 */
@ObjectType('ApprovalPolicy', { simpleResolvers: true, implements: [Node] })
export class ApprovalPolicy {
  __typename!: 'ApprovalPolicy';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it applies to. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The kind of changes it applies to. Null: all kinds. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind!: ChangeKind | null;
  /** The risk of the plans it applies to. Null: every risk. */
  @Field(() => Risk, { nullable: true })
  risk!: Risk | null;
  /** How many of the approvers must approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** Number of approvals that are needed, for the rule `QUORUM`. Null for other rules. */
  @Field(() => Int, { nullable: true })
  quorum!: number | null;
  /** Hours from the request until the decision is due. Null: no due time. */
  @Field(() => Int, { nullable: true })
  dueHours!: number | null;
  /** Hours from the request until approvers without a decision are reminded, once. Null: no reminder. */
  @Field(() => Int, { nullable: true })
  remindHours!: number | null;
  /** Whether the policy applies. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the policy increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ApprovalPolicyConnection`. */
@ObjectType('ApprovalPolicyEdge', { simpleResolvers: true })
export class ApprovalPolicyEdge {
  __typename?: 'ApprovalPolicyEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The policy. */
  @Field(() => ApprovalPolicy)
  node!: Ref<ApprovalPolicy>;
}

/** A user who is asked to approve a plan. */
@ObjectType('Approver', { simpleResolvers: true })
export class Approver {
  __typename?: 'Approver';
  /** What the approver did. Null when nothing yet. */
  @Field(() => ApproverDecision, { nullable: true })
  decision!: ApproverDecision | null;
  /** The reason for the decision. */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  /** When the approver decided. Null before the decision. */
  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt!: Date | string | null;
  /** Whether the approver can decide now: the approval is pending, they have not decided, and their present rights allow it. */
  @Field(() => Boolean)
  canDecide!: boolean;
  /** Why the approver can no longer decide, by their present rights. Null when these allow it, and after the decision. */
  @Field(() => ApproverObstacle, { nullable: true })
  obstacle!: ApproverObstacle | null;
  // Resolved by hand: user, delegatedBy.
}

/** Result of `assignTask`. */
@ObjectType('AssignTaskPayload', { simpleResolvers: true })
export class AssignTaskPayload {
  __typename?: 'AssignTaskPayload';
  /** The task after the change. Null when the mutation was refused, or when the viewer cannot see the task. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `assignTicket`. */
@ObjectType('AssignTicketPayload', { simpleResolvers: true })
export class AssignTicketPayload {
  __typename?: 'AssignTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer can no longer see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `assignTickets`. */
@ObjectType('AssignTicketsPayload', { simpleResolvers: true })
export class AssignTicketsPayload {
  __typename?: 'AssignTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A file on a ticket or a comment. */
@ObjectType('Attachment', { simpleResolvers: true, implements: [Node] })
export class Attachment {
  __typename!: 'Attachment';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The file name, without paths and control characters. */
  @Field(() => String)
  fileName!: string;
  /** Size in bytes. */
  @Field(() => Int)
  size!: number;
  /** The MIME type, checked against the content. XML and e-mail files are downloaded as `application/octet-stream`. */
  @Field(() => String)
  contentType!: string;
  /** The SHA-256 of the content: 64 hexadecimal digits. */
  @Field(() => String)
  sha256!: string;
  /** Who can see the attachment. On a comment, it is the comment's visibility. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `AttachmentConnection`. */
@ObjectType('AttachmentEdge', { simpleResolvers: true })
export class AttachmentEdge {
  __typename?: 'AttachmentEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The attachment. */
  @Field(() => Attachment)
  node!: Ref<Attachment>;
}

/** Which files can be attached. */
@ObjectType('AttachmentPolicy', { simpleResolvers: true })
export class AttachmentPolicy {
  __typename?: 'AttachmentPolicy';
  /** The largest file size, in bytes. */
  @Field(() => Int)
  maxBytes!: number;
  /** The MIME types that are accepted. The operator configures them. */
  @Field(() => [String])
  contentTypes!: readonly string[];
  /** Common file name endings of these types, for example `.png`: for the `accept` attribute of a file input. Other endings can be accepted too. */
  @Field(() => [String])
  fileNameEndings!: readonly string[];
}

/**
 * Whether the viewer can make one transition of one ticket, and what its form needs. The input consists of `arguments`, the fields that are
 * non-null in the input type of `mutation`, and fields that meet all `requirements`. Introspection gives the types and the enum values, and
 * `choices` the lists of other values.
 */
@ObjectType('AvailableTransition', { simpleResolvers: true })
export class AvailableTransition {
  __typename?: 'AvailableTransition';
  /** Statuses to which the transition can lead, the most likely one first. */
  @Field(() => [TicketStatus])
  outcomes!: readonly TicketStatus[];
  /** Effects of the transition on the ticket's clocks, when it leads forward. */
  @Field(() => [ClockChange])
  clocks!: readonly ClockChange[];
  /** The transition. */
  @Field(() => TransitionName)
  transition!: TransitionName;
  /** The field of `Mutation` that makes the transition. */
  @Field(() => String)
  mutation!: string;
  /** Values for the input, for example `ticketId` and `expectedVersion`. */
  @Field(() => [TransitionArgument])
  arguments!: readonly TransitionArgument[];
  /** Whether the viewer can make the transition now, provided that the requirements are met. */
  @Field(() => Boolean)
  allowed!: boolean;
  /** Why the transition is not allowed. Empty when it is allowed. */
  @Field(() => [TransitionReason])
  reasons!: readonly TransitionReason[];
  /**
   * What the input needs in addition to its non-null fields. All requirements must be met. Values that the ticket already has are not
   * required again.
   */
  @Field(() => [TransitionRequirement])
  requirements!: readonly TransitionRequirement[];
  /**
   * Fields of the input with the list that their values come from. Another resolution code is refused with the rule `NOT_IN_CATALOGUE`, unless
   * `Organisation.freeResolutionCodes` is true.
   */
  @Field(() => [TransitionChoice])
  choices!: readonly TransitionChoice[];
}

/** Result of `cancelTicket`. */
@ObjectType('CancelTicketPayload', { simpleResolvers: true })
export class CancelTicketPayload {
  __typename?: 'CancelTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `cancelTickets`. */
@ObjectType('CancelTicketsPayload', { simpleResolvers: true })
export class CancelTicketsPayload {
  __typename?: 'CancelTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A class of tickets. Each ticket type has a tree of two levels: categories and subcategories. */
@ObjectType('Category', { simpleResolvers: true, implements: [Node] })
export class Category {
  __typename!: 'Category';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique under its parent. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it classifies. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** False when it is retired. Tickets that use it keep it; new tickets cannot use it. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the category increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `CategoryConnection`. */
@ObjectType('CategoryEdge', { simpleResolvers: true })
export class CategoryEdge {
  __typename?: 'CategoryEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The category. */
  @Field(() => Category)
  node!: Ref<Category>;
}

/** A page of the change calendar, by the start of the windows. */
@ObjectType('ChangeCalendarConnection', { simpleResolvers: true })
export class ChangeCalendarConnection {
  __typename?: 'ChangeCalendarConnection';
  /** The entries with their cursors. */
  @Field(() => [ChangeCalendarEdge])
  edges!: readonly ChangeCalendarEdge[];
  /** The entries. */
  @Field(() => [ChangeCalendarEntry])
  nodes!: readonly ChangeCalendarEntry[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ChangeCalendarConnection`. */
@ObjectType('ChangeCalendarEdge', { simpleResolvers: true })
export class ChangeCalendarEdge {
  __typename?: 'ChangeCalendarEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The entry. */
  @Field(() => ChangeCalendarEntry)
  node!: Ref<ChangeCalendarEntry>;
}

/** A plan with a window that has not ended: its ticket is `AWAITING_APPROVAL`, `SCHEDULED` or `IMPLEMENTING`, or is on hold from one of these statuses. */
@ObjectType('ChangeCalendarEntry', { simpleResolvers: true })
export class ChangeCalendarEntry {
  __typename?: 'ChangeCalendarEntry';
  /** The window of the plan. */
  @Field(() => ChangeWindow)
  window!: Ref<ChangeWindow>;
  // Resolved by hand: ticket, plan, affectedServices, collisions.
}

/** Result of `changeMajorIncident`. */
@ObjectType('ChangeMajorIncidentPayload', { simpleResolvers: true })
export class ChangeMajorIncidentPayload {
  __typename?: 'ChangeMajorIncidentPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Rule `NOT_MAJOR`: the ticket has no major incident in progress. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The time in which a plan is carried out. Half-open: `start` is included, `end` is not. */
@ObjectType('ChangeWindow', { simpleResolvers: true })
export class ChangeWindow {
  __typename?: 'ChangeWindow';
  /** The start, included. */
  @Field(() => DateTimeScalar)
  start!: Date | string;
  /** The end, not included. */
  @Field(() => DateTimeScalar)
  end!: Date | string;
}

/** Numbers of children of a ticket that the viewer can see. */
@ObjectType('ChildCounts', { simpleResolvers: true })
export class ChildCounts {
  __typename?: 'ChildCounts';
  /** All children. */
  @Field(() => Int)
  total!: number;
  /** Children with the status category `TODO`. */
  @Field(() => Int)
  todo!: number;
  /** Children with the status category `IN_PROGRESS`. */
  @Field(() => Int)
  inProgress!: number;
  /** Children with the status category `WAITING`. */
  @Field(() => Int)
  waiting!: number;
  /** Children with the status category `DONE`. */
  @Field(() => Int)
  done!: number;
}

/** What a transition does to one clock. */
@ObjectType('ClockChange', { simpleResolvers: true })
export class ClockChange {
  __typename?: 'ClockChange';
  /** The clock. */
  @Field(() => ProcessClock)
  clock!: ProcessClock;
  /** The effect on the clock. */
  @Field(() => ClockEffect)
  effect!: ClockEffect;
}

/** Result of `closeTicket`. */
@ObjectType('CloseTicketPayload', { simpleResolvers: true })
export class CloseTicketPayload {
  __typename?: 'CloseTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `closeTickets`. */
@ObjectType('CloseTicketsPayload', { simpleResolvers: true })
export class CloseTicketsPayload {
  __typename?: 'CloseTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** How tickets of one type are closed. */
@ObjectType('ClosurePolicy', { simpleResolvers: true })
export class ClosurePolicy {
  __typename?: 'ClosurePolicy';
  /** The type of the tickets. */
  @Field(() => TicketType)
  type!: TicketType;
  /**
   * A resolved ticket closes automatically after this number of 24-hour days without a public change. Null: never. The number at the moment of
   * the resolution applies until the ticket is reopened; for a ticket that needs a review, the number at the moment of the review.
   */
  @Field(() => Int, { nullable: true })
  autoCloseDays!: number | null;
  /** Whether the requester receives a satisfaction survey when a ticket closes. */
  @Field(() => Boolean)
  survey!: boolean;
}

/** A public comment or an internal note on a ticket. */
@ObjectType('Comment', { simpleResolvers: true, implements: [Node] })
export class Comment {
  __typename!: 'Comment';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** Who can see the comment. */
  @Field(() => Visibility)
  visibility!: Visibility;
  /** The text, in Markdown. */
  @Field(() => String)
  body!: string;
  /** The version, for `expectedVersion`. Every change of the comment increases it. */
  @Field(() => Int)
  version!: number;
  /** When the server recorded it. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When the comment was written. For imports, this is earlier than `createdAt`. */
  @Field(() => DateTimeScalar)
  occurredAt!: Date | string;
  /** When the text was last edited. Null when it never was. */
  @Field(() => DateTimeScalar, { nullable: true })
  editedAt!: Date | string | null;
  /** When the text was redacted: it was removed for good, with all former texts. Null when it never was. */
  @Field(() => DateTimeScalar, { nullable: true })
  redactedAt!: Date | string | null;
  // Resolved by hand: ticket, author, redactedBy, edits, attachments.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `CommentConnection`. */
@ObjectType('CommentEdge', { simpleResolvers: true })
export class CommentEdge {
  __typename?: 'CommentEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The comment. */
  @Field(() => Comment)
  node!: Ref<Comment>;
}

/** A former text of a comment. */
@ObjectType('CommentEdit', { simpleResolvers: true })
export class CommentEdit {
  __typename?: 'CommentEdit';
  /** The former text, in Markdown. */
  @Field(() => String)
  body!: string;
  /** When it was replaced. */
  @Field(() => DateTimeScalar)
  editedAt!: Date | string;
  // Resolved by hand: editedBy.
}

/** A company: an organisation of customers, with its people. It gives access to nothing. Hidden from requesters, except their own. */
@ObjectType('Company', { simpleResolvers: true, implements: [Node] })
export class Company {
  __typename!: 'Company';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique among the organisation's companies. */
  @Field(() => String)
  name!: string;
  /** False when it is retired. People and tickets keep it; it cannot be given to others. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the company increases it. */
  @Field(() => Int)
  version!: number;
  /** When the company was created. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: externalId, people.
}

/** A page of companies, by name. */
@ObjectType('CompanyConnection', { simpleResolvers: true })
export class CompanyConnection {
  __typename?: 'CompanyConnection';
  /** The companies with their cursors. */
  @Field(() => [CompanyEdge])
  edges!: readonly CompanyEdge[];
  /** The companies. */
  @Field(() => [Company])
  nodes!: readonly Company[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `CompanyConnection`. */
@ObjectType('CompanyEdge', { simpleResolvers: true })
export class CompanyEdge {
  __typename?: 'CompanyEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The company. */
  @Field(() => Company)
  node!: Ref<Company>;
}

/** Result of `completeAttachmentUpload`. */
@ObjectType('CompleteAttachmentUploadPayload', { simpleResolvers: true })
export class CompleteAttachmentUploadPayload {
  __typename?: 'CompleteAttachmentUploadPayload';
  /** The id of the upload, for `attachmentIds`. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  attachmentId!: string | null;
  /** The attachment. Null when the mutation was refused, when the viewer cannot see it, and while the upload has no ticket. */
  @Field(() => Attachment, { nullable: true })
  attachment!: Ref<Attachment> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `completeImplementation`. */
@ObjectType('CompleteImplementationPayload', { simpleResolvers: true })
export class CompleteImplementationPayload {
  __typename?: 'CompleteImplementationPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `completeTask`. */
@ObjectType('CompleteTaskPayload', { simpleResolvers: true })
export class CompleteTaskPayload {
  __typename?: 'CompleteTaskPayload';
  /** The task after the change. Null when the mutation was refused, or when the viewer cannot see the task. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A configuration item (CI): a component that services depend on. Hidden from requesters. */
@ObjectType('ConfigurationItem', { simpleResolvers: true, implements: [Node] })
export class ConfigurationItem {
  __typename!: 'ConfigurationItem';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique among the organisation's configuration items. */
  @Field(() => String)
  name!: string;
  /** What it is, in Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** The kind of the item. */
  @Field(() => ConfigurationItemKind)
  kind!: ConfigurationItemKind;
  /** How much the organisation depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** False when it is retired. Tickets that use it keep it; new tickets cannot use it. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the item and of what it depends on increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ConfigurationItemConnection`. */
@ObjectType('ConfigurationItemEdge', { simpleResolvers: true })
export class ConfigurationItemEdge {
  __typename?: 'ConfigurationItemEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The item. */
  @Field(() => ConfigurationItem)
  node!: Ref<ConfigurationItem>;
}

/** Result of `confirmApiKey`. */
@ObjectType('ConfirmApiKeyPayload', { simpleResolvers: true })
export class ConfirmApiKeyPayload {
  __typename?: 'ConfirmApiKeyPayload';
  /** The key. Null when the mutation was refused. */
  @Field(() => ApiKey, { nullable: true })
  apiKey!: Ref<ApiKey> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The object has a newer version than `expectedVersion`. Compare `current` with your change, then send it again with `currentVersion`. */
@ObjectType('ConflictError', { simpleResolvers: true, implements: [UserError] })
export class ConflictError {
  __typename!: 'ConflictError';
  /** Always `CONFLICT`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the version field. */
  @Field(() => [String])
  path!: readonly string[];
  /** The present version of the object. */
  @Field(() => Int)
  currentVersion!: number;
  /** The object as it is now. */
  @Field(() => Node, { nullable: true })
  current!: Ref<Node> | null;
}

/** Result of `createApiKey`. */
@ObjectType('CreateApiKeyPayload', { simpleResolvers: true })
export class CreateApiKeyPayload {
  __typename?: 'CreateApiKeyPayload';
  /** The key. Null when the mutation was refused. */
  @Field(() => ApiKey, { nullable: true })
  apiKey!: Ref<ApiKey> | null;
  /**
   * The secret, for the header `Authorization: Bearer …`. Shown only in this answer. Null when the mutation was refused, and in the answer to
   * a repeated call.
   */
  @Field(() => String, { nullable: true })
  secret!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createApprovalPolicy`. */
@ObjectType('CreateApprovalPolicyPayload', { simpleResolvers: true })
export class CreateApprovalPolicyPayload {
  __typename?: 'CreateApprovalPolicyPayload';
  /** The policy. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ApprovalPolicy, { nullable: true })
  approvalPolicy!: Ref<ApprovalPolicy> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  approvalPolicyId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createAttachmentUpload`. */
@ObjectType('CreateAttachmentUploadPayload', { simpleResolvers: true })
export class CreateAttachmentUploadPayload {
  __typename?: 'CreateAttachmentUploadPayload';
  /** The id for `completeAttachmentUpload`, which must be called within an hour. Until then there is no attachment. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  attachmentId!: string | null;
  /** How to upload the file. Null when the mutation was refused, and when the call is repeated after the upload was completed. */
  @Field(() => PresignedUpload, { nullable: true })
  presignedUpload!: Ref<PresignedUpload> | null;
  /** The attachment, when the call is repeated after the upload was completed. Null before, and while the upload has no ticket. */
  @Field(() => Attachment, { nullable: true })
  attachment!: Ref<Attachment> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. `RateLimitedError`: the viewer has too many uploads that are not completed. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createCategory`. */
@ObjectType('CreateCategoryPayload', { simpleResolvers: true })
export class CreateCategoryPayload {
  __typename?: 'CreateCategoryPayload';
  /** The category. Null when the mutation was refused. */
  @Field(() => Category, { nullable: true })
  category!: Ref<Category> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createCompany`. */
@ObjectType('CreateCompanyPayload', { simpleResolvers: true })
export class CreateCompanyPayload {
  __typename?: 'CreateCompanyPayload';
  /** The company. Null when the mutation was refused, and for API keys without `TICKETS_READ`. */
  @Field(() => Company, { nullable: true })
  company!: Ref<Company> | null;
  /** The global id of the company. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  companyId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createConfigurationItem`. */
@ObjectType('CreateConfigurationItemPayload', { simpleResolvers: true })
export class CreateConfigurationItemPayload {
  __typename?: 'CreateConfigurationItemPayload';
  /** The item. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ConfigurationItem, { nullable: true })
  configurationItem!: Ref<ConfigurationItem> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  configurationItemId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createQueue`. */
@ObjectType('CreateQueuePayload', { simpleResolvers: true })
export class CreateQueuePayload {
  __typename?: 'CreateQueuePayload';
  /** The queue. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Queue, { nullable: true })
  queue!: Ref<Queue> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  queueId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createRequestForm`. */
@ObjectType('CreateRequestFormPayload', { simpleResolvers: true })
export class CreateRequestFormPayload {
  __typename?: 'CreateRequestFormPayload';
  /** The form. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => RequestForm, { nullable: true })
  requestForm!: Ref<RequestForm> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  requestFormId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createResolutionCode`. */
@ObjectType('CreateResolutionCodePayload', { simpleResolvers: true })
export class CreateResolutionCodePayload {
  __typename?: 'CreateResolutionCodePayload';
  /** The resolution code. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ResolutionCode, { nullable: true })
  resolutionCode!: Ref<ResolutionCode> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  resolutionCodeId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createSavedView`. */
@ObjectType('CreateSavedViewPayload', { simpleResolvers: true })
export class CreateSavedViewPayload {
  __typename?: 'CreateSavedViewPayload';
  /** The saved view. Null when the mutation was refused, and for API keys without `TICKETS_READ`. */
  @Field(() => SavedView, { nullable: true })
  savedView!: Ref<SavedView> | null;
  /** The global id of the saved view. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  savedViewId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createService`. */
@ObjectType('CreateServicePayload', { simpleResolvers: true })
export class CreateServicePayload {
  __typename?: 'CreateServicePayload';
  /** The service. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  serviceId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createTeam`. */
@ObjectType('CreateTeamPayload', { simpleResolvers: true })
export class CreateTeamPayload {
  __typename?: 'CreateTeamPayload';
  /** The team. Null when the mutation was refused. */
  @Field(() => Team, { nullable: true })
  team!: Ref<Team> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createTicket`. */
@ObjectType('CreateTicketPayload', { simpleResolvers: true })
export class CreateTicketPayload {
  __typename?: 'CreateTicketPayload';
  /** The ticket. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The id of the ticket. Given also when the viewer cannot see the ticket; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  ticketId!: string | null;
  /** The number of the ticket. Given also when the viewer cannot see the ticket; null only when the mutation was refused. */
  @Field(() => String, { nullable: true })
  number!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createTicketTemplate`. */
@ObjectType('CreateTicketTemplatePayload', { simpleResolvers: true })
export class CreateTicketTemplatePayload {
  __typename?: 'CreateTicketTemplatePayload';
  /** The template. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => TicketTemplate, { nullable: true })
  ticketTemplate!: Ref<TicketTemplate> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  ticketTemplateId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `createUser`. */
@ObjectType('CreateUserPayload', { simpleResolvers: true })
export class CreateUserPayload {
  __typename?: 'CreateUserPayload';
  /** The user. Null when the mutation was refused. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `deactivateUser`. */
@ObjectType('DeactivateUserPayload', { simpleResolvers: true })
export class DeactivateUserPayload {
  __typename?: 'DeactivateUserPayload';
  /** The user after the change. Null when the mutation was refused. `User.openWork` counts what they still hold. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** The API keys of the user that are not revoked, newest first: at most 100. Those with a `suspendedAt` are suspended. */
  @Field(() => [ApiKey])
  apiKeys!: readonly ApiKey[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `decideApproval`. */
@ObjectType('DecideApprovalPayload', { simpleResolvers: true })
export class DecideApprovalPayload {
  __typename?: 'DecideApprovalPayload';
  /** The approval after the change. Null when the mutation was refused, or when the viewer cannot see the approval. */
  @Field(() => Approval, { nullable: true })
  approval!: Ref<Approval> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `declareMajorIncident`. */
@ObjectType('DeclareMajorIncidentPayload', { simpleResolvers: true })
export class DeclareMajorIncidentPayload {
  __typename?: 'DeclareMajorIncidentPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: rules `TYPE`, `STATUS`, `EXISTS` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `delegateApproval`. */
@ObjectType('DelegateApprovalPayload', { simpleResolvers: true })
export class DelegateApprovalPayload {
  __typename?: 'DelegateApprovalPayload';
  /** The approval after the change. Null when the mutation was refused, or when the viewer cannot see the approval. */
  @Field(() => Approval, { nullable: true })
  approval!: Ref<Approval> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `deleteAttachment`. */
@ObjectType('DeleteAttachmentPayload', { simpleResolvers: true })
export class DeleteAttachmentPayload {
  __typename?: 'DeleteAttachmentPayload';
  /** The id of the deleted attachment. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  attachmentId!: string | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `deleteSavedView`. */
@ObjectType('DeleteSavedViewPayload', { simpleResolvers: true })
export class DeleteSavedViewPayload {
  __typename?: 'DeleteSavedViewPayload';
  /** The id of the deleted saved view. Null when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  savedViewId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `diagnoseTicket`. */
@ObjectType('DiagnoseTicketPayload', { simpleResolvers: true })
export class DiagnoseTicketPayload {
  __typename?: 'DiagnoseTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The result of an investigation. A later diagnosis does not overwrite it. */
@ObjectType('Diagnosis', { simpleResolvers: true, implements: [Node] })
export class Diagnosis {
  __typename!: 'Diagnosis';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The resolution cycle. It begins at 1; each reopening increases it. */
  @Field(() => Int)
  cycle!: number;
  /** What was found, in Markdown. */
  @Field(() => String)
  findings!: string;
  /** The root cause. Null when it is unknown, or when the ticket is no incident or problem and none was given. */
  @Field(() => String, { nullable: true })
  rootCause!: string | null;
  /** Why the root cause is unknown. Null when it is known or not given. */
  @Field(() => String, { nullable: true })
  rootCauseUnknownReason!: string | null;
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  diagnosedAt!: Date | string;
  // Resolved by hand: ticket, evidence, diagnosedBy.
}

/** A page of diagnoses, oldest first. */
@ObjectType('DiagnosisConnection', { simpleResolvers: true })
export class DiagnosisConnection {
  __typename?: 'DiagnosisConnection';
  /** The diagnoses with their cursors. */
  @Field(() => [DiagnosisEdge])
  edges!: readonly DiagnosisEdge[];
  /** The diagnoses. */
  @Field(() => [Diagnosis])
  nodes!: readonly Diagnosis[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `DiagnosisConnection`. */
@ObjectType('DiagnosisEdge', { simpleResolvers: true })
export class DiagnosisEdge {
  __typename?: 'DiagnosisEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The diagnosis. */
  @Field(() => Diagnosis)
  node!: Ref<Diagnosis>;
}

/** Result of `editComment`. */
@ObjectType('EditCommentPayload', { simpleResolvers: true })
export class EditCommentPayload {
  __typename?: 'EditCommentPayload';
  /** The comment after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `endMajorIncident`. */
@ObjectType('EndMajorIncidentPayload', { simpleResolvers: true })
export class EndMajorIncidentPayload {
  __typename?: 'EndMajorIncidentPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Rule `NOT_MAJOR`: the ticket has no major incident in progress. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The cause of an event. */
@ObjectType('EventCause', { simpleResolvers: true })
export class EventCause {
  __typename?: 'EventCause';
  /** The kind of cause. */
  @Field(() => EventCauseKind)
  kind!: EventCauseKind;
  /** The trace id of the request. */
  @Field(() => String, { nullable: true })
  requestId!: string | null;
  /** The cursor of the event that caused this one. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  // Resolved by hand: event.
}

/** A field that changed. */
@ObjectType('EventChange', { simpleResolvers: true })
export class EventChange {
  __typename?: 'EventChange';
  /** What the change is of. */
  @Field(() => EventSubject)
  of!: EventSubject;
  /** The field. */
  @Field(() => EventField)
  field!: EventField;
  /** The value before the change. Objects are given by their global ids. */
  @Field(() => JsonScalar, { nullable: true })
  from!: unknown | null;
  /** The value after the change. Objects are given by their global ids. */
  @Field(() => JsonScalar, { nullable: true })
  to!: unknown | null;
}

/** The viewer can see the object but is not permitted to do this. */
@ObjectType('ForbiddenError', { simpleResolvers: true, implements: [UserError] })
export class ForbiddenError {
  __typename!: 'ForbiddenError';
  /** Always `FORBIDDEN`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the argument that asks for it. */
  @Field(() => [String])
  path!: readonly string[];
  /** Why it is not permitted. */
  @Field(() => ForbiddenReason)
  reason!: ForbiddenReason;
}

/** A question with its answer. */
@ObjectType('FormAnswer', { simpleResolvers: true })
export class FormAnswer {
  __typename?: 'FormAnswer';
  /** The key of the field. */
  @Field(() => String)
  key!: string;
  /** The question, as it was asked. */
  @Field(() => String)
  label!: string;
  /** The type of the answer. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** The answer, in the shape of its type. Null when the question was not answered. */
  @Field(() => JsonScalar, { nullable: true })
  value!: unknown | null;
}

/** A field of a form: one question. */
@ObjectType('FormField', { simpleResolvers: true })
export class FormField {
  __typename?: 'FormField';
  /** The key of the field, unique in the form. Answers name the field by it. */
  @Field(() => String)
  key!: string;
  /** The question. */
  @Field(() => String)
  label!: string;
  /** Help for answering the question. */
  @Field(() => String, { nullable: true })
  help!: string | null;
  /** The type of the answer. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** Whether an answer is required. */
  @Field(() => Boolean)
  required!: boolean;
  /** The options, in order. Empty for fields without options. */
  @Field(() => [String])
  options!: readonly string[];
  /** The minimum: the value of a `NUMBER`, the number of characters of a text, the number of options of a `MULTI_CHOICE`. */
  @Field(() => Float, { nullable: true })
  min!: number | null;
  /** The maximum: the value of a `NUMBER`, the number of characters of a text, the number of options of a `MULTI_CHOICE`. */
  @Field(() => Float, { nullable: true })
  max!: number | null;
}

/** Result of `holdTicket`. */
@ObjectType('HoldTicketPayload', { simpleResolvers: true })
export class HoldTicketPayload {
  __typename?: 'HoldTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `holdTickets`. */
@ObjectType('HoldTicketsPayload', { simpleResolvers: true })
export class HoldTicketsPayload {
  __typename?: 'HoldTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The idempotency key was used before for another operation or another input. Use a new key. */
@ObjectType('IdempotencyError', { simpleResolvers: true, implements: [UserError] })
export class IdempotencyError {
  __typename!: 'IdempotencyError';
  /** Always `IDEMPOTENCY_KEY_REUSED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the key. */
  @Field(() => [String])
  path!: readonly string[];
  /** The key. */
  @Field(() => String)
  idempotencyKey!: string;
}

/** A reason for an impact. */
@ObjectType('ImpactReason', { simpleResolvers: true })
export class ImpactReason {
  __typename?: 'ImpactReason';
  /** The kind of reason, for programs. */
  @Field(() => ImpactReasonKind)
  kind!: ImpactReasonKind;
  /** The impact that the reason suggests. */
  @Field(() => Impact)
  impact!: Impact;
  /** The reason, as a sentence for people. */
  @Field(() => String)
  message!: string;
  /** The service it is about. Null for `AFFECTED_USERS`. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
}

/** A suggested impact with its reasons. A suggestion changes nothing. */
@ObjectType('ImpactSuggestion', { simpleResolvers: true })
export class ImpactSuggestion {
  __typename?: 'ImpactSuggestion';
  /** The highest impact among the reasons. */
  @Field(() => Impact)
  impact!: Impact;
  /** All reasons, those with the highest impact first: at most 100. */
  @Field(() => [ImpactReason])
  reasons!: readonly ImpactReason[];
}

/** The implementation of a plan. */
@ObjectType('Implementation', { simpleResolvers: true })
export class Implementation {
  __typename?: 'Implementation';
  /** When the implementation began. */
  @Field(() => DateTimeScalar)
  startedAt!: Date | string;
  /** Why it began outside its window. Null when it began inside, or when there is no window. */
  @Field(() => String, { nullable: true })
  outsideWindowReason!: string | null;
  /** When it ended. Null while it is in progress. */
  @Field(() => DateTimeScalar, { nullable: true })
  completedAt!: Date | string | null;
  /** How it ended. Null while it is in progress. */
  @Field(() => ImplementationOutcome, { nullable: true })
  outcome!: ImplementationOutcome | null;
  /** Notes on the implementation. */
  @Field(() => String, { nullable: true })
  notes!: string | null;
  // Resolved by hand: startedBy, completedBy.
}

/** A program that uses an API key, as an author or actor. */
@ObjectType('Integration', { simpleResolvers: true, implements: [Node, Actor] })
export class Integration {
  __typename!: 'Integration';
  /** The global id: its own, not that of its API key. `node` finds it for all who can list teams. */
  @Field(() => ID)
  id!: string;
  /** The name of its API key. */
  @Field(() => String)
  name!: string;
}

/** The e-mail address or the password is wrong, or the account is not active. The answer is the same in all cases. */
@ObjectType('InvalidCredentialsError', { simpleResolvers: true, implements: [UserError] })
export class InvalidCredentialsError {
  __typename!: 'InvalidCredentialsError';
  /** Always `INVALID_CREDENTIALS`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** Always `["input"]`. */
  @Field(() => [String])
  path!: readonly string[];
}

/**
 * The change is not possible: the ticket's state does not allow the transition, or a requirement of it is not met. Or the ticket is closed or
 * cancelled and takes no change: a closed ticket is continued by `createTicket(followUpOfId:)`.
 */
@ObjectType('InvalidTransitionError', { simpleResolvers: true, implements: [UserError] })
export class InvalidTransitionError {
  __typename!: 'InvalidTransitionError';
  /** Always `INVALID_TRANSITION`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the first field that is missing, or of the ticket whose state does not allow the change. */
  @Field(() => [String])
  path!: readonly string[];
  /** The status of the ticket. For a comment on a merged ticket: of its target. */
  @Field(() => TicketStatus)
  from!: TicketStatus;
  /** The transition that was requested. Null for a mutation that is no transition, for example `addComment`. */
  @Field(() => TransitionName, { nullable: true })
  transition!: TransitionName | null;
  /** The requirements that are not met, as in `AvailableTransition.requirements`. Empty when all are met. */
  @Field(() => [TransitionRequirement])
  requirements!: readonly TransitionRequirement[];
  /** All reasons why the transition is refused. */
  @Field(() => [TransitionReason])
  reasons!: readonly TransitionReason[];
}

/**
 * A known error (ITIL 4): a problem with known symptoms and a workaround. Visible to readers of the problem's internal notes;
 * `publicWorkaround` is visible to everyone who can see an incident of the problem.
 */
@ObjectType('KnownError', { simpleResolvers: true, implements: [Node] })
export class KnownError {
  __typename!: 'KnownError';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** How to recognise the error, in Markdown. */
  @Field(() => String)
  symptoms!: string;
  /** The root cause, in Markdown. Null when it is unknown. */
  @Field(() => String, { nullable: true })
  rootCause!: string | null;
  /** The workaround for agents, in Markdown. */
  @Field(() => String)
  workaround!: string;
  /** The workaround for affected users, in Markdown. Visible to everyone who can see an incident of the problem. Null when there is none. */
  @Field(() => String, { nullable: true })
  publicWorkaround!: string | null;
  /** The version, for `expectedVersion`. Every change increases it. */
  @Field(() => Int)
  version!: number;
  /** When the server recorded it. */
  @Field(() => DateTimeScalar)
  recordedAt!: Date | string;
  /** When the known error last changed. */
  @Field(() => DateTimeScalar)
  updatedAt!: Date | string;
  /** When the known error was retired. Null while it is active. */
  @Field(() => DateTimeScalar, { nullable: true })
  retiredAt!: Date | string | null;
  /** Why the known error was retired. Null while it is active. */
  @Field(() => String, { nullable: true })
  retireReason!: string | null;
  // Resolved by hand: problem, recordedBy, retiredBy.
}

/** A page of known errors, newest first. */
@ObjectType('KnownErrorConnection', { simpleResolvers: true })
export class KnownErrorConnection {
  __typename?: 'KnownErrorConnection';
  /** The known errors with their cursors. */
  @Field(() => [KnownErrorEdge])
  edges!: readonly KnownErrorEdge[];
  /** The known errors. */
  @Field(() => [KnownError])
  nodes!: readonly KnownError[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `KnownErrorConnection`. */
@ObjectType('KnownErrorEdge', { simpleResolvers: true })
export class KnownErrorEdge {
  __typename?: 'KnownErrorEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The known error. */
  @Field(() => KnownError)
  node!: Ref<KnownError>;
}

/** Result of `linkTickets`. */
@ObjectType('LinkTicketsPayload', { simpleResolvers: true })
export class LinkTicketsPayload {
  __typename?: 'LinkTicketsPayload';
  /** The ticket of `ticketId`. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket of `otherTicketId`. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  otherTicket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: rules `SELF`, `RELATION`, `TYPE`, `EXISTS`, `ONE_PARENT`, `CYCLE`, `NOT_ALLOWED` (in conflict with a ticket that the viewer cannot see), `TOO_LONG` (of a chain), `TOO_MANY` (links of a ticket, of which there are 1,000 at most). */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A major incident (ITIL 4): an incident of the highest impact, with one leader and regular status updates. Visible to everyone who can see the ticket. */
@ObjectType('MajorIncident', { simpleResolvers: true })
export class MajorIncident {
  __typename?: 'MajorIncident';
  /** Why it was declared. */
  @Field(() => String)
  reason!: string;
  /** When it was declared. */
  @Field(() => DateTimeScalar)
  declaredAt!: Date | string;
  /** The interval between status updates, in minutes. */
  @Field(() => Int)
  updateEveryMinutes!: number;
  /** When the next status update is due. Null once the major incident has ended. */
  @Field(() => DateTimeScalar, { nullable: true })
  nextUpdateDueAt!: Date | string | null;
  /** When it ended. Null while it is in progress. Resolving the ticket does not end it. */
  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | string | null;
  /** The summary that was given at its end. */
  @Field(() => String, { nullable: true })
  endSummary!: string | null;
  /** Whether it ended because it was not a major incident. Then the ticket can be closed without a review. */
  @Field(() => Boolean)
  downgraded!: boolean;
  // Resolved by hand: lead, declaredBy, updates, endedBy.
}

/** Result of `markTicketRead`. */
@ObjectType('MarkTicketReadPayload', { simpleResolvers: true })
export class MarkTicketReadPayload {
  __typename?: 'MarkTicketReadPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Null: the call writes no event. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `mergeTicket`. */
@ObjectType('MergeTicketPayload', { simpleResolvers: true })
export class MergeTicketPayload {
  __typename?: 'MergeTicketPayload';
  /** The merged ticket after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket it was merged into. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  intoTicket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: rules `SELF` and `STATUS` of the other ticket, and those of the transition MERGE. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The object does not exist, or the viewer cannot see it. The answer is the same in both cases. */
@ObjectType('NotFoundError', { simpleResolvers: true, implements: [UserError] })
export class NotFoundError {
  __typename!: 'NotFoundError';
  /** Always `NOT_FOUND`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the input field that names the object. */
  @Field(() => [String])
  path!: readonly string[];
  /** The id that was given. */
  @Field(() => ID, { nullable: true })
  id!: string | null;
}

/** The open work that a user holds. Counting stops at 10,000. */
@ObjectType('OpenWork', { simpleResolvers: true })
export class OpenWork {
  __typename?: 'OpenWork';
  /** Tickets that are assigned to the user and are not `RESOLVED`, `CLOSED` or `CANCELLED`. */
  @Field(() => Int)
  tickets!: number;
  /** Open tasks of plans in force: see `TaskFilter.inForce`. */
  @Field(() => Int)
  tasks!: number;
  /** Pending approvals that wait for the user's decision. */
  @Field(() => Int)
  approvals!: number;
}

/** An organisation (tenant). No data passes from one organisation to another. */
@ObjectType('Organisation', { simpleResolvers: true, implements: [Node] })
export class Organisation {
  __typename!: 'Organisation';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name. */
  @Field(() => String)
  name!: string;
  // Resolved by hand: closurePolicies, defaultQueue, freeResolutionCodes.
}

/** Pagination information of a connection (Relay's cursor connections). */
@ObjectType('PageInfo', { simpleResolvers: true })
export class PageInfo {
  __typename?: 'PageInfo';
  /** With `first`: whether items follow this page. With `last`: whether `before` was given. */
  @Field(() => Boolean)
  hasNextPage!: boolean;
  /** With `last`: whether items precede this page. With `first`: whether `after` was given. */
  @Field(() => Boolean)
  hasPreviousPage!: boolean;
  /** The cursor of the first edge. Null when the page is empty. */
  @Field(() => String, { nullable: true })
  startCursor!: string | null;
  /** The cursor of the last edge. Null when the page is empty. */
  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** Result of `postMajorIncidentUpdate`. */
@ObjectType('PostMajorIncidentUpdatePayload', { simpleResolvers: true })
export class PostMajorIncidentUpdatePayload {
  __typename?: 'PostMajorIncidentUpdatePayload';
  /** The comment. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Rule `NOT_MAJOR`: the ticket has no major incident in progress. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Who is at a ticket at this moment. Presence ends by itself after 30 seconds, unless a client renews it with `setPresence`. */
@ObjectType('Presence', { simpleResolvers: true })
export class Presence {
  __typename?: 'Presence';
  /**
   * The agents at the ticket, the viewer too, in the order in which they came; at most 50. Empty for viewers who do not see what is internal
   * on the ticket, like its requester.
   */
  @Field(() => [PresentUser])
  users!: readonly PresentUser[];
  /** Whether an agent writes an answer to the requester. All who see the ticket see this, but not who it is. */
  @Field(() => Boolean)
  agentIsAnswering!: boolean;
}

/** A user who is at a ticket at this moment. */
@ObjectType('PresentUser', { simpleResolvers: true })
export class PresentUser {
  __typename?: 'PresentUser';
  /** What the user does. Somebody who has the ticket open in several places does the most that is done in one of them: `ANSWERING`. */
  @Field(() => PresenceActivity)
  activity!: PresenceActivity;
  /** Since when the user has been at the ticket. */
  @Field(() => DateTimeScalar)
  arrivedAt!: Date | string;
  // Resolved by hand: user.
}

/** A presigned request that uploads one file directly to the object store. */
@ObjectType('PresignedUpload', { simpleResolvers: true })
export class PresignedUpload {
  __typename?: 'PresignedUpload';
  /** The HTTP method: `PUT`. */
  @Field(() => String)
  method!: string;
  /** The URL of the request. */
  @Field(() => String)
  url!: string;
  /** The signed headers. Send all of them, exactly as given. */
  @Field(() => [UploadHeader])
  headers!: readonly UploadHeader[];
  /** When the URL expires: ten minutes after it was signed. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
}

/** How many open tickets of a priority there are. */
@ObjectType('PriorityCount', { simpleResolvers: true })
export class PriorityCount {
  __typename?: 'PriorityCount';
  /** The priority. */
  @Field(() => Priority)
  priority!: Priority;
  /** Open tickets of this priority. */
  @Field(() => Int)
  open!: number;
}

/** The priority that follows from an impact and an urgency. */
@ObjectType('PriorityMatrixEntry', { simpleResolvers: true })
export class PriorityMatrixEntry {
  __typename?: 'PriorityMatrixEntry';
  /** The impact. */
  @Field(() => Impact)
  impact!: Impact;
  /** The urgency. */
  @Field(() => Urgency)
  urgency!: Urgency;
  /** The priority. */
  @Field(() => Priority)
  priority!: Priority;
}

/** A priority that was set by hand instead of following from impact and urgency. */
@ObjectType('PriorityOverride', { simpleResolvers: true })
export class PriorityOverride {
  __typename?: 'PriorityOverride';
  /** The priority that follows from impact and urgency. */
  @Field(() => Priority)
  matrixPriority!: Priority;
  /** Why the priority was overridden. */
  @Field(() => String)
  reason!: string;
}

/** A step of the process of one ticket, in its present resolution cycle. */
@ObjectType('ProcessStep', { simpleResolvers: true })
export class ProcessStep {
  __typename?: 'ProcessStep';
  /** The step. */
  @Field(() => ProcessStepName)
  step!: ProcessStepName;
  /** The state of the step. */
  @Field(() => ProcessStepState)
  state!: ProcessStepState;
  /** When the step was last done in this cycle. Null when it was not done. */
  @Field(() => DateTimeScalar, { nullable: true })
  doneAt!: Date | string | null;
}

/** Result of `proposeResolution`. */
@ObjectType('ProposeResolutionPayload', { simpleResolvers: true })
export class ProposeResolutionPayload {
  __typename?: 'ProposeResolutionPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A resolution that waits for its verification. */
@ObjectType('ProposedResolution', { simpleResolvers: true })
export class ProposedResolution {
  __typename?: 'ProposedResolution';
  /** The resolution code. */
  @Field(() => String)
  code!: string;
  /** What was done. */
  @Field(() => String)
  notes!: string;
  /** When it was proposed: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  proposedAt!: Date | string;
  // Resolved by hand: proposedBy.
}

/** A list of tickets that one team works. A ticket is in exactly one queue. */
@ObjectType('Queue', { simpleResolvers: true, implements: [Node] })
export class Queue {
  __typename!: 'Queue';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** Who can see the tickets of the queue. */
  @Field(() => QueueVisibility)
  visibility!: QueueVisibility;
  /** The version, for `expectedVersion`. Every change of the queue increases it. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: team, inactiveAssigneeTicketCount.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** How many open tickets a queue has. Only tickets that the viewer can see count. A ticket is open until it is resolved, closed or cancelled. */
@ObjectType('QueueCounters', { simpleResolvers: true })
export class QueueCounters {
  __typename?: 'QueueCounters';
  /** The queue. */
  @Field(() => Queue)
  queue!: Ref<Queue>;
  /** Open tickets. */
  @Field(() => Int)
  open!: number;
  /** Open tickets without an assignee. */
  @Field(() => Int)
  unassigned!: number;
  /** Tickets that are on hold. They are open too. */
  @Field(() => Int)
  onHold!: number;
  /** Open tickets by priority: all priorities, from the highest to the lowest. */
  @Field(() => [PriorityCount])
  byPriority!: readonly PriorityCount[];
}

/** The counters of some queues changed. Each is the present number, not a difference. */
@ObjectType('QueueCountersChanged', { simpleResolvers: true, implements: [StreamItem] })
export class QueueCountersChanged {
  __typename!: 'QueueCountersChanged';
  /** Give it as `after` to continue after this item. */
  @Field(() => String)
  cursor!: string;
  /** The counters of the queues whose counters changed. Those of the other queues stay. */
  @Field(() => [QueueCounters])
  counters!: readonly QueueCounters[];
}

/** All counters of a subscription. It is the first item; a resumed subscription begins with it again. */
@ObjectType('QueueCountersSnapshot', { simpleResolvers: true, implements: [StreamItem] })
export class QueueCountersSnapshot {
  __typename!: 'QueueCountersSnapshot';
  /** Give it as `after` to continue after this item. */
  @Field(() => String)
  cursor!: string;
  /** The counters of all queues that are followed. They replace what the client shows. */
  @Field(() => [QueueCounters])
  counters!: readonly QueueCounters[];
}

/** An edge of `QueueConnection`. */
@ObjectType('QueueEdge', { simpleResolvers: true })
export class QueueEdge {
  __typename?: 'QueueEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The queue. */
  @Field(() => Queue)
  node!: Ref<Queue>;
}

/** Too many attempts. Try again after `retryAfterSeconds`. */
@ObjectType('RateLimitedError', { simpleResolvers: true, implements: [UserError] })
export class RateLimitedError {
  __typename!: 'RateLimitedError';
  /** Always `RATE_LIMITED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** Always `["input"]`. */
  @Field(() => [String])
  path!: readonly string[];
  /** Number of seconds to wait before the next attempt. */
  @Field(() => Int)
  retryAfterSeconds!: number;
}

/** Result of `reactivateUser`. */
@ObjectType('ReactivateUserPayload', { simpleResolvers: true })
export class ReactivateUserPayload {
  __typename?: 'ReactivateUserPayload';
  /** The user after the change. Null when the mutation was refused. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `reclassifyTicket`. */
@ObjectType('ReclassifyTicketPayload', { simpleResolvers: true })
export class ReclassifyTicketPayload {
  __typename?: 'ReclassifyTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `recordKnownError`. */
@ObjectType('RecordKnownErrorPayload', { simpleResolvers: true })
export class RecordKnownErrorPayload {
  __typename?: 'RecordKnownErrorPayload';
  /** The known error. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  knownErrorId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: rules `TYPE`, `EXISTS` and those of the fields. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `redactComment`. */
@ObjectType('RedactCommentPayload', { simpleResolvers: true })
export class RedactCommentPayload {
  __typename?: 'RedactCommentPayload';
  /** The comment after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `redactDescription`. */
@ObjectType('RedactDescriptionPayload', { simpleResolvers: true })
export class RedactDescriptionPayload {
  __typename?: 'RedactDescriptionPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `renewSession`. */
@ObjectType('RenewSessionPayload', { simpleResolvers: true })
export class RenewSessionPayload {
  __typename?: 'RenewSessionPayload';
  /** The new token. Its first use ends the token before it. Null when the mutation was refused, and in the answer to a repeated call. */
  @Field(() => String, { nullable: true })
  token!: string | null;
  /** When the session expires now. Null when the mutation was refused. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `reopenTicket`. */
@ObjectType('ReopenTicketPayload', { simpleResolvers: true })
export class ReopenTicketPayload {
  __typename?: 'ReopenTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/**
 * A form for reporting something: it asks for what must be known, and sets the ticket's type, category and queue. Visible to all users, and to
 * API keys that can read.
 */
@ObjectType('RequestForm', { simpleResolvers: true, implements: [Node] })
export class RequestForm {
  __typename!: 'RequestForm';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique among the organisation's forms. It becomes the subject of a ticket without one. */
  @Field(() => String)
  name!: string;
  /** What the form is for, in Markdown. It becomes the description of a ticket without one; if it is empty, the name does. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** The type of the tickets it creates. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The fields, in order: at most 50. */
  @Field(() => [FormField])
  fields!: readonly FormField[];
  /** False when the form is retired. A retired form cannot be answered. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the form increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `RequestFormConnection`. */
@ObjectType('RequestFormEdge', { simpleResolvers: true })
export class RequestFormEdge {
  __typename?: 'RequestFormEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The form. */
  @Field(() => RequestForm)
  node!: Ref<RequestForm>;
}

/** Result of `requeueTicket`. */
@ObjectType('RequeueTicketPayload', { simpleResolvers: true })
export class RequeueTicketPayload {
  __typename?: 'RequeueTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `requeueTickets`. */
@ObjectType('RequeueTicketsPayload', { simpleResolvers: true })
export class RequeueTicketsPayload {
  __typename?: 'RequeueTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The values of an input field for which a requirement holds. */
@ObjectType('RequirementCondition', { simpleResolvers: true })
export class RequirementCondition {
  __typename?: 'RequirementCondition';
  /** The path of the input field, for example `outcome`. */
  @Field(() => String)
  field!: string;
  /** The values of the field for which the requirement holds. */
  @Field(() => [String])
  in!: readonly string[];
}

/** A resolution code of the catalogue. Visible to all users, and to API keys that can read. */
@ObjectType('ResolutionCode', { simpleResolvers: true, implements: [Node] })
export class ResolutionCode {
  __typename!: 'ResolutionCode';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The code as tickets store it, for example `FIXED`. Unique in the organisation. It never changes. */
  @Field(() => String)
  code!: string;
  /** When to use it. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** False when it is retired. Tickets that have it keep it; other tickets cannot be resolved with it. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the resolution code increases it. */
  @Field(() => Int)
  version!: number;
}

/** A page of resolution codes. */
@ObjectType('ResolutionCodeConnection', { simpleResolvers: true })
export class ResolutionCodeConnection {
  __typename?: 'ResolutionCodeConnection';
  /** The resolution codes with their cursors. */
  @Field(() => [ResolutionCodeEdge])
  edges!: readonly ResolutionCodeEdge[];
  /** The resolution codes. */
  @Field(() => [ResolutionCode])
  nodes!: readonly ResolutionCode[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ResolutionCodeConnection`. */
@ObjectType('ResolutionCodeEdge', { simpleResolvers: true })
export class ResolutionCodeEdge {
  __typename?: 'ResolutionCodeEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The resolution code. */
  @Field(() => ResolutionCode)
  node!: Ref<ResolutionCode>;
}

/** A plan for the resolution of a ticket. A later plan does not overwrite it. */
@ObjectType('ResolutionPlan', { simpleResolvers: true, implements: [Node] })
export class ResolutionPlan {
  __typename!: 'ResolutionPlan';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The resolution cycle. It begins at 1; each reopening increases it. */
  @Field(() => Int)
  cycle!: number;
  /** What the plan is for. */
  @Field(() => PlanKind)
  kind!: PlanKind;
  /** What is to be done, in Markdown. */
  @Field(() => String)
  summary!: string;
  /** The risk of the plan. Null when it was not assessed. */
  @Field(() => Risk, { nullable: true })
  risk!: Risk | null;
  /** How the plan can be undone, in Markdown. */
  @Field(() => String, { nullable: true })
  rollbackPlan!: string | null;
  /** When the plan is carried out. Null: without a window, as soon as it may begin. */
  @Field(() => ChangeWindow, { nullable: true })
  window!: Ref<ChangeWindow> | null;
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  submittedAt!: Date | string;
  /** When the plan was withdrawn. Null when it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  withdrawnAt!: Date | string | null;
  /** Why the plan was withdrawn. Null when it was not. */
  @Field(() => String, { nullable: true })
  withdrawalReason!: string | null;
  // Resolved by hand: approval, collisions, ticket, tasks, implementation, submittedBy, withdrawnBy.
}

/** A page of plans, oldest first. */
@ObjectType('ResolutionPlanConnection', { simpleResolvers: true })
export class ResolutionPlanConnection {
  __typename?: 'ResolutionPlanConnection';
  /** The plans with their cursors. */
  @Field(() => [ResolutionPlanEdge])
  edges!: readonly ResolutionPlanEdge[];
  /** The plans. */
  @Field(() => [ResolutionPlan])
  nodes!: readonly ResolutionPlan[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ResolutionPlanConnection`. */
@ObjectType('ResolutionPlanEdge', { simpleResolvers: true })
export class ResolutionPlanEdge {
  __typename?: 'ResolutionPlanEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The plan. */
  @Field(() => ResolutionPlan)
  node!: Ref<ResolutionPlan>;
}

/** Result of `resolveChildren`. */
@ObjectType('ResolveChildrenPayload', { simpleResolvers: true })
export class ResolveChildrenPayload {
  __typename?: 'ResolveChildrenPayload';
  /** The parent. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** One result for each child, in the order of `childIds`. Empty when the mutation was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why all of it was refused. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `resolveTicket`. */
@ObjectType('ResolveTicketPayload', { simpleResolvers: true })
export class ResolveTicketPayload {
  __typename?: 'ResolveTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
  // Resolved by hand: openChildren.
}

/** Result of `resolveTickets`. */
@ObjectType('ResolveTicketsPayload', { simpleResolvers: true })
export class ResolveTicketsPayload {
  __typename?: 'ResolveTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `resumeTicket`. */
@ObjectType('ResumeTicketPayload', { simpleResolvers: true })
export class ResumeTicketPayload {
  __typename?: 'ResumeTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `resumeTickets`. */
@ObjectType('ResumeTicketsPayload', { simpleResolvers: true })
export class ResumeTicketsPayload {
  __typename?: 'ResumeTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** The stream cannot continue from the subscriber's position, and ends with this item. Read your data again, then subscribe with `after` set to `cursor`. */
@ObjectType('ResyncRequired', { simpleResolvers: true, implements: [StreamItem] })
export class ResyncRequired {
  __typename!: 'ResyncRequired';
  /** The cursor from which to subscribe again. */
  @Field(() => String)
  cursor!: string;
  /** The reason. */
  @Field(() => ResyncReason)
  resyncReason!: ResyncReason;
}

/** Result of `retireKnownError`. */
@ObjectType('RetireKnownErrorPayload', { simpleResolvers: true })
export class RetireKnownErrorPayload {
  __typename?: 'RetireKnownErrorPayload';
  /** The known error after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A review of a resolved ticket: the post-implementation review of a change, or the post-incident review of a major incident. */
@ObjectType('Review', { simpleResolvers: true, implements: [Node] })
export class Review {
  __typename!: 'Review';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The resolution cycle that is reviewed. It begins at 1; each reopening increases it. */
  @Field(() => Int)
  cycle!: number;
  /** The result. */
  @Field(() => ReviewOutcome)
  outcome!: ReviewOutcome;
  /** What happened, in Markdown. */
  @Field(() => String)
  summary!: string;
  /** Lessons learned, in Markdown. */
  @Field(() => String, { nullable: true })
  lessons!: string | null;
  /** Follow-up actions, in the order given. */
  @Field(() => [String])
  actions!: readonly string[];
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  reviewedAt!: Date | string;
  // Resolved by hand: ticket, reviewedBy.
}

/** A page of reviews, oldest first. */
@ObjectType('ReviewConnection', { simpleResolvers: true })
export class ReviewConnection {
  __typename?: 'ReviewConnection';
  /** The reviews with their cursors. */
  @Field(() => [ReviewEdge])
  edges!: readonly ReviewEdge[];
  /** The reviews. */
  @Field(() => [Review])
  nodes!: readonly Review[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ReviewConnection`. */
@ObjectType('ReviewEdge', { simpleResolvers: true })
export class ReviewEdge {
  __typename?: 'ReviewEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The review. */
  @Field(() => Review)
  node!: Ref<Review>;
}

/** Result of `reviewTicket`. */
@ObjectType('ReviewTicketPayload', { simpleResolvers: true })
export class ReviewTicketPayload {
  __typename?: 'ReviewTicketPayload';
  /** The review. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Review, { nullable: true })
  review!: Ref<Review> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The id. Given also when the viewer cannot see the object; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  reviewId!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `revokeApiKey`. */
@ObjectType('RevokeApiKeyPayload', { simpleResolvers: true })
export class RevokeApiKeyPayload {
  __typename?: 'RevokeApiKeyPayload';
  /** The key. Null when the mutation was refused. */
  @Field(() => ApiKey, { nullable: true })
  apiKey!: Ref<ApiKey> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `revokeSession`. */
@ObjectType('RevokeSessionPayload', { simpleResolvers: true })
export class RevokeSessionPayload {
  __typename?: 'RevokeSessionPayload';
  /** The session. Null when the mutation was refused, and when the session of this request was ended: its token can no longer read. */
  @Field(() => Session, { nullable: true })
  session!: Ref<Session> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `revokeSessions`. */
@ObjectType('RevokeSessionsPayload', { simpleResolvers: true })
export class RevokeSessionsPayload {
  __typename?: 'RevokeSessionsPayload';
  /** Number of sessions that were ended. Null when the mutation was refused. */
  @Field(() => Int, { nullable: true })
  revokedCount!: number | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/**
 * A named list of tickets: a filter, an order and columns. The filter is judged with the rights of its reader: two readers of the same view can
 * see different tickets, and `viewer` in it means the reader.
 */
@ObjectType('SavedView', { simpleResolvers: true, implements: [Node] })
export class SavedView {
  __typename!: 'SavedView';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name. */
  @Field(() => String)
  name!: string;
  /** Who can use it. */
  @Field(() => SavedViewSharing)
  sharing!: SavedViewSharing;
  /** The filter: the JSON value of a `TicketFilter`, to send in a variable of that type. Null: all tickets that the reader can see. */
  @Field(() => JsonScalar, { nullable: true })
  filter!: unknown | null;
  /** The names of the columns to show. Clients decide what they mean; the server only stores them. */
  @Field(() => [String])
  columns!: readonly string[];
  /** The version, for `expectedVersion`. Every change of the view increases it. */
  @Field(() => Int)
  version!: number;
  /** When it was created. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When it last changed. */
  @Field(() => DateTimeScalar)
  updatedAt!: Date | string;
  // Resolved by hand: team, createdBy, orderBy, problem, viewerCanUpdate, tickets.
}

/** A page of saved views, by name. */
@ObjectType('SavedViewConnection', { simpleResolvers: true })
export class SavedViewConnection {
  __typename?: 'SavedViewConnection';
  /** The saved views with their cursors. */
  @Field(() => [SavedViewEdge])
  edges!: readonly SavedViewEdge[];
  /** The saved views. */
  @Field(() => [SavedView])
  nodes!: readonly SavedView[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `SavedViewConnection`. */
@ObjectType('SavedViewEdge', { simpleResolvers: true })
export class SavedViewEdge {
  __typename?: 'SavedViewEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The saved view. */
  @Field(() => SavedView)
  node!: Ref<SavedView>;
}

/** The order that a saved view has. */
@ObjectType('SavedViewOrder', { simpleResolvers: true })
export class SavedViewOrder {
  __typename?: 'SavedViewOrder';
  /** The field. */
  @Field(() => TicketOrderField)
  field!: TicketOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/**
 * Why a saved view cannot be used as it is stored: the contract has changed since, for example. `updateSavedView` with another filter or order
 * repairs it.
 */
@ObjectType('SavedViewProblem', { simpleResolvers: true })
export class SavedViewProblem {
  __typename?: 'SavedViewProblem';
  /** The path of the wrong value, for example `["filter", "queueIds", "0"]`. */
  @Field(() => [String])
  path!: readonly string[];
  /** The rule that is broken. Null when the contract does not have such a value. */
  @Field(() => ValidationRule, { nullable: true })
  rule!: ValidationRule | null;
  /** What is wrong, as a sentence for people. */
  @Field(() => String)
  message!: string;
}

/** A service that the organisation offers to its people or customers. Visible to all users, and to API keys that can read. */
@ObjectType('Service', { simpleResolvers: true, implements: [Node] })
export class Service {
  __typename!: 'Service';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique among the organisation's services. */
  @Field(() => String)
  name!: string;
  /** What it is for, in Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** How much the organisation depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** False when it is retired. Tickets that use it keep it; new tickets cannot use it. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the service and of what it depends on increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `ServiceConnection`. */
@ObjectType('ServiceEdge', { simpleResolvers: true })
export class ServiceEdge {
  __typename?: 'ServiceEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The service. */
  @Field(() => Service)
  node!: Ref<Service>;
}

/**
 * A session: the lifetime of one token of a user. The token comes from `signIn`, or is an access token of the identity provider; then the
 * session begins with its first use. A session ends when it expires, when the user signs out or sets a new password, when it is revoked, and
 * when the account is deactivated.
 */
@ObjectType('Session', { simpleResolvers: true, implements: [Node] })
export class Session {
  __typename!: 'Session';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** How the session began. */
  @Field(() => SessionMethod)
  method!: SessionMethod;
  /** Whether this request uses the session. */
  @Field(() => Boolean)
  current!: boolean;
  /** When the session began. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** The IP address from which the session began. Null when it is unknown. */
  @Field(() => String, { nullable: true })
  address!: string | null;
  /** The `User-Agent` of the program that began the session: at most 200 characters. */
  @Field(() => String, { nullable: true })
  userAgent!: string | null;
  /** When the session expires. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
  /** When the session was ended early. Null when it was not. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `SessionConnection`. */
@ObjectType('SessionEdge', { simpleResolvers: true })
export class SessionEdge {
  __typename?: 'SessionEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The session. */
  @Field(() => Session)
  node!: Ref<Session>;
}

/** Result of `setCommentVisibility`. */
@ObjectType('SetCommentVisibilityPayload', { simpleResolvers: true })
export class SetCommentVisibilityPayload {
  __typename?: 'SetCommentVisibilityPayload';
  /** The comment after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Comment, { nullable: true })
  comment!: Ref<Comment> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `setPresence`. */
@ObjectType('SetPresencePayload', { simpleResolvers: true })
export class SetPresencePayload {
  __typename?: 'SetPresencePayload';
  /** The ticket with its `presence`. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** When the presence ends by itself. Null when the user has left. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** Null: the call writes no event. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `signIn`. */
@ObjectType('SignInPayload', { simpleResolvers: true })
export class SignInPayload {
  __typename?: 'SignInPayload';
  /** The token for the header `Authorization: Bearer …` and for `connection_init`. Null when the mutation was refused. */
  @Field(() => String, { nullable: true })
  token!: string | null;
  /** When the token expires. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | string | null;
  /** The user who signed in. Null when the mutation was refused. */
  @Field(() => User, { nullable: true })
  viewer!: Ref<User> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: `InvalidCredentialsError`, `RateLimitedError`. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `signOut`. */
@ObjectType('SignOutPayload', { simpleResolvers: true })
export class SignOutPayload {
  __typename?: 'SignOutPayload';
  /** True when the token no longer works. False when the mutation was refused: API keys have no session. */
  @Field(() => Boolean)
  signedOut!: boolean;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `skipTask`. */
@ObjectType('SkipTaskPayload', { simpleResolvers: true })
export class SkipTaskPayload {
  __typename?: 'SkipTaskPayload';
  /** The task after the change. Null when the mutation was refused, or when the viewer cannot see the task. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `splitTicket`. */
@ObjectType('SplitTicketPayload', { simpleResolvers: true })
export class SplitTicketPayload {
  __typename?: 'SplitTicketPayload';
  /** The new ticket. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket of the comment. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  splitFromTicket!: Ref<Ticket> | null;
  /** The id of the new ticket. Given also when the viewer cannot see the ticket; null only when the mutation was refused. */
  @Field(() => ID, { nullable: true })
  ticketId!: string | null;
  /** The number of the new ticket. Given also when the viewer cannot see the ticket; null only when the mutation was refused. */
  @Field(() => String, { nullable: true })
  number!: string | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `startImplementation`. */
@ObjectType('StartImplementationPayload', { simpleResolvers: true })
export class StartImplementationPayload {
  __typename?: 'StartImplementationPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `startInvestigation`. */
@ObjectType('StartInvestigationPayload', { simpleResolvers: true })
export class StartInvestigationPayload {
  __typename?: 'StartInvestigationPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A public status update of a major incident, as viewers of its children read it. */
@ObjectType('StatusUpdate', { simpleResolvers: true })
export class StatusUpdate {
  __typename?: 'StatusUpdate';
  /** The text, in Markdown. */
  @Field(() => String)
  body!: string;
  /** When it was posted. */
  @Field(() => DateTimeScalar)
  postedAt!: Date | string;
}

/**
 * The position of a subscriber in the event log. It is the first item of every subscription, read in the same snapshot as what follows. A
 * quiet subscription repeats it, so that its cursor does not become too old. It also stands for an event of the subscriber's own call that the
 * subscription does not show: its cursor is then the `eventCursor` of the call's payload.
 */
@ObjectType('StreamPosition', { simpleResolvers: true, implements: [StreamItem] })
export class StreamPosition {
  __typename!: 'StreamPosition';
  /** All events up to this cursor were sent, or do not concern this subscription. */
  @Field(() => String)
  cursor!: string;
}

/** Result of `submitPlan`. */
@ObjectType('SubmitPlanPayload', { simpleResolvers: true })
export class SubmitPlanPayload {
  __typename?: 'SubmitPlanPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A satisfaction survey of a closed ticket. The requester answers it once, within 30 days, by its token (`answerSurvey`). */
@ObjectType('Survey', { simpleResolvers: true, implements: [Node] })
export class Survey {
  __typename!: 'Survey';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** When the survey was sent: when the server recorded the closing of the ticket. */
  @Field(() => DateTimeScalar)
  sentAt!: Date | string;
  /** When the survey expires. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
  /** When the survey was answered. Null when it was not. */
  @Field(() => DateTimeScalar, { nullable: true })
  answeredAt!: Date | string | null;
  /** The score, from 1 (very dissatisfied) to 5 (very satisfied). Null until the survey is answered. */
  @Field(() => Int, { nullable: true })
  score!: number | null;
  /** The requester's comment. */
  @Field(() => String, { nullable: true })
  comment!: string | null;
  // Resolved by hand: ticket, token.
}

/** A page of surveys, newest first. */
@ObjectType('SurveyConnection', { simpleResolvers: true })
export class SurveyConnection {
  __typename?: 'SurveyConnection';
  /** The surveys with their cursors. */
  @Field(() => [SurveyEdge])
  edges!: readonly SurveyEdge[];
  /** The surveys. */
  @Field(() => [Survey])
  nodes!: readonly Survey[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `SurveyConnection`. */
@ObjectType('SurveyEdge', { simpleResolvers: true })
export class SurveyEdge {
  __typename?: 'SurveyEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The survey. */
  @Field(() => Survey)
  node!: Ref<Survey>;
}

/** What the holder of a survey's token can see of the survey and its ticket. */
@ObjectType('SurveyForm', { simpleResolvers: true })
export class SurveyForm {
  __typename?: 'SurveyForm';
  /** The number of the ticket. */
  @Field(() => String)
  number!: string;
  /** The subject of the ticket. */
  @Field(() => String)
  subject!: string;
  /** When the ticket was closed. */
  @Field(() => DateTimeScalar)
  closedAt!: Date | string;
  /** Whether the survey was answered. */
  @Field(() => Boolean)
  answered!: boolean;
  /** When the survey expires. */
  @Field(() => DateTimeScalar)
  expiresAt!: Date | string;
}

/** Ticketwire itself, as an actor: set-up and scheduled tasks. */
@ObjectType('SystemActor', { simpleResolvers: true, implements: [Actor] })
export class SystemActor {
  __typename!: 'SystemActor';
  /** The id of this part of the program. It is the same in all organisations; `node` does not find it. */
  @Field(() => ID)
  id!: string;
  /** The part of the program: `setup` or `clock`. */
  @Field(() => String)
  name!: string;
}

/** A task of a resolution plan. */
@ObjectType('Task', { simpleResolvers: true, implements: [Node] })
export class Task {
  __typename!: 'Task';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The position in the plan, from 1. */
  @Field(() => Int)
  position!: number;
  /** What to do. */
  @Field(() => String)
  title!: string;
  /** More details, in Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** The state of the task. */
  @Field(() => TaskState)
  state!: TaskState;
  /** What was done, or why the task was skipped. */
  @Field(() => String, { nullable: true })
  note!: string | null;
  /** When the task was done or skipped. Null while it is open. */
  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | string | null;
  // Resolved by hand: ticket, plan, assignee, finishedBy.
}

/** A page of tasks, newest first. */
@ObjectType('TaskConnection', { simpleResolvers: true })
export class TaskConnection {
  __typename?: 'TaskConnection';
  /** The tasks with their cursors. */
  @Field(() => [TaskEdge])
  edges!: readonly TaskEdge[];
  /** The tasks. */
  @Field(() => [Task])
  nodes!: readonly Task[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `TaskConnection`. */
@ObjectType('TaskEdge', { simpleResolvers: true })
export class TaskEdge {
  __typename?: 'TaskEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The task. */
  @Field(() => Task)
  node!: Ref<Task>;
}

/** A group of users who work one or more queues. */
@ObjectType('Team', { simpleResolvers: true, implements: [Node] })
export class Team {
  __typename!: 'Team';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** The version, for `expectedVersion`. Every change of the team or its members increases it. */
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `TeamConnection`. */
@ObjectType('TeamEdge', { simpleResolvers: true })
export class TeamEdge {
  __typename?: 'TeamEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The team. */
  @Field(() => Team)
  node!: Ref<Team>;
}

/** A member of a team. */
@ObjectType('TeamMember', { simpleResolvers: true })
export class TeamMember {
  __typename?: 'TeamMember';
  /** Whether the user leads the team. Has an effect only for users with the role `LEAD`. */
  @Field(() => Boolean)
  lead!: boolean;
  // Resolved by hand: user.
}

/** A page of members, by name. */
@ObjectType('TeamMemberConnection', { simpleResolvers: true })
export class TeamMemberConnection {
  __typename?: 'TeamMemberConnection';
  /** The members with their cursors. */
  @Field(() => [TeamMemberEdge])
  edges!: readonly TeamMemberEdge[];
  /** The members. */
  @Field(() => [TeamMember])
  nodes!: readonly TeamMember[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `TeamMemberConnection`. */
@ObjectType('TeamMemberEdge', { simpleResolvers: true })
export class TeamMemberEdge {
  __typename?: 'TeamMemberEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The member. */
  @Field(() => TeamMember)
  node!: Ref<TeamMember>;
}

/** A record of work: an incident, a service request, a change, a problem or something else. */
@ObjectType('Ticket', { simpleResolvers: true, implements: [Node] })
export class Ticket {
  __typename!: 'Ticket';
  /**
   * When the ticket will close automatically. Public comments and changes restart the time; internal ones do not. A later change of the closure
   * policy does not change it. Null when the ticket is not resolved, when its type never closed automatically at its resolution, or when a
   * required review is missing.
   */
  @Field(() => DateTimeScalar, { nullable: true })
  autoCloseAt!: Date | string | null;
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The ticket number, for example `INC-1042`. Unique in the organisation. */
  @Field(() => String)
  number!: string;
  /** Numbers that the ticket had before it was reclassified, oldest first. They still find it. */
  @Field(() => [String])
  formerNumbers!: readonly string[];
  /** The kind of work. */
  @Field(() => TicketType)
  type!: TicketType;
  /** The kind of change. Null for other types. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind!: ChangeKind | null;
  /** The status in the process. */
  @Field(() => TicketStatus)
  status!: TicketStatus;
  /** The coarse status, for boards. */
  @Field(() => StatusCategory)
  statusCategory!: StatusCategory;
  /** The subject: one line. */
  @Field(() => String)
  subject!: string;
  /** The description, in Markdown. */
  @Field(() => String)
  description!: string;
  /** Error messages as they were reported, verbatim. */
  @Field(() => [String])
  errorMessages!: readonly string[];
  /** How the ticket was reported. */
  @Field(() => Channel)
  channel!: Channel;
  /** Names of affected services that were given as text. */
  @Field(() => [String])
  affectedServiceNames!: readonly string[];
  /** True when triage recorded that the affected service is unknown. */
  @Field(() => Boolean)
  affectedServicesUnknown!: boolean;
  /** Number of affected users. Null when it is unknown. */
  @Field(() => Int, { nullable: true })
  affectedUserCount!: number | null;
  /** Business operations that are affected. */
  @Field(() => String, { nullable: true })
  affectedOperations!: string | null;
  /** How much of the business is affected. */
  @Field(() => Impact)
  impact!: Impact;
  /** How soon the business is affected. */
  @Field(() => Urgency)
  urgency!: Urgency;
  /** The priority. It follows from impact and urgency, unless it is overridden. */
  @Field(() => Priority)
  priority!: Priority;
  /** The override. Null when the priority follows from impact and urgency. */
  @Field(() => PriorityOverride, { nullable: true })
  priorityOverride!: Ref<PriorityOverride> | null;
  /** Labels: lower case, sorted. */
  @Field(() => [String])
  labels!: readonly string[];
  /** The ticket's reference in another system. */
  @Field(() => String, { nullable: true })
  externalReference!: string | null;
  /** Why the ticket is on hold. Null when it is not. */
  @Field(() => TicketHold, { nullable: true })
  hold!: Ref<TicketHold> | null;
  /** The resolution. Null unless the ticket is resolved or closed. */
  @Field(() => TicketResolution, { nullable: true })
  resolution!: Ref<TicketResolution> | null;
  /** The closure. Null unless the ticket is closed. */
  @Field(() => TicketClosure, { nullable: true })
  closure!: Ref<TicketClosure> | null;
  /** The cancellation. Null unless the ticket is cancelled. */
  @Field(() => TicketCancellation, { nullable: true })
  cancellation!: Ref<TicketCancellation> | null;
  /** How often the ticket moved from one queue to another. The first move out of the default queue counts only when work had begun there. */
  @Field(() => Int)
  reassignmentCount!: number;
  /** How often the ticket was reopened. */
  @Field(() => Int)
  reopenCount!: number;
  /** The version, for `expectedVersion`. Every change increases it, except changes that are internal, such as internal notes. */
  @Field(() => Int)
  version!: number;
  /** When the server recorded the ticket. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  /** When the ticket last changed. Internal changes do not count. */
  @Field(() => DateTimeScalar)
  updatedAt!: Date | string;
  /** When the ticket was reported. For imports, this is earlier than `createdAt`. */
  @Field(() => DateTimeScalar)
  reportedAt!: Date | string;
  /** When the ticket was resolved. Null unless it is resolved or closed. */
  @Field(() => DateTimeScalar, { nullable: true })
  resolvedAt!: Date | string | null;
  /** When the ticket was closed. Null unless it is closed. */
  @Field(() => DateTimeScalar, { nullable: true })
  closedAt!: Date | string | null;
  // Resolved by hand: approval, reviews, survey, company, form, knownErrors, workarounds, links, parent, children, childCounts, openChildren, followUpOf, followUps, problems, parentUpdates, majorIncident, presence, proposedResolution, steps, diagnoses, plans, plan, verifications, viewerReadCursor, viewerHasUnread, affectedServices, affectedItems, suggestedImpact, url, category, subcategory, affectedUsers, requester, createdBy, queue, assignee, watchers, viewerIsWatching, availableTransitions, comments, timeline, attachments.
}

/** Why a ticket was cancelled. */
@ObjectType('TicketCancellation', { simpleResolvers: true })
export class TicketCancellation {
  __typename?: 'TicketCancellation';
  /** The reason. Null when the ticket was cancelled as a duplicate. */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  cancelledAt!: Date | string;
  // Resolved by hand: duplicateOf, cancelledBy.
}

/** A row changed, or has another place. Remove the row of this ticket, then insert the ticket at `index`. */
@ObjectType('TicketChanged', { simpleResolvers: true, implements: [StreamItem] })
export class TicketChanged {
  __typename!: 'TicketChanged';
  /** The place in the event log at which it was read. All items of a step have the same. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. */
  @Field(() => Ticket)
  ticket!: Ref<Ticket>;
  /** The place of the row, from 0, when all earlier items were applied. It can be the same as before. */
  @Field(() => Int)
  index!: number;
  /** The last event of the ticket since the item before. Null when there is none, or when the viewer cannot see it. */
  @Field(() => TicketEvent, { nullable: true })
  event!: Ref<TicketEvent> | null;
}

/** How a ticket was closed. */
@ObjectType('TicketClosure', { simpleResolvers: true })
export class TicketClosure {
  __typename?: 'TicketClosure';
  /** The URL of the documentation or knowledge article about the resolution. */
  @Field(() => String, { nullable: true })
  documentationUrl!: string | null;
  /** The closure summary. */
  @Field(() => String)
  summary!: string;
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  closedAt!: Date | string;
  /** Whether the requester closed the ticket. This counts as their verification. */
  @Field(() => Boolean)
  verifiedByRequester!: boolean;
  // Resolved by hand: closedBy.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped, eventCursor.
}

/** An edge of `TicketConnection`. */
@ObjectType('TicketEdge', { simpleResolvers: true })
export class TicketEdge {
  __typename?: 'TicketEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. */
  @Field(() => Ticket)
  node!: Ref<Ticket>;
}

/**
 * A ticket came into the rows: it matches from now on, the viewer sees it from now on, or it moved up because another row left. Remove a row of
 * this ticket if you have one, then insert the ticket at `index`.
 */
@ObjectType('TicketEntered', { simpleResolvers: true, implements: [StreamItem] })
export class TicketEntered {
  __typename!: 'TicketEntered';
  /** The place in the event log at which it was read. All items of a step have the same. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. */
  @Field(() => Ticket)
  ticket!: Ref<Ticket>;
  /** The place of the row, from 0, when all earlier items were applied. */
  @Field(() => Int)
  index!: number;
  /** The last event of the ticket since the item before. Null when there is none, as for a row that moved up, or when the viewer cannot see it. */
  @Field(() => TicketEvent, { nullable: true })
  event!: Ref<TicketEvent> | null;
}

/**
 * An event: an entry of the event log about one ticket. The log of an organisation has the order of its transactions and no gaps. All readers
 * of an event receive the same cursor, so that clients can recognise events they have already handled. The cursor changes only when the
 * operator replaces the cursor key.
 */
@ObjectType('TicketEvent', { simpleResolvers: true, implements: [StreamItem, Node] })
export class TicketEvent {
  __typename!: 'TicketEvent';
  /** The global id. It is the same for all readers, and changes when the cursor does. */
  @Field(() => ID)
  id!: string;
  /** The cursor of the event. Pass it to `ticketEvents(after:)` or `ticketUpdated(after:)` to continue after this event. */
  @Field(() => String)
  cursor!: string;
  /** What happened. */
  @Field(() => TicketEventType)
  type!: TicketEventType;
  /** When it happened. For imports, this is earlier than `recordedAt`. */
  @Field(() => DateTimeScalar)
  occurredAt!: Date | string;
  /** When the server recorded it. */
  @Field(() => DateTimeScalar)
  recordedAt!: Date | string;
  /** The cause of the event. */
  @Field(() => EventCause)
  cause!: Ref<EventCause>;
  /**
   * Whether the ticket matched the filter of `ticketEvents` after the event. False: it left the filter, so remove it from a list that you show.
   * Where there is no filter (`ticketUpdated`, timelines, `node`), true.
   */
  @Field(() => Boolean)
  matches!: boolean;
  /** The id of the comment the event is about. Given also when the viewer can no longer see the comment. */
  @Field(() => ID, { nullable: true })
  commentId!: string | null;
  /** The reason that was given for it. Null when none was given. */
  @Field(() => String, { nullable: true })
  reason!: string | null;
  // Resolved by hand: approval, review, actor, ticket, changes, comment, attachment, link, diagnosis, plan, task, verification.
}

/** An answered form. Later changes of the form do not change it. */
@ObjectType('TicketForm', { simpleResolvers: true })
export class TicketForm {
  __typename?: 'TicketForm';
  /** The name of the form when it was answered. */
  @Field(() => String)
  name!: string;
  /** The version of the form that was answered. */
  @Field(() => Int)
  version!: number;
  /** All questions of the form, in order, with their answers. */
  @Field(() => [FormAnswer])
  answers!: readonly FormAnswer[];
  // Resolved by hand: requestForm.
}

/**
 * The viewer can no longer see a ticket that matched the filter: remove it from what you show. The ticket left the queues that the viewer
 * sees, or the viewer is no longer its assignee, requester, affected user, watcher or approver. A ticket that comes back is reported by its
 * event. It can come for a ticket that you do not show, and more than once: ignore it then.
 */
@ObjectType('TicketGone', { simpleResolvers: true, implements: [StreamItem] })
export class TicketGone {
  __typename!: 'TicketGone';
  /** The cursor of the event by which the viewer lost the ticket. Give it as `after` to continue after it. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. Nothing else of it can be read. */
  @Field(() => ID)
  ticketId!: string;
}

/** Why a ticket is on hold. */
@ObjectType('TicketHold', { simpleResolvers: true })
export class TicketHold {
  __typename?: 'TicketHold';
  /** What the ticket waits for. */
  @Field(() => HoldReason)
  reason!: HoldReason;
  /** When the hold began: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  heldAt!: Date | string;
  /** The status before the hold. `resumeTicket` returns to it. */
  @Field(() => TicketStatus)
  heldFrom!: TicketStatus;
  /** When to look at the ticket again. */
  @Field(() => DateTimeScalar, { nullable: true })
  resumeAt!: Date | string | null;
  /** A note on the hold. */
  @Field(() => String, { nullable: true })
  note!: string | null;
  // Resolved by hand: linkedTicket.
}

/** A ticket left the rows, and the viewer can still see it: remove its row. */
@ObjectType('TicketLeft', { simpleResolvers: true, implements: [StreamItem] })
export class TicketLeft {
  __typename!: 'TicketLeft';
  /** The place in the event log at which it was read. All items of a step have the same. */
  @Field(() => String)
  cursor!: string;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Whether it still matches the filter: then it only moved behind the last row. */
  @Field(() => Boolean)
  matches!: boolean;
  /** The event by which it left the filter. Null when it still matches, when no event of the ticket was the cause, or when the viewer cannot see it. */
  @Field(() => TicketEvent, { nullable: true })
  event!: Ref<TicketEvent> | null;
}

/** A link of a ticket, as seen from this ticket. */
@ObjectType('TicketLink', { simpleResolvers: true })
export class TicketLink {
  __typename?: 'TicketLink';
  /** The type of the link. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** When the link was created. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: ticket, createdBy.
}

/** A page of a ticket's links, oldest first. */
@ObjectType('TicketLinkConnection', { simpleResolvers: true })
export class TicketLinkConnection {
  __typename?: 'TicketLinkConnection';
  /** The links with their cursors. */
  @Field(() => [TicketLinkEdge])
  edges!: readonly TicketLinkEdge[];
  /** The links. */
  @Field(() => [TicketLink])
  nodes!: readonly TicketLink[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `TicketLinkConnection`. */
@ObjectType('TicketLinkEdge', { simpleResolvers: true })
export class TicketLinkEdge {
  __typename?: 'TicketLinkEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The link. */
  @Field(() => TicketLink)
  node!: Ref<TicketLink>;
}

/** The whole presence at a ticket, as it is at this place of the log. */
@ObjectType('TicketPresence', { simpleResolvers: true, implements: [StreamItem] })
export class TicketPresence {
  __typename!: 'TicketPresence';
  /** A place in the event log. Pass it to `ticketPresence(after:)`. */
  @Field(() => String)
  cursor!: string;
  /** The global id of the ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Who is at the ticket. It replaces what an earlier item said. */
  @Field(() => Presence)
  presence!: Ref<Presence>;
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
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  resolvedAt!: Date | string;
  // Resolved by hand: resolvedBy.
}

/**
 * The result for one of many tickets. Each ticket is changed in a transaction of its own, in the order of the input; what one ticket refuses
 * does not stop the others. A call that was cut off can be repeated with its `idempotencyKey`: it goes on with the tickets that were not changed.
 */
@ObjectType('TicketResult', { simpleResolvers: true })
export class TicketResult {
  __typename?: 'TicketResult';
  /** The id of the ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The ticket after the change. Null when its change was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** Why the change of this ticket was refused. Nothing of it was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A template for tickets: it gives the fields that an agent omits. Hidden from requesters. */
@ObjectType('TicketTemplate', { simpleResolvers: true, implements: [Node] })
export class TicketTemplate {
  __typename!: 'TicketTemplate';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The name, unique among the organisation's templates. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it is for. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The subject. */
  @Field(() => String, { nullable: true })
  subject!: string | null;
  /** The description, in Markdown. */
  @Field(() => String, { nullable: true })
  description!: string | null;
  /** How much of the business is affected. */
  @Field(() => Impact, { nullable: true })
  impact!: Impact | null;
  /** How soon the business is affected. */
  @Field(() => Urgency, { nullable: true })
  urgency!: Urgency | null;
  /** Labels: lower case, sorted. */
  @Field(() => [String])
  labels!: readonly string[];
  /**
   * Whether its tickets are standard changes: pre-approved, with the kind `STANDARD` unless another one is given. Their plans need no approval,
   * and cannot have the risk `HIGH`. The category, subcategory and services that the template gives belong to what is approved: a ticket with
   * others is a `NORMAL` change. When the plan is submitted, the ticket must still have them, and the template must still be marked.
   */
  @Field(() => Boolean)
  standardChange!: boolean;
  /** False when the template is retired. A retired template cannot be used. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the template increases it. */
  @Field(() => Int)
  version!: number;
  // Resolved by hand: category, subcategory, queue, affectedServices.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `TicketTemplateConnection`. */
@ObjectType('TicketTemplateEdge', { simpleResolvers: true })
export class TicketTemplateEdge {
  __typename?: 'TicketTemplateEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The template. */
  @Field(() => TicketTemplate)
  node!: Ref<TicketTemplate>;
}

/** The number of tickets that match is another one than before. Sent only when the subscription selects a count. */
@ObjectType('TicketViewCount', { simpleResolvers: true, implements: [StreamItem] })
export class TicketViewCount {
  __typename!: 'TicketViewCount';
  /** The place in the event log at which it was read. All items of a step have the same. */
  @Field(() => String)
  cursor!: string;
  /** Number of tickets that match. Counting stops at 10,000. */
  @Field(() => Int)
  totalCount!: number;
  /** Whether there are more than 10,000 tickets, so that `totalCount` is not the whole number. */
  @Field(() => Boolean)
  totalCountIsCapped!: boolean;
}

/**
 * The first rows of a view and its count, as `tickets` with the same filter, order and `first` gives them at this cursor. It is the first item of
 * `ticketView`, also after a reconnection: show it instead of what you have.
 */
@ObjectType('TicketViewSnapshot', { simpleResolvers: true, implements: [StreamItem] })
export class TicketViewSnapshot {
  __typename!: 'TicketViewSnapshot';
  /** The place in the event log at which it was read. */
  @Field(() => String)
  cursor!: string;
  /** Number of tickets that match. Counting stops at 10,000. */
  @Field(() => Int)
  totalCount!: number;
  /** Whether there are more than 10,000 tickets, so that `totalCount` is not the whole number. */
  @Field(() => Boolean)
  totalCountIsCapped!: boolean;
  // Resolved by hand: nodes.
}

/** A page of a timeline, in the order in which entries were recorded. */
@ObjectType('TimelineConnection', { simpleResolvers: true })
export class TimelineConnection {
  __typename?: 'TimelineConnection';
  /** The entries with their cursors. */
  @Field(() => [TimelineEdge])
  edges!: readonly TimelineEdge[];
  /** The entries. */
  @Field(() => [TimelineEntry])
  nodes!: readonly TimelineEntry[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped, eventCursor.
}

/** An edge of `TimelineConnection`. */
@ObjectType('TimelineEdge', { simpleResolvers: true })
export class TimelineEdge {
  __typename?: 'TimelineEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The entry. */
  @Field(() => TimelineEntry)
  node!: Ref<TimelineEntry>;
}

/** A value for the input of a transition's mutation. A client copies it as it is. */
@ObjectType('TransitionArgument', { simpleResolvers: true })
export class TransitionArgument {
  __typename?: 'TransitionArgument';
  /** The name of the input field. */
  @Field(() => String)
  field!: string;
  /** The value of the field. */
  @Field(() => JsonScalar, { nullable: true })
  value!: unknown | null;
}

/** A field of the input that takes a value of a list. */
@ObjectType('TransitionChoice', { simpleResolvers: true })
export class TransitionChoice {
  __typename?: 'TransitionChoice';
  /** The field of the input, for example `resolutionCode`. */
  @Field(() => String)
  field!: string;
  /** The field of `Query` with the list, for example `resolutionCodes`. Only its active entries can be chosen. */
  @Field(() => String)
  query!: string;
  /** The field of an entry with the value, for example `code`. */
  @Field(() => String)
  value!: string;
}

/** One reason why a transition is not allowed. */
@ObjectType('TransitionReason', { simpleResolvers: true })
export class TransitionReason {
  __typename?: 'TransitionReason';
  /** The reason, for programs. */
  @Field(() => TransitionReasonCode)
  code!: TransitionReasonCode;
  /** The reason, as a sentence for people. */
  @Field(() => String)
  message!: string;
}

/** Input fields of which a transition requires at least one, for this ticket and this viewer. */
@ObjectType('TransitionRequirement', { simpleResolvers: true })
export class TransitionRequirement {
  __typename?: 'TransitionRequirement';
  /** Paths in the input, for example `reason` or `window.start`. One of them is enough. */
  @Field(() => [String])
  anyOf!: readonly string[];
  /** The requirement holds only for these values of another field. Null: it always holds. */
  @Field(() => RequirementCondition, { nullable: true })
  when!: Ref<RequirementCondition> | null;
}

/** Result of `triageTicket`. */
@ObjectType('TriageTicketPayload', { simpleResolvers: true })
export class TriageTicketPayload {
  __typename?: 'TriageTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `triageTickets`. */
@ObjectType('TriageTicketsPayload', { simpleResolvers: true })
export class TriageTicketsPayload {
  __typename?: 'TriageTicketsPayload';
  /** One result for each ticket, in the order of `ticketIds`. Empty when the whole call was refused. */
  @Field(() => [TicketResult])
  ticketResults!: readonly TicketResult[];
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the whole call was refused. Nothing was changed then. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `unlinkTickets`. */
@ObjectType('UnlinkTicketsPayload', { simpleResolvers: true })
export class UnlinkTicketsPayload {
  __typename?: 'UnlinkTicketsPayload';
  /** The ticket of `ticketId`. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The ticket of `otherTicketId`. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Ticket, { nullable: true })
  otherTicket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why it was refused: rules `RELATION`, `NOT_LINKED`. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `unmergeTicket`. */
@ObjectType('UnmergeTicketPayload', { simpleResolvers: true })
export class UnmergeTicketPayload {
  __typename?: 'UnmergeTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `unwatchTicket`. */
@ObjectType('UnwatchTicketPayload', { simpleResolvers: true })
export class UnwatchTicketPayload {
  __typename?: 'UnwatchTicketPayload';
  /** The ticket. Null when the mutation was refused, or when the viewer can no longer see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateApprovalPolicy`. */
@ObjectType('UpdateApprovalPolicyPayload', { simpleResolvers: true })
export class UpdateApprovalPolicyPayload {
  __typename?: 'UpdateApprovalPolicyPayload';
  /** The policy after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ApprovalPolicy, { nullable: true })
  approvalPolicy!: Ref<ApprovalPolicy> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateCategory`. */
@ObjectType('UpdateCategoryPayload', { simpleResolvers: true })
export class UpdateCategoryPayload {
  __typename?: 'UpdateCategoryPayload';
  /** The category after the change. Null when the mutation was refused. */
  @Field(() => Category, { nullable: true })
  category!: Ref<Category> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateClosurePolicy`. */
@ObjectType('UpdateClosurePolicyPayload', { simpleResolvers: true })
export class UpdateClosurePolicyPayload {
  __typename?: 'UpdateClosurePolicyPayload';
  /** The policy after the change. Null when the mutation was refused. */
  @Field(() => ClosurePolicy, { nullable: true })
  closurePolicy!: Ref<ClosurePolicy> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateCompany`. */
@ObjectType('UpdateCompanyPayload', { simpleResolvers: true })
export class UpdateCompanyPayload {
  __typename?: 'UpdateCompanyPayload';
  /** The company after the change. Null when the mutation was refused, and for API keys without `TICKETS_READ`. */
  @Field(() => Company, { nullable: true })
  company!: Ref<Company> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateConfigurationItem`. */
@ObjectType('UpdateConfigurationItemPayload', { simpleResolvers: true })
export class UpdateConfigurationItemPayload {
  __typename?: 'UpdateConfigurationItemPayload';
  /** The item after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ConfigurationItem, { nullable: true })
  configurationItem!: Ref<ConfigurationItem> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateKnownError`. */
@ObjectType('UpdateKnownErrorPayload', { simpleResolvers: true })
export class UpdateKnownErrorPayload {
  __typename?: 'UpdateKnownErrorPayload';
  /** The known error after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => KnownError, { nullable: true })
  knownError!: Ref<KnownError> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateQueue`. */
@ObjectType('UpdateQueuePayload', { simpleResolvers: true })
export class UpdateQueuePayload {
  __typename?: 'UpdateQueuePayload';
  /** The queue after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Queue, { nullable: true })
  queue!: Ref<Queue> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateRequestForm`. */
@ObjectType('UpdateRequestFormPayload', { simpleResolvers: true })
export class UpdateRequestFormPayload {
  __typename?: 'UpdateRequestFormPayload';
  /** The form after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => RequestForm, { nullable: true })
  requestForm!: Ref<RequestForm> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateResolutionCode`. */
@ObjectType('UpdateResolutionCodePayload', { simpleResolvers: true })
export class UpdateResolutionCodePayload {
  __typename?: 'UpdateResolutionCodePayload';
  /** The resolution code after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => ResolutionCode, { nullable: true })
  resolutionCode!: Ref<ResolutionCode> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateSavedView`. */
@ObjectType('UpdateSavedViewPayload', { simpleResolvers: true })
export class UpdateSavedViewPayload {
  __typename?: 'UpdateSavedViewPayload';
  /** The saved view after the change. Null when the mutation was refused, and for API keys without `TICKETS_READ`. */
  @Field(() => SavedView, { nullable: true })
  savedView!: Ref<SavedView> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateService`. */
@ObjectType('UpdateServicePayload', { simpleResolvers: true })
export class UpdateServicePayload {
  __typename?: 'UpdateServicePayload';
  /** The service after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => Service, { nullable: true })
  service!: Ref<Service> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateTask`. */
@ObjectType('UpdateTaskPayload', { simpleResolvers: true })
export class UpdateTaskPayload {
  __typename?: 'UpdateTaskPayload';
  /** The task after the change. Null when the mutation was refused, or when the viewer cannot see the task. */
  @Field(() => Task, { nullable: true })
  task!: Ref<Task> | null;
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateTeamMembers`. */
@ObjectType('UpdateTeamMembersPayload', { simpleResolvers: true })
export class UpdateTeamMembersPayload {
  __typename?: 'UpdateTeamMembersPayload';
  /** The team after the change. Null when the mutation was refused. */
  @Field(() => Team, { nullable: true })
  team!: Ref<Team> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateTicket`. */
@ObjectType('UpdateTicketPayload', { simpleResolvers: true })
export class UpdateTicketPayload {
  __typename?: 'UpdateTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer can no longer see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateTicketTemplate`. */
@ObjectType('UpdateTicketTemplatePayload', { simpleResolvers: true })
export class UpdateTicketTemplatePayload {
  __typename?: 'UpdateTicketTemplatePayload';
  /** The template after the change. Null when the mutation was refused, or when the viewer cannot see it. */
  @Field(() => TicketTemplate, { nullable: true })
  ticketTemplate!: Ref<TicketTemplate> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** Result of `updateUser`. */
@ObjectType('UpdateUserPayload', { simpleResolvers: true })
export class UpdateUserPayload {
  __typename?: 'UpdateUserPayload';
  /** The user after the change. Null when the mutation was refused. `User.openWork` counts what they still hold. */
  @Field(() => User, { nullable: true })
  user!: Ref<User> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** A header of an upload request. Send it exactly as given. */
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

/** The uploaded file differs from its announcement. Nothing was attached; announce the file again with `createAttachmentUpload`. */
@ObjectType('UploadRejectedError', { simpleResolvers: true, implements: [UserError] })
export class UploadRejectedError {
  __typename!: 'UploadRejectedError';
  /** Always `UPLOAD_REJECTED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the field that names the upload. */
  @Field(() => [String])
  path!: readonly string[];
  /** Why the upload was rejected. */
  @Field(() => UploadRejection)
  rejection!: UploadRejection;
}

/** A person of the organisation. */
@ObjectType('User', { simpleResolvers: true, implements: [Node, Actor] })
export class User {
  __typename!: 'User';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The display name. */
  @Field(() => String)
  name!: string;
  /** The role. */
  @Field(() => Role)
  role!: Role;
  /** False when the user is deactivated: they cannot sign in or receive work. Their history stays. */
  @Field(() => Boolean)
  active!: boolean;
  /** The version, for `expectedVersion`. Every change of the user increases it. */
  @Field(() => Int)
  version!: number;
  /** When the account was created. */
  @Field(() => DateTimeScalar)
  createdAt!: Date | string;
  // Resolved by hand: company, email, organisation, teams, phone, locale, timeZone, externalId, openWork.
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
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `UserConnection`. */
@ObjectType('UserEdge', { simpleResolvers: true })
export class UserEdge {
  __typename?: 'UserEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The user. */
  @Field(() => User)
  node!: Ref<User>;
}

/** An input value breaks a rule. Each broken rule has an error of its own. */
@ObjectType('ValidationError', { simpleResolvers: true, implements: [UserError] })
export class ValidationError {
  __typename!: 'ValidationError';
  /** Always `VALIDATION_FAILED`. */
  @Field(() => ErrorCode)
  code!: ErrorCode;
  /** What is wrong, as a sentence for people. Programs use the other fields. */
  @Field(() => String)
  message!: string;
  /** The path of the input field. */
  @Field(() => [String])
  path!: readonly string[];
  /** The rule that is broken. */
  @Field(() => ValidationRule)
  rule!: ValidationRule;
}

/** A verification of what was implemented. A later one does not overwrite it. Visible to everyone who can see the ticket. */
@ObjectType('Verification', { simpleResolvers: true, implements: [Node] })
export class Verification {
  __typename!: 'Verification';
  /** The global id. */
  @Field(() => ID)
  id!: string;
  /** The resolution cycle. It begins at 1; each reopening increases it. */
  @Field(() => Int)
  cycle!: number;
  /** The result. */
  @Field(() => VerificationOutcome)
  outcome!: VerificationOutcome;
  /** How the result was found. */
  @Field(() => VerificationMethod)
  method!: VerificationMethod;
  /** What shows the result, in Markdown. */
  @Field(() => String, { nullable: true })
  evidence!: string | null;
  /** When it happened: the time of the call, or `occurredAt` of an import. */
  @Field(() => DateTimeScalar)
  verifiedAt!: Date | string;
  // Resolved by hand: ticket, attachments, verifiedBy.
}

/** A page of verifications, oldest first. */
@ObjectType('VerificationConnection', { simpleResolvers: true })
export class VerificationConnection {
  __typename?: 'VerificationConnection';
  /** The verifications with their cursors. */
  @Field(() => [VerificationEdge])
  edges!: readonly VerificationEdge[];
  /** The verifications. */
  @Field(() => [Verification])
  nodes!: readonly Verification[];
  /** Pagination information. */
  @Field(() => PageInfo)
  pageInfo!: Ref<PageInfo>;
  // Resolved by hand: totalCount, totalCountIsCapped.
}

/** An edge of `VerificationConnection`. */
@ObjectType('VerificationEdge', { simpleResolvers: true })
export class VerificationEdge {
  __typename?: 'VerificationEdge';
  /** The cursor of this edge. */
  @Field(() => String)
  cursor!: string;
  /** The verification. */
  @Field(() => Verification)
  node!: Ref<Verification>;
}

/** Result of `verifyTicket`. */
@ObjectType('VerifyTicketPayload', { simpleResolvers: true })
export class VerifyTicketPayload {
  __typename?: 'VerifyTicketPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
  // Resolved by hand: openChildren.
}

/** Result of `watchTicket`. */
@ObjectType('WatchTicketPayload', { simpleResolvers: true })
export class WatchTicketPayload {
  __typename?: 'WatchTicketPayload';
  /** The ticket. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** An overlap of two change windows whose tickets affect the same service. */
@ObjectType('WindowCollision', { simpleResolvers: true })
export class WindowCollision {
  __typename?: 'WindowCollision';
  /** The time in which both windows overlap. */
  @Field(() => ChangeWindow)
  window!: Ref<ChangeWindow>;
  // Resolved by hand: ticket, affectedServices.
}

/** Result of `withdrawPlan`. */
@ObjectType('WithdrawPlanPayload', { simpleResolvers: true })
export class WithdrawPlanPayload {
  __typename?: 'WithdrawPlanPayload';
  /** The ticket after the change. Null when the mutation was refused, or when the viewer cannot see the ticket. */
  @Field(() => Ticket, { nullable: true })
  ticket!: Ref<Ticket> | null;
  /** The cursor of the last event that the call wrote. Null when it wrote none. See `Mutation`. */
  @Field(() => String, { nullable: true })
  eventCursor!: string | null;
  /** Why the mutation was refused. Nothing was changed then. Empty on success. */
  @Field(() => [UserError])
  errors!: readonly UserError[];
}

/** An item of `queueCounters`. Clients must ignore members they do not know: later versions add some. */
export const QueueCountersItem = createUnionType({
  name: 'QueueCountersItem',
  types: () => [QueueCountersSnapshot, QueueCountersChanged, StreamPosition, ResyncRequired] as const,
  resolveType,
});
export type QueueCountersItem = QueueCountersSnapshot | QueueCountersChanged | StreamPosition | ResyncRequired;

/** An item of `ticketPresence`. Later versions add types: ignore those that you do not know. */
export const TicketPresenceItem = createUnionType({
  name: 'TicketPresenceItem',
  types: () => [TicketPresence, TicketGone, StreamPosition, ResyncRequired] as const,
  resolveType,
});
export type TicketPresenceItem = TicketPresence | TicketGone | StreamPosition | ResyncRequired;

/** An item of a subscription to tickets. Clients must ignore members they do not know: later versions add some. */
export const TicketStreamItem = createUnionType({
  name: 'TicketStreamItem',
  types: () => [StreamPosition, TicketEvent, TicketGone, ResyncRequired] as const,
  resolveType,
});
export type TicketStreamItem = StreamPosition | TicketEvent | TicketGone | ResyncRequired;

/**
 * An item of `ticketView`. Items come in steps. Each step ends with a `StreamPosition`: the rows are then those that `tickets` gives at its
 * cursor. Within a step, rows that left come first. Each item can be applied twice without harm.
 */
export const TicketViewItem = createUnionType({
  name: 'TicketViewItem',
  types: () => [TicketViewSnapshot, TicketEntered, TicketChanged, TicketLeft, TicketGone, TicketViewCount, StreamPosition, ResyncRequired] as const,
  resolveType,
});
export type TicketViewItem = TicketViewSnapshot | TicketEntered | TicketChanged | TicketLeft | TicketGone | TicketViewCount | StreamPosition | ResyncRequired;

/** An entry of a ticket's timeline: a comment where one was added, otherwise an event. */
export const TimelineEntry = createUnionType({
  name: 'TimelineEntry',
  types: () => [Comment, TicketEvent] as const,
  resolveType,
});
export type TimelineEntry = Comment | TicketEvent;

/** Selects access records. All conditions that are given must hold. */
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

/** An order of access records. Where the field is equal, the id decides, in the same direction. */
@InputType('AccessRecordOrder')
export class AccessRecordOrder {
  /** The field. */
  @Field(() => AccessRecordOrderField)
  field!: AccessRecordOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `addComment`. */
@InputType('AddCommentInput')
export class AddCommentInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** Who can see the comment. Default: `PUBLIC`. `INTERNAL` is for workers of the ticket. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
  /** The text: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Completed uploads of the viewer, from the ticket or without a ticket, that are moved to the comment: at most 20. */
  @Field(() => [ID], { nullable: true })
  attachmentIds?: readonly string[] | null | undefined;
  /** True: the requester's comment leaves a resolved ticket resolved, for example a thank-you. The ticket then waits again for its automatic closing. */
  @Field(() => Boolean, { nullable: true })
  keepResolved?: boolean | null | undefined;
  /** True for an automatic mail, for example an out-of-office reply: it does not reopen, resume or delay anything. For API keys. */
  @Field(() => Boolean, { nullable: true })
  automatic?: boolean | null | undefined;
  /**
   * The user who wrote the comment, for example in a mail: an active user who can see the ticket. The comment is public and counts as the
   * user's own: it resumes and reopens like their reply. Needs an API key with the scope `COMMENTS_ON_BEHALF`.
   */
  @Field(() => ID, { nullable: true })
  onBehalfOfId?: string | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `addLabels`. */
@InputType('AddLabelsInput')
export class AddLabelsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** The labels: 1 to 50, of at most 50 characters each. Stored in lower case. A ticket has at most 50. */
  @Field(() => [String])
  labels!: readonly string[];
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `addTask`. */
@InputType('AddTaskInput')
export class AddTaskInput {
  /** The ticket. It must be `IMPLEMENTING`. The task becomes the last one of the plan in force, which has at most 50. */
  @Field(() => ID)
  ticketId!: string;
  /** What to do: 1 to 200 characters. */
  @Field(() => String)
  title!: string;
  /** More details, in Markdown: at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The agent, lead or administrator who does the task. If omitted: the workers of the ticket. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `allowFreeResolutionCodes`. */
@InputType('AllowFreeResolutionCodesInput')
export class AllowFreeResolutionCodesInput {
  /** Whether tickets can be resolved with codes that are not in the catalogue. */
  @Field(() => Boolean)
  allowed!: boolean;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `answerSurvey`. */
@InputType('AnswerSurveyInput')
export class AnswerSurveyInput {
  /** The token of the survey. */
  @Field(() => String)
  token!: string;
  /** The score, from 1 (very dissatisfied) to 5 (very satisfied). */
  @Field(() => Int)
  score!: number;
  /** A comment: at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  comment?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A form and its answers. */
@InputType('AnsweredFormInput')
export class AnsweredFormInput {
  /** The form. A retired form is refused (rule `RETIRED`). */
  @Field(() => ID)
  requestFormId!: string;
  /**
   * The answers: at most one for each field. An error in an answer has a path such as `["input", "form", "answers", "0", "value"]`. When a
   * required answer is missing, the path has the key of the field in place of the index.
   */
  @Field(() => [FormAnswerInput], { nullable: true })
  answers?: readonly FormAnswerInput[] | null | undefined;
}

/** An order of API keys. Where the field is equal, the id decides, in the same direction. */
@InputType('ApiKeyOrder')
export class ApiKeyOrder {
  /** The field. */
  @Field(() => ApiKeyOrderField)
  field!: ApiKeyOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/**
 * Selects approvals. All conditions that are given must hold. A list matches when one of its values matches. It has at most 100 values. `[]`
 * finds nothing. `null` is no condition.
 */
@InputType('ApprovalFilter')
export class ApprovalFilter {
  /** Whether the approval waits for the viewer's decision. */
  @Field(() => Boolean, { nullable: true })
  awaitingViewer?: boolean | null | undefined;
  /** States of the approval. */
  @Field(() => [ApprovalState], { nullable: true })
  states?: readonly ApprovalState[] | null | undefined;
}

/** An order of approvals. Where the field is equal, the id decides, in the same direction. */
@InputType('ApprovalOrder')
export class ApprovalOrder {
  /** The field. */
  @Field(() => ApprovalOrderField)
  field!: ApprovalOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** An order of approval policies. Where the field is equal, the id decides, in the same direction. */
@InputType('ApprovalPolicyOrder')
export class ApprovalPolicyOrder {
  /** The field. */
  @Field(() => ApprovalPolicyOrderField)
  field!: ApprovalPolicyOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `assignTask`. */
@InputType('AssignTaskInput')
export class AssignTaskInput {
  /** The task. It must be open and belong to the plan in force. */
  @Field(() => ID)
  taskId!: string;
  /** The agent, lead or administrator who does the task. Null: the workers of the ticket. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `assignTicket`. At least one of `queueId` and `assigneeId` is required. */
@InputType('AssignTicketInput')
export class AssignTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /**
   * The new queue. If omitted, the queue stays. If the new queue belongs to a team that the assignee is not in, the assignee is removed. Users who
   * were asked to watch still see the ticket there, until they are removed as watchers.
   */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /**
   * The agent, lead or administrator who will work the ticket. Null removes the assignee. If omitted, the assignee stays.
   * Agents who do not work the queue cannot name themselves, and in a `TEAM` queue only users who work it (reason `NOT_IN_TEAM`).
   */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Why: at most 1,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `assignTickets`. */
@InputType('AssignTicketsInput')
export class AssignTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** The new queue. If omitted, the queue stays. If the new queue belongs to a team that the assignee is not in, the assignee is removed. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** The agent, lead or administrator who will work the tickets. Null removes the assignee. If omitted, the assignee stays. The rules are those of `assignTicket`. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Why: at most 1,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `cancelTicket`. */
@InputType('CancelTicketInput')
export class CancelTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: at most 2,000 characters. Either `reason` or `duplicateOfId` is required. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** The ticket that this one duplicates. */
  @Field(() => ID, { nullable: true })
  duplicateOfId?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `cancelTickets`. */
@InputType('CancelTicketsInput')
export class CancelTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An order of categories. Where the field is equal, the id decides, in the same direction. */
@InputType('CategoryOrder')
export class CategoryOrder {
  /** The field. */
  @Field(() => CategoryOrderField)
  field!: CategoryOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** An order of the change calendar. Where the field is equal, the id decides, in the same direction. */
@InputType('ChangeCalendarOrder')
export class ChangeCalendarOrder {
  /** The field. */
  @Field(() => ChangeCalendarOrderField)
  field!: ChangeCalendarOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `changeMajorIncident`. An omitted field keeps its value. */
@InputType('ChangeMajorIncidentInput')
export class ChangeMajorIncidentInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The agent, lead or administrator who leads it from now on. */
  @Field(() => ID, { nullable: true })
  leadId?: string | null | undefined;
  /** The interval between status updates, in minutes: 5 to 1,440. The next update is due this long after the last one, or after the declaration. */
  @Field(() => Int, { nullable: true })
  updateEveryMinutes?: number | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** The time in which a plan is carried out: at most 31 days. */
@InputType('ChangeWindowInput')
export class ChangeWindowInput {
  /** The start, included. */
  @Field(() => DateTimeScalar)
  start!: Date;
  /** The end, not included. Must be after `start`. */
  @Field(() => DateTimeScalar)
  end!: Date;
}

/** Input of `closeTicket`. */
@InputType('CloseTicketInput')
export class CloseTicketInput {
  /** The URL of the documentation or knowledge article about the resolution: `https` or `http`, at most 2,000 characters, without user name and password. */
  @Field(() => String, { nullable: true })
  documentationUrl?: string | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The closure summary: 1 to 10,000 characters. */
  @Field(() => String)
  closureSummary!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `closeTickets`. */
@InputType('CloseTicketsInput')
export class CloseTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** The closure summary: 1 to 10,000 characters. */
  @Field(() => String)
  closureSummary!: string;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A comment that a mutation of many tickets adds to each of them. Its permissions, its event and its bounds are those of `addComment`. */
@InputType('CommentOnEachInput')
export class CommentOnEachInput {
  /** The text: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Who can see the comment. Default: `PUBLIC`. `INTERNAL` is for workers of each ticket. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
}

/** An order of companies. Where the field is equal, the id decides, in the same direction. */
@InputType('CompanyOrder')
export class CompanyOrder {
  /** The field. */
  @Field(() => CompanyOrderField)
  field!: CompanyOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `completeAttachmentUpload`. */
@InputType('CompleteAttachmentUploadInput')
export class CompleteAttachmentUploadInput {
  /** The id that `createAttachmentUpload` returned. */
  @Field(() => ID)
  attachmentId!: string;
  /** The comment to attach the file to. It must be the viewer's own and on the same ticket. Default: the ticket itself. Refused for an upload without a ticket. */
  @Field(() => ID, { nullable: true })
  commentId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `completeImplementation`. */
@InputType('CompleteImplementationInput')
export class CompleteImplementationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** How the implementation ended. Visible to everyone who can see the ticket. */
  @Field(() => ImplementationOutcome)
  outcome!: ImplementationOutcome;
  /** Notes on the implementation: at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  notes?: string | null | undefined;
  /** The resolution code that applies once the verification passes: an active one of `resolutionCodes`. Visible to everyone who can see the ticket. */
  @Field(() => String)
  resolutionCode!: string;
  /** What was done: 1 to 10,000 characters. It applies once the verification passes. Visible to everyone who can see the ticket. */
  @Field(() => String)
  resolutionNotes!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `completeTask`. */
@InputType('CompleteTaskInput')
export class CompleteTaskInput {
  /** The task. Its ticket must be `IMPLEMENTING`. */
  @Field(() => ID)
  taskId!: string;
  /** What was done: at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  note?: string | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Selects configuration items. All conditions that are given must hold. A list matches when one of its values matches; it has at most 100 values. */
@InputType('ConfigurationItemFilter')
export class ConfigurationItemFilter {
  /** Teams that own the item. */
  @Field(() => [ID], { nullable: true })
  ownerTeamIds?: readonly string[] | null | undefined;
  /** Criticalities. */
  @Field(() => [Criticality], { nullable: true })
  criticalities?: readonly Criticality[] | null | undefined;
  /** Kinds of items. */
  @Field(() => [ConfigurationItemKind], { nullable: true })
  kinds?: readonly ConfigurationItemKind[] | null | undefined;
  /** Names. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  names?: readonly string[] | null | undefined;
  /** The beginning of the name: at most 100 characters. Upper and lower case are equal. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** An order of configuration items. Where the field is equal, the id decides, in the same direction. */
@InputType('ConfigurationItemOrder')
export class ConfigurationItemOrder {
  /** The field. */
  @Field(() => ConfigurationItemOrderField)
  field!: ConfigurationItemOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `confirmApiKey`. */
@InputType('ConfirmApiKeyInput')
export class ConfirmApiKeyInput {
  /** The key. */
  @Field(() => ID)
  apiKeyId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createApiKey`. */
@InputType('CreateApiKeyInput')
export class CreateApiKeyInput {
  /** What the key is for: 1 to 100 characters. */
  @Field(() => String)
  name!: string;
  /** The permissions of the key: at least one. */
  @Field(() => [ApiKeyScope])
  scopes!: readonly ApiKeyScope[];
  /** The only queues whose tickets the key can see. If omitted: all queues. Not together with `ADMINISTRATION`. */
  @Field(() => [ID], { nullable: true })
  queueIds?: readonly string[] | null | undefined;
  /** When the key expires. Must be in the future. If omitted: never. */
  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt?: Date | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer without the secret, and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createApprovalPolicy`. At least one of `userIds` and `teamIds` is required. */
@InputType('CreateApprovalPolicyInput')
export class CreateApprovalPolicyInput {
  /** The name: 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it applies to. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The kind of changes it applies to. Only with the ticket type `CHANGE_REQUEST`. If omitted: all kinds. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind?: ChangeKind | null | undefined;
  /** The risk of the plans it applies to. If omitted: every risk. */
  @Field(() => Risk, { nullable: true })
  risk?: Risk | null | undefined;
  /** The category or subcategory of the tickets it applies to. It must have the ticket type. If omitted: all. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** How many of the approvers must approve. */
  @Field(() => ApprovalRule)
  rule!: ApprovalRule;
  /** Number of approvals that are needed: 1 to 50. Required for the rule `QUORUM`, refused for others. */
  @Field(() => Int, { nullable: true })
  quorum?: number | null | undefined;
  /** Users who are approvers: at most 50. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** Teams whose members are approvers: at most 20. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** Hours from the request until the decision is due: 1 to 8,760. If omitted: no due time. */
  @Field(() => Int, { nullable: true })
  dueHours?: number | null | undefined;
  /** Hours from the request until approvers without a decision are reminded: 1 to 8,760. If omitted: no reminder. */
  @Field(() => Int, { nullable: true })
  remindHours?: number | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createAttachmentUpload`: the file that will be uploaded. */
@InputType('CreateAttachmentUploadInput')
export class CreateAttachmentUploadInput {
  /**
   * The ticket. If omitted, the upload waits for a ticket: `createTicket`, `addComment` or the comment of a transition takes it by `attachmentIds`
   * after it is completed. Nobody sees it until then. It counts against the limit of uploads of the viewer, and is removed an hour after its
   * announcement.
   */
  @Field(() => ID, { nullable: true })
  ticketId?: string | null | undefined;
  /** The file name: 1 to 1,000 characters. Paths and control characters are removed, and 255 characters are kept. */
  @Field(() => String)
  fileName!: string;
  /** The size in bytes: 1 to `attachmentPolicy.maxBytes`. */
  @Field(() => Int)
  size!: number;
  /**
   * The MIME type: one of `attachmentPolicy.contentTypes`, or another common name of it. With an empty text or `application/octet-stream`, the
   * type is determined from the content when the upload is completed.
   */
  @Field(() => String)
  contentType!: string;
  /** The SHA-256 of the content: 64 hexadecimal digits. */
  @Field(() => String)
  sha256!: string;
  /** Who can see the attachment. Default: `PUBLIC`. `INTERNAL` is for workers of the ticket, and needs `ticketId`. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer with a newly signed URL, and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createCategory`. */
@InputType('CreateCategoryInput')
export class CreateCategoryInput {
  /** The name: 1 to 100 characters, unique under its parent. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it classifies. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The parent category. If omitted, a top-level category is created. */
  @Field(() => ID, { nullable: true })
  parentId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createCompany`. */
@InputType('CreateCompanyInput')
export class CreateCompanyInput {
  /** The name: 1 to 200 characters, unique among the organisation's companies. */
  @Field(() => String)
  name!: string;
  /** The id of the company in another system: 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  externalId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createConfigurationItem`. */
@InputType('CreateConfigurationItemInput')
export class CreateConfigurationItemInput {
  /** The name: 1 to 100 characters, unique among the organisation's configuration items. */
  @Field(() => String)
  name!: string;
  /** What it is: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The kind of the item. */
  @Field(() => ConfigurationItemKind)
  kind!: ConfigurationItemKind;
  /** The team that owns it. */
  @Field(() => ID)
  ownerTeamId!: string;
  /** How much the organisation depends on it. Default: `MEDIUM`. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** Items that this one depends on: at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createQueue`. */
@InputType('CreateQueueInput')
export class CreateQueueInput {
  /** The name: 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** The team that works the queue. */
  @Field(() => ID)
  teamId!: string;
  /** Who can see the tickets of the queue. Default: `ORGANISATION`. */
  @Field(() => QueueVisibility, { nullable: true })
  visibility?: QueueVisibility | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createRequestForm`. */
@InputType('CreateRequestFormInput')
export class CreateRequestFormInput {
  /** The name: 1 to 100 characters, unique among the organisation's forms. */
  @Field(() => String)
  name!: string;
  /** What it is for: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The type of the tickets it creates. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The category of the tickets it creates. It must have the ticket type and be a top-level category. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The queue of the tickets it creates. Default: the organisation's default queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** The fields, in order: 1 to 50. */
  @Field(() => [FormFieldInput])
  fields!: readonly FormFieldInput[];
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createResolutionCode`. */
@InputType('CreateResolutionCodeInput')
export class CreateResolutionCodeInput {
  /** The code: one line of 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  code!: string;
  /** When to use it: at most 1,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createSavedView`. */
@InputType('CreateSavedViewInput')
export class CreateSavedViewInput {
  /** The name: 1 to 100 characters. Several views can have the same name. */
  @Field(() => String)
  name!: string;
  /** The filter: at most 20,000 characters as JSON. If omitted, all tickets that the reader can see. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** The order: at most one field. If omitted, the order that `tickets` has by default. */
  @Field(() => [TicketOrder], { nullable: true })
  orderBy?: readonly TicketOrder[] | null | undefined;
  /** The names of the columns to show: at most 50, each of 1 to 100 characters. */
  @Field(() => [String], { nullable: true })
  columns?: readonly string[] | null | undefined;
  /** Who can use it. Default: `PRIVATE`. */
  @Field(() => SavedViewSharing, { nullable: true })
  sharing?: SavedViewSharing | null | undefined;
  /** The team to share it with. Given exactly when `sharing` is `TEAM`. */
  @Field(() => ID, { nullable: true })
  teamId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createService`. */
@InputType('CreateServiceInput')
export class CreateServiceInput {
  /** The name: 1 to 100 characters, unique among the organisation's services. */
  @Field(() => String)
  name!: string;
  /** What it is for: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The team that owns it. */
  @Field(() => ID)
  ownerTeamId!: string;
  /** How much the organisation depends on it. */
  @Field(() => Criticality)
  criticality!: Criticality;
  /** Services that this one depends on: at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnServiceIds?: readonly string[] | null | undefined;
  /** Configuration items that this service depends on: at most 100. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createTeam`. */
@InputType('CreateTeamInput')
export class CreateTeamInput {
  /** The name: 1 to 100 characters, unique in the organisation. */
  @Field(() => String)
  name!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createTicket`. */
@InputType('CreateTicketInput')
export class CreateTicketInput {
  /**
   * The form to create the ticket with, and its answers. The form gives type, category and queue, also for requesters. If `subject` and
   * `description` are omitted, it gives them too. A `type` other than the form's is refused.
   */
  @Field(() => AnsweredFormInput, { nullable: true })
  form?: Ref<AnsweredFormInput> | null | undefined;
  /**
   * The template to create the ticket from. It gives the fields that neither this input nor the form gives. A `type` other than the template's
   * is refused, and so is a retired template (rule `RETIRED`). When a value of the template is not valid any more, the error has the path of
   * `ticketTemplateId`. For agents.
   */
  @Field(() => ID, { nullable: true })
  ticketTemplateId?: string | null | undefined;
  /**
   * The closed ticket that this one follows up. It must be `CLOSED` and visible to the viewer, and stays closed. To continue a resolved
   * ticket, use `reopenTicket`.
   */
  @Field(() => ID, { nullable: true })
  followUpOfId?: string | null | undefined;
  /** Affected services of the catalogue: at most 50, not retired. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items: at most 50, not retired. For agents. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The kind of work. Required unless a form or a template gives it. Requesters report `INCIDENT`, `SERVICE_REQUEST` and `OTHER`. */
  @Field(() => TicketType, { nullable: true })
  type?: TicketType | null | undefined;
  /** The subject: one line, 1 to 200 characters. Required unless a form or a template gives it. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. Required unless a form or a template gives it. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** How the ticket was reported. Default: `PORTAL` for users, `API` for API keys. Requesters can give these two. */
  @Field(() => Channel, { nullable: true })
  channel?: Channel | null | undefined;
  /**
   * The kind of change; only for type `CHANGE_REQUEST`. `STANDARD` needs no approval, and is only for tickets of a template that is marked
   * `standardChange`, with the category, subcategory and services that the template gives. Default: `STANDARD` for such tickets, otherwise
   * `NORMAL`.
   */
  @Field(() => ChangeKind, { nullable: true })
  changeKind?: ChangeKind | null | undefined;
  /** Error messages, verbatim: at most 20, of at most 10,000 characters each. */
  @Field(() => [String], { nullable: true })
  errorMessages?: readonly string[] | null | undefined;
  /** The category. It must have the ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services: at most 50, of at most 200 characters each. */
  @Field(() => [String], { nullable: true })
  affectedServiceNames?: readonly string[] | null | undefined;
  /** Users who are affected, at most 100. They can see the ticket. */
  @Field(() => [ID], { nullable: true })
  affectedUserIds?: readonly string[] | null | undefined;
  /** Number of affected users. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
  /** Business operations that are affected: at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  affectedOperations?: string | null | undefined;
  /** How much of the business is affected. Default: `MEDIUM`. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon the business is affected. Default: `MEDIUM`. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Overrides the priority. For agents. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** Labels: at most 50, of at most 50 characters each. Stored in lower case. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** The ticket's reference in another system: at most 200 characters. */
  @Field(() => String, { nullable: true })
  externalReference?: string | null | undefined;
  /** The user the ticket is reported for. Default: the viewer. Agents and API keys can name another user. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /**
   * The requester by e-mail address: the user with this address, or a new one. Not together with `requesterId`. For agents, and for API keys
   * with `REQUESTERS_WRITE`.
   */
  @Field(() => RequesterInput, { nullable: true })
  requester?: Ref<RequesterInput> | null | undefined;
  /** The queue. Default: the organisation's default queue. For agents. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** The agent who will work the ticket. For agents. Agents who do not work the queue cannot name themselves, and in a `TEAM` queue only users who work it (reason `NOT_IN_TEAM`). */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Users who will watch the ticket. For agents. This gives them access to the ticket if the viewer works its queue, except to the viewer. */
  @Field(() => [ID], { nullable: true })
  watcherIds?: readonly string[] | null | undefined;
  /** Completed uploads of the viewer without a ticket, which become attachments of the ticket: at most 20. See `createAttachmentUpload`. */
  @Field(() => [ID], { nullable: true })
  attachmentIds?: readonly string[] | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createTicketTemplate`. */
@InputType('CreateTicketTemplateInput')
export class CreateTicketTemplateInput {
  /** The name: 1 to 100 characters, unique among the organisation's templates. */
  @Field(() => String)
  name!: string;
  /** The type of the tickets it is for. */
  @Field(() => TicketType)
  ticketType!: TicketType;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category. It must have the ticket type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** The queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** How much of the business is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon the business is affected. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Labels: at most 50, of at most 50 characters each. Stored in lower case. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** Affected services: at most 50, not retired. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Whether its tickets are standard changes, whose plans need no approval. Only with the ticket type `CHANGE_REQUEST`. If omitted: no. */
  @Field(() => Boolean, { nullable: true })
  standardChange?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `createUser`. */
@InputType('CreateUserInput')
export class CreateUserInput {
  /** The name: 1 to 100 characters. */
  @Field(() => String)
  name!: string;
  /** The e-mail address, unique over all organisations. */
  @Field(() => String)
  email!: string;
  /** The role. API keys cannot give `ADMIN`. */
  @Field(() => Role)
  role!: Role;
  /** The password: at least 10 characters. Without one, the user cannot sign in by password. API keys cannot set it. */
  @Field(() => String, { nullable: true })
  password?: string | null | undefined;
  /** Teams that the user becomes a member of. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** The telephone number: 3 to 15 digits, with an optional `+` before them, and spaces, dots, hyphens, slashes and brackets between them. */
  @Field(() => String, { nullable: true })
  phone?: string | null | undefined;
  /** The language and region, as a BCP 47 tag. */
  @Field(() => String, { nullable: true })
  locale?: string | null | undefined;
  /** The time zone, as an IANA name. */
  @Field(() => String, { nullable: true })
  timeZone?: string | null | undefined;
  /** The id of the user in another system: 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  externalId?: string | null | undefined;
  /** The company that the user belongs to. */
  @Field(() => ID, { nullable: true })
  companyId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A half-open range of time: `from` is included, `to` is not. Without both, every time is in it. */
@InputType('DateTimeRange')
export class DateTimeRange {
  /** The start, included. Unbounded if omitted. */
  @Field(() => DateTimeScalar, { nullable: true })
  from?: Date | null | undefined;
  /** The end, not included. Unbounded if omitted. */
  @Field(() => DateTimeScalar, { nullable: true })
  to?: Date | null | undefined;
}

/**
 * Input of `deactivateUser`. All sessions of the user end at once. Their history stays. Their API keys with `ADMINISTRATION` are suspended; the
 * others go on working.
 */
@InputType('DeactivateUserInput')
export class DeactivateUserInput {
  /** The user. Of one who is deactivated already, `handOverTo` hands over what is left. */
  @Field(() => ID)
  userId!: string;
  /** The version the client has read. If the user has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /**
   * Who takes over the user's open work. Without it, their tickets keep their assignee: `TicketFilter.assignee: INACTIVE` finds them, and
   * `Queue.inactiveAssigneeTicketCount` counts them.
   */
  @Field(() => HandOverInput, { nullable: true })
  handOverTo?: Ref<HandOverInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `decideApproval`. */
@InputType('DecideApprovalInput')
export class DecideApprovalInput {
  /** The approval. It must be pending and belong to the plan in force. */
  @Field(() => ID)
  approvalId!: string;
  /** The version of the ticket that the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The decision. */
  @Field(() => ApprovalDecision)
  decision!: ApprovalDecision;
  /** Why: at most 2,000 characters. Required for `REJECT`. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `declareMajorIncident`. */
@InputType('DeclareMajorIncidentInput')
export class DeclareMajorIncidentInput {
  /** The incident. It must be open. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: 1 to 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  reason!: string;
  /** The agent, lead or administrator who leads it. They become a watcher of the ticket. */
  @Field(() => ID)
  leadId!: string;
  /** The interval between status updates, in minutes: 5 to 1,440. */
  @Field(() => Int)
  updateEveryMinutes!: number;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `delegateApproval`. */
@InputType('DelegateApprovalInput')
export class DelegateApprovalInput {
  /** The approval. It must be pending. */
  @Field(() => ID)
  approvalId!: string;
  /** The user who decides instead. They must be active and not an approver yet, and be able to decide about this plan. */
  @Field(() => ID)
  toUserId!: string;
  /**
   * The approver who is replaced. Default: the viewer. Leads of the queue's team and administrators can name another approver, for example one
   * who has left.
   */
  @Field(() => ID, { nullable: true })
  fromUserId?: string | null | undefined;
  /** Why: at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `deleteAttachment`. */
@InputType('DeleteAttachmentInput')
export class DeleteAttachmentInput {
  /** The attachment. */
  @Field(() => ID)
  attachmentId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `deleteSavedView`. */
@InputType('DeleteSavedViewInput')
export class DeleteSavedViewInput {
  /** The saved view. */
  @Field(() => ID)
  savedViewId!: string;
  /** The version the client has read. If the object has a newer version, the mutation is refused with `ConflictError`. If omitted, it is deleted in any case. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `diagnoseTicket`. */
@InputType('DiagnoseTicketInput')
export class DiagnoseTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What was found: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  findings!: string;
  /** The root cause: at most 10,000 characters. For incidents and problems, either `rootCause` or `rootCauseUnknownReason` is required. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** Why the root cause is unknown: at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  rootCauseUnknownReason?: string | null | undefined;
  /** Attachments of the ticket that support the diagnosis: at most 20. */
  @Field(() => [ID], { nullable: true })
  evidenceAttachmentIds?: readonly string[] | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `editComment`. */
@InputType('EditCommentInput')
export class EditCommentInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The version the client has read. If the comment has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The new text: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `endMajorIncident`. */
@InputType('EndMajorIncidentInput')
export class EndMajorIncidentInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** A summary of the end: 1 to 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  summary!: string;
  /** True: it was not a major incident, and the ticket can be closed without a review. Default: false. */
  @Field(() => Boolean, { nullable: true })
  downgraded?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An answer to one question of a form. */
@InputType('FormAnswerInput')
export class FormAnswerInput {
  /** The key of the field. An unknown key is refused (rule `UNKNOWN_FIELD`), and so is a second answer to the same field (rule `DUPLICATE`). */
  @Field(() => String)
  key!: string;
  /**
   * The answer, in the shape of the field's type. Null, an empty text and an empty list mean: not answered.
   * Rules: `REQUIRED`, `TYPE`, `OPTION`, `OUT_OF_RANGE`, `TOO_LONG`, `TOO_SHORT`, `ONE_LINE`, `DUPLICATE`, `NO_NUL`, `UNICODE`.
   */
  @Field(() => JsonScalar, { nullable: true })
  value?: unknown | null | undefined;
}

/** A field of a form: one question. */
@InputType('FormFieldInput')
export class FormFieldInput {
  /** The key of the field, unique in the form: a letter, then at most 49 letters, digits and underscores. Answers name the field by it. */
  @Field(() => String)
  key!: string;
  /** The question: 1 to 200 characters. */
  @Field(() => String)
  label!: string;
  /** Help for answering the question: at most 1,000 characters. */
  @Field(() => String, { nullable: true })
  help?: string | null | undefined;
  /** The type of the answer. */
  @Field(() => FormFieldType)
  type!: FormFieldType;
  /** Whether an answer is required. Default: false. */
  @Field(() => Boolean, { nullable: true })
  required?: boolean | null | undefined;
  /** The options: 1 to 100 different texts, of 1 to 200 characters each. Required for `CHOICE` and `MULTI_CHOICE`, refused for other types. */
  @Field(() => [String], { nullable: true })
  options?: readonly string[] | null | undefined;
  /** The minimum: the value of a `NUMBER`, the number of characters of a text, the number of options of a `MULTI_CHOICE`. Refused for other types. */
  @Field(() => Float, { nullable: true })
  min?: number | null | undefined;
  /** The maximum: the value of a `NUMBER`, the number of characters of a text, the number of options of a `MULTI_CHOICE`. Refused for other types. */
  @Field(() => Float, { nullable: true })
  max?: number | null | undefined;
}

/**
 * Who takes over the open work of a user who leaves: give one of the two fields. 200 objects of each kind are handed over at once, the others
 * soon after. `User.openWork` counts what is left.
 */
@InputType('HandOverInput')
export class HandOverInput {
  /**
   * An active agent, lead or administrator. They become the assignee of the tickets and tasks, and the approver instead of the user. Tasks on
   * tickets that they cannot see stay, and so do approvals that they, or the viewer, must not have a part in.
   */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** A queue. The tickets move to it, without an assignee. Tasks lose their assignee. Approvals stay: only a person can decide. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
}

/** Input of `holdTicket`. */
@InputType('HoldTicketInput')
export class HoldTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What the ticket waits for. */
  @Field(() => HoldReason)
  reason!: HoldReason;
  /** When to look at the ticket again. Must be in the future. */
  @Field(() => DateTimeScalar, { nullable: true })
  resumeAt?: Date | null | undefined;
  /** The ticket that this one waits for, for example a change or a problem. */
  @Field(() => ID, { nullable: true })
  linkedTicketId?: string | null | undefined;
  /** A note: at most 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  note?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `holdTickets`. */
@InputType('HoldTicketsInput')
export class HoldTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** What the tickets wait for. */
  @Field(() => HoldReason)
  reason!: HoldReason;
  /** When to look at the tickets again. Must be in the future. */
  @Field(() => DateTimeScalar, { nullable: true })
  resumeAt?: Date | null | undefined;
  /** The ticket that these wait for, for example a change or a problem. */
  @Field(() => ID, { nullable: true })
  linkedTicketId?: string | null | undefined;
  /** A note: at most 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  note?: string | null | undefined;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/**
 * Imports a change that happened elsewhere. Needs an API key with the scope `IMPORT`.
 * The change is recorded now: `recordedAt` gives its place in the event log. Dates of the ticket show `occurredAt`. The rules of the process
 * apply as for any other change.
 */
@InputType('ImportInput')
export class ImportInput {
  /**
   * When it happened. Must not be in the future, nor before the report of the ticket. A transition must not be before the hold, the resolution or
   * the closing of the ticket either.
   */
  @Field(() => DateTimeScalar)
  occurredAt!: Date;
  /** The user who did it. Default: the API key. */
  @Field(() => ID, { nullable: true })
  actorId?: string | null | undefined;
}

/** Selects known errors. */
@InputType('KnownErrorFilter')
export class KnownErrorFilter {
  /** Whether the known error is active: it is not retired. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** An order of known errors. Where the field is equal, the id decides, in the same direction. */
@InputType('KnownErrorOrder')
export class KnownErrorOrder {
  /** The field. */
  @Field(() => KnownErrorOrderField)
  field!: KnownErrorOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `linkTickets`: 'ticket RELATION other ticket'. */
@InputType('LinkTicketsInput')
export class LinkTicketsInput {
  /** One ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The type of the link. Types that have a mutation of their own (follow-up, split, merge) are refused. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** The other ticket. */
  @Field(() => ID)
  otherTicketId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An order of major incidents. Where the field is equal, the id decides, in the same direction. */
@InputType('MajorIncidentOrder')
export class MajorIncidentOrder {
  /** The field. */
  @Field(() => MajorIncidentOrderField)
  field!: MajorIncidentOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `markTicketRead`. */
@InputType('MarkTicketReadInput')
export class MarkTicketReadInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /**
   * The place up to which it was read: a cursor of a timeline, of a stream item, or an `eventCursor`. If omitted: everything until now. The place
   * never moves back.
   */
  @Field(() => String, { nullable: true })
  cursor?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `mergeTicket`. */
@InputType('MergeTicketInput')
export class MergeTicketInput {
  /** The ticket to merge. It must be open. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The ticket it is merged into. It must not be closed or cancelled. */
  @Field(() => ID)
  intoTicketId!: string;
  /** Why: at most 2,000 characters. Visible to everyone who can see the ticket. Default, unless the requester follows: that it is handled in another ticket. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /**
   * True makes the requester of the merged ticket an affected user of the target, who can see it. For workers of the target. If omitted or
   * false, the requester is informed on the merged ticket when the target is resolved (`MERGE_TARGET_RESOLVED`).
   */
  @Field(() => Boolean, { nullable: true })
  requesterFollows?: boolean | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A task of a new plan. */
@InputType('PlannedTaskInput')
export class PlannedTaskInput {
  /** What to do: 1 to 200 characters. */
  @Field(() => String)
  title!: string;
  /** More details: Markdown, at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The agent, lead or administrator who does the task. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
}

/** Input of `postMajorIncidentUpdate`. */
@InputType('PostMajorIncidentUpdateInput')
export class PostMajorIncidentUpdateInput {
  /** The incident. */
  @Field(() => ID)
  ticketId!: string;
  /** The text: Markdown, 1 to 50,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  body!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** A priority that replaces the one that follows from impact and urgency. */
@InputType('PriorityOverrideInput')
export class PriorityOverrideInput {
  /** The priority. */
  @Field(() => Priority)
  priority!: Priority;
  /** Why: 1 to 1,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  reason!: string;
}

/** Input of `proposeResolution`. */
@InputType('ProposeResolutionInput')
export class ProposeResolutionInput {
  /** The ticket. It must be `VERIFYING`, or on hold from it. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The resolution code: an active one of `resolutionCodes`. Visible to everyone who can see the ticket. */
  @Field(() => String)
  resolutionCode!: string;
  /** What was done: 1 to 10,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  resolutionNotes!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Selects queues. All conditions that are given must hold. */
@InputType('QueueFilter')
export class QueueFilter {
  /** Names: at most 100. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  names?: readonly string[] | null | undefined;
  /** The beginning of the name: at most 100 characters. Upper and lower case are equal. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
}

/** An order of queues. Where the field is equal, the id decides, in the same direction. */
@InputType('QueueOrder')
export class QueueOrder {
  /** The field. */
  @Field(() => QueueOrderField)
  field!: QueueOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `reactivateUser`. Role, teams and password are as before the deactivation. What was handed over stays with those who took it. */
@InputType('ReactivateUserInput')
export class ReactivateUserInput {
  /** The user. */
  @Field(() => ID)
  userId!: string;
  /** The version the client has read. If the user has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `reclassifyTicket`. */
@InputType('ReclassifyTicketInput')
export class ReclassifyTicketInput {
  /** The ticket. It must be `NEW` or `TRIAGED`. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /**
   * The type. With another type, the ticket gets a number of that type and loses its categories. Refused with the rule `MAJOR_INCIDENT` for
   * major incidents, `KNOWN_ERROR` for problems with a known error, and `LINKED` or `NOT_ALLOWED` for tickets with links that need their type.
   */
  @Field(() => TicketType)
  type!: TicketType;
  /** The kind of change, only for `CHANGE_REQUEST`. Default: the present one, or `NORMAL`. It cannot become `STANDARD`. */
  @Field(() => ChangeKind, { nullable: true })
  changeKind?: ChangeKind | null | undefined;
  /** A category of the type. Required when the ticket is `TRIAGED` and gets another type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Why: 1 to 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  reason!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `recordKnownError`. A problem has at most one active known error. */
@InputType('RecordKnownErrorInput')
export class RecordKnownErrorInput {
  /** The problem. */
  @Field(() => ID)
  ticketId!: string;
  /** How to recognise the error: Markdown, 1 to 10,000 characters. */
  @Field(() => String)
  symptoms!: string;
  /** The root cause: Markdown, at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** The workaround for agents: Markdown, 1 to 10,000 characters. */
  @Field(() => String)
  workaround!: string;
  /** The workaround for affected users: Markdown, at most 10,000 characters. Visible to everyone who can see an incident of the problem. */
  @Field(() => String, { nullable: true })
  publicWorkaround?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `redactComment`. */
@InputType('RedactCommentInput')
export class RedactCommentInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The version the client has read. If the comment has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: at most 1,000 characters. Everyone who can see the comment can read it, so it must not repeat the text. */
  @Field(() => String)
  reason!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `redactDescription`. */
@InputType('RedactDescriptionInput')
export class RedactDescriptionInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The new description: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  description!: string;
  /** Why: at most 1,000 characters. Everyone who can see the ticket can read it, so it must not repeat the text. */
  @Field(() => String)
  reason!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `renewSession`. */
@InputType('RenewSessionInput')
export class RenewSessionInput {
  /** Idempotency key: a repeated call with it returns the first answer without the token. Leave it out to be able to call again. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `reopenTicket`. */
@InputType('ReopenTicketInput')
export class ReopenTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An order of forms. Where the field is equal, the id decides, in the same direction. */
@InputType('RequestFormOrder')
export class RequestFormOrder {
  /** The field. */
  @Field(() => RequestFormOrderField)
  field!: RequestFormOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** A requester who may have no account yet. */
@InputType('RequesterInput')
export class RequesterInput {
  /** The e-mail address. A user who has it is the requester, whatever their name. */
  @Field(() => String)
  email!: string;
  /** The name of a new requester: 1 to 100 characters. */
  @Field(() => String)
  name!: string;
}

/** Input of `requeueTicket`. */
@InputType('RequeueTicketInput')
export class RequeueTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `requeueTickets`. */
@InputType('RequeueTicketsInput')
export class RequeueTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An order of resolution codes. */
@InputType('ResolutionCodeOrder')
export class ResolutionCodeOrder {
  /** The field. */
  @Field(() => ResolutionCodeOrderField)
  field!: ResolutionCodeOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `resolveChildren`. Each child is resolved as by `resolveTicket`. */
@InputType('ResolveChildrenInput')
export class ResolveChildrenInput {
  /** The parent. It must be `RESOLVED`. */
  @Field(() => ID)
  ticketId!: string;
  /** The children to resolve: 1 to 50. If one of them is not a child of the ticket, the mutation is refused. */
  @Field(() => [ID])
  childIds!: readonly string[];
  /** The resolution code for all of them: an active one of `resolutionCodes`. */
  @Field(() => String)
  resolutionCode!: string;
  /** What was done: 1 to 10,000 characters. */
  @Field(() => String)
  resolutionNotes!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resolveTicket`. */
@InputType('ResolveTicketInput')
export class ResolveTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The resolution code: an active one of `resolutionCodes`. Imports can bring any code of 1 to 100 characters. */
  @Field(() => String)
  resolutionCode!: string;
  /** What was done: 1 to 10,000 characters. */
  @Field(() => String)
  resolutionNotes!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resolveTickets`. */
@InputType('ResolveTicketsInput')
export class ResolveTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** The resolution code: an active one of `resolutionCodes`. */
  @Field(() => String)
  resolutionCode!: string;
  /** What was done: 1 to 10,000 characters. */
  @Field(() => String)
  resolutionNotes!: string;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resumeTicket`. */
@InputType('ResumeTicketInput')
export class ResumeTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `resumeTickets`. */
@InputType('ResumeTicketsInput')
export class ResumeTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `retireKnownError`. */
@InputType('RetireKnownErrorInput')
export class RetireKnownErrorInput {
  /** The known error. */
  @Field(() => ID)
  knownErrorId!: string;
  /** The version the client has read. If the known error has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `reviewTicket`. */
@InputType('ReviewTicketInput')
export class ReviewTicketInput {
  /** The ticket. It must be resolved. */
  @Field(() => ID)
  ticketId!: string;
  /** The result. */
  @Field(() => ReviewOutcome)
  outcome!: ReviewOutcome;
  /** What happened: Markdown, 1 to 10,000 characters. */
  @Field(() => String)
  summary!: string;
  /** Lessons learned: Markdown, at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  lessons?: string | null | undefined;
  /** Follow-up actions: at most 20, of at most 1,000 characters each. */
  @Field(() => [String], { nullable: true })
  actions?: readonly string[] | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `revokeApiKey`. */
@InputType('RevokeApiKeyInput')
export class RevokeApiKeyInput {
  /** The key. */
  @Field(() => ID)
  apiKeyId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `revokeSession`. */
@InputType('RevokeSessionInput')
export class RevokeSessionInput {
  /** The session. */
  @Field(() => ID)
  sessionId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `revokeSessions`. */
@InputType('RevokeSessionsInput')
export class RevokeSessionsInput {
  /** The user whose sessions end. Default: the viewer. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** True: the session of this request continues. */
  @Field(() => Boolean, { nullable: true })
  keepCurrent?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** An order of saved views. Where the field is equal, the id decides, in the same direction. */
@InputType('SavedViewOrderInput')
export class SavedViewOrderInput {
  /** The field. */
  @Field(() => SavedViewOrderField)
  field!: SavedViewOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Selects services. All conditions that are given must hold. A list matches when one of its values matches; it has at most 100 values. */
@InputType('ServiceFilter')
export class ServiceFilter {
  /** Teams that own the service. Finds nothing for requesters. */
  @Field(() => [ID], { nullable: true })
  ownerTeamIds?: readonly string[] | null | undefined;
  /** Criticalities. */
  @Field(() => [Criticality], { nullable: true })
  criticalities?: readonly Criticality[] | null | undefined;
  /** Names. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  names?: readonly string[] | null | undefined;
  /** The beginning of the name: at most 100 characters. Upper and lower case are equal. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** An order of services. Where the field is equal, the id decides, in the same direction. */
@InputType('ServiceOrder')
export class ServiceOrder {
  /** The field. */
  @Field(() => ServiceOrderField)
  field!: ServiceOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Selects sessions. All conditions that are given must hold. */
@InputType('SessionFilter')
export class SessionFilter {
  /** Only sessions of these users. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** True: only active sessions. False: only ended ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
}

/** An order of sessions. Where the field is equal, the id decides, in the same direction. */
@InputType('SessionOrder')
export class SessionOrder {
  /** The field. */
  @Field(() => SessionOrderField)
  field!: SessionOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `setCommentVisibility`. */
@InputType('SetCommentVisibilityInput')
export class SetCommentVisibilityInput {
  /** The comment. */
  @Field(() => ID)
  commentId!: string;
  /** The version the client has read. If the comment has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Who can see the comment from now on. */
  @Field(() => Visibility)
  visibility!: Visibility;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `setPresence`. */
@InputType('SetPresenceInput')
export class SetPresenceInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** What the user does at the ticket. Null: the user leaves it. */
  @Field(() => PresenceActivity, { nullable: true })
  activity?: PresenceActivity | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. Not needed here: a call can be repeated anyway. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `signIn`. */
@InputType('SignInInput')
export class SignInInput {
  /** The e-mail address of the account. */
  @Field(() => String)
  email!: string;
  /** The password. */
  @Field(() => String)
  password!: string;
}

/** Input of `signOut`. */
@InputType('SignOutInput')
export class SignOutInput {
  /** Idempotency key. It has no effect: a repeated call is unauthenticated, because the token has ended. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `skipTask`. */
@InputType('SkipTaskInput')
export class SkipTaskInput {
  /** The task. Its ticket must be `IMPLEMENTING`. */
  @Field(() => ID)
  taskId!: string;
  /** Why: 1 to 2,000 characters. */
  @Field(() => String)
  reason!: string;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `splitTicket`. */
@InputType('SplitTicketInput')
export class SplitTicketInput {
  /** The comment that the new ticket is made from. */
  @Field(() => ID)
  commentId!: string;
  /** The kind of work. */
  @Field(() => TicketType)
  type!: TicketType;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String)
  subject!: string;
  /**
   * The description: Markdown, 1 to 50,000 characters. Default: the text of the comment. Required for an internal note, because the requester
   * of the new ticket can read it.
   */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category. It must have the new ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** How much of the business is affected. Default: `MEDIUM`. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon the business is affected. Default: `MEDIUM`. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** The user the new ticket is reported for. Default: the author of a public comment if it is a user, otherwise the viewer. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /** The queue. Default: the queue of the comment's ticket. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** The agent who will work the new ticket. The rules are those of `createTicket`. */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `startImplementation`. */
@InputType('StartImplementationInput')
export class StartImplementationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why it begins outside its window: at most 2,000 characters. Required outside the window. Visible to everyone who can see the ticket. */
  @Field(() => String, { nullable: true })
  outsideWindowReason?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `startInvestigation`. */
@InputType('StartInvestigationInput')
export class StartInvestigationInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /**
   * The agent who investigates. Default: the present assignee; if there is none, the viewer. An API key has no default.
   * An assignee from outside the team of a `TEAM` queue can name only users who work it (reason `NOT_IN_TEAM`).
   */
  @Field(() => ID, { nullable: true })
  assigneeId?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `submitPlan`. */
@InputType('SubmitPlanInput')
export class SubmitPlanInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** What the plan is for. */
  @Field(() => PlanKind)
  kind!: PlanKind;
  /** What is to be done: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  summary!: string;
  /** The tasks, in order: at most 50. */
  @Field(() => [PlannedTaskInput], { nullable: true })
  tasks?: readonly PlannedTaskInput[] | null | undefined;
  /** The risk of the plan. Required for type `CHANGE_REQUEST`. */
  @Field(() => Risk, { nullable: true })
  risk?: Risk | null | undefined;
  /** How the plan can be undone: Markdown, at most 50,000 characters. Required for type `CHANGE_REQUEST`. */
  @Field(() => String, { nullable: true })
  rollbackPlan?: string | null | undefined;
  /** When the plan is carried out. It must end in the future. If omitted, the plan has no window. */
  @Field(() => ChangeWindowInput, { nullable: true })
  window?: Ref<ChangeWindowInput> | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/**
 * Selects surveys. All conditions that are given must hold. A list matches when one of its values matches. It has at most 100 values. `[]`
 * finds nothing. `null` is no condition.
 */
@InputType('SurveyFilter')
export class SurveyFilter {
  /** Whether the survey was answered. */
  @Field(() => Boolean, { nullable: true })
  answered?: boolean | null | undefined;
  /** Scores of answered surveys, from 1 to 5. */
  @Field(() => [Int], { nullable: true })
  scores?: readonly number[] | null | undefined;
}

/** An order of surveys. Where the field is equal, the id decides, in the same direction. */
@InputType('SurveyOrder')
export class SurveyOrder {
  /** The field. */
  @Field(() => SurveyOrderField)
  field!: SurveyOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/**
 * Selects tasks. All conditions that are given must hold. A list matches when one of its values matches. It has at most 100 values. `[]`
 * finds nothing. `null` is no condition.
 */
@InputType('TaskFilter')
export class TaskFilter {
  /** States of the task. */
  @Field(() => [TaskState], { nullable: true })
  states?: readonly TaskState[] | null | undefined;
  /** Users who do the task. */
  @Field(() => [ID], { nullable: true })
  assigneeIds?: readonly string[] | null | undefined;
  /**
   * Whether the plan is in force: it is the ticket's latest plan, and the ticket is `AWAITING_APPROVAL`, `SCHEDULED` or `IMPLEMENTING`, or on
   * hold from one of these statuses.
   */
  @Field(() => Boolean, { nullable: true })
  inForce?: boolean | null | undefined;
}

/** An order of tasks. Where the field is equal, the id decides, in the same direction. */
@InputType('TaskOrder')
export class TaskOrder {
  /** The field. */
  @Field(() => TaskOrderField)
  field!: TaskOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Selects teams. All conditions that are given must hold. */
@InputType('TeamFilter')
export class TeamFilter {
  /** Names: at most 100. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  names?: readonly string[] | null | undefined;
  /** The beginning of the name: at most 100 characters. Upper and lower case are equal. */
  @Field(() => String, { nullable: true })
  namePrefix?: string | null | undefined;
}

/** A member of a team. */
@InputType('TeamMemberInput')
export class TeamMemberInput {
  /** The user. They must be an agent, a lead or an administrator. */
  @Field(() => ID)
  userId!: string;
  /** Whether the user leads the team. */
  @Field(() => Boolean, { nullable: true })
  lead?: boolean | null | undefined;
}

/** An order of teams. Where the field is equal, the id decides, in the same direction. */
@InputType('TeamOrder')
export class TeamOrder {
  /** The field. */
  @Field(() => TeamOrderField)
  field!: TeamOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/**
 * Selects tickets. All conditions that are given must hold. Lists and subscriptions use the same filter.
 *
 * - A list matches when one of its values matches. It has at most 100 values. `[]` finds nothing.
 * - `null` is no condition.
 * - A value that is not of the condition's type, such as the id of a queue in `assigneeIds`, is refused with `BAD_USER_INPUT`. An id of an object
 *   that does not exist finds nothing.
 * - Texts are compared in the form in which they are stored: without outer spaces, in Unicode's form NFC.
 * - Filters in `anyOf` and `not` can have such filters themselves: up to four levels, and 20 filters in all.
 */
@InputType('TicketFilter')
export class TicketFilter {
  /** Companies of which the requester was a member when the ticket was reported. */
  @Field(() => [ID], { nullable: true })
  companyIds?: readonly string[] | null | undefined;
  /** Forms that the ticket was created with. */
  @Field(() => [ID], { nullable: true })
  requestFormIds?: readonly string[] | null | undefined;
  /** Parent tickets that the viewer can see. */
  @Field(() => [ID], { nullable: true })
  parentIds?: readonly string[] | null | undefined;
  /** True: only tickets that are or were major incidents, except those that were downgraded. False: only others. */
  @Field(() => Boolean, { nullable: true })
  majorIncident?: boolean | null | undefined;
  /** Affected services of the catalogue. One in common is enough. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items. One in common is enough. Finds only tickets whose internal notes the viewer can read. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** At least one of these filters must match. */
  @Field(() => [TicketFilter], { nullable: true })
  anyOf?: readonly TicketFilter[] | null | undefined;
  /** This filter must not match. */
  @Field(() => TicketFilter, { nullable: true })
  not?: Ref<TicketFilter> | null | undefined;
  /** Tickets. */
  @Field(() => [ID], { nullable: true })
  ids?: readonly string[] | null | undefined;
  /** Numbers of tickets, for example `INC-1042`, also former ones. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  numbers?: readonly string[] | null | undefined;
  /** How the ticket concerns the viewer: one of these is enough. */
  @Field(() => [TicketViewerRelation], { nullable: true })
  viewer?: readonly TicketViewerRelation[] | null | undefined;
  /** Types of the ticket. */
  @Field(() => [TicketType], { nullable: true })
  types?: readonly TicketType[] | null | undefined;
  /** Kinds of change. */
  @Field(() => [ChangeKind], { nullable: true })
  changeKinds?: readonly ChangeKind[] | null | undefined;
  /** Statuses of the ticket. */
  @Field(() => [TicketStatus], { nullable: true })
  statuses?: readonly TicketStatus[] | null | undefined;
  /** Coarse statuses. */
  @Field(() => [StatusCategory], { nullable: true })
  statusCategories?: readonly StatusCategory[] | null | undefined;
  /** What the ticket waits for. Only tickets on hold match. */
  @Field(() => [HoldReason], { nullable: true })
  holdReasons?: readonly HoldReason[] | null | undefined;
  /** Priorities. */
  @Field(() => [Priority], { nullable: true })
  priorities?: readonly Priority[] | null | undefined;
  /** How much of the business is affected. */
  @Field(() => [Impact], { nullable: true })
  impacts?: readonly Impact[] | null | undefined;
  /** How soon the business is affected. */
  @Field(() => [Urgency], { nullable: true })
  urgencies?: readonly Urgency[] | null | undefined;
  /** Queues the ticket is in. A queue that the viewer cannot see finds nothing. */
  @Field(() => [ID], { nullable: true })
  queueIds?: readonly string[] | null | undefined;
  /** Teams that work the queue the ticket is in. Requesters find nothing by them. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** Users the ticket is assigned to. */
  @Field(() => [ID], { nullable: true })
  assigneeIds?: readonly string[] | null | undefined;
  /** Whether somebody works the ticket. One of these is enough. */
  @Field(() => [AssigneeState], { nullable: true })
  assignee?: readonly AssigneeState[] | null | undefined;
  /** Users the ticket was reported for. */
  @Field(() => [ID], { nullable: true })
  requesterIds?: readonly string[] | null | undefined;
  /** Users who created the ticket, and integrations that did. */
  @Field(() => [ID], { nullable: true })
  createdByIds?: readonly string[] | null | undefined;
  /** Users who watch the ticket. Requesters find only themselves. */
  @Field(() => [ID], { nullable: true })
  watcherIds?: readonly string[] | null | undefined;
  /** Users who are affected. */
  @Field(() => [ID], { nullable: true })
  affectedUserIds?: readonly string[] | null | undefined;
  /** Categories or subcategories. */
  @Field(() => [ID], { nullable: true })
  categoryIds?: readonly string[] | null | undefined;
  /** Labels. One in common is enough. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** How the ticket was reported. */
  @Field(() => [Channel], { nullable: true })
  channels?: readonly Channel[] | null | undefined;
  /** References in other systems, exact. */
  @Field(() => [String], { nullable: true })
  externalReferences?: readonly string[] | null | undefined;
  /** Codes of the resolution, exact. */
  @Field(() => [String], { nullable: true })
  resolutionCodes?: readonly string[] | null | undefined;
  /** When the server recorded the ticket. */
  @Field(() => DateTimeRange, { nullable: true })
  createdAt?: Ref<DateTimeRange> | null | undefined;
  /** When the ticket last changed. */
  @Field(() => DateTimeRange, { nullable: true })
  updatedAt?: Ref<DateTimeRange> | null | undefined;
  /** When the ticket was reported. */
  @Field(() => DateTimeRange, { nullable: true })
  reportedAt?: Ref<DateTimeRange> | null | undefined;
  /** When the ticket was resolved. Only resolved and closed tickets match. */
  @Field(() => DateTimeRange, { nullable: true })
  resolvedAt?: Ref<DateTimeRange> | null | undefined;
  /** When the ticket was closed. Only closed tickets match. */
  @Field(() => DateTimeRange, { nullable: true })
  closedAt?: Ref<DateTimeRange> | null | undefined;
  /** When to look at the ticket again. Only tickets on hold match. */
  @Field(() => DateTimeRange, { nullable: true })
  resumeAt?: Ref<DateTimeRange> | null | undefined;
  /** When the ticket closes automatically, as `Ticket.autoCloseAt` says. Only resolved tickets match. */
  @Field(() => DateTimeRange, { nullable: true })
  autoCloseAt?: Ref<DateTimeRange> | null | undefined;
}

/** An order of tickets. Where the field is equal, the id decides, in the same direction: with `ASC`, older tickets come first. */
@InputType('TicketOrder')
export class TicketOrder {
  /** The field. */
  @Field(() => TicketOrderField)
  field!: TicketOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** An order of templates. Where the field is equal, the id decides, in the same direction. */
@InputType('TicketTemplateOrder')
export class TicketTemplateOrder {
  /** The field. */
  @Field(() => TicketTemplateOrderField)
  field!: TicketTemplateOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** A comment that is added together with a transition. Its permissions, its event and its bounds are those of `addComment`. */
@InputType('TransitionCommentInput')
export class TransitionCommentInput {
  /** The text: Markdown, 1 to 50,000 characters. */
  @Field(() => String)
  body!: string;
  /** Who can see the comment. Default: `PUBLIC`. `INTERNAL` is for workers of the ticket. */
  @Field(() => Visibility, { nullable: true })
  visibility?: Visibility | null | undefined;
  /** Completed uploads of the viewer, from the ticket or without a ticket, that are moved to the comment: at most 20. */
  @Field(() => [ID], { nullable: true })
  attachmentIds?: readonly string[] | null | undefined;
}

/** Input of `triageTicket`. */
@InputType('TriageTicketInput')
export class TriageTicketInput {
  /** Affected services of the catalogue: at most 50. Replaces the whole list. Can be given instead of `affectedServiceNames`. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items: at most 50. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The category. It must have the ticket's type. Required unless the ticket has one. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /**
   * Names of affected services. One of `affectedServiceNames`, `affectedServiceIds` and `affectedServicesUnknown` is required, unless the ticket
   * has affected services.
   */
  @Field(() => [String], { nullable: true })
  affectedServiceNames?: readonly string[] | null | undefined;
  /** True: the affected service is unknown. */
  @Field(() => Boolean, { nullable: true })
  affectedServicesUnknown?: boolean | null | undefined;
  /** How much of the business is affected. */
  @Field(() => Impact)
  impact!: Impact;
  /** How soon the business is affected. */
  @Field(() => Urgency)
  urgency!: Urgency;
  /** Overrides the priority. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `triageTickets`. */
@InputType('TriageTicketsInput')
export class TriageTicketsInput {
  /** The tickets: 1 to 100. Repeated ids count once. */
  @Field(() => [ID])
  ticketIds!: readonly string[];
  /** The category. It must have the type of each ticket. Required unless the ticket has one. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services. One of `affectedServiceNames` and `affectedServicesUnknown` is required, unless the ticket names affected services. See `TicketResult`. */
  @Field(() => [String], { nullable: true })
  affectedServiceNames?: readonly string[] | null | undefined;
  /** True: the affected service is unknown. */
  @Field(() => Boolean, { nullable: true })
  affectedServicesUnknown?: boolean | null | undefined;
  /** How much of the business is affected. */
  @Field(() => Impact)
  impact!: Impact;
  /** How soon the business is affected. */
  @Field(() => Urgency)
  urgency!: Urgency;
  /** A comment on each ticket, which is added in the same step, just before the transition. It has no attachments: a file belongs to one ticket. */
  @Field(() => CommentOnEachInput, { nullable: true })
  comment?: Ref<CommentOnEachInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `unlinkTickets`. A link can be removed from either of its tickets. Events about it stay in the timelines. */
@InputType('UnlinkTicketsInput')
export class UnlinkTicketsInput {
  /** One ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The type of the link. */
  @Field(() => TicketRelation)
  relation!: TicketRelation;
  /** The other ticket. */
  @Field(() => ID)
  otherTicketId!: string;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `unmergeTicket`. */
@InputType('UnmergeTicketInput')
export class UnmergeTicketInput {
  /** The merged ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: at most 2,000 characters. */
  @Field(() => String, { nullable: true })
  reason?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `unwatchTicket`. */
@InputType('UnwatchTicketInput')
export class UnwatchTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The user who will no longer watch the ticket. Default: the viewer. Workers of the ticket can name another user. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /**
   * The part that ends. Only administrators can end a part other than `WATCHER`. An approver who has not decided yet becomes `REMOVED`; if the
   * others are too few to approve the plan, delegate the decision instead, or withdraw the plan.
   */
  @Field(() => TicketParticipation, { defaultValue: "WATCHER" })
  participation!: TicketParticipation;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateApprovalPolicy`. An omitted field keeps its value. Approvals that were requested before do not change. */
@InputType('UpdateApprovalPolicyInput')
export class UpdateApprovalPolicyInput {
  /** The policy. */
  @Field(() => ID)
  approvalPolicyId!: string;
  /** The version the client has read. If the approval policy has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique in the organisation. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** How many of the approvers must approve. */
  @Field(() => ApprovalRule, { nullable: true })
  rule?: ApprovalRule | null | undefined;
  /** Number of approvals that are needed, for the rule `QUORUM`: 1 to 50. */
  @Field(() => Int, { nullable: true })
  quorum?: number | null | undefined;
  /** Users who are approvers. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  userIds?: readonly string[] | null | undefined;
  /** Teams whose members are approvers. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /** Hours from the request until the decision is due: 1 to 8,760. Null: no due time. */
  @Field(() => Int, { nullable: true })
  dueHours?: number | null | undefined;
  /** Hours from the request until approvers without a decision are reminded: 1 to 8,760. Null: no reminder. */
  @Field(() => Int, { nullable: true })
  remindHours?: number | null | undefined;
  /** Whether the policy applies. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateCategory`. An omitted field keeps its value. The ticket type and the parent cannot be changed. */
@InputType('UpdateCategoryInput')
export class UpdateCategoryInput {
  /** The category. */
  @Field(() => ID)
  categoryId!: string;
  /** The version the client has read. If the category has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique under its parent. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** False retires it; true reactivates it. Subcategories of a retired category cannot be chosen either. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateClosurePolicy`. */
@InputType('UpdateClosurePolicyInput')
export class UpdateClosurePolicyInput {
  /** The type of the tickets. */
  @Field(() => TicketType)
  type!: TicketType;
  /**
   * Number of quiet days after which a resolved ticket closes automatically: 1 to 365. Null: never. If omitted, the value stays. Tickets that are
   * already resolved keep their `Ticket.autoCloseAt`.
   */
  @Field(() => Int, { nullable: true })
  autoCloseDays?: number | null | undefined;
  /** Whether the requester receives a satisfaction survey. If omitted, the value stays. */
  @Field(() => Boolean, { nullable: true })
  survey?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateCompany`. An omitted field keeps its value. */
@InputType('UpdateCompanyInput')
export class UpdateCompanyInput {
  /** The company. */
  @Field(() => ID)
  companyId!: string;
  /** The version the client has read. If the company has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 200 characters, unique among the organisation's companies. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The id of the company in another system: 1 to 200 characters. Null removes it. */
  @Field(() => String, { nullable: true })
  externalId?: string | null | undefined;
  /** False retires the company; true takes it into use again. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateConfigurationItem`. An omitted field keeps its value; null clears a field that can be empty. */
@InputType('UpdateConfigurationItemInput')
export class UpdateConfigurationItemInput {
  /** The item. */
  @Field(() => ID)
  configurationItemId!: string;
  /** The version the client has read. If the configuration item has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique among the organisation's configuration items. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The kind of the item. */
  @Field(() => ConfigurationItemKind, { nullable: true })
  kind?: ConfigurationItemKind | null | undefined;
  /** The team that owns it. */
  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null | undefined;
  /** How much the organisation depends on it. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** False retires it; true reactivates it. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Items that this one depends on: at most 100. Replaces the whole list. None of them may depend on this one (rule `CYCLE`). */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateKnownError`. The known error must be active. An omitted field keeps its value; null clears a field that can be empty. */
@InputType('UpdateKnownErrorInput')
export class UpdateKnownErrorInput {
  /** The known error. */
  @Field(() => ID)
  knownErrorId!: string;
  /** The version the client has read. If the known error has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** How to recognise the error: Markdown, 1 to 10,000 characters. */
  @Field(() => String, { nullable: true })
  symptoms?: string | null | undefined;
  /** The root cause: Markdown, at most 10,000 characters. */
  @Field(() => String, { nullable: true })
  rootCause?: string | null | undefined;
  /** The workaround for agents: Markdown, 1 to 10,000 characters. */
  @Field(() => String, { nullable: true })
  workaround?: string | null | undefined;
  /** The workaround for affected users: Markdown, at most 10,000 characters. Visible to everyone who can see an incident of the problem. */
  @Field(() => String, { nullable: true })
  publicWorkaround?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateQueue`. An omitted field keeps its value. */
@InputType('UpdateQueueInput')
export class UpdateQueueInput {
  /** The queue. */
  @Field(() => ID)
  queueId!: string;
  /** The version the client has read. If the queue has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique in the organisation. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The team that works the queue. */
  @Field(() => ID, { nullable: true })
  teamId?: string | null | undefined;
  /** Who can see the tickets of the queue. */
  @Field(() => QueueVisibility, { nullable: true })
  visibility?: QueueVisibility | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateRequestForm`. An omitted field keeps its value; null clears a field that can be empty. Forms that were answered before do not change. */
@InputType('UpdateRequestFormInput')
export class UpdateRequestFormInput {
  /** The form. */
  @Field(() => ID)
  requestFormId!: string;
  /** The version the client has read. If the request form has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique among the organisation's forms. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is for: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category of the tickets it creates. It must have the ticket type and be a top-level category. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The queue of the tickets it creates. Null: the organisation's default queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** The fields, in order: 1 to 50. Replaces the whole list. */
  @Field(() => [FormFieldInput], { nullable: true })
  fields?: readonly FormFieldInput[] | null | undefined;
  /** False retires it; true reactivates it. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateResolutionCode`. An omitted field keeps its value. The code cannot be changed. */
@InputType('UpdateResolutionCodeInput')
export class UpdateResolutionCodeInput {
  /** The resolution code. */
  @Field(() => ID)
  resolutionCodeId!: string;
  /** The version the client has read. If the resolution code has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** When to use it: at most 1,000 characters. Null clears it. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** False retires it; true reactivates it. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateSavedView`. An omitted field keeps its value. */
@InputType('UpdateSavedViewInput')
export class UpdateSavedViewInput {
  /** The saved view. */
  @Field(() => ID)
  savedViewId!: string;
  /** The version the client has read. If the object has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The filter: at most 20,000 characters as JSON. Null: all tickets that the reader can see. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** The order: at most one field. Null: the order that `tickets` has by default. */
  @Field(() => [TicketOrder], { nullable: true })
  orderBy?: readonly TicketOrder[] | null | undefined;
  /** The names of the columns to show: at most 50, each of 1 to 100 characters. */
  @Field(() => [String], { nullable: true })
  columns?: readonly string[] | null | undefined;
  /** Who can use it. Only the creator can make a shared view private. */
  @Field(() => SavedViewSharing, { nullable: true })
  sharing?: SavedViewSharing | null | undefined;
  /** The team to share it with. Given together with `sharing`, exactly when that is `TEAM`. */
  @Field(() => ID, { nullable: true })
  teamId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateService`. An omitted field keeps its value; null clears a field that can be empty. */
@InputType('UpdateServiceInput')
export class UpdateServiceInput {
  /** The service. */
  @Field(() => ID)
  serviceId!: string;
  /** The version the client has read. If the service has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique among the organisation's services. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** What it is for: Markdown, at most 5,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The team that owns it. */
  @Field(() => ID, { nullable: true })
  ownerTeamId?: string | null | undefined;
  /** How much the organisation depends on it. */
  @Field(() => Criticality, { nullable: true })
  criticality?: Criticality | null | undefined;
  /** False retires it; true reactivates it. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Services that this one depends on: at most 100. Replaces the whole list. None of them may depend on this one (rule `CYCLE`). */
  @Field(() => [ID], { nullable: true })
  dependsOnServiceIds?: readonly string[] | null | undefined;
  /** Configuration items that this service depends on: at most 100. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  dependsOnItemIds?: readonly string[] | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateTask`. An omitted field keeps its value. */
@InputType('UpdateTaskInput')
export class UpdateTaskInput {
  /** The task. It must be open, and its ticket `IMPLEMENTING`. */
  @Field(() => ID)
  taskId!: string;
  /** What to do: 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  title?: string | null | undefined;
  /** More details, in Markdown: at most 10,000 characters. Null: none. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateTeamMembers`. */
@InputType('UpdateTeamMembersInput')
export class UpdateTeamMembersInput {
  /** The team. */
  @Field(() => ID)
  teamId!: string;
  /** The version the client has read. If the team has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Members to add, or members whose `lead` changes: at most 100. */
  @Field(() => [TeamMemberInput], { nullable: true })
  add?: readonly TeamMemberInput[] | null | undefined;
  /** Members to remove: at most 100. */
  @Field(() => [ID], { nullable: true })
  removeUserIds?: readonly string[] | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateTicket`. An omitted field keeps its value; null clears a field that can be empty. */
@InputType('UpdateTicketInput')
export class UpdateTicketInput {
  /** Affected services of the catalogue: at most 50. Replaces the whole list. Retired services can stay in it, but cannot be added. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** Affected configuration items: at most 50. Replaces the whole list. This is an internal change: it changes neither `version` nor `updatedAt`. */
  @Field(() => [ID], { nullable: true })
  affectedItemIds?: readonly string[] | null | undefined;
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** Error messages, verbatim. Replaces the whole list. */
  @Field(() => [String], { nullable: true })
  errorMessages?: readonly string[] | null | undefined;
  /** The category. It must have the ticket's type. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** Names of affected services. Replaces the whole list. */
  @Field(() => [String], { nullable: true })
  affectedServiceNames?: readonly string[] | null | undefined;
  /** Users who are affected. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  affectedUserIds?: readonly string[] | null | undefined;
  /** Number of affected users. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
  /** Business operations that are affected. */
  @Field(() => String, { nullable: true })
  affectedOperations?: string | null | undefined;
  /** How much of the business is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon the business is affected. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Overrides the priority. Null removes the override. */
  @Field(() => PriorityOverrideInput, { nullable: true })
  priorityOverride?: Ref<PriorityOverrideInput> | null | undefined;
  /** Labels. Replaces the whole list. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** The ticket's reference in another system. */
  @Field(() => String, { nullable: true })
  externalReference?: string | null | undefined;
  /** The user the ticket is reported for. */
  @Field(() => ID, { nullable: true })
  requesterId?: string | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateTicketTemplate`. An omitted field keeps its value; null clears a field that can be empty. */
@InputType('UpdateTicketTemplateInput')
export class UpdateTicketTemplateInput {
  /** The template. */
  @Field(() => ID)
  ticketTemplateId!: string;
  /** The version the client has read. If the template has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters, unique among the organisation's templates. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The subject: one line, 1 to 200 characters. */
  @Field(() => String, { nullable: true })
  subject?: string | null | undefined;
  /** The description: Markdown, 1 to 50,000 characters. */
  @Field(() => String, { nullable: true })
  description?: string | null | undefined;
  /** The category. It must have the ticket type. A new category clears the subcategory. */
  @Field(() => ID, { nullable: true })
  categoryId?: string | null | undefined;
  /** The subcategory: a child of the category. */
  @Field(() => ID, { nullable: true })
  subcategoryId?: string | null | undefined;
  /** The queue. */
  @Field(() => ID, { nullable: true })
  queueId?: string | null | undefined;
  /** How much of the business is affected. */
  @Field(() => Impact, { nullable: true })
  impact?: Impact | null | undefined;
  /** How soon the business is affected. */
  @Field(() => Urgency, { nullable: true })
  urgency?: Urgency | null | undefined;
  /** Labels. Replaces the whole list. */
  @Field(() => [String], { nullable: true })
  labels?: readonly string[] | null | undefined;
  /** Affected services: at most 50. Replaces the whole list. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** False retires it; true reactivates it. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Whether its tickets are standard changes, whose plans need no approval. Only with the ticket type `CHANGE_REQUEST`. */
  @Field(() => Boolean, { nullable: true })
  standardChange?: boolean | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `updateUser`. An omitted field keeps its value. */
@InputType('UpdateUserInput')
export class UpdateUserInput {
  /** The user. */
  @Field(() => ID)
  userId!: string;
  /** The version the client has read. If the user has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The name: 1 to 100 characters. */
  @Field(() => String, { nullable: true })
  name?: string | null | undefined;
  /** The telephone number: 3 to 15 digits, with an optional `+` before them, and spaces, dots, hyphens, slashes and brackets between them. Null removes it. */
  @Field(() => String, { nullable: true })
  phone?: string | null | undefined;
  /** The language and region, as a BCP 47 tag. Null removes it. */
  @Field(() => String, { nullable: true })
  locale?: string | null | undefined;
  /** The time zone, as an IANA name. Null removes it. */
  @Field(() => String, { nullable: true })
  timeZone?: string | null | undefined;
  /** The id of the user in another system: 1 to 200 characters. Only administrators can change it. Null removes it. */
  @Field(() => String, { nullable: true })
  externalId?: string | null | undefined;
  /** The company that the user belongs to. Only administrators can change it. Null removes it. */
  @Field(() => ID, { nullable: true })
  companyId?: string | null | undefined;
  /**
   * The role. Only administrators can change it. An agent who becomes a requester leaves all teams, and keeps the open work that is not handed
   * over. When an administrator gets another role, their API keys with `ADMINISTRATION` are suspended.
   */
  @Field(() => Role, { nullable: true })
  role?: Role | null | undefined;
  /** Who takes over the user's open work. Only for users who are deactivated, or are or become a requester. */
  @Field(() => HandOverInput, { nullable: true })
  handOverTo?: Ref<HandOverInput> | null | undefined;
  /** The new password: at least 10 characters. It ends all sessions of the user. A user without a password cannot set the first one; an administrator can. */
  @Field(() => String, { nullable: true })
  password?: string | null | undefined;
  /** The present password. Required to change one's own password; refused without `password`. */
  @Field(() => String, { nullable: true })
  currentPassword?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Selects users. All conditions that are given must hold. */
@InputType('UserFilter')
export class UserFilter {
  /** Only users with these roles. */
  @Field(() => [Role], { nullable: true })
  roles?: readonly Role[] | null | undefined;
  /** True: only active users. False: only deactivated ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** Only members of these teams. */
  @Field(() => [ID], { nullable: true })
  teamIds?: readonly string[] | null | undefined;
  /**
   * Only users that people find by this text, as in a search box: each word of it is the beginning of a word of the name, of the e-mail address or
   * of its parts, or of the telephone number. Case, accents and punctuation do not matter. A text of digits is one telephone number, also with
   * spaces. At most 254 characters and 10 words. An empty text is no condition; one without letters and digits finds nobody.
   */
  @Field(() => String, { nullable: true })
  text?: string | null | undefined;
  /** Only users with these e-mail addresses: at most 100. Upper and lower case are equal. */
  @Field(() => [String], { nullable: true })
  emails?: readonly string[] | null | undefined;
  /** Only users with these names, exact: at most 100. */
  @Field(() => [String], { nullable: true })
  names?: readonly string[] | null | undefined;
  /** Only users with these ids in another system: at most 100. */
  @Field(() => [String], { nullable: true })
  externalIds?: readonly string[] | null | undefined;
  /** Only the people of these companies. */
  @Field(() => [ID], { nullable: true })
  companyIds?: readonly string[] | null | undefined;
}

/** An order of users. Where the field is equal, the id decides, in the same direction. */
@InputType('UserOrder')
export class UserOrder {
  /** The field. */
  @Field(() => UserOrderField)
  field!: UserOrderField;
  /** The direction. */
  @Field(() => OrderDirection)
  direction!: OrderDirection;
}

/** Input of `verifyTicket`. */
@InputType('VerifyTicketInput')
export class VerifyTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** The result. */
  @Field(() => VerificationOutcome)
  outcome!: VerificationOutcome;
  /** How the result was found. */
  @Field(() => VerificationMethod)
  method!: VerificationMethod;
  /** What shows the result: Markdown, at most 10,000 characters. Either `evidence` or `evidenceAttachmentIds` is required. */
  @Field(() => String, { nullable: true })
  evidence?: string | null | undefined;
  /** Attachments of the ticket that show the result: at most 20. */
  @Field(() => [ID], { nullable: true })
  evidenceAttachmentIds?: readonly string[] | null | undefined;
  /** Another resolution code than the proposed one: an active one of `resolutionCodes`. Only for workers of the ticket. */
  @Field(() => String, { nullable: true })
  resolutionCode?: string | null | undefined;
  /** Other resolution notes than the proposed ones: at most 10,000 characters. Only for workers of the ticket. */
  @Field(() => String, { nullable: true })
  resolutionNotes?: string | null | undefined;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `watchTicket`. An agent who is added by another user can see the ticket, also in a `TEAM` queue. Watching by oneself gives no access. */
@InputType('WatchTicketInput')
export class WatchTicketInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The user who will watch the ticket. Default: the viewer. Workers of the ticket can name another user. */
  @Field(() => ID, { nullable: true })
  userId?: string | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Input of `withdrawPlan`. */
@InputType('WithdrawPlanInput')
export class WithdrawPlanInput {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The version the client has read. If the ticket has a newer version, the mutation is refused with `ConflictError`. If omitted, the last write wins. */
  @Field(() => Int, { nullable: true })
  expectedVersion?: number | null | undefined;
  /** Why: 1 to 2,000 characters. Visible to everyone who can see the ticket. */
  @Field(() => String)
  reason!: string;
  /** A comment that is added in the same step, just before the transition. It counts as one by `addComment`, but changes no status itself. */
  @Field(() => TransitionCommentInput, { nullable: true })
  comment?: Ref<TransitionCommentInput> | null | undefined;
  /** Only for imports: when it happened elsewhere, and who did it. */
  @Field(() => ImportInput, { nullable: true })
  import?: Ref<ImportInput> | null | undefined;
  /** Idempotency key: a repeated call with it returns the first answer and changes nothing. See `Mutation`. */
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null | undefined;
}

/** Arguments of `Company.people`. */
@ArgsType()
export class CompanyPeopleArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependentServices`. */
@ArgsType()
export class ConfigurationItemDependentServicesArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependents`. */
@ArgsType()
export class ConfigurationItemDependentsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `ConfigurationItem.dependsOn`. */
@ArgsType()
export class ConfigurationItemDependsOnArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `MajorIncident.updates`. */
@ArgsType()
export class MajorIncidentUpdatesArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.accessRecords`. */
@ArgsType()
export class AccessRecordsArgs {
  /** Only records that match. */
  @Field(() => AccessRecordFilter, { nullable: true })
  filter?: Ref<AccessRecordFilter> | null | undefined;
  /** The order: at most one field. Default: `FIRST_AT`, `DESC`. */
  @Field(() => [AccessRecordOrder], { nullable: true })
  orderBy?: readonly AccessRecordOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.apiKeys`. */
@ArgsType()
export class ApiKeysArgs {
  /** The order: at most one field. Default: `CREATED_AT`, `DESC`. */
  @Field(() => [ApiKeyOrder], { nullable: true })
  orderBy?: readonly ApiKeyOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.approvalPolicies`. */
@ArgsType()
export class ApprovalPoliciesArgs {
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [ApprovalPolicyOrder], { nullable: true })
  orderBy?: readonly ApprovalPolicyOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.approvals`. */
@ArgsType()
export class ApprovalsArgs {
  /** Which of them. If omitted: all. */
  @Field(() => ApprovalFilter, { nullable: true })
  filter?: Ref<ApprovalFilter> | null | undefined;
  /** The order: at most one field. Default: `REQUESTED_AT`, `DESC`. */
  @Field(() => [ApprovalOrder], { nullable: true })
  orderBy?: readonly ApprovalOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.categories`. */
@ArgsType()
export class CategoriesArgs {
  /** Only categories of this ticket type. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** Only subcategories of this category. Null or omitted: categories and subcategories. */
  @Field(() => ID, { nullable: true })
  parentId?: string | null | undefined;
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [CategoryOrder], { nullable: true })
  orderBy?: readonly CategoryOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.changeCalendar`. */
@ArgsType()
export class ChangeCalendarArgs {
  /** The start of the range, included. */
  @Field(() => DateTimeScalar)
  from!: Date;
  /** The end of the range, not included: at most 92 days after `from`. */
  @Field(() => DateTimeScalar)
  to!: Date;
  /** Only windows of tickets that affect one of these services: at most 100. */
  @Field(() => [ID], { nullable: true })
  affectedServiceIds?: readonly string[] | null | undefined;
  /** The order: at most one field. Default: `WINDOW_START`, `ASC`. */
  @Field(() => [ChangeCalendarOrder], { nullable: true })
  orderBy?: readonly ChangeCalendarOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.companies`. */
@ArgsType()
export class CompaniesArgs {
  /** True: only companies that are in use. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [CompanyOrder], { nullable: true })
  orderBy?: readonly CompanyOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.configurationItems`. */
@ArgsType()
export class ConfigurationItemsArgs {
  /** Only items that match. */
  @Field(() => ConfigurationItemFilter, { nullable: true })
  filter?: Ref<ConfigurationItemFilter> | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [ConfigurationItemOrder], { nullable: true })
  orderBy?: readonly ConfigurationItemOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.knownErrors`. */
@ArgsType()
export class KnownErrorsArgs {
  /** Which of them. If omitted: all. */
  @Field(() => KnownErrorFilter, { nullable: true })
  filter?: Ref<KnownErrorFilter> | null | undefined;
  /** The order: at most one field. Default: `RECORDED_AT`, `DESC`. */
  @Field(() => [KnownErrorOrder], { nullable: true })
  orderBy?: readonly KnownErrorOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.majorIncidents`. */
@ArgsType()
export class MajorIncidentsArgs {
  /** The order: at most one field. Default: `IN_PROGRESS`, `DESC`. */
  @Field(() => [MajorIncidentOrder], { nullable: true })
  orderBy?: readonly MajorIncidentOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.queues`. */
@ArgsType()
export class QueuesArgs {
  /** Only queues that match. */
  @Field(() => QueueFilter, { nullable: true })
  filter?: Ref<QueueFilter> | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [QueueOrder], { nullable: true })
  orderBy?: readonly QueueOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.requestForms`. */
@ArgsType()
export class RequestFormsArgs {
  /** Only forms that create tickets of this type. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [RequestFormOrder], { nullable: true })
  orderBy?: readonly RequestFormOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.resolutionCodes`. */
@ArgsType()
export class ResolutionCodesArgs {
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** The order: at most one field. Default: `CODE`, `ASC`. */
  @Field(() => [ResolutionCodeOrder], { nullable: true })
  orderBy?: readonly ResolutionCodeOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.savedViews`. */
@ArgsType()
export class SavedViewsArgs {
  /** Only views that are shared in one of these ways. An empty list finds nothing. */
  @Field(() => [SavedViewSharing], { nullable: true })
  sharing?: readonly SavedViewSharing[] | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [SavedViewOrderInput], { nullable: true })
  orderBy?: readonly SavedViewOrderInput[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.services`. */
@ArgsType()
export class ServicesArgs {
  /** Only services that match. */
  @Field(() => ServiceFilter, { nullable: true })
  filter?: Ref<ServiceFilter> | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [ServiceOrder], { nullable: true })
  orderBy?: readonly ServiceOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.sessions`. */
@ArgsType()
export class SessionsArgs {
  /** Only sessions that match. */
  @Field(() => SessionFilter, { nullable: true })
  filter?: Ref<SessionFilter> | null | undefined;
  /** The order: at most one field. Default: `CREATED_AT`, `DESC`. */
  @Field(() => [SessionOrder], { nullable: true })
  orderBy?: readonly SessionOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.suggestImpact`. */
@ArgsType()
export class SuggestImpactArgs {
  /** Affected services: at most 50. Ids that name no service are ignored. */
  @Field(() => [ID])
  affectedServiceIds!: readonly string[];
  /** Number of affected users: at least 0. */
  @Field(() => Int, { nullable: true })
  affectedUserCount?: number | null | undefined;
}

/** Arguments of `Query.surveys`. */
@ArgsType()
export class SurveysArgs {
  /** Which of them. If omitted: all. */
  @Field(() => SurveyFilter, { nullable: true })
  filter?: Ref<SurveyFilter> | null | undefined;
  /** The order: at most one field. Default: `SENT_AT`, `DESC`. */
  @Field(() => [SurveyOrder], { nullable: true })
  orderBy?: readonly SurveyOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.tasks`. */
@ArgsType()
export class TasksArgs {
  /** Which of them. If omitted: all. */
  @Field(() => TaskFilter, { nullable: true })
  filter?: Ref<TaskFilter> | null | undefined;
  /** The order: at most one field. Default: `RECORDED_AT`, `DESC`. */
  @Field(() => [TaskOrder], { nullable: true })
  orderBy?: readonly TaskOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.teams`. */
@ArgsType()
export class TeamsArgs {
  /** Only teams that match. */
  @Field(() => TeamFilter, { nullable: true })
  filter?: Ref<TeamFilter> | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [TeamOrder], { nullable: true })
  orderBy?: readonly TeamOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.ticketTemplates`. */
@ArgsType()
export class TicketTemplatesArgs {
  /** Only templates for tickets of this type. */
  @Field(() => TicketType, { nullable: true })
  ticketType?: TicketType | null | undefined;
  /** True: only active ones. False: only retired ones. Omitted: both. */
  @Field(() => Boolean, { nullable: true })
  active?: boolean | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [TicketTemplateOrder], { nullable: true })
  orderBy?: readonly TicketTemplateOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.tickets`. */
@ArgsType()
export class TicketsArgs {
  /** Only tickets that match. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** The order: at most one field. Default: `CREATED_AT`, `DESC`. */
  @Field(() => [TicketOrder], { nullable: true })
  orderBy?: readonly TicketOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Query.users`. */
@ArgsType()
export class UsersArgs {
  /** Only users that match. */
  @Field(() => UserFilter, { nullable: true })
  filter?: Ref<UserFilter> | null | undefined;
  /** The order: at most one field. Default: `NAME`, `ASC`. */
  @Field(() => [UserOrder], { nullable: true })
  orderBy?: readonly UserOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `SavedView.tickets`. */
@ArgsType()
export class SavedViewTicketsArgs {
  /** The order: at most one field. Default: that of the view. */
  @Field(() => [TicketOrder], { nullable: true })
  orderBy?: readonly TicketOrder[] | null | undefined;
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependents`. */
@ArgsType()
export class ServiceDependentsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependsOn`. */
@ArgsType()
export class ServiceDependsOnArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Service.dependsOnItems`. */
@ArgsType()
export class ServiceDependsOnItemsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Subscription.queueCounters`. */
@ArgsType()
export class QueueCountersArgs {
  /** The queues: at most 100. Those that the viewer cannot see are left out. If omitted: all that the viewer can see, up to 100; with more, name them. */
  @Field(() => [ID], { nullable: true })
  queueIds?: readonly string[] | null | undefined;
  /** The cursor of the last item that the client has handled. The stream begins with a snapshot in any case. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Subscription.ticketEvents`. */
@ArgsType()
export class TicketEventsArgs {
  /** Only tickets that match. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** Only events of these types: at most 100. An empty list: none. If omitted: all. Positions and other items come in any case. */
  @Field(() => [TicketEventType], { nullable: true })
  types?: readonly TicketEventType[] | null | undefined;
  /** The cursor of the last item that the client has handled. If omitted, the stream begins now. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Subscription.ticketPresence`. */
@ArgsType()
export class TicketPresenceArgs {
  /** The ticket. */
  @Field(() => ID)
  ticketId!: string;
  /** The cursor of the last item that the client has handled. If omitted, the stream begins now. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Subscription.ticketUpdated`. */
@ArgsType()
export class TicketUpdatedArgs {
  /** The ticket. */
  @Field(() => ID)
  id!: string;
  /** The cursor of the last item that the client has handled. If omitted, the stream begins now. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Subscription.ticketView`. */
@ArgsType()
export class TicketViewArgs {
  /** A saved view: its filter and order. Not together with `filter`. */
  @Field(() => ID, { nullable: true })
  view?: string | null | undefined;
  /** Only tickets that match. If neither `view` nor `filter` is given: all tickets that the viewer can see. */
  @Field(() => TicketFilter, { nullable: true })
  filter?: Ref<TicketFilter> | null | undefined;
  /** The order: at most one field. Default: that of the view, otherwise `CREATED_AT`, `DESC`. */
  @Field(() => [TicketOrder], { nullable: true })
  orderBy?: readonly TicketOrder[] | null | undefined;
  /** Number of rows: 0 to 100. Default: 25. 0 is for the count alone. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** The cursor of the last item that the client has handled. The stream begins with a snapshot all the same. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
}

/** Arguments of `Team.members`. */
@ArgsType()
export class TeamMembersArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.affectedUsers`. */
@ArgsType()
export class TicketAffectedUsersArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.attachments`. */
@ArgsType()
export class TicketAttachmentsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.children`. */
@ArgsType()
export class TicketChildrenArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.comments`. */
@ArgsType()
export class TicketCommentsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.diagnoses`. */
@ArgsType()
export class TicketDiagnosesArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.followUps`. */
@ArgsType()
export class TicketFollowUpsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.knownErrors`. */
@ArgsType()
export class TicketKnownErrorsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.links`. */
@ArgsType()
export class TicketLinksArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.plans`. */
@ArgsType()
export class TicketPlansArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.problems`. */
@ArgsType()
export class TicketProblemsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.reviews`. */
@ArgsType()
export class TicketReviewsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.timeline`. */
@ArgsType()
export class TicketTimelineArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.verifications`. */
@ArgsType()
export class TicketVerificationsArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Arguments of `Ticket.watchers`. */
@ArgsType()
export class TicketWatchersArgs {
  /** Number of items from the start of the list, or after `after`: 0 to 100. Default: 25. 0 is for a count without items. Not together with `last`. */
  @Field(() => Int, { nullable: true })
  first?: number | null | undefined;
  /** Only items after this cursor. */
  @Field(() => String, { nullable: true })
  after?: string | null | undefined;
  /** Number of items from the end of the list, or before `before`: 1 to 100. Not together with `first`. */
  @Field(() => Int, { nullable: true })
  last?: number | null | undefined;
  /** Only items before this cursor. */
  @Field(() => String, { nullable: true })
  before?: string | null | undefined;
}

/** Every connection with a count. */
export const connections = [
  () => AccessRecordConnection,
  () => ApiKeyConnection,
  () => ApprovalConnection,
  () => ApprovalPolicyConnection,
  () => AttachmentConnection,
  () => CategoryConnection,
  () => ChangeCalendarConnection,
  () => CommentConnection,
  () => CompanyConnection,
  () => ConfigurationItemConnection,
  () => DiagnosisConnection,
  () => KnownErrorConnection,
  () => QueueConnection,
  () => RequestFormConnection,
  () => ResolutionCodeConnection,
  () => ResolutionPlanConnection,
  () => ReviewConnection,
  () => SavedViewConnection,
  () => ServiceConnection,
  () => SessionConnection,
  () => SurveyConnection,
  () => TaskConnection,
  () => TeamConnection,
  () => TeamMemberConnection,
  () => TicketConnection,
  () => TicketLinkConnection,
  () => TicketTemplateConnection,
  () => TimelineConnection,
  () => UserConnection,
  () => VerificationConnection,
] as const;

/** The input and the payload of each mutation. */
export const mutationTypes = {
  addComment: { input: AddCommentInput, payload: AddCommentPayload },
  addLabels: { input: AddLabelsInput, payload: AddLabelsPayload },
  addTask: { input: AddTaskInput, payload: AddTaskPayload },
  allowFreeResolutionCodes: { input: AllowFreeResolutionCodesInput, payload: AllowFreeResolutionCodesPayload },
  answerSurvey: { input: AnswerSurveyInput, payload: AnswerSurveyPayload },
  assignTask: { input: AssignTaskInput, payload: AssignTaskPayload },
  assignTicket: { input: AssignTicketInput, payload: AssignTicketPayload },
  assignTickets: { input: AssignTicketsInput, payload: AssignTicketsPayload },
  cancelTicket: { input: CancelTicketInput, payload: CancelTicketPayload },
  cancelTickets: { input: CancelTicketsInput, payload: CancelTicketsPayload },
  changeMajorIncident: { input: ChangeMajorIncidentInput, payload: ChangeMajorIncidentPayload },
  closeTicket: { input: CloseTicketInput, payload: CloseTicketPayload },
  closeTickets: { input: CloseTicketsInput, payload: CloseTicketsPayload },
  completeAttachmentUpload: { input: CompleteAttachmentUploadInput, payload: CompleteAttachmentUploadPayload },
  completeImplementation: { input: CompleteImplementationInput, payload: CompleteImplementationPayload },
  completeTask: { input: CompleteTaskInput, payload: CompleteTaskPayload },
  confirmApiKey: { input: ConfirmApiKeyInput, payload: ConfirmApiKeyPayload },
  createApiKey: { input: CreateApiKeyInput, payload: CreateApiKeyPayload },
  createApprovalPolicy: { input: CreateApprovalPolicyInput, payload: CreateApprovalPolicyPayload },
  createAttachmentUpload: { input: CreateAttachmentUploadInput, payload: CreateAttachmentUploadPayload },
  createCategory: { input: CreateCategoryInput, payload: CreateCategoryPayload },
  createCompany: { input: CreateCompanyInput, payload: CreateCompanyPayload },
  createConfigurationItem: { input: CreateConfigurationItemInput, payload: CreateConfigurationItemPayload },
  createQueue: { input: CreateQueueInput, payload: CreateQueuePayload },
  createRequestForm: { input: CreateRequestFormInput, payload: CreateRequestFormPayload },
  createResolutionCode: { input: CreateResolutionCodeInput, payload: CreateResolutionCodePayload },
  createSavedView: { input: CreateSavedViewInput, payload: CreateSavedViewPayload },
  createService: { input: CreateServiceInput, payload: CreateServicePayload },
  createTeam: { input: CreateTeamInput, payload: CreateTeamPayload },
  createTicket: { input: CreateTicketInput, payload: CreateTicketPayload },
  createTicketTemplate: { input: CreateTicketTemplateInput, payload: CreateTicketTemplatePayload },
  createUser: { input: CreateUserInput, payload: CreateUserPayload },
  deactivateUser: { input: DeactivateUserInput, payload: DeactivateUserPayload },
  decideApproval: { input: DecideApprovalInput, payload: DecideApprovalPayload },
  declareMajorIncident: { input: DeclareMajorIncidentInput, payload: DeclareMajorIncidentPayload },
  delegateApproval: { input: DelegateApprovalInput, payload: DelegateApprovalPayload },
  deleteAttachment: { input: DeleteAttachmentInput, payload: DeleteAttachmentPayload },
  deleteSavedView: { input: DeleteSavedViewInput, payload: DeleteSavedViewPayload },
  diagnoseTicket: { input: DiagnoseTicketInput, payload: DiagnoseTicketPayload },
  editComment: { input: EditCommentInput, payload: EditCommentPayload },
  endMajorIncident: { input: EndMajorIncidentInput, payload: EndMajorIncidentPayload },
  holdTicket: { input: HoldTicketInput, payload: HoldTicketPayload },
  holdTickets: { input: HoldTicketsInput, payload: HoldTicketsPayload },
  linkTickets: { input: LinkTicketsInput, payload: LinkTicketsPayload },
  markTicketRead: { input: MarkTicketReadInput, payload: MarkTicketReadPayload },
  mergeTicket: { input: MergeTicketInput, payload: MergeTicketPayload },
  postMajorIncidentUpdate: { input: PostMajorIncidentUpdateInput, payload: PostMajorIncidentUpdatePayload },
  proposeResolution: { input: ProposeResolutionInput, payload: ProposeResolutionPayload },
  reactivateUser: { input: ReactivateUserInput, payload: ReactivateUserPayload },
  reclassifyTicket: { input: ReclassifyTicketInput, payload: ReclassifyTicketPayload },
  recordKnownError: { input: RecordKnownErrorInput, payload: RecordKnownErrorPayload },
  redactComment: { input: RedactCommentInput, payload: RedactCommentPayload },
  redactDescription: { input: RedactDescriptionInput, payload: RedactDescriptionPayload },
  renewSession: { input: RenewSessionInput, payload: RenewSessionPayload, optional: true },
  reopenTicket: { input: ReopenTicketInput, payload: ReopenTicketPayload },
  requeueTicket: { input: RequeueTicketInput, payload: RequeueTicketPayload },
  requeueTickets: { input: RequeueTicketsInput, payload: RequeueTicketsPayload },
  resolveChildren: { input: ResolveChildrenInput, payload: ResolveChildrenPayload },
  resolveTicket: { input: ResolveTicketInput, payload: ResolveTicketPayload },
  resolveTickets: { input: ResolveTicketsInput, payload: ResolveTicketsPayload },
  resumeTicket: { input: ResumeTicketInput, payload: ResumeTicketPayload },
  resumeTickets: { input: ResumeTicketsInput, payload: ResumeTicketsPayload },
  retireKnownError: { input: RetireKnownErrorInput, payload: RetireKnownErrorPayload },
  reviewTicket: { input: ReviewTicketInput, payload: ReviewTicketPayload },
  revokeApiKey: { input: RevokeApiKeyInput, payload: RevokeApiKeyPayload },
  revokeSession: { input: RevokeSessionInput, payload: RevokeSessionPayload },
  revokeSessions: { input: RevokeSessionsInput, payload: RevokeSessionsPayload },
  setCommentVisibility: { input: SetCommentVisibilityInput, payload: SetCommentVisibilityPayload },
  setPresence: { input: SetPresenceInput, payload: SetPresencePayload },
  signIn: { input: SignInInput, payload: SignInPayload },
  signOut: { input: SignOutInput, payload: SignOutPayload, optional: true },
  skipTask: { input: SkipTaskInput, payload: SkipTaskPayload },
  splitTicket: { input: SplitTicketInput, payload: SplitTicketPayload },
  startImplementation: { input: StartImplementationInput, payload: StartImplementationPayload },
  startInvestigation: { input: StartInvestigationInput, payload: StartInvestigationPayload },
  submitPlan: { input: SubmitPlanInput, payload: SubmitPlanPayload },
  triageTicket: { input: TriageTicketInput, payload: TriageTicketPayload },
  triageTickets: { input: TriageTicketsInput, payload: TriageTicketsPayload },
  unlinkTickets: { input: UnlinkTicketsInput, payload: UnlinkTicketsPayload },
  unmergeTicket: { input: UnmergeTicketInput, payload: UnmergeTicketPayload },
  unwatchTicket: { input: UnwatchTicketInput, payload: UnwatchTicketPayload },
  updateApprovalPolicy: { input: UpdateApprovalPolicyInput, payload: UpdateApprovalPolicyPayload },
  updateCategory: { input: UpdateCategoryInput, payload: UpdateCategoryPayload },
  updateClosurePolicy: { input: UpdateClosurePolicyInput, payload: UpdateClosurePolicyPayload },
  updateCompany: { input: UpdateCompanyInput, payload: UpdateCompanyPayload },
  updateConfigurationItem: { input: UpdateConfigurationItemInput, payload: UpdateConfigurationItemPayload },
  updateKnownError: { input: UpdateKnownErrorInput, payload: UpdateKnownErrorPayload },
  updateQueue: { input: UpdateQueueInput, payload: UpdateQueuePayload },
  updateRequestForm: { input: UpdateRequestFormInput, payload: UpdateRequestFormPayload },
  updateResolutionCode: { input: UpdateResolutionCodeInput, payload: UpdateResolutionCodePayload },
  updateSavedView: { input: UpdateSavedViewInput, payload: UpdateSavedViewPayload },
  updateService: { input: UpdateServiceInput, payload: UpdateServicePayload },
  updateTask: { input: UpdateTaskInput, payload: UpdateTaskPayload },
  updateTeamMembers: { input: UpdateTeamMembersInput, payload: UpdateTeamMembersPayload },
  updateTicket: { input: UpdateTicketInput, payload: UpdateTicketPayload },
  updateTicketTemplate: { input: UpdateTicketTemplateInput, payload: UpdateTicketTemplatePayload },
  updateUser: { input: UpdateUserInput, payload: UpdateUserPayload },
  verifyTicket: { input: VerifyTicketInput, payload: VerifyTicketPayload },
  watchTicket: { input: WatchTicketInput, payload: WatchTicketPayload },
  withdrawPlan: { input: WithdrawPlanInput, payload: WithdrawPlanPayload },
} as const;

/** The fields that need a resolver, by type; for the check of the resolvers. */
export const resolvedFields: Readonly<Record<string, readonly string[]>> = {
  AccessRecord: ['actor'],
  AccessRecordConnection: ['totalCount', 'totalCountIsCapped'],
  ApiKey: ['queues', 'createdBy', 'lastUsedAt'],
  ApiKeyConnection: ['totalCount', 'totalCountIsCapped'],
  Approval: ['ticket', 'plan', 'approvers', 'viewerCanDecide'],
  ApprovalConnection: ['totalCount', 'totalCountIsCapped'],
  ApprovalPolicy: ['category', 'users', 'teams'],
  ApprovalPolicyConnection: ['totalCount', 'totalCountIsCapped'],
  Approver: ['user', 'delegatedBy'],
  Attachment: ['ticket', 'comment', 'uploadedBy', 'downloadUrl'],
  AttachmentConnection: ['totalCount', 'totalCountIsCapped'],
  Category: ['parent'],
  CategoryConnection: ['totalCount', 'totalCountIsCapped'],
  ChangeCalendarConnection: ['totalCount', 'totalCountIsCapped'],
  ChangeCalendarEntry: ['ticket', 'plan', 'affectedServices', 'collisions'],
  Comment: ['ticket', 'author', 'redactedBy', 'edits', 'attachments'],
  CommentConnection: ['totalCount', 'totalCountIsCapped'],
  CommentEdit: ['editedBy'],
  Company: ['externalId', 'people'],
  CompanyConnection: ['totalCount', 'totalCountIsCapped'],
  ConfigurationItem: ['ownerTeam', 'dependsOn', 'dependents', 'dependentServices'],
  ConfigurationItemConnection: ['totalCount', 'totalCountIsCapped'],
  Diagnosis: ['ticket', 'evidence', 'diagnosedBy'],
  DiagnosisConnection: ['totalCount', 'totalCountIsCapped'],
  EventCause: ['event'],
  Implementation: ['startedBy', 'completedBy'],
  KnownError: ['problem', 'recordedBy', 'retiredBy'],
  KnownErrorConnection: ['totalCount', 'totalCountIsCapped'],
  MajorIncident: ['lead', 'declaredBy', 'updates', 'endedBy'],
  Organisation: ['closurePolicies', 'defaultQueue', 'freeResolutionCodes'],
  PresentUser: ['user'],
  ProposedResolution: ['proposedBy'],
  Queue: ['team', 'inactiveAssigneeTicketCount'],
  QueueConnection: ['totalCount', 'totalCountIsCapped'],
  RequestForm: ['category', 'queue'],
  RequestFormConnection: ['totalCount', 'totalCountIsCapped'],
  ResolutionCodeConnection: ['totalCount', 'totalCountIsCapped'],
  ResolutionPlan: ['approval', 'collisions', 'ticket', 'tasks', 'implementation', 'submittedBy', 'withdrawnBy'],
  ResolutionPlanConnection: ['totalCount', 'totalCountIsCapped'],
  ResolveTicketPayload: ['openChildren'],
  Review: ['ticket', 'reviewedBy'],
  ReviewConnection: ['totalCount', 'totalCountIsCapped'],
  SavedView: ['team', 'createdBy', 'orderBy', 'problem', 'viewerCanUpdate', 'tickets'],
  SavedViewConnection: ['totalCount', 'totalCountIsCapped'],
  Service: ['ownerTeam', 'dependsOn', 'dependsOnItems', 'dependents'],
  ServiceConnection: ['totalCount', 'totalCountIsCapped'],
  Session: ['user', 'lastUsedAt'],
  SessionConnection: ['totalCount', 'totalCountIsCapped'],
  Survey: ['ticket', 'token'],
  SurveyConnection: ['totalCount', 'totalCountIsCapped'],
  Task: ['ticket', 'plan', 'assignee', 'finishedBy'],
  TaskConnection: ['totalCount', 'totalCountIsCapped'],
  Team: ['members', 'queues'],
  TeamConnection: ['totalCount', 'totalCountIsCapped'],
  TeamMember: ['user'],
  TeamMemberConnection: ['totalCount', 'totalCountIsCapped'],
  Ticket: ['approval', 'reviews', 'survey', 'company', 'form', 'knownErrors', 'workarounds', 'links', 'parent', 'children', 'childCounts', 'openChildren', 'followUpOf', 'followUps', 'problems', 'parentUpdates', 'majorIncident', 'presence', 'proposedResolution', 'steps', 'diagnoses', 'plans', 'plan', 'verifications', 'viewerReadCursor', 'viewerHasUnread', 'affectedServices', 'affectedItems', 'suggestedImpact', 'url', 'category', 'subcategory', 'affectedUsers', 'requester', 'createdBy', 'queue', 'assignee', 'watchers', 'viewerIsWatching', 'availableTransitions', 'comments', 'timeline', 'attachments'],
  TicketCancellation: ['duplicateOf', 'cancelledBy'],
  TicketClosure: ['closedBy'],
  TicketConnection: ['totalCount', 'totalCountIsCapped', 'eventCursor'],
  TicketEvent: ['approval', 'review', 'actor', 'ticket', 'changes', 'comment', 'attachment', 'link', 'diagnosis', 'plan', 'task', 'verification'],
  TicketForm: ['requestForm'],
  TicketHold: ['linkedTicket'],
  TicketLink: ['ticket', 'createdBy'],
  TicketLinkConnection: ['totalCount', 'totalCountIsCapped'],
  TicketResolution: ['resolvedBy'],
  TicketTemplate: ['category', 'subcategory', 'queue', 'affectedServices'],
  TicketTemplateConnection: ['totalCount', 'totalCountIsCapped'],
  TicketViewSnapshot: ['nodes'],
  TimelineConnection: ['totalCount', 'totalCountIsCapped', 'eventCursor'],
  User: ['company', 'email', 'organisation', 'teams', 'phone', 'locale', 'timeZone', 'externalId', 'openWork'],
  UserConnection: ['totalCount', 'totalCountIsCapped'],
  Verification: ['ticket', 'attachments', 'verifiedBy'],
  VerificationConnection: ['totalCount', 'totalCountIsCapped'],
  VerifyTicketPayload: ['openChildren'],
  WindowCollision: ['ticket', 'affectedServices'],
};
