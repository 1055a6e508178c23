import type { Channel, HoldReason, Level, Priority } from './words.ts';

/** The fields of a new ticket. `group` null: none is named, so the ticket is in the default queue. */
export interface CreateAction {
  kind: 'create';
  subject: string;
  description: string;
  channel: Channel;
  requester: string;
  impact: Level;
  urgency: Level;
  /** Only if the log's priority differs from the matrix. */
  priorityOverride?: Priority;
  category?: string;
  subcategory?: string;
  group: string | null;
  assignee?: string;
  labels: readonly string[];
  affectedServiceNames: readonly string[];
}

/** Changes fields of a ticket; omitted fields keep their value. */
export interface UpdateAction {
  kind: 'update';
  impact?: Level;
  urgency?: Level;
  /** Null removes the override. */
  priorityOverride?: Priority | null;
  /** A new category comes with its subcategory; null clears it. */
  classification?: { category: string; subcategory: string | null };
  labels?: readonly string[];
  affectedServiceNames?: readonly string[];
}

/** Assigns a ticket to a group's queue (null: the default queue), to a person, or to both. */
export interface AssignAction {
  kind: 'assign';
  group?: string | null;
  assignee?: string;
}

export type TransitionAction =
  | { kind: 'startInvestigation'; assignee: string }
  | { kind: 'hold'; reason: HoldReason }
  | { kind: 'resume' }
  | { kind: 'requeue'; reason: string }
  | { kind: 'resolve'; code: string; notes: string }
  | { kind: 'reopen'; reason: string }
  | { kind: 'close'; summary: string };

/** An action on a ticket. People, groups and categories have their names in the log. */
export type Action = CreateAction | UpdateAction | AssignAction | TransitionAction;
export type ActionKind = Action['kind'];

/** An action with its actor, its time, and the row of the log that shows it. */
export interface Operation {
  action: Action;
  actor: string;
  occurredAt: Date;
  sysModCount: number;
}
