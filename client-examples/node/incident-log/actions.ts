import type { Channel, HoldReason, Level, Priority } from './words.ts';

/** What a new ticket is made with. `group` null: none is named, the ticket lies in the default queue. */
export interface CreateAction {
  kind: 'create';
  subject: string;
  description: string;
  channel: Channel;
  requester: string;
  impact: Level;
  urgency: Level;
  /** Only when the log's priority is not the matrix's. */
  priorityOverride?: Priority;
  category?: string;
  subcategory?: string;
  group: string | null;
  assignee?: string;
  labels: readonly string[];
  affectedServices: readonly string[];
}

/** Changes what a ticket says; what is left out stays. */
export interface UpdateAction {
  kind: 'update';
  impact?: Level;
  urgency?: Level;
  /** Null goes back to the matrix. */
  priorityOverride?: Priority | null;
  /** A change of category names the subcategory as well; null empties it. */
  classification?: { category: string; subcategory: string | null };
  labels?: readonly string[];
  affectedServices?: readonly string[];
}

/** Gives a ticket to a group's queue (null: the default queue), to a person, or to both. */
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

/** Something done to a ticket. People, groups and categories are called by the names they have in the log. */
export type Action = CreateAction | UpdateAction | AssignAction | TransitionAction;
export type ActionKind = Action['kind'];

/** An action with who did it, when, and which row of the log tells of it. */
export interface Operation {
  action: Action;
  actor: string;
  occurredAt: Date;
  sysModCount: number;
}
