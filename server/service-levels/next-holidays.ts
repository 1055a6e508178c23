import { LockMode } from '@mikro-orm/core';
import { overOrganisations } from '../platform/db/over-organisations.js';
import { sql } from '../platform/db/sql.js';
import { ok } from '../platform/kernel/result.js';
import type { ScheduledTask } from '../platform/schedule/index.js';
import { readHolidays } from './commands/holidays.js';
import { nextRevision } from './commands/revision.js';
import { BusinessCalendarEntity } from './data/entities.js';
import { yearsRead } from './rules/public-holidays.js';

/** Reads the public holidays of a new year for each calendar, two years ahead. */
export const nextHolidays: ScheduledTask = {
  name: 'nextHolidays',
  findDue: (pool, now, after, limit) =>
    overOrganisations(pool, sql`due_public_holidays(${yearsRead(now).at(-1)}::int, ${after}, ${limit})`),
  async run(command, id) {
    const { em, organisationId } = command;
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const calendar = await em.findOne(BusinessCalendarEntity, { organisationId, id }, { lockMode });
    if (!calendar?.country) return ok(null);
    const { country, region = null } = calendar;
    if ((await readHolidays(command, id, { country, region })) === 0) return ok(null);
    await nextRevision(command);
    command.emit({
      type: 'BUSINESS_CALENDAR_UPDATED',
      changes: [{ field: 'businessCalendar', from: id, to: id }],
    });
    return ok(null);
  },
};
