import type { By } from '../identity/people/index.js';
import type { EventChange, TicketEvent } from '../platform/contract/generated/types.js';
import { eventFields } from '../platform/events/event-fields.js';
import { type EventRow, eventCursor, type FieldChange } from '../platform/events/index.js';
import { nodeTypesPoint } from '../platform/graphql/nodes.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import type { ViewerReads } from '../platform/viewer/viewer-reads.js';

/** An event as the contract shows it, with its row. */
export type EventNode = TicketEvent & { row: EventRow };

/** The contract's plain fields of an event. */
export function toEvent({ seals }: ViewerReads, row: EventRow): EventNode {
  const { organisationId, number, recordedAt, cause } = row;
  const { kind, requestId, back } = cause;
  return {
    __typename: 'TicketEvent',
    row,
    // Sealed when it is asked for.
    get cursor() {
      return eventCursor(seals, organisationId, row);
    },
    type: row.type as TicketEvent['type'],
    occurredAt: row.occurredAt,
    recordedAt,
    cause: {
      kind,
      requestId: requestId ?? null,
      // Of the same change, so it was recorded at the same time.
      get eventCursor() {
        if (back === undefined) return null;
        return eventCursor(seals, organisationId, { number: number - back, recordedAt });
      },
    },
    commentId: row.commentId ? toGlobalId('Comment', row.commentId) : null,
  };
}

/** What changed, with global ids; null in the place of what the viewer may not know of, and nothing where all of it is so. */
export async function changesOf(reads: ViewerReads, row: EventRow): Promise<EventChange[]> {
  const all = await Promise.all(
    row.changes.map(async ({ field, from, to }: FieldChange) => ({
      field,
      from: await shown(reads, field, from),
      to: await shown(reads, field, to),
    })),
  );
  return all.filter(({ from, to }) => from !== null || to !== null);
}

async function shown(reads: ViewerReads, field: string, value: unknown): Promise<unknown> {
  const declared = reads.extensions.at(eventFields).get(field);
  if (!declared || value === null) return value;
  const ids = Array.isArray(value) ? value.map(String) : [String(value)];
  const node = reads.extensions.at(nodeTypesPoint).get(declared.type);
  const isKnown = async (id: string) => !declared.ifVisible || (await node?.isVisible(reads, id));
  const known = await Promise.all(ids.map(isKnown));
  const told = ids.filter((_, i) => known[i]).map((id) => toGlobalId(declared.type, id));
  return Array.isArray(value) ? told : (told[0] ?? null);
}

/** The comment that an entry of a timeline shows: the one that its event tells of the adding of. */
export function commentAdded({ type, commentId }: EventRow): string | null {
  return type === 'COMMENT_ADDED' ? commentId : null;
}

/** Who made an event happen. */
export function byWhom({ actorUserId, actorKeyId, cause }: EventRow): By {
  return { userId: actorUserId, keyId: actorKeyId, part: cause.kind === 'SYSTEM' ? 'setup' : 'clock' };
}
