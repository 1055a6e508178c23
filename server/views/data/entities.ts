import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { SavedViewSharing } from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';

export const SavedViewEntity = defineEntity({
  name: 'SavedView',
  tableName: 'saved_views',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    name: p.text(),
    /** JSON of a `TicketFilter`, as it was given. */
    filter: p.text().nullable(),
    /** JSON of the argument `orderBy`, as it was given. */
    orderBy: p.text().nullable(),
    columns: list(),
    sharing: p.text().$type<SavedViewSharing>(),
    teamId: p.uuid().nullable(),
    createdByUserId: p.uuid().nullable(),
    createdByKeyId: p.uuid().nullable(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

export type SavedViewRow = InferEntity<typeof SavedViewEntity>;
