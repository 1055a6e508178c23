export { MOST_TAKEN, takeUploads, uploadsNamed } from './commands/take-uploads.js';
export { attachmentsById } from './data/reads.js';
export { toAttachment } from './node.js';
export { sweepAttachments } from './sweep.js';
