export { CommentEntity } from './entities.js';
export { readAuthors, toComment } from './node.js';
export { commentCounts, commentOrder, commentPages, commentsById } from './reads.js';
