export {
  type Affected,
  type AffectedFacts,
  type AffectedInput,
  affectedNamed,
  affectedProblems,
  checkAffected,
  replaceItems,
  replaceServices,
  setItems,
  setServices,
  wrongAffected,
} from './data/affected.js';
export { ConfigurationItemEntity, ServiceEntity } from './data/entities.js';
export { itemsById, servicesById } from './data/reads.js';
export { toItem, toService } from './node.js';
