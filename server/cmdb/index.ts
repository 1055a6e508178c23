export {
  type Affected,
  type AffectedInput,
  checkAffected,
  setItems,
  setServices,
  wrongAffected,
} from './affected.js';
export { ConfigurationItemEntity, ServiceEntity } from './entities.js';
export { toItem, toService } from './node.js';
export { itemsById, servicesById } from './reads.js';
