import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../server/modules.js';
import { pageClause, windowOf } from '../../server/platform/db/page.js';
import { columns, compile, sql } from '../../server/platform/db/sql.js';
import { TicketEntity, type TicketRow } from '../../server/tickets/data/entities.js';
import { ticketOrder, ticketOrders } from '../../server/tickets/data/orders.js';
import { report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

const orders = [...modules.extensions.at(ticketOrders)].flatMap(([field, ordering]) =>
  (['ASC', 'DESC'] as const).map((direction) => ({
    name: `${field} ${direction}`,
    index: ordering.index,
    order: ticketOrder(field, ordering, direction),
  })),
);

let world: World;
let template: TicketRow;
beforeAll(async () => {
  world = await startWorld();
  await report(await world.as('agent'));
  [template] = (await world.rows<TicketRow>(
    compile(sql`select ${columns(TicketEntity, 't')} from tickets t limit 1`).sql,
  )) as [TicketRow];
});
afterAll(() => world.stop());

const moments = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-03-29T01:30:00.000Z',
);
const someRows = fc.uniqueArray(
  fc.record({
    id: fc.uuid({ version: 7 }),
    created_at: moments,
    updated_at: moments,
    reported_at: moments,
    priority: fc.integer({ min: 1, max: 4 }),
    number: fc.integer({ min: 1, max: 99 }),
  }),
  { minLength: 20, maxLength: 40, selector: ({ id }) => id },
);

/** Compares rows by the sort values in their cursors. */
function compareBy({ columns, descending }: (typeof orders)[number]['order']) {
  return (one: TicketRow, other: TicketRow): number => {
    for (const { of } of columns) {
      const [a, b] = [of(one), of(other)];
      if (a !== b) return a < b === descending ? 1 : -1;
    }
    return 0;
  };
}

describe.each(orders)('the order $name', ({ order, index }) => {
  it('sorts a list in SQL as the cursor values sort in JavaScript', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const { sql: text, parameters } = compile(sql`
          select ${columns(TicketEntity, 't')} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as given (fields),
            jsonb_populate_record((select one from tickets one where one.id = ${template.id}), given.fields) t
          where ${pageClause(order, windowOf({ first: 100 }, order))}`);
        const listed = await world.rows<TicketRow>(text, [...parameters]);
        expect(listed).toHaveLength(rows.length);
        expect(listed.map(({ id }) => id)).toEqual(listed.toSorted(compareBy(order)).map(({ id }) => id));
      }),
      { numRuns: 40 },
    );
  });

  it('has an index on the organisation and its columns', async () => {
    const [found] = await world.rows<{ columns: string[] }>(
      `select array_agg(a.attname::text order by a.attnum) as columns from pg_index i
       join pg_attribute a on a.attrelid = i.indexrelid
       where i.indrelid = 'tickets'::regclass and i.indexrelid = to_regclass($1) and i.indisvalid and i.indpred is null`,
      [index],
    );
    expect(found?.columns).toEqual([
      'organisation_id',
      ...order.columns.map((column) => column.sql.replace('t.', '')),
    ]);
  });
});
