/** Selects the name of an actor. */
const who = '... on User { name } ... on Integration { name }';

/** Selects an event, live or in a timeline. */
export const eventFields = `cursor type actor { ${who} } cause { kind eventCursor } changes { of field from to }
  comment { visibility body }`;

/** Selects an entry of a timeline. */
export const entryFields = `__typename ... on TicketEvent { ${eventFields} }
  ... on Comment { visibility body author { ${who} } }`;

interface Said {
  visibility: string;
  body: string;
}

/** An event that a subscriber received or a timeline has. */
export interface HistoryEvent {
  cursor: string;
  type: string;
  ticket: { id: string };
  actor: { name?: string };
  cause: { kind: string; eventCursor: string | null };
  changes: { of: string; field: string; from: unknown; to: unknown }[];
  comment: Said | null;
}

/** An entry of a timeline. */
export type Entry =
  | ({ __typename: 'TicketEvent' } & HistoryEvent)
  | ({ __typename: 'Comment' } & Said & { author: { name?: string } });

/**
 * A line of a history: the event, its actor, and its changes, such as
 * `{ status: 'NEW → TRIAGED', assignee: 'Aisha' }`. The arrow separates the values before and after; a field
 * without a value before has none. An event with a cause names it: `TICKET_RESUMED by Rosa, after COMMENT_ADDED`.
 */
export type Line = [happened: string, changed: Readonly<Record<string, string>>];

/** A reader of a history. */
interface Reader {
  name: string;
  /** Whether they can read the ticket's internal notes. */
  staff: boolean;
}

const MARK = /^\(([^)]*)\) /;

/**
 * Returns a history as one reader sees it. The mark `(staff)` before an event or a changed field restricts it
 * to readers of internal notes; `(Ada, Tomás)` to these two; `(staff, Ravi)` to readers of internal notes and
 * him.
 */
export function asReadBy({ name, staff }: Reader, history: readonly Line[]): Line[] {
  const visible = (text: string) => {
    const [, mark] = MARK.exec(text) ?? [];
    return mark === undefined || mark.split(', ').some((who) => (who === 'staff' ? staff : who === name));
  };
  const bare = (text: string) => text.replace(MARK, '');
  return history
    .filter(([happened]) => visible(happened))
    .map(([happened, changed]) => {
      const fields = Object.entries(changed).filter(([field]) => visible(field));
      return [bare(happened), Object.fromEntries(fields.map(([field, change]) => [bare(field), change]))];
    });
}

/** Formats events and entries as lines, with names in place of ids. */
export class LineFormatter {
  readonly #names = new Map<string, string>();
  readonly #typesByCursor = new Map<string, string>();

  /** Names an id or a time. */
  name(value: string, name: string): void {
    this.#names.set(value, name);
  }

  /** Remembers events, which can be causes of other events. */
  learn(events: readonly HistoryEvent[]): void {
    for (const { cursor, type } of events) this.#typesByCursor.set(cursor, type);
  }

  entry(entry: Entry): Line {
    if (entry.__typename === 'TicketEvent') return this.event(entry);
    return [`COMMENT_ADDED by ${short(entry.author.name)}`, said(entry)];
  }

  event({ type, actor, cause, changes, comment }: HistoryEvent): Line {
    return [
      `${type} by ${short(actor.name)}${this.#because(cause)}`,
      {
        ...Object.fromEntries(changes.map((change) => [fieldOf(change), this.#change(change)])),
        ...(comment ? said(comment) : {}),
      },
    ];
  }

  #because({ kind, eventCursor }: HistoryEvent['cause']): string {
    if (kind === 'REQUEST') return '';
    if (kind === 'EVENT')
      return `, after ${this.#typesByCursor.get(eventCursor ?? '') ?? 'an unknown event'}`;
    return `, by ${kind}`;
  }

  #change({ from, to }: HistoryEvent['changes'][number]): string {
    const same = JSON.stringify(from) === JSON.stringify(to);
    return from === null || same ? this.#value(to) : `${this.#value(from)} → ${this.#value(to)}`;
  }

  #value(value: unknown): string {
    if (value === null) return 'none';
    if (Array.isArray(value)) return value.map((one) => this.#value(one)).join(', ') || 'none';
    if (typeof value === 'object') return JSON.stringify(value);
    return this.#names.get(String(value)) ?? String(value);
  }
}

/** Names a changed field: `status` of the ticket, `reason` of the event, `holdNote` of the hold, `task` for its id. */
function fieldOf({ of, field }: { of: string; field: string }): string {
  if (of === 'TICKET' || of === 'TICKET_EVENT') return camelCase(field);
  const subject = of.replace(/^TICKET_/, '');
  return camelCase(field === 'ID' ? subject : `${subject}_${field}`);
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_[a-z]/g, ([, letter = '']) => letter.toUpperCase());
}

/** Shortens the name of a person of the cast to the first name. */
export function short(name: string | undefined): string {
  return name === undefined ? 'Ticketwire' : name.replace(/ (Admin|Lead|Agent|Requester|Outsider)$/, '');
}

function said({ visibility, body }: Said): Record<string, string> {
  return { [visibility.toLowerCase()]: body };
}
