import {
  ApprovalMutations,
  ApprovalPolicyResolver,
  ApprovalQueries,
  ApprovalResolver,
  ApproverResolver,
  PlanApprovalResolver,
} from '../../approvals/resolvers.js';
import { AttachmentMutations, AttachmentQueries, AttachmentResolver } from '../../attachments/resolvers.js';
import {
  CatalogMutations,
  CatalogQueries,
  CategoryResolver,
  QueueResolver,
} from '../../catalog/resolvers.js';
import {
  ChangeCalendarEntryResolver,
  ChangeCalendarQueries,
  PlanCollisionsResolver,
  WindowCollisionResolver,
} from '../../change-calendar/resolvers.js';
import { ClosureMutations } from '../../closure/mutations.js';
import {
  ClosureQueries,
  OrganisationClosureResolver,
  ReviewResolver,
  SurveyResolver,
  TicketClosingResolver,
} from '../../closure/resolvers.js';
import { CmdbMutations } from '../../cmdb/mutations.js';
import {
  AffectedResolver,
  CmdbQueries,
  ConfigurationItemResolver,
  ServiceResolver,
} from '../../cmdb/resolvers.js';
import { CommentMutations, CommentResolver } from '../../comments/resolvers.js';
import {
  AccessMutations,
  AccessQueries,
  AccessRecordResolver,
  SessionResolver,
} from '../../identity/access/resolvers.js';
import { PeopleMutations, SignInMutations } from '../../identity/people/mutations.js';
import {
  ApiKeyResolver,
  OrganisationResolver,
  PeopleQueries,
  TeamMemberResolver,
  TeamResolver,
  UserResolver,
} from '../../identity/people/resolvers.js';
import { IntakeMutations } from '../../intake/mutations.js';
import {
  FormOfTicketResolver,
  IntakeQueries,
  RequestFormResolver,
  TicketFormResolver,
  TicketTemplateResolver,
} from '../../intake/resolvers.js';
import { KnownErrorMutations, LinkMutations } from '../../links/mutations.js';
import {
  KnownErrorResolver,
  LinkedTicketResolver,
  ResolvedTicketResolver,
  TicketLinkResolver,
  VerifiedTicketResolver,
} from '../../links/resolvers.js';
import {
  MajorIncidentMutations,
  MajorIncidentQueries,
  MajorIncidentResolver,
  MajorTicketResolver,
} from '../../major-incidents/resolvers.js';
import { ProcessMutations } from '../../process/mutations.js';
import {
  DiagnosisResolver,
  ImplementationResolver,
  ResolutionPlanResolver,
  TaskResolver,
  TicketWorkResolver,
  VerificationResolver,
} from '../../process/resolvers.js';
import { TicketMutations, TransitionMutations } from '../../tickets/mutations.js';
import {
  TicketCancellationResolver,
  TicketClosureResolver,
  TicketConnectionResolver,
  TicketHoldResolver,
  TicketQueries,
  TicketResolutionResolver,
  TicketResolver,
} from '../../tickets/resolvers.js';
import { TicketEventResolver, TimelineConnectionResolver } from '../../timeline/resolvers.js';
import { TicketSubscriptions } from '../../timeline/subscriptions.js';
import {
  AccessRecordConnection,
  ApiKeyConnection,
  ApprovalConnection,
  ApprovalPolicyConnection,
  AttachmentConnection,
  CategoryConnection,
  ChangeCalendarConnection,
  CommentConnection,
  ConfigurationItemConnection,
  QueueConnection,
  RequestFormConnection,
  ServiceConnection,
  SessionConnection,
  TeamConnection,
  TicketConnection,
  TicketLinkConnection,
  TicketTemplateConnection,
  TimelineConnection,
  UserConnection,
} from '../contract/generated/types.js';
import { countOf } from './connections.js';
import { NodeQueries } from './node-resolvers.js';
import type { ResolverClass } from './schema.js';

const connections = [
  () => AccessRecordConnection,
  () => ApiKeyConnection,
  () => ApprovalConnection,
  () => ApprovalPolicyConnection,
  () => AttachmentConnection,
  () => CategoryConnection,
  () => ChangeCalendarConnection,
  () => CommentConnection,
  () => ConfigurationItemConnection,
  () => QueueConnection,
  () => RequestFormConnection,
  () => ServiceConnection,
  () => SessionConnection,
  () => TeamConnection,
  () => TicketConnection,
  () => TicketLinkConnection,
  () => TicketTemplateConnection,
  () => TimelineConnection,
  () => UserConnection,
];

/** Every resolver of the contract. A new capability is a line here. */
export const resolverClasses: readonly ResolverClass[] = [
  NodeQueries,
  PeopleQueries,
  UserResolver,
  OrganisationResolver,
  TeamResolver,
  TeamMemberResolver,
  ApiKeyResolver,
  SignInMutations,
  PeopleMutations,
  AccessQueries,
  SessionResolver,
  AccessRecordResolver,
  AccessMutations,
  CatalogQueries,
  QueueResolver,
  CategoryResolver,
  CatalogMutations,
  CmdbQueries,
  ServiceResolver,
  ConfigurationItemResolver,
  AffectedResolver,
  CmdbMutations,
  IntakeQueries,
  RequestFormResolver,
  TicketTemplateResolver,
  FormOfTicketResolver,
  TicketFormResolver,
  IntakeMutations,
  TicketQueries,
  TicketResolver,
  TicketHoldResolver,
  TicketResolutionResolver,
  TicketClosureResolver,
  TicketCancellationResolver,
  TicketConnectionResolver,
  TicketMutations,
  TransitionMutations,
  LinkedTicketResolver,
  TicketLinkResolver,
  KnownErrorResolver,
  ResolvedTicketResolver,
  VerifiedTicketResolver,
  LinkMutations,
  KnownErrorMutations,
  MajorIncidentQueries,
  MajorTicketResolver,
  MajorIncidentResolver,
  MajorIncidentMutations,
  TicketWorkResolver,
  DiagnosisResolver,
  ResolutionPlanResolver,
  ImplementationResolver,
  TaskResolver,
  VerificationResolver,
  ProcessMutations,
  ApprovalQueries,
  PlanApprovalResolver,
  ApprovalResolver,
  ApproverResolver,
  ApprovalPolicyResolver,
  ApprovalMutations,
  ChangeCalendarQueries,
  ChangeCalendarEntryResolver,
  PlanCollisionsResolver,
  WindowCollisionResolver,
  ClosureQueries,
  TicketClosingResolver,
  ReviewResolver,
  SurveyResolver,
  OrganisationClosureResolver,
  ClosureMutations,
  CommentResolver,
  CommentMutations,
  AttachmentQueries,
  AttachmentResolver,
  AttachmentMutations,
  TicketEventResolver,
  TimelineConnectionResolver,
  TicketSubscriptions,
  ...connections.map((connection) => countOf(connection)),
];
