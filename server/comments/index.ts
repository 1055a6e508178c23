export { decideComment, gatherComment, moreOfComment } from './commands/add-comment.js';
export { CommentEntity } from './data/entities.js';
export { type CommentFacts, commentToChange, loadedComment } from './data/gather.js';
export { type CommentNode, toComment } from './data/node.js';
export { type CommentReaction, commentReactions } from './data/reactions.js';
export { commentsById, commentsWhere } from './data/reads.js';
