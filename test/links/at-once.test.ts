import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld({ DATABASE_POOL_SIZE: '20' });
});
afterAll(() => world.stop());

const MERGED = 12;
const ROUNDS = 8;

describe('many tickets that are merged into one at the same time', () => {
  it('are merged and unmerged while the target changes, without a deadlock', async () => {
    const agent = await world.as('agent');
    const into = await report(agent, { subject: 'What all of them say' });
    const merged = await Promise.all(Array.from({ length: MERGED }, () => report(agent)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        ...merged.map(async ({ id: ticketId }) => {
          const back = [];
          back.push(await agent.mutate('mergeTicket', { ticketId, intoTicketId: into.id }, '__typename'));
          back.push(await agent.mutate('addComment', { ticketId, body: 'Me too.' }, '__typename'));
          back.push(await agent.mutate('unmergeTicket', { ticketId }, '__typename'));
          return back;
        }),
        ...Array.from({ length: MERGED }, async (_, i) => [
          await agent.mutate('updateTicket', { ticketId: into.id, subject: `${round} ${i}` }, '__typename'),
        ]),
      ]);
      expect(answers.flat().flatMap(({ errors }) => errors)).toEqual([]);
    }
  });
});

describe('tickets that refer to each other at the same time', () => {
  it('are put on hold for each other and cancelled as duplicates of each other, without a deadlock', async () => {
    const agent = await world.as('agent');
    const ids: string[] = (await Promise.all([0, 1, 2].map(() => report(agent)))).map(({ id }) => id);
    const other = (i: number) => ids[(i + 1 + ((i >> 1) % 2)) % 3];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        agent.mutate(
          'holdTicket',
          { ticketId: ids[i % 3], reason: 'AWAITING_CHANGE', linkedTicketId: other(i) },
          '__typename',
        ),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const cancelled = await Promise.all(
      ids.map((ticketId, i) =>
        agent.mutate('cancelTicket', { ticketId, duplicateOfId: other(i) }, '__typename'),
      ),
    );
    expect(cancelled.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('dependencies between services that change at the same time', () => {
  it('are changed one after the other, and never form a cycle', async () => {
    const admin = await world.as('admin');
    const { teams } = await admin.ok('{ teams(first: 1) { nodes { id } } }');
    const ids: string[] = [];
    for (const name of ['One', 'Two', 'Three']) {
      const input = { name: `${name} of many`, ownerTeamId: teams.nodes[0].id, criticality: 'LOW' };
      ids.push((await admin.done('createService', input, 'service { id }')).service.id);
    }
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        admin.mutate(
          'updateService',
          { serviceId: ids[i % 3], dependsOnServiceIds: [ids[(i + 1 + (i % 2)) % 3]] },
          '__typename',
        ),
      ),
    );
    const rules = new Set(answers.flatMap(({ errors }) => errors.map(({ rule }: { rule: string }) => rule)));
    expect([...rules]).toEqual(['CYCLE']);
  });
});
