export { CategoryEntity, QueueEntity, type QueueRow } from './entities.js';
export { type QueueNode, queuesOn, toCategory, toQueue } from './node.js';
export { categoriesById, queuesById, queuesOfTeams } from './reads.js';
