export { AccessLog } from '../sessions/access-log.js';
export { endSessions } from '../sessions/end-sessions.js';
export { SessionEntity } from '../sessions/entities.js';
export { lastUses, sessionsById } from '../sessions/reads.js';
export { beginSession, type Caller } from '../sessions/session.js';
export { toSession } from './node.js';
