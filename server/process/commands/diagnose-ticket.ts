import { InputCheck } from '../../platform/kernel/check.js';
import type { TicketInput, TransitionHandler } from '../../tickets/index.js';
import { DiagnosisEntity } from '../data/entities.js';
import { checkEvidence, keepEvidence, missingEvidence, newRecord } from '../data/records.js';

export interface DiagnoseTicket extends TicketInput {
  findings?: string | null;
  rootCause?: string | null;
  rootCauseUnknownReason?: string | null;
  evidenceAttachmentIds?: readonly string[] | null;
}

function checked(check: InputCheck, input: DiagnoseTicket) {
  return {
    findings: check.required('findings', input.findings, 50_000),
    rootCause: check.text('rootCause', input.rootCause || null, 10_000),
    rootCauseUnknownReason: check.text('rootCauseUnknownReason', input.rootCauseUnknownReason || null, 2000),
    evidence: checkEvidence(check, input.evidenceAttachmentIds),
  };
}

/** Records a diagnosis: the cause, or why it is unknown. */
export const diagnoseTicket: TransitionHandler<DiagnoseTicket> = {
  name: 'DIAGNOSE',
  check(check, input) {
    const { rootCause, rootCauseUnknownReason } = checked(check, input);
    if (rootCause && rootCauseUnknownReason) {
      check.fail(
        ['rootCauseUnknownReason'],
        'CONTRADICTION',
        'rootCause and rootCauseUnknownReason cannot be combined.',
      );
    }
  },
  async applyIn(command, ticket, input) {
    const { evidence, ...diagnosis } = checked(new InputCheck(), input);
    const missing = await missingEvidence(command, ticket.id, evidence, false);
    if (missing.length > 0) return missing;
    const record = newRecord(command, ticket);
    command.em.create(DiagnosisEntity, { ...record, ...diagnosis }, { persist: true });
    keepEvidence(command, record.id, evidence);
    return { changes: [{ field: 'diagnosis', from: null, to: record.id }] };
  },
};
