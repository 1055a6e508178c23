export { AttachmentEntity, type AttachmentRow } from './entities.js';
export { type AttachmentNode, toAttachment } from './node.js';
export { attachmentsById, attachmentsOfComments } from './reads.js';
export { sweepAttachments } from './sweep.js';
export { attachToNewComment } from './commands/attach-to-new-comment.js';
export { attachmentCounts, attachmentOrder, attachmentPages } from './reads.js';
