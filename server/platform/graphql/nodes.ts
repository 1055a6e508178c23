import { type NodeType, nodeTypes } from '../contract/generated/node-types.js';
import type { Node } from '../contract/generated/types.js';
import type { Batch } from '../db/read-session.js';
import { completeRecords, ExtensionPoint } from '../extensions/extension-point.js';
import { fromGlobalId } from '../kernel/ids.js';
import type { ViewerReads } from '../viewer/viewer-reads.js';

/** How an object of one type is read by its global id. */
export interface NodeDeclaration {
  /** Whether the viewer can see the object, by the predicate of its lists. */
  isVisible(reads: ViewerReads, id: string): Promise<boolean>;
  /** The object; null when the viewer cannot see it. */
  load(reads: ViewerReads, id: string): Promise<Node | null>;
}

/** Declares a node type: `batch` reads the rows that the viewer can see, and `show` turns a row into the contract's object. */
export function node<R>(
  batch: Batch<ViewerReads, string, R | null>,
  show: (row: R, reads: ViewerReads) => Node,
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

/** The object with a global id, if the viewer can see it by the predicate of its lists. */
export async function loadNode(reads: ViewerReads, globalId: string): Promise<Node | null> {
  const parsed = fromGlobalId(globalId);
  const declared = parsed && reads.extensions.at(nodeTypesPoint).get(parsed.type);
  return declared ? declared.load(reads, parsed.id) : null;
}
