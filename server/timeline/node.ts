import type { By } from '../identity/people/index.js';
import type { ActorReads } from '../platform/actor/actor-reads.js';
import type { EventChange, TicketEvent } from '../platform/contract/generated/types.js';
import { type ChangedField, eventFields, otherNames, type ShownAs } from '../platform/events/event-fields.js';
import { type EventRow, eventCursor, type FieldChange } from '../platform/events/index.js';
import { nodeTypesPoint } from '../platform/graphql/nodes.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { factsOfTickets } from '../tickets/data/reads.js';

/** An event in the contract's form, with its row. */
export type EventNode = TicketEvent & { row: EventRow };

/** The contract's plain fields of an event. `matches`: whether the ticket matched the filter of a subscription after it. */
export function toEvent({ seals }: ActorReads, row: EventRow, matches = true): EventNode {
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
    matches,
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
  const all = await Promise.all(row.changes.map((change) => changeOf(reads, row, change)));
  return all.filter((change) => change !== null);
}

async function changeOf(reads: ActorReads, row: EventRow, change: FieldChange): Promise<EventChange | null> {
  const declared = reads.extensions.at(eventFields).get(change.field);
  if (!declared) return { ...otherNames(change.field), from: null, to: null };
  const { of, field } = declared;
  const [from, to] = await Promise.all(
    [change.from, change.to].map((value) => shown(reads, row, declared, value)),
  );
  return from === null && to === null ? null : { of, field, from, to };
}

async function shown(reads: ActorReads, row: EventRow, as: ShownAs, value: unknown): Promise<unknown> {
  const { type } = as;
  if (type === null || value === null || value === undefined) return value ?? null;
  const ids = Array.isArray(value) ? value.map(String) : [String(value)];
  const isKnown = (id: string) => isShown(reads, row, as, id);
  const known = await Promise.all(ids.map(isKnown));
  const visible = ids.filter((_, i) => known[i]).map((id) => toGlobalId(type, id));
  // A list of which nothing is known is no change: that it has users is not shown.
  if (visible.length === 0 && ids.length > 0) return null;
  return Array.isArray(value) ? visible : visible[0];
}

async function isShown(reads: ActorReads, row: EventRow, { type, to }: ShownAs, id: string) {
  switch (to) {
    case 'ALL':
      return true;
    case 'IF_VISIBLE':
      return reads.extensions
        .at(nodeTypesPoint)
        .get(type ?? '')
        ?.isVisible(reads, id);
    case 'READERS': {
      if ('userId' in reads.scope && reads.scope.userId === id) return true;
      const facts = await reads.load(factsOfTickets, row.ticketId ?? '');
      return facts?.internalVisible || reads.userId === id;
    }
  }
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
