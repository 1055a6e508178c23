import type { DiagnoseTicketInput } from '../../platform/contract/generated/types.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { transitionStep } from '../../tickets/index.js';
import { DiagnosisEntity } from '../data/entities.js';
import { checkEvidence, evidenceNamed, insertEvidence, missingEvidence, newRecord } from '../data/records.js';

function checked(check: InputCheck, input: DiagnoseTicketInput) {
  return {
    findings: check.required('findings', input.findings, 50_000, 'MARKDOWN'),
    rootCause: check.text('rootCause', input.rootCause || null, 10_000),
    rootCauseUnknownReason: check.text('rootCauseUnknownReason', input.rootCauseUnknownReason || null, 2000),
    evidence: checkEvidence(check, input.evidenceAttachmentIds),
  };
}

/** Records a diagnosis: the cause, or why it is unknown. */
export const diagnoseTicket = transitionStep<DiagnoseTicketInput>()({
  name: 'DIAGNOSE',
  gather: (input, gathering, ticketId) => ({
    evidence: evidenceNamed(gathering, ticketId, input.evidenceAttachmentIds),
  }),
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
  apply(ticket, input, taking, facts) {
    const { evidence, ...diagnosis } = checked(new InputCheck(), input);
    const missing = missingEvidence(facts.evidence, evidence, true);
    if (missing.length > 0) return err(...missing);
    const record = newRecord(taking, ticket);
    return ok({
      writes: [
        insertInto(DiagnosisEntity, { ...record, ...diagnosis }),
        ...insertEvidence(taking.organisationId, record.id, evidence),
      ],
      changes: [{ field: 'Diagnosis.id', from: null, to: record.id }],
    });
  },
});
