export { categoriesAfter, categoriesNamed, categoryProblems, wrongCategories } from './categories.js';
export { CategoryEntity, QueueEntity, type QueueRow } from './data/entities.js';
export { asExpected, put } from './data/named.js';
export { categoriesById, listQueues, queuesById } from './data/reads.js';
export { seesQueue } from './data/visibility.js';
export { checkLabels, storedLabel } from './labels.js';
export { type QueueNode, queuesOn, toCategory, toQueue } from './node.js';
