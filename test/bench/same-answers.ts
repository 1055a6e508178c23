import { isDeepStrictEqual } from 'node:util';
import type { Owner } from './load/owner.js';
import type { Servers } from './servers.js';
import { type ServerName, servers, type Work } from './works.js';

/** The answers that a work has to get: reads give the same text again and again. Null: writes. */
export type Expected = Record<ServerName, readonly string[]> | null;

/** Asks both servers for everything once, and holds their answers and what they wrote against each other. Throws where they differ. */
export async function compareAnswers(work: Work, running: Servers, owner: Owner): Promise<Expected> {
  const inputs = work.writes ? [0] : Array.from({ length: work.inputs }, (_, i) => i);
  const answers: Record<ServerName, string[]> = { raw: [], ticketwire: [] };
  for (const input of inputs) {
    const [one, other] = [await ask('raw', input), await ask('ticketwire', input)];
    if (!isDeepStrictEqual(one, other)) throw new Error(difference(work, input, one, other));
    if (JSON.stringify(one).length < 50) throw new Error(`${work.name}: an empty answer to input ${input}`);
  }
  if (work.writes) await compareRows(owner);
  return work.writes ? null : answers;

  async function ask(server: ServerName, input: number): Promise<unknown> {
    const answer = await running[server].connections.send(work.message(server, input));
    answers[server].push(answer);
    return JSON.parse(answer);
  }
}

/** Where two answers part, with a little of what is around it. */
function difference(work: Work, input: number, ...answers: unknown[]): string {
  const [one = '', other = ''] = answers.map((answer) => JSON.stringify(answer));
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const shown = [one, other].map((text) => text.slice(Math.max(0, at - 200), at + 200));
  return [`${work.name}: the answers to input ${input} differ`, ...shown].join('\n');
}

/** The last two comments, one by each server, and their events: alike but for what has to differ. */
async function compareRows(owner: Owner): Promise<void> {
  const rows = await owner.rows<{ comment: unknown; event: unknown }>(`
    select to_jsonb(c) - array['id', 'created_at', 'occurred_at'] as comment,
      to_jsonb(e) - array['number', 'comment_id', 'recorded_at', 'occurred_at', 'cause'] || jsonb_build_object('cause',
        e.cause - 'requestId', 'request', length(e.cause ->> 'requestId'), 'last', e.number = h.number or e.number + 1 = h.number) as event
    from events e join comments c on c.organisation_id = e.organisation_id and c.id = e.comment_id
    join event_heads h on h.organisation_id = e.organisation_id
    order by e.number desc limit ${servers.length}`);
  const [one, other] = rows;
  if (!one || !isDeepStrictEqual(one, other))
    throw new Error(`the servers wrote different rows:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`);
}

/** How much has been written so far, by whomever: each comment counts in all of them. */
export async function written(owner: Owner): Promise<number[]> {
  const [row] = await owner.rows<{
    counts: string[];
  }>(`select array[(select count(*) from comments), (select count(*) from events),
    (select sum(version) from tickets), (select sum(number) from event_heads)]::bigint[] as counts`);
  return (row?.counts ?? []).map(Number);
}
