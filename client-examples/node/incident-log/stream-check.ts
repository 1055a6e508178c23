/** An event, as a subscriber or a timeline shows it. */
export interface SeenEvent {
  ticketId: string;
  cursor: string;
  type: string;
}

export interface StreamReport {
  /** Number of events of these tickets that arrived, each counted once. */
  received: number;
  /** Events in a timeline that never arrived. */
  lost: SeenEvent[];
  /** Events that arrived more than once. */
  doubled: SeenEvent[];
  /** Events that arrived before an earlier one of the timeline. */
  outOfOrder: SeenEvent[];
  /** Events that arrived but are in no timeline. */
  unknown: SeenEvent[];
  /** Acknowledged mutations whose event is not in the timeline. */
  unrecorded: { ticketId: string; type: string }[];
}

/**
 * Compares the subscriber's events with the timelines of the tickets, and the timelines with the acknowledged mutations. Events of other
 * tickets are ignored.
 */
export function checkStream(
  received: readonly SeenEvent[],
  timelines: ReadonlyMap<string, readonly SeenEvent[]>,
  acknowledged: ReadonlyMap<string, readonly string[]>,
): StreamReport {
  const report: StreamReport = {
    received: 0,
    lost: [],
    doubled: [],
    outOfOrder: [],
    unknown: [],
    unrecorded: [],
  };
  const arrived = Map.groupBy(received, ({ ticketId }) => ticketId);
  for (const [ticketId, timeline] of timelines) {
    const placeOf = new Map(timeline.map(({ cursor }, place) => [cursor, place]));
    const seen = new Set<string>();
    let furthest = -1;
    for (const event of arrived.get(ticketId) ?? []) {
      const place = placeOf.get(event.cursor);
      if (seen.has(event.cursor)) report.doubled.push(event);
      else if (place === undefined) report.unknown.push(event);
      else if (place < furthest) report.outOfOrder.push(event);
      seen.add(event.cursor);
      furthest = Math.max(furthest, place ?? -1);
    }
    report.received += seen.size;
    report.lost.push(...timeline.filter(({ cursor }) => !seen.has(cursor)));
    report.unrecorded.push(
      ...missing(acknowledged.get(ticketId) ?? [], timeline).map((type) => ({ ticketId, type })),
    );
  }
  return report;
}

/** The first acknowledged type, and all after it, that the timeline does not have in this order. */
function missing(types: readonly string[], timeline: readonly SeenEvent[]): string[] {
  let next = 0;
  for (const { type } of timeline) {
    if (type === types[next]) next++;
  }
  return types.slice(next);
}
