/**
 * Says that something changed, for those who look then; it carries ids only. A hint can be lost, so its receivers also look from time to
 * time without one.
 */
export type Hint =
  /** An organisation's event log has grown. */
  | { readonly topic: 'events'; readonly organisationId: string }
  /** The presence at a ticket changed. `ticketId` null: at many tickets of the organisation. */
  | { readonly topic: 'presence'; readonly organisationId: string; readonly ticketId: string | null };

export type Topic = Hint['topic'];
export type HintAbout<T extends Topic> = Extract<Hint, { topic: T }>;
