export { MajorIncidentEntity, MajorIncidentUpdateEntity } from './data/entities.js';
export { majorIncidentUpdateDue } from './update-due.js';
