import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Client } from '../harness/client.js';
import { expectOneEffect, type Kind, kindsOfCalls, unique } from '../harness/equal-calls.js';
import { once, untilAnswered } from './ask.js';
import { compiled } from './compiled.js';
import { Machine } from './machine.js';
import { connect } from './support.js';

const HUNDRED = 100;

// Several starts of the program take long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let machine: Machine;
let agent: Client;
let admin: Client;

beforeAll(async () => {
  // One person may not normally run six hundred calls at once.
  machine = await Machine.begin(await compiled(), { DATABASE_POOL_SIZE: '4', LIMIT_COST: '1000000' });
  const signIn = (name: string) => Client.signIn(() => machine.url, `${name}@example.com`, 'demo');
  [agent, admin] = [await signIn('agent'), await signIn('admin')];
});
afterAll(async () => {
  await machine?.remove();
});

const count = async (statement: string, value: string): Promise<number> => {
  const owner = await connect(machine.dataDir);
  try {
    return (await owner.query(`select count(*)::int as n from ${statement}`, [value])).rows[0].n;
  } finally {
    await owner.end();
  }
};

const kinds = kindsOfCalls(() => ({ agent, admin, count }));

/** Sends a hundred equal calls at once, and repeats each until it is answered. */
function hundred(
  { mutation, selection, who }: Kind,
  input: object,
  on: { answer: () => void; retry: () => void },
): Promise<unknown[]> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} errors { code message } } }`;
  const { token } = who === 'agent' ? agent : admin;
  const call = async () => {
    const answer = await once(machine.url, token, document, { input });
    on.answer();
    return answer[mutation];
  };
  return Promise.all(Array.from({ length: HUNDRED }, () => untilAnswered(call, on.retry)));
}

// The number of answers before the kill: one, about half, and most. A number does not depend on the speed of
// the machine.
it.each([
  ['the program is', 'program', 1],
  ['the program is', 'program', 150],
  ['its database is', 'database', 300],
  ['both are', 'both', 450],
] as const)(
  'a hundred equal calls of each kind, repeated until they are answered, have one effect and equal answers when %s killed (%s, after %i answers)',
  async (_who, victim, enough) => {
    const inputs: Record<string, unknown>[] = [];
    for (const kind of kinds) inputs.push({ ...(await kind.input()), idempotencyKey: unique() });
    let [answered, retried] = [0, 0];
    const reached = Promise.withResolvers<void>();
    const on = {
      answer: () => {
        answered += 1;
        if (answered === enough) reached.resolve();
      },
      retry: () => {
        retried += 1;
      },
    };
    const answering = kinds.map((kind, i) => hundred(kind, inputs[i] ?? {}, on));
    // A failing call fails the test immediately.
    await Promise.race([reached.promise, Promise.all(answering)]);
    await machine.kill(victim);
    await machine.start();
    for (const [i, kind] of kinds.entries()) {
      // The lost answer can be the one that had the secret.
      const secrets = await expectOneEffect(kind, inputs[i] ?? {}, (await answering[i]) ?? []);
      expect(secrets).toBeLessThanOrEqual(kind.mutation === 'createApiKey' ? 1 : 0);
    }
    // At least one call lost its answer, so the kill came before the end.
    expect(retried).toBeGreaterThan(0);
  },
);
