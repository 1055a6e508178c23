export { majorIncidentUpdateDue } from './update-due.js';
