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

/** While it can not be asked who has ended: the database raises this instead. */
async function raising<T>(sqlstate: string, act: () => Promise<T>): Promise<T> {
  await world.rows('alter function refused_token rename to refused_token_kept');
  await world.rows(`
    create function refused_token(hash bytea) returns table (organisation_id uuid, user_id uuid, key_id uuid, reason text)
    language plpgsql as $$ begin raise exception 'raised' using errcode = '${sqlstate}'; end $$`);
  try {
    return await act();
  } finally {
    await world.rows('drop function refused_token');
    await world.rows('alter function refused_token_kept rename to refused_token');
  }
}

const WARN = 40;
const ERROR = 50;

it.each([
  ['an outage', '57P03', WARN, 'a websocket was closed: what it needs does not answer just now'],
  ['a fault of the server', '22012', ERROR, 'a socket could not be opened'],
])(
  'a socket that %s keeps from being opened is told to come back, and the log says which it was',
  async (_what, sqlstate, level, message) => {
    await raising(sqlstate, async () => {
      const socket = await new RawSocket(world.url).open();
      const payload = { authorization: 'Bearer tws_that_nobody_has_ever_given' };
      socket.send({ type: 'connection_init', payload });
      expect(await socket.closed).toEqual({ code: 1013 });
    });
    const line = await logged.line(({ err }) => err?.code === sqlstate);
    expect(line).toMatchObject({ level, msg: message, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  },
);
