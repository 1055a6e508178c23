import type { ActorReads } from '../actor/actor-reads.js';
import { type NodeType, nodeTypes } from '../contract/generated/node-types.js';
import type { Node } from '../contract/generated/types.js';
import type { Batch } from '../db/read-session.js';
import { completeRecords, ExtensionPoint } from '../extensions/extension-point.js';
import { fromGlobalId } from '../kernel/ids.js';

/** How an object of one type is read by its global id. */
export interface NodeDeclaration {
  /** Whether the actor can see the object, by the predicate of its lists. */
  isVisible(reads: ActorReads, id: string): Promise<boolean>;
  /** The object; null when the actor cannot see it. */
  load(reads: ActorReads, id: string): Promise<Node | null>;
}

/** Declares a node type: `batch` reads the rows that the actor can see, and `show` turns a row into the contract's object. */
export function node<R>(
  batch: Batch<ActorReads, string, R | null>,
  show: (row: R, reads: ActorReads) => Node,
): NodeDeclaration {
  return {
    isVisible: async (reads, id) => (await reads.load(batch, id)) !== null,
    load: async (reads, id) => {
      const row = await reads.load(batch, id);
      return row === null ? null : show(row, reads);
    },
  };
}

export type NodeDeclarations = Readonly<Partial<Record<NodeType, NodeDeclaration>>>;

/** The node types of the contract. One module declares each. */
export const nodeTypesPoint = new ExtensionPoint<NodeDeclarations, ReadonlyMap<string, NodeDeclaration>>(
  'node types',
  (added) => completeRecords('node type', nodeTypes, added),
);

/** The object with a global id, if the actor can see it by the predicate of its lists. */
export async function loadNode(reads: ActorReads, globalId: string): Promise<Node | null> {
  const parsed = fromGlobalId(globalId);
  const declared = parsed && reads.extensions.at(nodeTypesPoint).get(parsed.type);
  return declared ? declared.load(reads, parsed.id) : null;
}
