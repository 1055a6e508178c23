export { CommentEntity, type CommentRow, type Visibility } from './entities.js';
export { type CommentNode, toComment } from './node.js';
export { commentCounts, commentOrder, commentPages, commentsById } from './reads.js';
export { loadComment } from './store.js';
