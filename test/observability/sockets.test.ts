import { afterAll, beforeAll, expect, it } from 'vitest';
import { Logged } from '../harness/logged.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';

let world: World;
const logged = new Logged();
beforeAll(async () => {
  world = await startWorld({ LOG_LEVEL: 'warn' }, logged);
});
afterAll(() => world.stop());

/** Makes the database raise this error when the server looks up the owner of an old API key. */
async function raising<T>(sqlstate: string, act: () => Promise<T>): Promise<T> {
  await world.rows('alter function organisation_of_old_key rename to organisation_of_old_key_kept');
  await world.rows(`create function organisation_of_old_key(hash bytea) returns uuid
    language plpgsql as $$ begin raise exception 'raised' using errcode = '${sqlstate}'; end $$`);
  try {
    return await act();
  } finally {
    await world.rows('drop function organisation_of_old_key');
    await world.rows('alter function organisation_of_old_key_kept rename to organisation_of_old_key');
  }
}

const WARN = 40;
const ERROR = 50;

it.each([
  [
    'an outage',
    '57P03',
    WARN,
    'a WebSocket was closed because the database or identity provider did not answer',
  ],
  ['a fault of the server', '22012', ERROR, 'a WebSocket could not be opened'],
])(
  'a WebSocket that cannot be opened because of %s is refused with a request to retry, and the log has the reason',
  async (_what, sqlstate, level, message) => {
    await raising(sqlstate, async () => {
      const socket = await new RawSocket(world.url).open();
      const payload = { authorization: `Bearer twk_${'x'.repeat(43)}` };
      socket.send({ type: 'connection_init', payload });
      expect(await socket.closed).toEqual({ code: 1013 });
    });
    const line = await logged.line(({ err }) => err?.code === sqlstate);
    expect(line).toMatchObject({ level, msg: message, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  },
);
