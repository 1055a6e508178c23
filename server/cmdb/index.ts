export {
  type Affected,
  type AffectedFacts,
  affectedNamed,
  affectedProblems,
  checkAffected,
  replaceItems,
  replaceServices,
  setItems,
  setServices,
  wrongAffected,
} from './data/affected.js';
export { itemsById, servicesById } from './data/reads.js';
export { toItem, toService } from './node.js';
