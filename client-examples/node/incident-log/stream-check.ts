/** An event as the subscriber or a timeline has it. */
export interface SeenEvent {
  ticketId: string;
  cursor: string;
  type: string;
}

export interface StreamReport {
  /** Events of these tickets that arrived, each counted once. */
  received: number;
  /** In a timeline, but never pushed. */
  lost: SeenEvent[];
  /** Pushed more than once. */
  doubled: SeenEvent[];
  /** Pushed before something that stands earlier in the timeline. */
  outOfOrder: SeenEvent[];
  /** Pushed, but in no timeline. */
  unknown: SeenEvent[];
  /** Acknowledged mutations whose event is not in the timeline. */
  unrecorded: { ticketId: string; type: string }[];
}

/**
 * Holds what the subscriber saw against the timelines of the tickets, and the timelines against what the mutations were
 * acknowledged. Events of other tickets do not matter.
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

/** The first acknowledged type, and all after it, that the timeline does not hold in this order. */
function missing(types: readonly string[], timeline: readonly SeenEvent[]): string[] {
  let next = 0;
  for (const { type } of timeline) {
    if (type === types[next]) next++;
  }
  return types.slice(next);
}
