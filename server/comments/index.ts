export { CommentEntity } from './entities.js';
export { authorOf, toComment } from './node.js';
export { commentsById, commentsOn } from './reads.js';
