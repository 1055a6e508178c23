export { type AroundComment, addComment } from './commands/add-comment.js';
export { CommentEntity } from './entities.js';
export { toComment } from './node.js';
export { commentOrder, commentsById, commentsOn, commentsWhere } from './reads.js';
export { loadComment } from './store.js';
