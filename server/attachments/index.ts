export { attachToNewComment } from './commands/attach-to-new-comment.js';
export { AttachmentEntity } from './data/entities.js';
export {
  attachmentCounts,
  attachmentOrder,
  attachmentPages,
  attachmentsById,
  attachmentsOfComments,
} from './data/reads.js';
export { toAttachment } from './node.js';
export { sweepAttachments } from './sweep.js';
