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

describe('many tickets that are merged into one at once', () => {
  it('are merged and taken back while it is changed itself: nobody waits for whom they keep waiting', async () => {
    const agent = await world.as('agent');
    const into = await report(agent, { subject: 'What all of them say' });
    const merged = await Promise.all(Array.from({ length: MERGED }, () => report(agent)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        ...merged.map(async ({ id: ticketId }) => {
          const back = [];
          back.push(await agent.mutate('mergeTicket', { ticketId, intoId: into.id }, '__typename'));
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
