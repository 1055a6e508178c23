import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ReviewOutcome } from '../../platform/contract/generated/enums.js';
import { list } from '../../platform/db/list.js';

export const ClosurePolicyEntity = defineEntity({
  name: 'ClosurePolicy',
  tableName: 'closure_policies',
  properties: {
    organisationId: p.uuid().primary(),
    ticketType: p.text().primary(),
    autoCloseDays: p.integer().nullable(),
    survey: p.boolean(),
  },
});

export const ReviewEntity = defineEntity({
  name: 'Review',
  tableName: 'reviews',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    cycle: p.integer(),
    outcome: p.text().$type<ReviewOutcome>(),
    summary: p.text(),
    lessons: p.text().nullable(),
    actions: list(),
    byUserId: p.uuid().nullable(),
    byKeyId: p.uuid().nullable(),
    recordedAt: p.datetime(3),
    occurredAt: p.datetime(3),
  },
});

export const SurveyEntity = defineEntity({
  name: 'Survey',
  tableName: 'surveys',
  properties: {
    organisationId: p.uuid().primary(),
    id: p.uuid().primary(),
    ticketId: p.uuid(),
    requesterId: p.uuid(),
    sentAt: p.datetime(3),
    expiresAt: p.datetime(3),
    answeredAt: p.datetime(3).nullable(),
    score: p.smallint().nullable(),
    comment: p.text().nullable(),
  },
});

export type ReviewRow = InferEntity<typeof ReviewEntity>;
export type SurveyRow = InferEntity<typeof SurveyEntity>;
