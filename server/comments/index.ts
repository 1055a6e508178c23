export { CommentEntity, type CommentRow, type Visibility } from './entities.js';
export { type CommentNode, toComment } from './node.js';
export { commentsById } from './reads.js';
export { loadComment } from './store.js';
export { commentCounts, commentOrder, commentPages } from './reads.js';
