import type { MajorIncident } from '../platform/contract/generated/types.js';
import type { MajorIncidentRow } from './data/entities.js';

/** A major incident in the contract's form, with its row. */
export type MajorIncidentNode = MajorIncident & { row: MajorIncidentRow };

/** The contract's plain fields of a major incident. */
export function toMajorIncident(row: MajorIncidentRow): MajorIncidentNode {
  return {
    __typename: 'MajorIncident',
    row,
    reason: row.reason,
    declaredAt: row.declaredAt,
    updateEveryMinutes: row.updateEveryMinutes,
    nextUpdateDueAt: row.endedAt ? null : row.nextUpdateDueAt,
    endedAt: row.endedAt ?? null,
    endSummary: row.endSummary ?? null,
    downgraded: row.downgraded,
  };
}
