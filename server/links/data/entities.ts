import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { LinkKind } from '../rules/link-types.js';

export const TicketLinkEntity = defineEntity({
  name: 'TicketLink',
  tableName: 'ticket_links',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: p.text().$type<LinkKind>(),
    fromTicketId: p.uuid(),
    toTicketId: p.uuid(),
    createdByUserId: p.uuid().nullable(),
    createdByKeyId: p.uuid().nullable(),
    createdAt: p.datetime(3),
  },
});

export const KnownErrorEntity = defineEntity({
  name: 'KnownError',
  tableName: 'known_errors',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    symptoms: p.text(),
    rootCause: p.text().nullable(),
    workaround: p.text(),
    publicWorkaround: p.text().nullable(),
    version: p.integer(),
    recordedByUserId: p.uuid().nullable(),
    recordedByKeyId: p.uuid().nullable(),
    recordedAt: p.datetime(3),
    updatedAt: p.datetime(3),
    retiredAt: p.datetime(3).nullable(),
    retiredByUserId: p.uuid().nullable(),
    retiredByKeyId: p.uuid().nullable(),
    retireReason: p.text().nullable(),
  },
});

export type KnownErrorRow = InferEntity<typeof KnownErrorEntity>;
