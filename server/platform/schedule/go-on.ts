import { type ContinuedWork, continuedWorks } from '../commands/continuation.js';
import { overOrganisations } from '../db/over-organisations.js';
import { sql } from '../db/sql.js';
import { ok } from '../kernel/result.js';
import { AGAIN, type ScheduledTask } from './scheduled-task.js';

/** A stored continuation, with the event that it goes on from. */
interface Stored {
  work: string;
  about: object;
  after: string | null;
  causedBy: number | string;
  userId: string | null;
  keyId: string | null;
  /** Null: not imported. */
  occurredAt: Date | string | null;
}

/** Goes on with changes that have more events than one transaction writes: a slice at a time, of each work the oldest change first. */
export const goOn: ScheduledTask = {
  name: 'goOn',
  findDue: (pool, _now, after, limit) => overOrganisations(pool, sql`due_continuations(${after}, ${limit})`),
  async run(command, id) {
    const { organisationId } = command;
    // A row that is locked is a slice that another server does now.
    const [stored] =
      await command.query(sql<Stored>`select c.work, c.about, c.after, c.caused_by as "causedBy",
        e.actor_user_id as "userId", e.actor_key_id as "keyId",
        case when e.occurred_at < e.recorded_at then e.occurred_at end as "occurredAt"
      from continuations c join events e on e.organisation_id = ${organisationId} and e.number = c.caused_by
      where c.organisation_id = ${organisationId} and c.id = ${id} for update of c skip locked`);
    if (!stored) return ok(null);
    const { about, userId, keyId, occurredAt } = stored;
    command.resume({
      onBehalfOf: { userId, keyId },
      occurredAt: occurredAt === null ? null : new Date(occurredAt),
      causedBy: Number(stored.causedBy),
    });
    const after = await workNamed(command.extensions.at(continuedWorks), stored.work).slice(
      command,
      about,
      stored.after,
    );
    const mine = sql`organisation_id = ${organisationId} and id = ${id}`;
    await command.query(
      after === null
        ? sql`delete from continuations where ${mine}`
        : sql`update continuations set after = ${after} where ${mine}`,
    );
    // At the end, the next change of the same work is due.
    return ok(AGAIN);
  },
};

function workNamed(works: ReadonlyMap<string, ContinuedWork>, name: string): ContinuedWork {
  const work = works.get(name);
  if (!work) throw new Error(`No module declares the continued work ${name}.`);
  return work;
}
