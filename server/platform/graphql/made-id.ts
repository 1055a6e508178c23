import type { NodeType } from '../contract/generated/node-types.js';
import { toGlobalId } from '../kernel/ids.js';
import type { Result } from '../kernel/result.js';
/** The global id of a created object, also for actors who cannot read it; null when the mutation was refused. */
export function madeId<T>(type: NodeType, result: Result<T>, idOf: (value: T) => string): string | null {
  return result.ok ? toGlobalId(type, idOf(result.value)) : null;
}
