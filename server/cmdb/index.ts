export {
  type Affected,
  type AffectedInput,
  checkAffected,
  setItems,
  setServices,
  wrongAffected,
} from './data/affected.js';
export { ConfigurationItemEntity, ServiceEntity } from './data/entities.js';
export { itemsById, servicesById } from './data/reads.js';
export { toItem, toService } from './node.js';
