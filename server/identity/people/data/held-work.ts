import type { CommandContext } from '../../../platform/commands/command-context.js';
import { type Sql, sql } from '../../../platform/db/sql.js';
import { completeRecords, ExtensionPoint } from '../../../platform/extensions/extension-point.js';

/** Who takes over the work of a user. */
export type Successor = { readonly userId: string } | { readonly queueId: string };

/** A user who left or came back, and what is to be done with their open work. */
export interface Leaver {
  readonly userId: string;
  /** Null: the work stays with them. */
  readonly to: Successor | null;
  /** The user who chose the successor. For an API key, the user who created it. */
  readonly askedBy: string | null;
}

/** A kind of open work that a user holds. The module that owns it declares it. */
export interface HeldWork {
  /** A source with one row for each piece that the user of this id holds. */
  heldBy(organisationId: string, userId: Sql): Sql;
  /** Hands it over, or announces that its holder left or came back: at most `most` pieces. Returns how many it found. */
  settle(command: CommandContext, leaver: Leaver, most: number): Promise<number>;
}

/** The kinds of open work, named like the fields of `OpenWork`. */
export type WorkKind = 'tickets' | 'tasks' | 'approvals';

export const heldWork = new ExtensionPoint<
  { readonly [Kind in WorkKind]?: HeldWork },
  ReadonlyMap<string, HeldWork>
>('work that users hold', (added) =>
  completeRecords('work that users hold', ['tickets', 'tasks', 'approvals'] satisfies WorkKind[], added),
);

const COUNTED = 10_000;

/** SQL of the number of pieces that the user of this id holds. */
export function countHeld({ heldBy }: HeldWork, organisationId: string, userId: Sql): Sql<number> {
  return sql<number>`(select count(*)::int from (select 1 ${heldBy(organisationId, userId)} limit ${sql.raw(String(COUNTED))}) held)`;
}
