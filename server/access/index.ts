export { AccessLog } from './access-log.js';
export { endSessions } from './end-sessions.js';
export { SessionEntity } from './entities.js';
export { toSession } from './node.js';
export { lastUses, sessionsById } from './reads.js';
export { beginSession, type Caller } from './session.js';
