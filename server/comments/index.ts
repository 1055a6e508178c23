export { CommentEntity } from './entities.js';
export { toComment } from './node.js';
export { commentOrder, commentsById, commentsOn } from './reads.js';
