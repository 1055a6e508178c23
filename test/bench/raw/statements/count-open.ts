import { object, plain } from '../json.js';
import { openToAgent, visible } from '../seen.js';

/** The server counts up to this number. */
const MOST = 10_000;

const open = `t.status not in ('RESOLVED', 'CLOSED', 'CANCELLED')`;

/** An exact count: by the index of open tickets where the agent sees a queue whole, and of single tickets in the others. */
function counting(inQueue: string): string {
  return `with counted as materialized (select count(*) as number from (
    select from queues q join tickets t on t.organisation_id = $1 and t.queue_id = q.id
    where q.organisation_id = $1 and ${openToAgent} and ${open}${inQueue}
    union all
    select from queues q join tickets t on t.organisation_id = $1 and t.queue_id = q.id
    where q.organisation_id = $1 and not ${openToAgent} and ${open} and ${visible}${inQueue} limit ${MOST + 1}) t)
  select ${object({
    data: object({
      tickets: object({
        totalCount: plain(`least(counted.number, ${MOST})`),
        totalCountIsCapped: plain(`counted.number > ${MOST}`),
      }),
    }),
  })} as answer from counted`;
}

/** How many open tickets the agent sees. */
export const countOpen = counting('');

/** $4: the queue. How many open tickets of it the agent sees. */
export const countOpenOfQueue = counting(' and q.id = $4');
