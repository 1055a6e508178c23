import type { DiagnoseTicketInput } from '../../platform/contract/generated/types.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { transitionStep } from '../../tickets/index.js';
import { DiagnosisEntity } from '../data/entities.js';
import { checkEvidence, evidenceNamed, insertEvidence, missingEvidence, newRecord } from '../data/records.js';

/** Records a diagnosis: the cause, or why it is unknown. */
export const diagnoseTicket = transitionStep<DiagnoseTicketInput>()({
  name: 'DIAGNOSE',
  gather: (input, gathering, ticketId) => ({
    evidence: evidenceNamed(gathering, ticketId, input.evidenceAttachmentIds),
  }),
  check(check, input) {
    const findings = check.required('findings', input.findings, 50_000, 'MARKDOWN');
    const rootCause = check.optional('rootCause', input.rootCause, 10_000);
    const rootCauseUnknownReason = check.optional(
      'rootCauseUnknownReason',
      input.rootCauseUnknownReason,
      2000,
    );
    checkEvidence(check, input.evidenceAttachmentIds);
    if (rootCause && rootCauseUnknownReason) {
      check.fail(
        ['rootCauseUnknownReason'],
        'CONTRADICTION',
        'rootCause and rootCauseUnknownReason cannot be combined.',
      );
    }
    return { ...input, findings, rootCause, rootCauseUnknownReason };
  },
  apply(ticket, input, taking, facts) {
    const { findings, rootCause, rootCauseUnknownReason } = input;
    const evidence = checkEvidence(new InputCheck(), input.evidenceAttachmentIds);
    const missing = missingEvidence(facts.evidence, evidence, true);
    if (missing.length > 0) return err(...missing);
    const record = newRecord(taking, ticket);
    return ok({
      writes: [
        insertInto(DiagnosisEntity, { ...record, findings, rootCause, rootCauseUnknownReason }),
        ...insertEvidence(taking.organisationId, record.id, evidence),
      ],
      changes: [{ field: 'Diagnosis.id', from: null, to: record.id }],
    });
  },
});
