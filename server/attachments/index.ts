export { attachmentsById } from './data/reads.js';
export { toAttachment } from './node.js';
export { sweepAttachments } from './sweep.js';
