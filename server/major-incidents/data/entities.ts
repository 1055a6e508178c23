import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const MajorIncidentEntity = defineEntity({
  name: 'MajorIncident',
  tableName: 'major_incidents',
  properties: {
    organisationId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    reason: p.text(),
    leadId: p.uuid(),
    declaredByUserId: p.uuid().nullable(),
    declaredByKeyId: p.uuid().nullable(),
    declaredAt: p.datetime(3),
    updateEveryMinutes: p.integer(),
    nextUpdateDueAt: p.datetime(3),
    dueTold: p.boolean(),
    endedAt: p.datetime(3).nullable(),
    endedByUserId: p.uuid().nullable(),
    endedByKeyId: p.uuid().nullable(),
    endSummary: p.text().nullable(),
    downgraded: p.boolean(),
  },
});

export const MajorIncidentUpdateEntity = defineEntity({
  name: 'MajorIncidentUpdate',
  tableName: 'major_incident_updates',
  properties: {
    organisationId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    commentId: p.uuid().primary(),
  },
});

export type MajorIncidentRow = InferEntity<typeof MajorIncidentEntity>;
