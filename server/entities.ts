import { ApprovalEntity, ApprovalPolicyEntity, ApproverEntity } from './approvals/index.js';
import { AttachmentEntity } from './attachments/index.js';
import { CategoryEntity, QueueEntity } from './catalog/index.js';
import { ClosurePolicyEntity, ReviewEntity, SurveyEntity } from './closure/index.js';
import { ConfigurationItemEntity, ServiceEntity } from './cmdb/index.js';
import { CommentEntity } from './comments/index.js';
import { SessionEntity } from './identity/access/index.js';
import {
  ApiKeyEntity,
  OrganisationEntity,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
  UserIdentityEntity,
} from './identity/people/index.js';
import { RequestFormEntity, TicketTemplateEntity } from './intake/index.js';
import { KnownErrorEntity, TicketLinkEntity } from './links/index.js';
import { MajorIncidentEntity, MajorIncidentUpdateEntity } from './major-incidents/index.js';
import {
  DiagnosisEntity,
  EvidenceEntity,
  ResolutionPlanEntity,
  TaskEntity,
  VerificationEntity,
} from './process/index.js';
import { TicketEntity, TicketPersonEntity } from './tickets/index.js';

/** Every entity there is. */
export const entities = [
  OrganisationEntity,
  UserEntity,
  UserIdentityEntity,
  TeamEntity,
  TeamMemberEntity,
  SessionEntity,
  ApiKeyEntity,
  QueueEntity,
  CategoryEntity,
  ServiceEntity,
  ConfigurationItemEntity,
  RequestFormEntity,
  TicketTemplateEntity,
  TicketEntity,
  TicketPersonEntity,
  TicketLinkEntity,
  KnownErrorEntity,
  MajorIncidentEntity,
  MajorIncidentUpdateEntity,
  CommentEntity,
  AttachmentEntity,
  DiagnosisEntity,
  ResolutionPlanEntity,
  TaskEntity,
  VerificationEntity,
  EvidenceEntity,
  ClosurePolicyEntity,
  ReviewEntity,
  SurveyEntity,
  ApprovalEntity,
  ApproverEntity,
  ApprovalPolicyEntity,
];
