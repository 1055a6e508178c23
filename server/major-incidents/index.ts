export { majorIncidentUpdateDue } from './clock.js';
export { MajorIncidentEntity, MajorIncidentUpdateEntity } from './entities.js';
