export {
  addComment,
  decideComment,
  gatherComment,
  moreOfComment,
} from './commands/add-comment.js';
export { CommentEntity } from './data/entities.js';
export { commentOrder, commentsById, commentsOn, commentsWhere } from './data/reads.js';
export { loadComment } from './data/store.js';
export { type CommentNode, toComment } from './node.js';
export { type AddComment, type CommentReaction, commentReactions } from './reactions.js';
