export { CategoryEntity, type CategoryRow, QueueEntity, type QueueRow } from './entities.js';
export { type CategoryNode, type QueueNode, toCategory, toQueue } from './node.js';
export { categoriesById, queuesById, queuesOfTeams } from './reads.js';
