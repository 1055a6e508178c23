import type { Gathering } from '../../platform/commands/command.js';
import type { TicketType } from '../../platform/contract/generated/enums.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { parseTicketNumber, ticketNumber } from '../rules/ticket-number.js';
import type { TicketRow } from './entities.js';

/** The parts of a ticket number. */
export interface NumberParts {
  type: TicketType;
  number: number;
}

/** The last number of a type. It locks the counter, so that the next number is nobody else's. */
export function counterOf({ me, organisationId }: Gathering, type: TicketType): Sql<{ number: number }> {
  return sql<{ number: number }>`insert into ticket_counters as c (organisation_id, type, number)
    select ${organisationId}::uuid, ${type}::text, 0 from ${me}
    on conflict (organisation_id, type) do update set number = c.number returning number`;
}

/**
 * The number of a ticket that gets another type: the one that it had with this type before, or the next one. It keeps the others: they
 * still find it.
 */
export function renumbered(
  { organisationId, id, type: typeBefore, number, formerNumbers }: TicketRow,
  type: TicketType,
  [counter]: readonly { number: number }[],
): { values: Pick<TicketRow, 'number' | 'formerNumbers'>; writes: Sql[] } {
  if (type === typeBefore) return { values: { number, formerNumbers }, writes: [] };
  if (!counter) throw new Error('the counter was not found');
  const before = ticketNumber(typeBefore, number);
  const own = formerNumbers.map(parseTicketNumber).find((former) => former?.type === type);
  const next = own?.number ?? counter.number + 1;
  const now = ticketNumber(type, next);
  return {
    values: { number: next, formerNumbers: [...formerNumbers, before].filter((former) => former !== now) },
    writes: [
      ...(own
        ? []
        : [
            sql`update ticket_counters set number = ${next} where organisation_id = ${organisationId} and type = ${type}`,
          ]),
      sql`insert into former_ticket_numbers (organisation_id, type, number, ticket_id)
        values (${organisationId}, ${typeBefore}, ${number}, ${id}) on conflict do nothing`,
    ],
  };
}

/** Whether a ticket `t` has or had one of these numbers. */
export function hasNumber(numbers: readonly NumberParts[], organisationId: string): Sql<boolean> {
  const [first, ...more] = numbers;
  if (!first) return sql<boolean>`false`;
  const among = (alias: string) => {
    const pairs = [first, ...more].map(
      ({ type, number }) =>
        sql`(${sql.ref(`${alias}.type`)} = ${type} and ${sql.ref(`${alias}.number`)} = ${number}::int)`,
    );
    return sql.join(pairs, sql` or `);
  };
  return sql<boolean>`(${among('t')} or t.id = any (array(select f.ticket_id from former_ticket_numbers f
    where f.organisation_id = ${organisationId} and (${among('f')}))))`;
}
