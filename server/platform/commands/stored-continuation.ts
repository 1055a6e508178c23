import { type Sql, sql } from '../db/sql.js';
import { newId } from '../kernel/ids.js';

/** Work with which the schedule goes on. */
export interface Continuation {
  work: string;
  /** What the work needs to know: ids, never texts of people. */
  about: object;
  /** The last item that is done; null when none is. */
  after: string | null;
}

/** A continuation with the position of the causing event among the events of the transaction. */
export interface CausedContinuation extends Continuation {
  causedBy: number;
}

/** SQL that stores continuations, beside the events of their change. */
export function storeContinuations(
  organisationId: string,
  continuations: readonly CausedContinuation[],
): Sql | null {
  if (continuations.length === 0) return null;
  const rows = continuations.map(({ causedBy, ...one }) => ({ ...one, id: newId(), place: causedBy + 1 }));
  return sql`insert into continuations (organisation_id, id, work, about, after, caused_by)
    select ${organisationId}::uuid, c.id, c.work, c.about, c.after, head.number + c.place
    from head, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, work text, about jsonb, after text, place int)`;
}
