import { isDeepStrictEqual } from 'node:util';
import type { Owner } from './load/owner.js';
import type { Servers } from './servers.js';
import type { ServerName, Work } from './works.js';

/** The answers that a work must get: most reads return the same text every time. Null if the answer changes. */
export type Expected = Record<ServerName, readonly string[]> | null;

/**
 * Sends every request once to both servers and compares their answers and written rows. Throws an error where
 * they differ.
 */
export async function compareAnswers(work: Work, running: Servers, owner: Owner): Promise<Expected> {
  const inputs = work.compared ?? Array.from({ length: work.inputs }, (_, i) => i);
  const [one, other] = [await ask('raw'), await ask('ticketwire')];
  for (const [i, input] of inputs.entries()) {
    if (JSON.stringify(one.answers[i]).length < 50)
      throw new Error(`${work.name}: an empty answer to input ${input}`);
    if (!isDeepStrictEqual(one.answers[i], other.answers[i]))
      throw new Error(
        difference(`${work.name}: the answers to input ${input} differ`, one.answers[i], other.answers[i]),
      );
    if (!isDeepStrictEqual(one.rows[i], other.rows[i]))
      throw new Error(
        difference(`${work.name}: the servers wrote different rows`, one.rows[i], other.rows[i]),
      );
  }
  const changes = work.grows !== undefined || work.varying !== undefined;
  return changes ? null : { raw: one.texts, ticketwire: other.texts };

  /** One after another and in the same order on each server: the second input may undo the first. */
  async function ask(server: ServerName) {
    const [texts, answers, rows]: [string[], unknown[], unknown[]] = [[], [], []];
    for (const input of inputs) {
      const text = await running[server].connections.send(work.message(server, input));
      texts.push(text);
      answers.push(JSON.parse(text, (key, value) => (work.varying?.includes(key) ? typeof value : value)));
      if (work.grows) rows.push(await lastWritten(owner));
    }
    return { texts, answers, rows };
  }
}

/** Describes where two values differ, with some context. */
function difference(what: string, ...values: [unknown, unknown]): string {
  const [one, other] = values.map((value) => JSON.stringify(value, sorted)) as [string, string];
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const shown = [one, other].map((text) => text.slice(Math.max(0, at - 200), at + 200));
  return [what, ...shown].join('\n');
}

/** Sorts members, because their order does not matter. */
function sorted(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** What modules added to the facts of the event `e`, without the values that differ each time. */
const stored = (facts: string) =>
  `(e.facts -> '${facts}') #- '{ticket,id}' #- '{ticket,number}' #- '{ticket,updatedAt}' #- '{ticket,reportedAt}'`;

/** The last event with its ticket and comment, without the values that differ each time. */
async function lastWritten(owner: Owner): Promise<unknown> {
  const [row] = await owner.rows(`
    select to_jsonb(t) - array['id', 'number', 'version', 'created_at', 'updated_at', 'reported_at', 'held_since'] as ticket,
      to_jsonb(c) - array['id', 'created_at', 'occurred_at'] as comment,
      to_jsonb(e) - array['number', 'ticket_id', 'comment_id', 'recorded_at', 'occurred_at', 'cause', 'facts'] as event,
      e.cause - 'requestId' as cause, length(e.cause ->> 'requestId') as request,
      e.facts - array['createdAt', 'added', 'addedBefore'] as facts, ${stored('added')} as added, ${stored('addedBefore')} as before,
      (e.facts ->> 'createdAt')::timestamptz = t.created_at as created, e.comment_id = c.id as "isOfComment"
    from event_heads h
    join events e on e.organisation_id = h.organisation_id and e.number = h.number
    join tickets t on t.organisation_id = e.organisation_id and t.id = e.ticket_id
    left join comments c on c.organisation_id = e.organisation_id and c.id = e.comment_id
    order by h.number desc limit 1`);
  return row;
}

/** The current counts that a work increases. */
export async function counted(owner: Owner, grows: readonly string[]): Promise<number[]> {
  const [row] = await owner.rows<{ counts: string[] }>(`select array[${grows.join()}]::bigint[] as counts`);
  return (row?.counts ?? []).map(Number);
}
