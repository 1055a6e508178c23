import { SessionEntity } from './access/index.js';
import { AttachmentEntity } from './attachments/index.js';
import { CategoryEntity, QueueEntity } from './catalog/index.js';
import { ConfigurationItemEntity, ServiceEntity } from './cmdb/index.js';
import { CommentEntity } from './comments/index.js';
import { RequestFormEntity, TicketTemplateEntity } from './intake/index.js';
import {
  ApiKeyEntity,
  OrganisationEntity,
  TeamEntity,
  TeamMemberEntity,
  UserEntity,
  UserIdentityEntity,
} from './people/index.js';
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
  CommentEntity,
  AttachmentEntity,
];
