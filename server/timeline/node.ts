import type { By } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { EventChange, TicketEvent } from '../platform/contract/generated/types.js';
import { eventFields } from '../platform/events/event-fields.js';
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
    commentId: row.commentId ? toGlobalId('Comment', row.commentId) : null,
  };
}

/** The changes with global ids. Null in place of objects that the actor cannot see; a change that consists only of these is left out. */
export async function changesOf(reads: ActorReads, row: EventRow): Promise<EventChange[]> {
  const all = await Promise.all(
    row.changes.map(async ({ field, from, to }: FieldChange) => ({
      field,
      from: await shown(reads, field, from),
      to: await shown(reads, field, to),
    })),
  );
  return all.filter(({ from, to }) => from !== null || to !== null);
}

async function shown(reads: ActorReads, field: string, value: unknown): Promise<unknown> {
  const declared = reads.extensions.at(eventFields).get(field);
  if (!declared || value === null) return value;
  const ids = Array.isArray(value) ? value.map(String) : [String(value)];
  const node = reads.extensions.at(nodeTypesPoint).get(declared.type);
  const isKnown = async (id: string) => !declared.ifVisible || (await node?.isVisible(reads, id));
  const known = await Promise.all(ids.map(isKnown));
  const told = ids.filter((_, i) => known[i]).map((id) => toGlobalId(declared.type, id));
  return Array.isArray(value) ? told : (told[0] ?? null);
}

/** The comment of a timeline entry: the one that its event added. */
export function commentAdded({ type, commentId }: EventRow): string | null {
  return type === 'COMMENT_ADDED' ? commentId : null;
}

/** The actor of an event. */
export function byWhom({ actorUserId, actorKeyId, cause }: EventRow): By {
  return { userId: actorUserId, keyId: actorKeyId, part: cause.kind === 'SYSTEM' ? 'setup' : 'clock' };
}
