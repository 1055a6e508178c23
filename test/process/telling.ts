/** The name of whoever did something. */
const who = '... on User { name } ... on Integration { name }';

/** What is asked of an event, live and in a timeline. */
export const eventFields = `cursor type actor { ${who} } cause { kind eventCursor } changes { field from to }
  comment { visibility body }`;

/** What is asked of an entry of a timeline. */
export const entryFields = `__typename ... on TicketEvent { ${eventFields} }
  ... on Comment { visibility body author { ${who} } }`;

interface Said {
  visibility: string;
  body: string;
}

/** An event as it is told. */
export interface Told {
  cursor: string;
  type: string;
  ticket: { id: string };
  actor: { name?: string };
  cause: { kind: string; eventCursor: string | null };
  changes: { field: string; from: unknown; to: unknown }[];
  comment: Said | null;
}

/** An entry of a timeline as it is told. */
export type Entry =
  | ({ __typename: 'TicketEvent' } & Told)
  | ({ __typename: 'Comment' } & Said & { author: { name?: string } });

/**
 * A line of a tale: what happened by whom, and what changed: `{ status: 'NEW → TRIAGED', assignee: 'Aisha' }`, an arrow where there was
 * something before. What comes after another event tells so: `TICKET_RESUMED by Rosa, after COMMENT_ADDED`.
 */
export type Line = [happened: string, changed: Readonly<Record<string, string>>];

/** Somebody who reads a tale. */
interface Reader {
  name: string;
  /** Whether they see what is internal on the ticket. */
  staff: boolean;
}

const MARK = /^\(([^)]*)\) /;

/**
 * A tale as somebody reads it. What begins with `(staff)`, an event or a field of its changes, is told to those who see what is internal;
 * what begins with `(Ada, Tomás)` is told to them, and with `(staff, Ravi)` to him besides.
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

/** Tells events and entries as lines, with names for ids. */
export class Teller {
  readonly #names = new Map<string, string>();
  readonly #typesByCursor = new Map<string, string>();

  /** From now on this id, or moment, is told by its name. */
  name(value: string, name: string): void {
    this.#names.set(value, name);
  }

  /** Events that others may come after. */
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
