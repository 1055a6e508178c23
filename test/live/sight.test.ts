import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually.js';
import { type LogPlaces, logPlaces } from '../harness/log-places.js';
import { startWorld, type World } from '../harness/world.js';
import { freshList, Mirror, type Sent } from './mirror.js';
import { cases, type Stage, sceneOf, stageOf, wantedBy } from './sight-cases.js';
import { positionOf, RawSocket } from './support.js';

let world: World;
let stage: Stage;
let placeOf: LogPlaces;

beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  stage = await stageOf(world);
  placeOf = await logPlaces(world.rows);
});
afterAll(() => world.stop());

/** The kinds of items about the ticket, without the positions. */
const kindsOf = (sent: readonly Sent[], ticketId: string): string[] =>
  sent
    .filter(({ kind, ticket }) => kind !== 'StreamPosition' && (ticket?.id ?? ticketId) === ticketId)
    .map(({ kind, reason }) => reason ?? kind);

it('a subscription that is refused after its filter was read gives its connection back', async () => {
  const { pool } = world.app.services.db;
  const socket = await new RawSocket(world.url).connect(stage.admin.token);
  const filter = { teamIds: [stage.ids['team Service Desk']], queueIds: ['nonsense'] };
  const document = 'subscription ($filter: TicketFilter) { ticketEvents(filter: $filter) { __typename } }';
  socket.subscribe('refused', document, { filter });
  const refusal = await socket.message(({ id }) => id === 'refused');
  expect(refusal).toMatchObject({
    type: 'error',
    payload: [{ extensions: { argument: 'filter.queueIds.0' } }],
  });
  await eventually(async () => pool.idleCount === pool.totalCount);
  socket.socket.close();
});

describe('a list that is kept up to date by events, when', () => {
  it.concurrent.each(Object.entries(cases))(
    '%s, equals a list that is read again, live and after a resume',
    async (_name, one) => {
      const { admin } = stage;
      const scene = await sceneOf(stage, one);
      await one.before?.(scene);
      const { reader, ticketId, key } = scene;
      const wanted = wantedBy(one, scene);
      const live = (await Mirror.of(reader, wanted, placeOf)).follow();
      const away = await Mirror.of(reader, wanted, placeOf);
      await live.caughtUp(0);
      const saw = live.rows.has(ticketId);

      await one.change(scene);
      const head = placeOf(await positionOf(admin));
      await live.caughtUp(head);
      if (!one.final)
        await admin.done('updateTicket', { ticketId, subject: `${key}, after` }, 'ticket { id }');
      const after = placeOf(await positionOf(admin));
      await live.caughtUp(after);
      await away.follow().caughtUp(after);

      const { rows } = await freshList(reader, wanted);
      expect(rows.has(ticketId)).toBe(
        one.sees && wanted.matches({ id: ticketId, status: rows.get(ticketId)?.status ?? '', subject: '' }),
      );
      if (!one.sees) expect(saw).toBe(true);
      for (const mirror of [live, away]) {
        await mirror.stop();
        expect(mirror.rows).toEqual(rows);
        expect(kindsOf(mirror.sent, ticketId)).toContain(one.sent);
        // Of a ticket that the reader cannot see: nothing but its id.
        if (!one.sees) expect(JSON.stringify(mirror.sent)).not.toContain(`${key}, after`);
      }
      if (!one.sees && one.sent === 'TicketGone')
        expect(kindsOf(away.sent, ticketId)).toEqual(['TicketGone']);
    },
  );
});
