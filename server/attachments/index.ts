export { attachToNewComment } from './commands/attach-to-new-comment.js';
export { AttachmentEntity } from './entities.js';
export { toAttachment } from './node.js';
export {
  attachmentCounts,
  attachmentOrder,
  attachmentPages,
  attachmentsById,
  attachmentsOfComments,
} from './reads.js';
export { sweepAttachments } from './sweep.js';
