import { approvalsById, policiesById, toApproval, toPolicy } from '../../approvals/index.js';
import { attachmentsById, toAttachment } from '../../attachments/index.js';
import { categoriesById, queuesById, toCategory, toQueue } from '../../catalog/index.js';
import { reviewsById, toReview } from '../../closure/index.js';
import { itemsById, servicesById, toItem, toService } from '../../cmdb/index.js';
import { commentsById, toComment } from '../../comments/index.js';
import { sessionsById, toSession } from '../../identity/access/index.js';
import {
  organisationsById,
  teamsById,
  toApiKey,
  toOrganisation,
  toTeam,
  toUser,
  visibleApiKeysById,
  visibleUsersById,
} from '../../identity/people/index.js';
import { formsById, templatesById, toForm, toTemplate } from '../../intake/index.js';
import { knownErrorsById, toKnownError } from '../../links/index.js';
import {
  diagnosesById,
  plansById,
  tasksById,
  toDiagnosis,
  toPlan,
  toTask,
  toVerification,
  verificationsById,
} from '../../process/index.js';
import { seesColleagues } from '../../tickets/data/visibility.js';
import { ticketsById } from '../../tickets/index.js';
import type { Node } from '../contract/generated/types.js';
import { assertNever } from '../kernel/assert-never.js';
import { fromGlobalId } from '../kernel/ids.js';
import type { ViewerReads } from '../viewer/viewer-reads.js';

/** The object with a global id, if the viewer may see it: through the same predicates as every list. */
export async function loadNode(reads: ViewerReads, globalId: string): Promise<Node | null> {
  const parsed = fromGlobalId(globalId);
  if (!parsed) return null;
  const { type, id } = parsed;
  switch (type) {
    case 'Ticket':
      return reads.load(ticketsById, id);
    case 'Comment':
      return mapped(reads.load(commentsById, id), toComment);
    case 'Attachment':
      return mapped(reads.load(attachmentsById, id), toAttachment);
    case 'KnownError':
      return mapped(reads.load(knownErrorsById, id), toKnownError);
    case 'User':
      return mapped(reads.load(visibleUsersById, id), toUser);
    case 'Team':
      return seesColleagues(reads.scope) ? mapped(reads.load(teamsById, id), toTeam) : null;
    case 'Queue':
      return mapped(reads.load(queuesById, id), toQueue);
    case 'Category':
      return mapped(reads.load(categoriesById, id), toCategory);
    case 'Service':
      return mapped(reads.load(servicesById, id), toService);
    case 'ConfigurationItem':
      return mapped(reads.load(itemsById, id), toItem);
    case 'RequestForm':
      return mapped(reads.load(formsById, id), toForm);
    case 'TicketTemplate':
      return mapped(reads.load(templatesById, id), toTemplate);
    case 'ApiKey':
      return mapped(reads.load(visibleApiKeysById, id), toApiKey);
    case 'Session':
      return mapped(reads.load(sessionsById, id), (row) => toSession(row, reads.actor));
    case 'Diagnosis':
      return mapped(reads.load(diagnosesById, id), toDiagnosis);
    case 'ResolutionPlan':
      return mapped(reads.load(plansById, id), toPlan);
    case 'Task':
      return mapped(reads.load(tasksById, id), toTask);
    case 'Verification':
      return mapped(reads.load(verificationsById, id), toVerification);
    case 'Review':
      return mapped(reads.load(reviewsById, id), toReview);
    case 'Approval':
      return mapped(reads.load(approvalsById, id), toApproval);
    case 'ApprovalPolicy':
      return mapped(reads.load(policiesById, id), toPolicy);
    case 'Organisation':
      return mapped(reads.load(organisationsById, id), toOrganisation);
    default:
      return assertNever(type);
  }
}

async function mapped<R, N>(row: Promise<R | null>, map: (row: R) => N): Promise<N | null> {
  const found = await row;
  return found ? map(found) : null;
}
