import type { VerifyTicketInput } from '../../platform/contract/generated/types.js';
import { insertInto } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { err, ok } from '../../platform/kernel/result.js';
import { resolveWith, transitionStep } from '../../tickets/index.js';
import { type ResolutionPlanRow, VerificationEntity } from '../data/entities.js';
import { foundPlan, planInForce } from '../data/plan.js';
import { checkEvidence, evidenceNamed, insertEvidence, missingEvidence, newRecord } from '../data/records.js';

/** Records a verification. When it failed, the ticket returns to investigation and the record stays. */
export const verifyTicket = transitionStep<VerifyTicketInput>()({
  name: 'VERIFY',
  gather: (input, gathering, ticketId) => ({
    plan: planInForce(gathering, ticketId),
    evidence: evidenceNamed(gathering, ticketId, input.evidenceAttachmentIds),
  }),
  check(check, input) {
    checkEvidence(check, input.evidenceAttachmentIds);
    return {
      ...input,
      evidence: check.optional('evidence', input.evidence, 10_000, 'MARKDOWN'),
      resolutionCode: check.optional('resolutionCode', input.resolutionCode, 100, 'LINE'),
      resolutionNotes: check.optional('resolutionNotes', input.resolutionNotes, 10_000),
    };
  },
  apply(ticket, input, taking, facts, seesInternal) {
    const evidence = checkEvidence(new InputCheck(), input.evidenceAttachmentIds);
    const missing = missingEvidence(facts.evidence, evidence, seesInternal);
    const { outcome, method } = input;
    if (missing.length > 0) return err(...missing);
    const record = newRecord(taking, ticket);
    const writes = [
      insertInto(VerificationEntity, { ...record, outcome, method, evidence: input.evidence }),
      ...insertEvidence(taking.organisationId, record.id, evidence),
    ];
    const changes = [
      changed('Verification.id', null, record.id),
      changed('Verification.outcome', null, outcome),
    ];
    if (outcome === 'FAILED') return ok({ writes, changes, to: 'INVESTIGATING' });
    resolveWith(taking, ticket, resolutionBy(foundPlan(facts.plan), input));
    return ok({ writes, changes, to: 'RESOLVED' });
  },
});

/** The resolution of the input; where it has none, the one that the implementation proposed. */
function resolutionBy(
  { proposedCode, proposedNotes }: ResolutionPlanRow,
  { resolutionCode, resolutionNotes }: VerifyTicketInput,
) {
  const code = resolutionCode || proposedCode;
  const notes = resolutionNotes || proposedNotes;
  if (!code || !notes) throw new Error('code and notes are required for a passed verification');
  return { resolutionCode: code, resolutionNotes: notes };
}
