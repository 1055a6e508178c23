export { categoriesAfter, wrongCategories } from './categories.js';
export { CategoryEntity, QueueEntity, type QueueRow } from './entities.js';
export { checkLabels, storedLabel } from './labels.js';
export { asExpected, nameTaken, put } from './named.js';
export { type QueueNode, queuesOn, toCategory, toQueue } from './node.js';
export { categoriesById, queuesById, queuesOfTeams } from './reads.js';
