export { CategoryEntity, QueueEntity, type QueueRow } from './entities.js';
export { type QueueNode, queueOn, toCategory, toQueue } from './node.js';
export { categoriesById, queuesById, queuesOfTeams } from './reads.js';
