export { type AroundComment, addComment } from './commands/add-comment.js';
export { CommentEntity } from './data/entities.js';
export { commentOrder, commentsById, commentsOn, commentsWhere } from './data/reads.js';
export { loadComment } from './data/store.js';
export { toComment } from './node.js';
