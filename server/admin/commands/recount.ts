import { defineCommand, optional } from '../command.js';
import { queuesOf, repairCounts, type WrongCount } from '../counts.js';
import { asOwner, withInstallation } from '../database.js';
import { columnsOf, shown } from '../lines.js';
import { organisationNamed } from '../organisations.js';

const heads = ['QUEUE', 'STATUS', 'TYPE', 'PRIORITY', 'ASSIGNED', 'COUNTED', 'TICKETS'];

export const recount = defineCommand({
  name: 'recount',
  summary: 'Compare the counts of tickets with the tickets, and repair the counts',
  details: [
    'The server keeps the counts of queueCounters and totalCount with each change. Run this after tickets were changed in the',
    'database by hand, or while servers of an older version ran beside newer ones. It counts one queue after the other,',
    'and servers go on working. It lists the counts that were wrong.',
  ],
  options: {
    organisation: optional('NAME', 'Name of the organisation. Not needed when there is only one.'),
  },
  async run({ organisation }, context) {
    const { say } = context;
    await withInstallation(context, async (installation) => {
      const { id } = await organisationNamed(installation, organisation);
      await asOwner(installation.ownerUrl, async (client) => {
        const wrong: string[][] = [];
        const queues = await queuesOf(client, id);
        for (const queue of queues)
          for (const count of await repairCounts(client, id, queue.id))
            wrong.push(cellsOf(queue.name, count));
        if (wrong.length > 0) for (const line of columnsOf([heads, ...wrong])) say(line);
        say(`The counts of ${queues.length} queues are right. Repaired: ${wrong.length}.`);
      });
    });
  },
});

function cellsOf(queue: string, { status, type, priority, assigned, had, has }: WrongCount): string[] {
  return [shown(queue), status, type, `P${priority}`, assigned ? 'yes' : 'no', String(had), String(has)];
}
