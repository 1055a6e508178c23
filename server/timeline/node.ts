import type { By } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { EventChange, TicketEvent } from '../platform/contract/generated/types.js';
import { type ChangedField, eventFields, otherNames, type ShownAs } from '../platform/events/event-fields.js';
import { type EventRow, eventCursor, type FieldChange } from '../platform/events/index.js';
import { nodeTypesPoint } from '../platform/graphql/nodes.js';
import { toGlobalId } from '../platform/kernel/ids.js';

/** An event in the contract's form, with its row. */
export type EventNode = TicketEvent & { row: EventRow };

/** The contract's plain fields of an event. */
export function toEvent({ seals }: ActorReads, row: EventRow): EventNode {
  const { organisationId, number, recordedAt, cause } = row;
  const { kind, requestId, back } = cause;
  return {
    __typename: 'TicketEvent',
    row,
    // Sealed only when it is selected.
    get id() {
      return toGlobalId('TicketEvent', eventCursor(seals, organisationId, row));
    },
    get cursor() {
      return eventCursor(seals, organisationId, row);
    },
    type: row.type as TicketEvent['type'],
    occurredAt: row.occurredAt,
    recordedAt,
    cause: {
      kind,
      requestId: requestId ?? null,
      // An event of the same transaction, recorded at the same time.
      get eventCursor() {
        if (back === undefined) return null;
        return eventCursor(seals, organisationId, { number: number - back, recordedAt });
      },
    },
    reason: reasonOf(row),
    commentId: row.commentId ? toGlobalId('Comment', row.commentId) : null,
  };
}

/**
 * The changes with global ids. Null in place of objects that the actor cannot see; a change that consists only of these is left out. The
 * values of a field that no module declares are not shown, because nobody says who can see them.
 */
export async function changesOf(reads: ActorReads, row: EventRow): Promise<EventChange[]> {
  const all = await Promise.all(row.changes.map((change) => changeOf(reads, change)));
  return all.filter((change) => change !== null);
}

async function changeOf(reads: ActorReads, change: FieldChange): Promise<EventChange | null> {
  const declared = reads.extensions.at(eventFields).get(change.field);
  if (!declared) return { ...otherNames(change.field), from: null, to: null };
  const { of, field } = declared;
  const [from, to] = [await shown(reads, declared, change.from), await shown(reads, declared, change.to)];
  return from === null && to === null ? null : { of, field, from, to };
}

async function shown(reads: ActorReads, { type, ifVisible }: ShownAs, value: unknown): Promise<unknown> {
  if (type === null || value === null || value === undefined) return value ?? null;
  const ids = Array.isArray(value) ? value.map(String) : [String(value)];
  const node = reads.extensions.at(nodeTypesPoint).get(type);
  const isKnown = async (id: string) => !ifVisible || (await node?.isVisible(reads, id));
  const known = await Promise.all(ids.map(isKnown));
  const told = ids.filter((_, i) => known[i]).map((id) => toGlobalId(type, id));
  return Array.isArray(value) ? told : (told[0] ?? null);
}

/** The comment of a timeline entry: the one that its event added. */
export function commentAdded({ type, commentId }: EventRow): string | null {
  return type === 'COMMENT_ADDED' ? commentId : null;
}

const reasons: ReadonlySet<string> = new Set<ChangedField>([
  'TicketEvent.reason',
  'TicketCancellation.reason',
]);

/** The reason that was given for what happened. */
function reasonOf({ changes }: EventRow): string | null {
  const given = changes.find(({ field, to }) => reasons.has(field) && typeof to === 'string');
  return given ? String(given.to) : null;
}

/** The actor of an event. */
export function byWhom({ actorUserId, actorKeyId, cause }: EventRow): By {
  return { userId: actorUserId, keyId: actorKeyId, part: cause.kind === 'SYSTEM' ? 'setup' : 'clock' };
}
