export { aroundComment } from './around.js';
export type { AddComment } from './commands/add-comment.js';
export { addComment } from './commands/add-comment.js';
export { CommentEntity } from './data/entities.js';
export { commentOrder, commentsById, commentsOn, commentsWhere } from './data/reads.js';
export { loadComment } from './data/store.js';
export { type CommentNode, toComment } from './node.js';
