export { CommentEntity } from './entities.js';
export { authorOf, toComment } from './node.js';
export { commentOrder, commentsById, commentsOn } from './reads.js';
