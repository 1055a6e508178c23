import { v7, validate } from 'uuid';
import { type NodeType, nodeTypes } from '../contract/generated/node-types.js';

/** A new id: UUIDv7, so that ids sort by the time they were made. */
export function newId(): string {
  return v7();
}

const known: ReadonlySet<string> = new Set(nodeTypes);

function isNodeType(type: string): type is NodeType {
  return known.has(type);
}

// An event has no id but its place in the log, which is sealed: it is a cursor.
const SEALED = /^[\w-]{1,60}$/;

/** The global id of an object: opaque to clients, it holds the type and the id; of an event, its cursor. */
export function toGlobalId(type: NodeType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The type and id in a global id; null when it is malformed. */
export function fromGlobalId(globalId: string): { type: NodeType; id: string } | null {
  if (globalId.length > 100) return null;
  const [type, id, more] = Buffer.from(globalId, 'base64url').toString('utf8').split(':');
  if (!type || !id || more !== undefined || !isNodeType(type)) return null;
  if (type === 'TicketEvent') return SEALED.test(id) ? { type, id } : null;
  return validate(id) ? { type, id: id.toLowerCase() } : null;
}

/** The id in a global id of this type; null when it is malformed or of another type. */
export function idOfType(globalId: string, type: NodeType): string | null {
  const parsed = fromGlobalId(globalId);
  return parsed?.type === type ? parsed.id : null;
}

/** The ids in those global ids that have this type. Others are left out. */
export function idsOfType(globalIds: readonly string[], type: NodeType): string[] {
  return globalIds.map((id) => idOfType(id, type)).filter((id) => id !== null);
}
