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
export { servicesById } from './data/reads.js';
export { toService } from './node.js';
