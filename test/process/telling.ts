/** The name of an actor. */
const who = '... on User { name } ... on Integration { name }';

/** The selection of an event, live and in a timeline. */
export const eventFields = `cursor type actor { ${who} } cause { kind eventCursor } changes { field from to }
  comment { visibility body }`;

/** The selection of a timeline entry. */
export const entryFields = `__typename ... on TicketEvent { ${eventFields} }
  ... on Comment { visibility body author { ${who} } }`;

interface Said {
  visibility: string;
  body: string;
}

/** An event as a line of a tale. */
export interface Told {
  cursor: string;
  type: string;
  ticket: { id: string };
  actor: { name?: string };
  cause: { kind: string; eventCursor: string | null };
  changes: { field: string; from: unknown; to: unknown }[];
  comment: Said | null;
}

/** A timeline entry as a line of a tale. */
export type Entry =
  | ({ __typename: 'TicketEvent' } & Told)
  | ({ __typename: 'Comment' } & Said & { author: { name?: string } });

/**
 * A line of a tale: the event, its actor, and the changes: `{ status: 'NEW → TRIAGED', assignee: 'Aisha' }`, with an arrow where there was
 * a value before. An event with a cause names it: `TICKET_RESUMED by Rosa, after COMMENT_ADDED`.
 */
export type Line = [happened: string, changed: Readonly<Record<string, string>>];

/** A reader of a tale. */
interface Reader {
  name: string;
  /** Whether they can read the ticket's internal notes. */
  staff: boolean;
}

const MARK = /^\(([^)]*)\) /;

/**
 * A tale as one reader sees it. An event, or a field of its changes, that begins with `(staff)` is for readers of internal notes; with
 * `(Ada, Tomás)` for these two; with `(staff, Ravi)` for readers of internal notes and him.
 */
export function asReadBy({ name, staff }: Reader, tale: readonly Line[]): Line[] {
  const told = (text: string) => {
    const [, mark] = MARK.exec(text) ?? [];
    return mark === undefined || mark.split(', ').some((who) => (who === 'staff' ? staff : who === name));
  };
  const bare = (text: string) => text.replace(MARK, '');
  return tale
    .filter(([happened]) => told(happened))
    .map(([happened, changed]) => {
      const fields = Object.entries(changed).filter(([field]) => told(field));
      return [bare(happened), Object.fromEntries(fields.map(([field, change]) => [bare(field), change]))];
    });
}

/** Writes events and entries as lines, with names for ids. */
export class Teller {
  readonly #names = new Map<string, string>();
  readonly #typesByCursor = new Map<string, string>();

  /** Gives an id or a time its name for tales. */
  name(value: string, name: string): void {
    this.#names.set(value, name);
  }

  /** Events that can be the cause of others. */
  learn(events: readonly Told[]): void {
    for (const { cursor, type } of events) this.#typesByCursor.set(cursor, type);
  }

  entry(entry: Entry): Line {
    if (entry.__typename === 'TicketEvent') return this.event(entry);
    return [`COMMENT_ADDED by ${short(entry.author.name)}`, said(entry)];
  }

  event({ type, actor, cause, changes, comment }: Told): Line {
    return [
      `${type} by ${short(actor.name)}${this.#because(cause)}`,
      {
        ...Object.fromEntries(changes.map((change) => [change.field, this.#change(change)])),
        ...(comment ? said(comment) : {}),
      },
    ];
  }

  #because({ kind, eventCursor }: Told['cause']): string {
    if (kind === 'REQUEST') return '';
    if (kind === 'EVENT')
      return `, after ${this.#typesByCursor.get(eventCursor ?? '') ?? 'nobody knows what'}`;
    return `, by ${kind}`;
  }

  #change({ from, to }: Told['changes'][number]): string {
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

/** People of the cast are called by their first names. */
export function short(name: string | undefined): string {
  return name === undefined ? 'Ticketwire' : name.replace(/ (Admin|Lead|Agent|Requester|Outsider)$/, '');
}

function said({ visibility, body }: Said): Record<string, string> {
  return { [visibility.toLowerCase()]: body };
}
