import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type {
  HoldReason,
  Priority,
  ServiceLevelTarget,
  TicketType,
} from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';
import type { BusinessHours } from '../rules/business-time.js';

export interface DayOff {
  date: string;
  name: string;
}

export type Targets = Partial<Record<ServiceLevelTarget, number>>;

export const BusinessCalendarEntity = defineEntity({
  name: 'BusinessCalendar',
  tableName: 'business_calendars',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    timeZone: p.text(),
    hours: p.json().$type<BusinessHours[]>(),
    daysOff: p.json().$type<DayOff[]>(),
    country: p.text().nullable(),
    region: p.text().nullable(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export const ServiceLevelPolicyEntity = defineEntity({
  name: 'ServiceLevelPolicy',
  tableName: 'service_level_policies',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    active: p.boolean(),
    calendarId: p.uuid(),
    targets: p.json().$type<Targets>(),
    warnAtPercent: p.integer(),
    pauseReasons: list<HoldReason>(),
    types: list<TicketType>(),
    priorities: list<Priority>(),
    serviceIds: list(),
    companyIds: list(),
    queueIds: list(),
    formIds: list(),
    version: p.integer(),
    createdAt: p.datetime(3),
  },
});

export type BusinessCalendarRow = InferEntity<typeof BusinessCalendarEntity>;
export type ServiceLevelPolicyRow = InferEntity<typeof ServiceLevelPolicyEntity>;
