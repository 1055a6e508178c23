import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Visibility } from '../../platform/contract/generated/enums.js';

export const AttachmentEntity = defineEntity({
  name: 'Attachment',
  tableName: 'attachments',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Null: it was announced without a ticket, and waits for one. */
    ticketId: p.uuid().nullable(),
    commentId: p.uuid().nullable(),
    /** `CHECKED`: completed without a ticket. Only a `READY` one is an attachment, and has a ticket. */
    state: p.text().$type<'PENDING' | 'CHECKED' | 'READY' | 'DELETED'>(),
    uploadKey: p.text(),
    objectKey: p.text().nullable(),
    fileName: p.text(),
    size: p.integer(),
    contentType: p.text(),
    sha256: p.text(),
    visibility: p.text().$type<Visibility>(),
    uploadedByUserId: p.uuid().nullable(),
    uploadedByKeyId: p.uuid().nullable(),
    createdAt: p.datetime(3),
    attachedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3),
    sweptAt: p.datetime(3).nullable(),
  },
});

export type AttachmentRow = InferEntity<typeof AttachmentEntity>;

/** An attachment that readers see. */
export type AttachedRow = AttachmentRow & { ticketId: string };
